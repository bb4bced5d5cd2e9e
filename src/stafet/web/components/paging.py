"""A part of a long list, with which of how many it shows and the ways on."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.utils.http import urlencode
from django.utils.translation import gettext

from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Pager


def told_part(part: Page[Any]) -> str:
    """Which of how many stand here."""
    first, last, base = part.start_index(), part.end_index(), part.paginator.count
    return gettext("%(first)s to %(last)s of %(base)s") % {
        "first": write_number(first),
        "last": write_number(last),
        "base": write_number(base),
    }


def page_pager(part: Page[Any], **asked: object) -> Pager | None:
    """The ways to the page before and after, which ask the same as this one; ``None`` when there is only one page.

    ``asked`` are the answers that stand in the address: keys and codes, never what somebody typed.
    """
    if not part.has_other_pages():
        return None
    same = {name: str(value) for name, value in asked.items() if value}
    before, after = (urlencode(same | {"page": str(number)}) for number in (part.number - 1, part.number + 1))
    return Pager(
        told_part(part),
        f"?{before}" if part.has_previous() else "",
        f"?{after}" if part.has_next() else "",
    )
