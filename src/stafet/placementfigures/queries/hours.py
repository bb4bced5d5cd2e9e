"""The hours at places: what agreements come to, against the yearly cap of the model or of the law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connections

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.shares import protected_counts
from stafet.placementfigures.asked import Asked
from stafet.placementfigures.queries.counts import Known
from stafet.placements.api import SchemeKind, WayState

_SQL = Path(__file__).with_name("hours.sql")
_SEEN = "p.person_id IN (SELECT unnest((SELECT gate.my_persons('D'))))"
_THERE = WayState.ACTIVE.value
_A_YEAR = "dk.junior_apprenticeship.hours_a_year"
_SHARE = "dk.junior_apprenticeship.share_at_most"


@dataclass(frozen=True, slots=True)
class HoursLine:
    """One model: pupils with an approved agreement, their days and hours in all and up to the day, and the cap of one pupil.

    ``is_few``: so few pupils that the hours are theirs one by one, or that those of another model could be worked out; not shown.
    ``cap`` is in hours a year: the model's, or the law's; ``None`` where neither has one. ``above`` is how many have agreed on more.
    ``told_pupils`` are those of whom somebody has told a day, ``there_days`` and ``there_hours`` what they were there.
    ``only_there``: those who have an agreement and are elsewhere on the way are too few, and not in it.
    """

    name: str
    pupils: int
    agreed_days: int
    passed_days: int
    agreed_hours: Decimal
    passed_hours: Decimal
    cap: int | None
    above: int | None
    told_pupils: int
    there_days: int
    there_hours: Decimal
    is_few: bool
    only_there: bool
    may_tell: bool


def agreed_hours(asked: Asked, known: Known) -> Sequence[HoursLine]:
    """The hours of every model of the year, of those the reader may see. Two statements at most.

    Whoever is there has an approved agreement. Where only few others have one, their number would follow from the table of states:
    then it is only about those who are there, and says so.
    """
    rows, only_there = _rows(asked, only_there=False), False
    there = known.found.get(_THERE, 0)
    if 0 < sum(row[1] for row in rows) - there < known.k:
        rows, only_there = _rows(asked, only_there=True), True
    if _THERE in known.hidden and not known.may_tell({_THERE}):
        shown: Sequence[int | None] = [None] * len(rows)
    else:
        shown = protected_counts([row[1] for row in rows], k=known.k)
    return [
        _line(row, known.k, is_few=told is None, only_there=only_there)
        for row, told in zip(rows, shown, strict=True)
    ]


def _rows(asked: Asked, *, only_there: bool) -> list[tuple[Any, ...]]:
    values: dict[str, Any] = {
        "towns": list(asked.towns),
        "starts_in": asked.starts_in,
        "on": asked.on,
        "kind": asked.kind.value,
        "cap": _cap_of_law(asked),
        "only_there": only_there,
    }
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(_statement(), values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _line(row: tuple[Any, ...], k: int, *, is_few: bool, only_there: bool) -> HoursLine:
    name, pupils, agreed_days, passed_days, agreed, passed, cap, above, told, there_days, there_hours = row
    return HoursLine(
        name=name,
        pupils=pupils,
        agreed_days=agreed_days,
        passed_days=passed_days,
        agreed_hours=agreed,
        passed_hours=passed,
        cap=cap,
        above=above if _is_shown(above, pupils, k) else None,
        told_pupils=told,
        there_days=there_days,
        there_hours=there_hours,
        is_few=is_few,
        only_there=only_there,
        may_tell=_is_shown(told, pupils, k),
    )


def _is_shown(count: int, base: int, k: int) -> bool:
    """Whether neither those counted nor the others are few."""
    return not (0 < count < k or 0 < base - count < k)


def _cap_of_law(asked: Asked) -> int | None:
    """The hours a year of one pupil by law, where it has any: a model may only be stricter."""
    if asked.kind is not SchemeKind.JUNIOR_APPRENTICESHIP:
        return None
    share: int = rules.value(_A_YEAR, on=asked.on) * rules.value(_SHARE, on=asked.on) // 100
    return share


@cache
def _statement() -> str:
    return _SQL.read_text(encoding="utf-8").replace("{seen}", _SEEN)
