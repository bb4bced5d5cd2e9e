"""One young person who was registered twice: a human chooses whom to keep, and only then one baton remains."""

from __future__ import annotations

from datetime import datetime

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility import policies
from stafet.responsibility.actions.baton import Baton, locked_coverage, open_holding, take_baton
from stafet.responsibility.actions.holding_rows import duty_grants, open_to_holder
from stafet.responsibility.actions.leaving import close_coverage
from stafet.responsibility.actions.offers import refuse_open_requests, withdraw_open_offer
from stafet.responsibility.actions.step_rows import open_steps
from stafet.responsibility.errors import NothingToMerge, NotYours, ProtectedPerson
from stafet.responsibility.models import BreakOff, Coverage, Holding, NextStep
from stafet.responsibility.states import AcquiredBy, CoverageEnd


@audit.action
def merge_persons(*, kept: people.Person, duplicate: people.Person, by: Actor, at: datetime) -> None:
    """Two registrations are one person. Both batons were kept until now; from now on there is one.

    The duplicate's open steps and spells move to the kept one, its coverage ends as merged. If the promise held
    for the duplicate only, it goes on for the kept one with the same holder. Protected persons are never merged.
    Raises ``NothingToMerge``, ``ProtectedPerson``, ``NotYours``.
    """
    _check_merging(kept, duplicate, by)
    for person_id in sorted((kept.pk, duplicate.pk)):
        locked_coverage(person_id, kept.municipality_id)
    home = organisations.home(kept.municipality_id)
    pathways.move_spells(from_person=duplicate, to_person=kept, by=by, at=at)
    BreakOff.objects.filter(municipality_id=kept.municipality_id, person_id=duplicate.pk).update(
        person_id=kept.pk
    )
    if locked_coverage(duplicate.pk, duplicate.municipality_id) is not None:
        _give_baton_to(kept, take_baton(duplicate, at=at), by=by)
    people.mark_merged(duplicate=duplicate, kept=kept, by=by, at=at)
    audit.record(
        action="responsibility.merge_persons",
        about=people.about(kept),
        by=by,
        at=at,
        reason=home.country.value,
    )


def _check_merging(kept: people.Person, duplicate: people.Person, by: Actor) -> None:
    if kept.pk == duplicate.pk or kept.municipality_id != duplicate.municipality_id:
        raise NothingToMerge(sentence("Choose two different registrations of the same municipality."))
    if not policies.can_take_in(by, kept.municipality_id):
        raise NotYours(sentence("Only the home municipality merges two registrations."))
    if access.is_hidden(kept.pk) or access.is_hidden(duplicate.pk):
        raise ProtectedPerson(sentence("A protected person is never merged with anybody."))


def _give_baton_to(kept: people.Person, baton: Baton, *, by: Actor) -> None:
    """Leave one baton: the kept person's own, or else the duplicate's."""
    withdraw_open_offer(baton, by=by)
    refuse_open_requests(baton, by=by)
    if locked_coverage(kept.pk, kept.municipality_id) is None:
        _go_on_with(kept, baton, by=by)
    _move_steps(kept, baton)
    close_coverage(baton, CoverageEnd.MERGED, on=baton.today, by=by)


def _go_on_with(kept: people.Person, baton: Baton, *, by: Actor) -> None:
    """The promise and the holder of the duplicate become those of the kept person."""
    coverage = Coverage.objects.create(
        municipality_id=kept.municipality_id,
        person=kept,
        starts_on=baton.coverage.starts_on,
        rule=baton.coverage.rule,
        known_at=baton.at,
    )
    holding_id = open_to_holder(
        kept.pk, kept.municipality_id, organisation_id=baton.holding.organisation_id, by=by, at=baton.at
    )
    access.open_grants(
        municipality_id=kept.municipality_id,
        person_id=kept.pk,
        grants=duty_grants(baton.home, coverage, on=baton.today),
        by=by,
        at=baton.at,
    )
    Holding.objects.create(
        pk=holding_id,
        municipality_id=kept.municipality_id,
        person=kept,
        organisation_id=baton.holding.organisation_id,
        holder_id=baton.holding.holder_id,
        starts_at=baton.at,
        acquired_by=AcquiredBy.TAKEN_IN,
        known_at=baton.at,
    )


def _move_steps(kept: people.Person, baton: Baton) -> None:
    """What was to be done for the duplicate is to be done for the kept person, by whoever holds them."""
    holding = open_holding(kept.pk, kept.municipality_id)
    moving = NextStep.objects.filter(pk__in=list(open_steps(baton).values_list("pk", flat=True)))
    if holding.organisation_id == baton.holding.organisation_id:
        moving.update(person_id=kept.pk, known_at=baton.at)
    else:
        moving.update(
            person_id=kept.pk,
            organisation_id=holding.organisation_id,
            unit_id=None,
            assignee_id=None,
            known_at=baton.at,
        )
