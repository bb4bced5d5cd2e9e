"""The words of the pages about registers: what is counted, what will happen, what was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy, ngettext, ngettext_lazy

from stafet.kernel.national_numbers import without_number
from stafet.kernel.sentences import Sentence
from stafet.registers import api as registers
from stafet.registers.api import Effect, RowKind, Verdict
from stafet.web.components.numbers import write_number
from stafet.web.components.say import say

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_PLACE = re.compile(r"%\((\w+)\)s")

WRITTEN: Mapping[str, StrOrPromise] = MappingProxyType(
    {
        "organisations": gettext_lazy("Schools and institutions written or changed"),
        "classes": gettext_lazy("Classes written or changed"),
        "people": gettext_lazy("Names, dates, numbers and contacts of young people written or changed"),
        "places": gettext_lazy("Places at schools written or changed"),
        "class_access": gettext_lazy("Teachers’ access to their classes opened or closed"),
        "keys": gettext_lazy("Keys of the register remembered"),
        "missing": gettext_lazy("Places marked as missing from the file"),
        "taken_in": gettext_lazy("Young people taken in, each with a first step and a date"),
        "turned": gettext_lazy("Break-offs, completions and departures followed up"),
        "events": gettext_lazy("Events followed up"),
    }
)


_KINDS: Mapping[RowKind, StrOrPromise] = MappingProxyType(
    {
        RowKind.ORGANISATION: ngettext_lazy("%(count)s organisation", "%(count)s organisations", "rows"),
        RowKind.GROUP: ngettext_lazy("%(count)s class", "%(count)s classes", "rows"),
        RowKind.PERSON: ngettext_lazy("%(count)s young person", "%(count)s young people", "rows"),
        RowKind.ENROLMENT: ngettext_lazy("%(count)s place", "%(count)s places", "rows"),
        RowKind.EVENT: ngettext_lazy("%(count)s event", "%(count)s events", "rows"),
        RowKind.UNREAD: ngettext_lazy(
            "%(count)s row that can’t be read", "%(count)s rows that can’t be read", "rows"
        ),
        RowKind.ABSENT: ngettext_lazy(
            "%(count)s place no longer in the file", "%(count)s places no longer in the file", "rows"
        ),
    }
)


def kinds_of(counts: Iterable[registers.Count], verdict: Verdict) -> str:
    """What a number of a verdict counts: "540 places, 54 young people"."""
    found = [each for each in counts if each.verdict is verdict and each.rows]
    return ", ".join(count_kind(each.kind, each.rows) for each in sorted(found, key=lambda each: -each.rows))


def count_kind(kind: RowKind, rows: int) -> str:
    """So many of a kind, in words."""
    return str(_KINDS[kind] % {"count": write_number(rows), "rows": rows})


def count_rows(rows: int) -> str:
    """So many rows."""
    return ngettext("%(count)s row", "%(count)s rows", rows) % {"count": write_number(rows)}


def say_of_row(said: Sentence | None) -> str:
    """What is said about a row, without any national number that a register uses as its key."""
    return without_number(say(said)) if said is not None else ""


def say_of_many(said: Sentence) -> str:
    """What is said about many rows at once: whatever differs from row to row is left open."""
    return _PLACE.sub("…", gettext(said.text)) if said.text else ""


def say_place(place: registers.Place) -> str:
    """Where a row stands: "users.csv, row 12, birthDate". Nothing for what stands in no file."""
    row = gettext("row %(number)s") % {"number": write_number(place.row)} if place.row else ""
    return ", ".join(filter(None, (place.file, row, place.column)))


def say_consequence(each: registers.Consequence) -> str:
    """What applying does to so many people, and with whom the work lands."""
    words = _consequence(each) % {"count": write_number(each.people), "place": each.organisation_name}
    return f"{words} {_landing(each)}".rstrip()


def _consequence(each: registers.Consequence) -> str:
    people = each.people
    match each.effect:
        case Effect.TAKEN_IN:
            return ngettext(
                "%(count)s young person is taken in, with a first step and a date.",
                "%(count)s young people are taken in, each with a first step and a date.",
                people,
            )
        case Effect.MISSING:
            return ngettext(
                "%(count)s young person is no longer in the file. The place is marked as missing; nobody is taken out.",
                "%(count)s young people are no longer in the file. Their places are marked as missing; nobody is taken out.",
                people,
            )
        case Effect.ENDED:
            return ngettext(
                "%(count)s young person’s place is taken back by the register.",
                "%(count)s young people’s places are taken back by the register.",
                people,
            )
        case Effect.BROKEN_OFF:
            return ngettext(
                "%(count)s young person has broken off: the clocks of the law start.",
                "%(count)s young people have broken off: the clocks of the law start.",
                people,
            )
        case Effect.AT_RISK:
            return ngettext(
                "%(count)s young person is in danger of dropping out: a talk becomes due.",
                "%(count)s young people are in danger of dropping out: a talk becomes due with each.",
                people,
            )
        case Effect.COMPLETED:
            return ngettext(
                "%(count)s young person has completed.", "%(count)s young people have completed.", people
            )


def _landing(each: registers.Consequence) -> str:
    if each.effect is Effect.TAKEN_IN:
        return gettext("%(place)s holds the responsibility.") % {"place": each.organisation_name}
    if each.effect in {Effect.BROKEN_OFF, Effect.AT_RISK}:
        return gettext("It lands on the Today of whoever holds them.")
    if each.organisation_name:
        return gettext("%(place)s holds them and is asked if files go on lacking them.") % {
            "place": each.organisation_name
        }
    return ""
