"""In one's own plan: one's own words, a goal one proposes, a step one has done, and that it was seen at home.

Only in the scope of a job; whether ``by`` may is judged by whoever opens it, from what the database lets them see.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.careerplans import api as careerplans
from stafet.careerplans.api import GoalTerm, PartKind, Voice
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.messages import api as messages
from stafet.organisations import api as organisations
from stafet.own.actions.telling import tell_holder
from stafet.own.errors import NotYoursToOpen
from stafet.own.states import Capacity
from stafet.people import api as people
from stafet.responsibility import api as responsibility

VOICES = {Capacity.SELF: Voice.YOUNG_PERSON, Capacity.CUSTODY_HOLDER: Voice.HOME}
"""In whose name somebody writes from an own log-in."""


@audit.action
def write_own_words(
    *, person_id: UUID, capacity: Capacity, kind: PartKind, words: str, by: Actor, at: datetime
) -> None:
    """Say something in one's own plan; without a plan it begins with that. Whoever is responsible is told."""
    person = people.Person.objects.get(pk=person_id)
    careerplans.say_at_home(person=person, kind=kind, voice=VOICES[capacity], words=words, by=by, at=at)
    _tell(person, by, at)


@audit.action
def propose_own_goal(
    *, person_id: UUID, capacity: Capacity, term: GoalTerm, words: str, by: Actor, at: datetime
) -> None:
    """A goal of one's own, to be answered by those who work with the plan. Whoever is responsible is told."""
    person = people.Person.objects.get(pk=person_id)
    careerplans.propose_goal(person=person, term=term, words=words, voice=VOICES[capacity], by=by, at=at)
    _tell(person, by, at)


@audit.action
def finish_my_step(*, person_id: UUID, step_id: UUID, capacity: Capacity, by: Actor, at: datetime) -> None:
    """One's own step is done, today."""
    step = careerplans.PlanStep.objects.get(pk=step_id, person_id=person_id)
    day = organisations.home(step.municipality_id).day(at)
    careerplans.finish_own_step(step=step, voice=VOICES[capacity], on=day, by=by, at=at)


@audit.action
def see_childs_plan(*, person_id: UUID, capacity: Capacity, by: Actor, at: datetime) -> None:
    """Whoever has custody says that they have seen the plan. Raises ``NotYoursToOpen``, ``IllegalMove``."""
    if capacity is not Capacity.CUSTODY_HOLDER:
        raise NotYoursToOpen(sentence("Only whoever has custody says that it was seen at home."))
    plan = careerplans.CareerPlan.objects.select_related("person").get(person_id=person_id, aside_since=None)
    careerplans.see_at_home(plan=plan, on=organisations.home(plan.municipality_id).day(at), by=by, at=at)
    _tell(plan.person, by, at)


def _tell(person: people.Person, by: Actor, at: datetime) -> None:
    """Once a day, however much is written."""
    held = responsibility.Holding.objects.filter(person=person, ends_at=None).first()
    if held is None:
        return
    day = organisations.home(person.municipality_id).day(at)
    tell_holder(
        holding=held,
        template=messages.Template.OWN_PLAN,
        about=person.pk,
        by=by,
        at=at,
        occasion=day.isoformat(),
    )
