"""One young person who was registered twice: a human chooses whom to keep, and only then one baton remains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.grants import api as grants
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
from stafet.responsibility.moved import BatonKeys, Lay, Moved
from stafet.responsibility.states import AcquiredBy, CoverageEnd


@audit.action
def merge_persons(*, kept: people.Person, duplicate: people.Person, by: Actor, at: datetime) -> Moved:
    """Two registrations are one person. Both batons were kept until now; from now on there is one.

    The duplicate's open steps and spells move to the kept one, its coverage ends as merged. If the promise held
    for the duplicate only, it goes on for the kept one with the same holder. Protected persons are never merged.
    Returns what moved, so that ``part_persons`` can put it back. Raises ``NothingToMerge``, ``ProtectedPerson``,
    ``NotYours``.
    """
    _check_merging(kept, duplicate, by)
    for person_id in sorted((kept.pk, duplicate.pk)):
        locked_coverage(person_id, kept.municipality_id)
    home = organisations.home(kept.municipality_id)
    own = Moved(own_spells=_keys_of(pathways.Spell, kept), own_coverages=_keys_of(Coverage, kept))
    spells = pathways.move_spells(from_person=duplicate, to_person=kept, by=by, at=at)
    let_classes_follow(kept, spells, by=by, at=at)
    break_offs = _keys_of(BreakOff, duplicate)
    BreakOff.objects.filter(pk__in=break_offs).update(person_id=kept.pk)
    moved = replace(own, spells=spells, break_offs=break_offs)
    if locked_coverage(duplicate.pk, duplicate.municipality_id) is not None:
        moved = _give_baton_to(kept, take_baton(duplicate, at=at), moved, by=by)
    numbers = people.mark_merged(duplicate=duplicate, kept=kept, by=by, at=at)
    audit.record(
        action="responsibility.merge_persons",
        about=people.about(kept),
        by=by,
        at=at,
        reason=home.country.value,
    )
    return replace(moved, numbers=numbers.given, replaced=numbers.replaced)


def let_classes_follow(person: people.Person, spells: Sequence[UUID], *, by: Actor, at: datetime) -> None:
    """Whoever teaches somebody because of a spell goes on doing so when the spell is another person's."""
    grants.give_grants(
        municipality_id=person.municipality_id,
        person_id=person.pk,
        source=access.Grant.Source.CLASS,
        source_ids=spells,
        by=by,
        at=at,
    )


def _keys_of(
    model: type[pathways.Spell] | type[Coverage] | type[BreakOff], person: people.Person
) -> tuple[UUID, ...]:
    """The keys of somebody's rows."""
    rows = model.objects.filter(municipality_id=person.municipality_id, person_id=person.pk)
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def _check_merging(kept: people.Person, duplicate: people.Person, by: Actor) -> None:
    if kept.pk == duplicate.pk or kept.municipality_id != duplicate.municipality_id:
        raise NothingToMerge(sentence("Choose two different registrations of the same municipality."))
    if not policies.can_take_in(by, kept.municipality_id):
        raise NotYours(sentence("Only the home municipality merges two registrations."))
    if access.is_hidden(kept.pk) or access.is_hidden(duplicate.pk):
        raise ProtectedPerson(sentence("A protected person is never merged with anybody."))


def _give_baton_to(kept: people.Person, baton: Baton, moved: Moved, *, by: Actor) -> Moved:
    """Leave one baton: the kept person's own, or else the duplicate's."""
    withdraw_open_offer(baton, by=by)
    refuse_open_requests(baton, by=by)
    made = None
    if locked_coverage(kept.pk, kept.municipality_id) is None:
        made = _go_on_with(kept, baton, by=by)
    steps = _move_steps(kept, baton)
    close_coverage(baton, CoverageEnd.MERGED, on=baton.today, by=by)
    return replace(moved, steps=steps, ended=BatonKeys(baton.coverage.pk, baton.holding.pk), made=made)


def _go_on_with(kept: people.Person, baton: Baton, *, by: Actor) -> BatonKeys:
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
    grants.open_grants(
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
    return BatonKeys(coverage.pk, holding_id)


def _move_steps(kept: people.Person, baton: Baton) -> Mapping[UUID, Lay]:
    """What was to be done for the duplicate is to be done for the kept person, by whoever holds them.

    Returns where each step lay.
    """
    holding = open_holding(kept.pk, kept.municipality_id)
    lay = {
        step.pk: (step.organisation_id, step.unit_id, step.assignee_id)
        for step in open_steps(baton).order_by("pk")
    }
    moving = NextStep.objects.filter(pk__in=list(lay))
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
    return MappingProxyType(lay)
