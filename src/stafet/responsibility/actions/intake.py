"""Taking in: the promise begins for somebody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.grants import api as grants
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import policies
from stafet.responsibility.actions.baton import locked_coverage
from stafet.responsibility.actions.holding_rows import duty_grants, open_to_holder
from stafet.responsibility.actions.step_rows import check_step, check_works_there, step_row
from stafet.responsibility.drafts import StepDraft
from stafet.responsibility.errors import AlreadyCovered, NotYours
from stafet.responsibility.models import Coverage, Holding
from stafet.responsibility.states import AcquiredBy


@audit.action
def take_in(
    *,
    person: people.Person,
    organisation_id: UUID,
    rule: str,
    step: StepDraft,
    by: Actor,
    at: datetime,
    holder_id: UUID | None = None,
) -> Coverage:
    """Begin the promise for somebody: from now on an organisation holds, and there is a next step.

    ``rule`` is the key of the rule by which the promise begins. Raises ``AlreadyCovered``, ``DueInThePast``,
    ``NotAtThatOrganisation``, ``NotYours``.
    """
    if not policies.can_take_in(by, person.municipality_id):
        raise NotYours(sentence("Only the home municipality takes somebody in."))
    return begin_promise(person, organisation_id, rule, step, by=by, at=at, holder_id=holder_id)


def begin_promise(
    person: people.Person,
    organisation_id: UUID,
    rule: str,
    step: StepDraft,
    *,
    by: Actor,
    at: datetime,
    holder_id: UUID | None = None,
) -> Coverage:
    """What every beginning has in common, also one that follows by rule from what somebody else reports."""
    home = organisations.home(person.municipality_id)
    check_step(step, organisation_id=organisation_id, today=home.day(at), at=at)
    if holder_id is not None:
        check_works_there(holder_id, organisation_id, at=at)
    coverage = _cover(person, home, rule, at=at)
    _give(person, organisation_id, holder_id, by=by, at=at)
    step_row(person.pk, person.municipality_id, organisation_id, step, at=at)
    duty = duty_grants(home, coverage, on=home.day(at))
    grants.open_grants(municipality_id=person.municipality_id, person_id=person.pk, grants=duty, by=by, at=at)
    audit.record(action="responsibility.take_in", about=coverage, by=by, at=at, reason=rule)
    return coverage


def _give(
    person: people.Person, organisation_id: UUID, holder_id: UUID | None, *, by: Actor, at: datetime
) -> None:
    """Give the baton to its first holder."""
    holding_id = open_to_holder(
        person.pk, person.municipality_id, organisation_id=organisation_id, by=by, at=at
    )
    Holding.objects.create(
        pk=holding_id,
        municipality_id=person.municipality_id,
        person=person,
        organisation_id=organisation_id,
        holder_id=holder_id,
        starts_at=at,
        acquired_by=AcquiredBy.TAKEN_IN,
        known_at=at,
    )


def _cover(person: people.Person, home: organisations.Home, rule: str, *, at: datetime) -> Coverage:
    """The promise as a row. Of two who take in at once, the database lets one."""
    coverage = Coverage(
        municipality_id=person.municipality_id,
        person=person,
        starts_on=home.day(at),
        rule=rule,
        known_at=at,
    )
    twice = AlreadyCovered(sentence("The promise already holds for this person."))
    if locked_coverage(person.pk, person.municipality_id) is not None:
        raise twice
    try:
        with transaction.atomic(using=audit.current_alias()):
            coverage.save(force_insert=True)
    except IntegrityError as error:
        raise twice from error
    return coverage
