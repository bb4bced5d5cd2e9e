"""What a young person sees of their own way: who is responsible, what comes next and after, what is under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.own.models import Correction
from stafet.own.states import ANSWERED_WITHIN
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import HandoverState, StepKind, StepState

_UNDER_WAY = (HandoverState.OFFERED, HandoverState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who has the responsibility now, and how to reach them at work."""

    organisation: str
    name: str
    phone: str
    email: str
    since: datetime


@dataclass(frozen=True, slots=True)
class NextThing:
    """One step: what, in whose words, by when, who does it."""

    kind: StepKind
    words: str
    due_on: date
    who: str


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A hand-over that has not come to its end: from whom, to whom, where it stands, when one is to start there."""

    state: HandoverState
    sender: str
    receiver: str
    answer_by: date
    starts_on: date | None


@dataclass(frozen=True, slots=True)
class Said:
    """What the reader has said is wrong, and whether it has been dealt with."""

    said_at: datetime
    words: str
    answer_by: date
    answered_at: datetime | None


def responsible_for(person_id: UUID) -> Responsible | None:
    """Who has the responsibility now; ``None`` when nobody has to."""
    seen = responsibility.Holding.objects.filter(access.visible(DataClass.PROCESS), person_id=person_id)
    row = seen.filter(ends_at=None).select_related("organisation", "holder").first()
    if row is None:
        return None
    email = row.holder.email if row.holder else row.organisation.email
    name = row.holder.name if row.holder else ""
    return Responsible(row.organisation.name, name, row.organisation.phone, email, row.starts_at)


def next_things(person_id: UUID) -> tuple[NextThing, ...]:
    """The open steps, the next first. That somebody is answered who said that something is wrong is told apart."""
    seen = responsibility.NextStep.objects.open().filter(
        access.visible(DataClass.PROCESS), person_id=person_id
    )
    seen = seen.exclude(rule=ANSWERED_WITHIN)
    rows = seen.select_related("assignee", "organisation").order_by("due_on", "pk")
    return tuple(
        NextThing(
            StepKind(row.kind),
            row.words,
            row.due_on,
            row.assignee.name if row.assignee else row.organisation.name,
        )
        for row in rows
    )


def under_way(person_id: UUID) -> tuple[UnderWay, ...]:
    """Hand-overs that nobody has answered, or that were accepted and wait for the start."""
    seen = responsibility.Handover.objects.filter(access.visible(DataClass.PROCESS), person_id=person_id)
    rows = seen.filter(state__in=_UNDER_WAY).select_related("from_organisation", "to_organisation")
    return tuple(
        UnderWay(
            HandoverState(row.state),
            row.from_organisation.name,
            row.to_organisation.name,
            row.answer_by,
            row.starts_on,
        )
        for row in rows.order_by("-offered_at", "pk")
    )


def said_by_me(person_id: UUID) -> tuple[Said, ...]:
    """What the reader has said is wrong, the newest first. Nobody else's words are among it in own name."""
    seen = Correction.objects.filter(access.visible(DataClass.PROCESS), person_id=person_id)
    return tuple(
        Said(
            row.said_at,
            row.words,
            row.step.due_on,
            None if row.step.state == StepState.OPEN else row.step.closed_at,
        )
        for row in seen.select_related("step").order_by("-said_at", "pk")
    )
