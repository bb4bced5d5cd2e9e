"""What every action does with the baton: lock it, close what ends, open what begins, and keep grants in step.

Every action locks the coverage row of the person first, so that two actions about one person come one after
the other, in the same order as the database judges the promise at commit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.identity import uuid7
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility.drafts import StepDraft
from stafet.responsibility.errors import DueInThePast, NotAtThatOrganisation, NotCovered
from stafet.responsibility.models import Coverage, Holding, NextStep
from stafet.responsibility.states import StepOutcome, StepState

HOLDER_SEES = "ABCDEG"
DUTY_SEES = "ABD"
_AN_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Baton:
    """Somebody's responsibility while an action has it: nobody else can change it until the action is over."""

    person_id: UUID
    home: organisations.Home
    coverage: Coverage
    holding: Holding
    today: date
    at: datetime

    @property
    def municipality_id(self) -> UUID:
        """The home municipality."""
        return self.home.municipality_id

    @property
    def country(self) -> Country:
        """Whose law and calendar count."""
        return self.home.country


def take_baton(person: people.Person, *, at: datetime) -> Baton:
    """Lock somebody's responsibility. Raises ``NotCovered``.

    ``Baton.at`` is never before the present holding began: machines' clocks differ by a little, and a
    holding that ends before it starts would tear the relay.
    """
    return baton_of(person.pk, person.municipality_id, at=at)


def baton_of(person_id: UUID, municipality_id: UUID, *, at: datetime) -> Baton:
    """As ``take_baton``, for somebody whose row may not be visible."""
    home = organisations.home(municipality_id)
    coverage = locked_coverage(person_id, municipality_id)
    if coverage is None:
        raise NotCovered(sentence("The promise does not hold for this person, so there is nothing to hold."))
    holding = open_holding(person_id, municipality_id)
    moment = max(at, holding.starts_at + _AN_INSTANT)
    return Baton(person_id, home, coverage, holding, home.day(at), moment)


def locked_coverage(person_id: UUID, municipality_id: UUID) -> Coverage | None:
    """The open coverage, locked until the transaction ends."""
    rows = Coverage.objects.filter(municipality_id=municipality_id, person_id=person_id, ends_on=None)
    return rows.select_for_update(of=("self",), no_key=True).first()


def open_holding(person_id: UUID, municipality_id: UUID) -> Holding:
    """Who has the responsibility now."""
    return Holding.objects.get(municipality_id=municipality_id, person_id=person_id, ends_at=None)


def open_to_holder(
    person_id: UUID, municipality_id: UUID, *, organisation_id: UUID, by: Actor, at: datetime
) -> UUID:
    """Open somebody to the organisation that is about to hold. Returns the key its holding must have.

    This comes before anything else is written: whoever takes over must see in order to write.
    """
    holding_id = uuid7()
    grant = holder_grant(organisation_id, holding_id)
    access.open_grants(municipality_id=municipality_id, person_id=person_id, grants=[grant], by=by, at=at)
    return holding_id


def holder_grant(organisation_id: UUID, holding_id: UUID) -> access.GrantDraft:
    """What the holder may see, for as long as it holds."""
    return access.GrantDraft(
        organisation_id=organisation_id,
        purpose=access.Purpose.GUIDANCE,
        basis="stafet.sharing.holder",
        classes=HOLDER_SEES,
        source=access.Grant.Source.HOLDING,
        source_id=holding_id,
    )


def duty_grants(home: organisations.Home, coverage: Coverage, *, on: date) -> list[access.GrantDraft]:
    """What the home municipality may see for as long as the promise holds, whoever holds."""
    return [
        access.GrantDraft(
            organisation_id=unit_id,
            purpose=access.Purpose.DUTY,
            basis=coverage.rule,
            classes=DUTY_SEES,
            source=access.Grant.Source.DUTY,
            source_id=coverage.pk,
        )
        for unit_id in organisations.duty_units(home.municipality_id, on=on)
    ]


def end_holding(holding: Holding, *, at: datetime) -> None:
    """Close a holding. Its grant is ended last of all, by whoever calls this: without it nothing more is seen."""
    Holding.objects.filter(pk=holding.pk).update(ends_at=at, known_at=at)


def end_holding_grant(holding: Holding, *, by: Actor, at: datetime) -> None:
    """Close the person to whoever held."""
    access.end_grants(
        municipality_id=holding.municipality_id,
        source=access.Grant.Source.HOLDING,
        source_ids=[holding.pk],
        by=by,
        at=at,
    )


def put_step(baton: Baton, draft: StepDraft, *, organisation_id: UUID | None = None) -> NextStep:
    """Write a next step for the organisation that holds, or another one. Raises as ``check_step``."""
    where = organisation_id or baton.holding.organisation_id
    check_step(draft, organisation_id=where, today=baton.today, at=baton.at)
    return step_row(baton.person_id, baton.municipality_id, where, draft, at=baton.at)


def step_row(
    person_id: UUID, municipality_id: UUID, organisation_id: UUID, draft: StepDraft, *, at: datetime
) -> NextStep:
    """One open step, as drafted."""
    return NextStep.objects.create(
        municipality_id=municipality_id,
        person_id=person_id,
        kind=draft.kind,
        words=draft.words,
        organisation_id=organisation_id,
        unit_id=draft.unit_id,
        assignee_id=draft.assignee_id,
        due_on=draft.due_on,
        rule=draft.rule,
        rule_due_on=draft.rule_due_on or (draft.due_on if draft.rule else None),
        opened_at=at,
        known_at=at,
    )


def check_step(draft: StepDraft, *, organisation_id: UUID, today: date, at: datetime) -> None:
    """Refuse a step in the past (``DueInThePast``) or for somebody who does not work there."""
    if draft.due_on < today:
        raise DueInThePast(
            sentence("A next step lies ahead: %(day)s is over. Choose a later day.", day=draft.due_on),
            field="due_on",
        )
    if draft.assignee_id is not None:
        check_works_there(draft.assignee_id, organisation_id, at=at)


def check_works_there(user_id: UUID, organisation_id: UUID, *, at: datetime) -> None:
    """Refuse to give something to somebody who has no post there (``NotAtThatOrganisation``)."""
    posts = access.Membership.objects.current_at(at).filter(user_id=user_id, organisation_id=organisation_id)
    if not posts.exists():
        raise NotAtThatOrganisation(
            sentence("This colleague has no post there now. Choose somebody who works there, or the team."),
            field="assignee",
        )


def close_steps(
    baton: Baton,
    outcome: StepOutcome,
    *,
    by: Actor,
    state: StepState = StepState.CANCELLED,
    only: Sequence[UUID] | None = None,
) -> int:
    """Close open steps of somebody, all of them or some, with one outcome. Returns how many."""
    which = Q() if only is None else Q(pk__in=only)
    open_steps = NextStep.objects.open().filter(
        which, municipality_id=baton.municipality_id, person_id=baton.person_id
    )
    return open_steps.update(
        state=state, outcome=outcome, closed_at=baton.at, closed_by_id=person_behind(by), known_at=baton.at
    )


def person_behind(by: Actor) -> UUID | None:
    """The user who did it; ``None`` when a declared rule did."""
    return None if by.is_system else by.user_id
