"""Days of possibilities, measures and concerns that have come, for whoever has the young person: what Today shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.kernel.privacy import DataClass
from stafet.offers.api import SeatState
from stafet.rechoice.models import Case, Concern, ConcernMeasure, Option
from stafet.rechoice.states import CaseState, OptionState
from stafet.responsibility import api as responsibility


class DateKind(StrEnum):
    """What was to happen on the day."""

    TRIAL_BEGINS = "trial_begins"
    TRIAL_ENDS = "trial_ends"
    SEAT_BEGINS = "seat_begins"
    MEASURE_ENDS = "measure_ends"
    CONCERN_RUNS_OUT = "concern_runs_out"
    HAS_LASTED = "has_lasted"


@dataclass(frozen=True, slots=True)
class DueDate:
    """A day that has come: what of, whose, and the key of the page on which to go on."""

    kind: DateKind
    person_id: UUID
    name: str
    words: str
    due_on: date
    key: UUID


def dates_due(actor: Actor, *, on: date, limit: int) -> Sequence[DueDate]:
    """The days that have come and of which nobody has said what became, the longest waiting first.

    Of those whom the actor has, or whom nobody at the actor's places has by name; and concerns the actor raised. At most
    ``limit`` of each kind. Four look-ups, however many there are.
    """
    found = [
        *_options(actor, on, limit),
        *_measures(actor, on, limit),
        *_concerns(actor, on, limit),
        *_cases(actor, on, limit),
    ]
    return sorted(found, key=lambda each: (each.due_on, each.name))


def _options(actor: Actor, on: date, limit: int) -> Sequence[DueDate]:
    tried = Q(state=OptionState.TRIED)
    begins, ends = tried & Q(trial_from=on), tried & Q(trial_until__lte=on)
    begun = Q(seat__state=SeatState.ACCEPTED, seat__start__starts_on__lte=on)
    rows = (
        Option.objects.filter(_seen(), begins | ends | begun, _mine(actor))
        .exclude(state=OptionState.LEFT)
        .exclude(case__state=CaseState.CLOSED)
        .select_related("person", "seat__start")
    )
    return [_of_option(row, on) for row in rows.order_by("trial_until", "pk")[:limit]]


def _of_option(row: Option, on: date) -> DueDate:
    start = row.seat.start.starts_on if row.seat and row.seat.start else None
    kind, due_on = DateKind.TRIAL_BEGINS, row.trial_from
    if row.seat is not None and row.seat.state == SeatState.ACCEPTED and start and start <= on:
        kind, due_on = DateKind.SEAT_BEGINS, start
    elif row.trial_until is not None and row.trial_until <= on:
        kind, due_on = DateKind.TRIAL_ENDS, row.trial_until
    return DueDate(kind, row.person_id, row.person.name, row.words, due_on or on, row.case_id)


def _measures(actor: Actor, on: date, limit: int) -> Sequence[DueDate]:
    whose = _mine(actor) | Q(concern__raised_by_id=actor.user_id)
    rows = ConcernMeasure.objects.filter(_seen(), whose, ended_on=None, ends_on__lte=on)
    return [
        DueDate(
            DateKind.MEASURE_ENDS,
            row.person_id,
            row.person.name,
            row.words,
            row.ends_on or on,
            row.concern_id,
        )
        for row in rows.select_related("person").order_by("ends_on", "pk")[:limit]
    ]


def _concerns(actor: Actor, on: date, limit: int) -> Sequence[DueDate]:
    whose = _mine(actor) | Q(raised_by_id=actor.user_id)
    rows = Concern.objects.open().filter(_seen(), whose, expires_on__lte=on)
    return [
        DueDate(DateKind.CONCERN_RUNS_OUT, row.person_id, row.person.name, "", row.expires_on, row.pk)
        for row in rows.select_related("person").order_by("expires_on", "pk")[:limit]
    ]


def _cases(actor: Actor, on: date, limit: int) -> Sequence[DueDate]:
    rows = Case.objects.filter(
        _seen(), _mine(actor), state=CaseState.STARTED, stable_on__lte=on
    ).select_related("person")
    return [
        DueDate(DateKind.HAS_LASTED, row.person_id, row.person.name, "", row.stable_on or on, row.pk)
        for row in rows.order_by("stable_on", "pk")[:limit]
    ]


def _seen() -> Q:
    return access.visible(DataClass.PROCESS) & access.visible(DataClass.IDENTITY)


def _mine(actor: Actor) -> Q:
    """Of whom the actor has, and whom nobody at the actor's places has by name."""
    places = access.organisations_where(actor, access.Permission.HOLD)
    held = responsibility.Holding.objects.filter(ends_at=None)
    mine = held.filter(Q(holder_id=actor.user_id) | Q(holder=None, organisation_id__in=places))
    return access.once(Q(person_id__in=mine.values("person_id")))
