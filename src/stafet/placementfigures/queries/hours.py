"""The hours at places: what agreements come to, against the yearly cap of the model or of the law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db import connections

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.placementfigures.asked import Asked
from stafet.placementfigures.queries.counts import smallest
from stafet.placements.api import SchemeKind

_SQL = Path(__file__).with_name("hours.sql")
_SEEN = "p.person_id IN (SELECT unnest((SELECT gate.my_persons('D'))))"
_A_YEAR = "dk.junior_apprenticeship.hours_a_year"
_SHARE = "dk.junior_apprenticeship.share_at_most"


@dataclass(frozen=True, slots=True)
class HoursLine:
    """One model: pupils with an approved agreement, their days and hours in all and up to the day, and the cap of one pupil.

    ``is_few``: fewer pupils than the smallest group, so that the hours are theirs one by one and not shown. ``cap`` is in hours a
    year: the model's, or the law's; ``None`` where neither has one.
    """

    kind: SchemeKind
    name: str
    pupils: int
    agreed_days: int
    passed_days: int
    agreed_hours: Decimal
    passed_hours: Decimal
    most_of_one: Decimal
    cap: int | None
    is_few: bool


def agreed_hours(asked: Asked) -> Sequence[HoursLine]:
    """The hours of every model of the year, of those the reader may see. One statement."""
    values = {
        "towns": list(asked.towns),
        "starts_in": asked.starts_in,
        "on": asked.on,
        "kind": asked.kind.value if asked.kind else "",
    }
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(_statement(), values)
        rows = cursor.fetchall()
    k = smallest(asked)
    return [
        HoursLine(
            kind=SchemeKind(kind),
            name=name,
            pupils=pupils,
            agreed_days=agreed_days,
            passed_days=passed_days,
            agreed_hours=agreed,
            passed_hours=passed,
            most_of_one=most,
            cap=_cap(SchemeKind(kind), own_cap, asked),
            is_few=pupils < k,
        )
        for kind, name, own_cap, pupils, agreed_days, passed_days, agreed, passed, most in rows
    ]


def _cap(kind: SchemeKind, own: int | None, asked: Asked) -> int | None:
    """The hours a year of one pupil: the stricter of the model's and the law's."""
    if kind is not SchemeKind.JUNIOR_APPRENTICESHIP:
        return own
    law: int = rules.value(_A_YEAR, on=asked.on) * rules.value(_SHARE, on=asked.on) // 100
    return law if own is None else min(own, law)


@cache
def _statement() -> str:
    return _SQL.read_text(encoding="utf-8").replace("{seen}", _SEEN)
