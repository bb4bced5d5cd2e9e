"""Two registrations again: what the merge moved goes back, and what came since goes where somebody says."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility import policies
from stafet.responsibility.actions.baton import baton_of, locked_coverage
from stafet.responsibility.actions.duty import settle_duty_of
from stafet.responsibility.actions.leaving import bring_home
from stafet.responsibility.actions.merging import let_classes_follow
from stafet.responsibility.actions.parting_batons import Two, give_back_baton
from stafet.responsibility.actions.step_rows import is_law, put_step
from stafet.responsibility.drafts import StepDraft
from stafet.responsibility.errors import NotYours
from stafet.responsibility.models import BreakOff, Holding, NextStep
from stafet.responsibility.moved import Lay, Moved
from stafet.responsibility.states import FallBackReason, StepKind, StepOutcome, StepState

_AFTER_PARTING = "stafet.intake.first_contact_within"
_CLOCKS_DIFFER = timedelta(microseconds=2)


@audit.action
def part_persons(
    *,
    kept: people.Person,
    duplicate: people.Person,
    merged_at: datetime,
    moved: Moved,
    steps: Collection[UUID],
    spells: Collection[UUID],
    by: Actor,
    at: datetime,
) -> None:
    """They are two after all: each has again what it had; ``steps`` and ``spells`` of the time since are the duplicate's.

    Numbers, break-offs, the promise and whoever holds go back by themselves. Only in the scope of a job, of whoever
    could have merged them (``NotYours``).
    """
    if not policies.can_take_in(by, kept.municipality_id):
        raise NotYours(sentence("Only the home municipality makes them two again."))
    two = Two(kept, duplicate, merged_at, max(at, merged_at + _CLOCKS_DIFFER))
    for person_id in sorted(two.keys):
        locked_coverage(person_id, two.municipality_id)
    people.mark_parted(
        duplicate=duplicate, kept_id=kept.pk, numbers=moved.numbers, replaced=moved.replaced, by=by, at=at
    )
    theirs = pathways.give_spells(
        spell_ids=[*moved.spells, *spells], from_id=kept.pk, to_person=duplicate, by=by, at=at
    )
    let_classes_follow(duplicate, theirs, by=by, at=at)
    give_back_baton(two, moved, by=by)
    _give_back_break_offs(two, moved, theirs)
    give_back_steps(two, moved, steps)
    _see_to_both(two, by=by)
    audit.record(action="responsibility.part_persons", about=people.about(kept), by=by, at=at)


def give_back_steps(two: Two, moved: Moved, since: Collection[UUID]) -> None:
    """Steps that moved go back to where they lay, with what the law carried on of them; of the time since, those chosen.

    For whom the promise does not hold nothing can be open: such a step stays where it is.
    """
    mine = NextStep.objects.filter(**two.rows_of(two.kept.pk))
    for key, lay in moved.steps.items():
        _give_back_step(two, key, lay)
    if moved.made is not None:
        chosen = mine.filter(opened_at__gte=two.merged_at)
    else:
        chosen = mine.filter(pk__in=list(since), opened_at__gte=two.merged_at)
    if locked_coverage(two.duplicate.pk, two.municipality_id) is None:
        chosen = chosen.exclude(state=StepState.OPEN)
    chosen.update(person_id=two.duplicate.pk, known_at=two.at)
    for person_id in two.keys:
        _lie_with_the_holder(two, person_id)


def _give_back_step(two: Two, key: UUID, lay: Lay) -> None:
    """One step, and the one that carried it on whenever the baton changed hands since."""
    mine = NextStep.objects.filter(**two.rows_of(two.kept.pk))
    step = mine.filter(pk=key).first()
    if step is not None and step.state == StepState.OPEN and step.organisation_id != lay[0]:
        organisation_id, unit_id, assignee_id = lay
        mine.filter(pk=key).update(
            organisation_id=organisation_id,
            unit_id=unit_id,
            assignee_id=two.at_work(assignee_id, organisation_id),
        )
    while step is not None:
        mine.filter(pk=step.pk).update(person_id=two.duplicate.pk, known_at=two.at)
        step = _carried_on(two, step)


def _carried_on(two: Two, step: NextStep) -> NextStep | None:
    """The step with the same legal day that the next holder got at the moment this one was handed over."""
    if step.closed_at is None or step.outcome != StepOutcome.HANDED_OVER or not is_law(step.rule):
        return None
    same = NextStep.objects.filter(
        opened_at=step.closed_at,
        kind=step.kind,
        rule=step.rule,
        rule_due_on=step.rule_due_on,
        **two.rows_of(two.kept.pk),
    )
    return same.order_by("pk").first()


def _give_back_break_offs(two: Two, moved: Moved, spells: Collection[UUID]) -> None:
    """The markers of break-offs go with the spells they belong to, and their open clocks with them.

    A clock that runs can't run for somebody for whom the promise does not hold: then the marker stays with it.
    """
    mine = BreakOff.objects.filter(**two.rows_of(two.kept.pk))
    clocks = NextStep.objects.filter(pk__in=mine.filter(spell_id__in=list(spells)).values("step_id"))
    if locked_coverage(two.duplicate.pk, two.municipality_id) is not None:
        clocks.filter(**two.rows_of(two.kept.pk)).update(person_id=two.duplicate.pk, known_at=two.at)
    theirs = mine.filter(pk__in=moved.break_offs) | mine.filter(spell_id__in=list(spells))
    left = NextStep.objects.open().filter(**two.rows_of(two.kept.pk)).exclude(pk__in=list(moved.steps))
    theirs.exclude(step_id__in=left.values("pk")).update(person_id=two.duplicate.pk)


def _see_to_both(two: Two, *, by: Actor) -> None:
    """Each of the two for whom the promise holds has a holder who is there, a next step, and is seen by whom the duty is."""
    covered = [key for key in two.keys if locked_coverage(key, two.municipality_id) is not None]
    for person_id in covered:
        baton = baton_of(person_id, two.municipality_id, at=two.at)
        if not access.readers_of(baton.holding.organisation_id, at=two.at):
            bring_home(baton, FallBackReason.NOBODY_LEFT, by=by)
        if not NextStep.objects.open().filter(**two.rows_of(person_id)).exists():
            due = rules.deadline(_AFTER_PARTING, country=baton.country, from_day=baton.today)
            draft = StepDraft(StepKind.FIRST_CONTACT, due.due_on, rule=_AFTER_PARTING, rule_due_on=due.due_on)
            put_step(baton, draft)
    settle_duty_of(covered, municipality_id=two.municipality_id, by=by, at=two.at)


def _lie_with_the_holder(two: Two, person_id: UUID) -> None:
    """Open steps lie with whoever holds: one that came along from elsewhere is nobody's there yet."""
    holder = Holding.objects.filter(ends_at=None, **two.rows_of(person_id)).first()
    if holder is not None:
        elsewhere = NextStep.objects.open().filter(**two.rows_of(person_id))
        elsewhere.exclude(organisation_id=holder.organisation_id).update(
            organisation_id=holder.organisation_id, unit_id=None, assignee_id=None, known_at=two.at
        )
