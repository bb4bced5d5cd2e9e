"""Pages to print and to keep: PDF/UA, which a screen reader follows by headings, lists and language.

Typst sets them. It brings its own fonts and asks nothing of the machine; what a page says reaches it as data and is
never read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language

_TEMPLATES = Path(__file__).with_name("sheets")


def make_pdf(template: str, told: Mapping[str, Any]) -> bytes:
    """A page in the reader's language, from ``sheets/<template>.typ`` and what it is to say.

    The standard asks that every sign has a shape. Where our own fonts lack one (an emoji, another alphabet) those of
    the machine are asked, and where they lack it too the page is tagged all the same, but not checked.
    """
    inputs = {"told": json.dumps({**told, "language": (get_language() or "en")[:2]}, ensure_ascii=False)}
    for own_fonts_only in (True, False):
        try:
            return _set(template, inputs, own_fonts_only=own_fonts_only, checked=True)
        except typst.TypstError:
            continue
    return _set(template, inputs, own_fonts_only=False, checked=False)


def _set(template: str, inputs: dict[str, str], *, own_fonts_only: bool, checked: bool) -> bytes:
    return typst.compile(
        _source(template),
        format="pdf",
        sys_inputs=inputs,
        pdf_standards="ua-1" if checked else None,
        ignore_system_fonts=own_fonts_only,
    )


@cache
def _source(template: str) -> bytes:
    return (_TEMPLATES / f"{template}.typ").read_bytes()
