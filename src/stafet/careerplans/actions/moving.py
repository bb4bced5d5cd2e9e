"""How ready a plan is: talked through, seen at home, approved as realistic, handed over, worked on again."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.careerplans import policies
from stafet.careerplans.actions.writing import must_be_current, must_write
from stafet.careerplans.errors import NotSeenAtHome, NotYours, PlanIsIncomplete, ShownToNobody
from stafet.careerplans.models import CareerPlan, PlanGoal, PlanStep, PlanVersion
from stafet.careerplans.queries.content import content_of
from stafet.careerplans.states import PLAN, GoalState, PlanMove, PlanState
from stafet.kernel.actors import Actor
from stafet.kernel.of_age import is_of_age
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import api as responsibility


@audit.action
def discuss_plan(*, plan: CareerPlan, on: date, by: Actor, at: datetime) -> None:
    """The plan was talked through with the young person. Raises ``NotYours``, ``IllegalMove``."""
    must_write(by)
    move_on(plan, PlanMove.DISCUSS, by=by, at=at, discussed_on=on)


@audit.action
def show_plan(*, plan: CareerPlan, on: date, by: Actor, at: datetime) -> None:
    """Those with custody have seen it. Raises ``NotYours``, ``ShownToNobody``, ``IllegalMove``."""
    must_write(by)
    if _of_age(plan, at):
        raise ShownToNobody(
            sentence(
                "The young person is of age, and shows the plan to whom they like. Approve it once it was talked through."
            )
        )
    move_on(plan, PlanMove.SHOW, by=by, at=at, seen_on=on)


@audit.action
def approve_plan(*, plan: CareerPlan, by: Actor, at: datetime) -> PlanVersion:
    """Whoever has the responsibility says that it is realistic; it is kept as it is now, for good.

    Raises ``NotYours``, ``PlanIsIncomplete``, ``NotSeenAtHome``, ``IllegalMove``.
    """
    if not policies.can_approve_plan(by, _holder(plan)):
        raise NotYours(sentence("Only whoever has the responsibility approves the plan."))
    _must_be_whole(plan)
    _must_be_seen(plan, at)
    locked = move_on(
        plan,
        PlanMove.APPROVE,
        by=by,
        at=at,
        revision=plan.revision + 1,
        approved_at=at,
        approved_by_id=None if by.is_system else by.user_id,
    )
    return PlanVersion.objects.create(
        municipality_id=locked.municipality_id,
        person_id=locked.person_id,
        plan=locked,
        revision=locked.revision,
        content=content_of(locked, on=organisations.home(locked.municipality_id).day(at)),
        approved_by_id=locked.approved_by_id,
        known_at=at,
    )


@audit.action
def hand_over_plan(*, plan: CareerPlan, by: Actor, at: datetime) -> None:
    """The approved plan goes along to the next place. Raises ``NotYours``, ``IllegalMove``."""
    must_write(by)
    move_on(plan, PlanMove.HAND_OVER, by=by, at=at, handed_over_at=at)


@audit.action
def rework_plan(*, plan: CareerPlan, by: Actor, at: datetime) -> None:
    """It is worked on again, and talked through anew. Raises ``NotYours``, ``IllegalMove``."""
    must_write(by)
    move_on(plan, PlanMove.REWORK, by=by, at=at)


def move_on(plan: CareerPlan, move: PlanMove, *, by: Actor, at: datetime, **told: object) -> CareerPlan:
    """The plan after a move that the table of its life allows, with the days the move tells. Raises ``IllegalMove``."""
    locked = CareerPlan.objects.select_for_update(of=("self",), no_key=True).get(pk=plan.pk)
    must_be_current(locked)
    locked.state = PLAN.after(PlanState(locked.state), move)
    locked.known_at = at
    for name, value in told.items():
        setattr(locked, name, value)
    locked.save(update_fields=["state", "known_at", *(name.removesuffix("_id") for name in told)])
    audit.record(action=f"careerplans.{move.value}_plan", about=locked, by=by, at=at)
    return locked


def _holder(plan: CareerPlan) -> UUID | None:
    held = responsibility.Holding.objects.filter(
        municipality_id=plan.municipality_id, person_id=plan.person_id, ends_at=None
    )
    return held.values_list("organisation_id", flat=True).first()


def _must_be_whole(plan: CareerPlan) -> None:
    proposed = PlanGoal.objects.filter(plan=plan, state=GoalState.PROPOSED).order_by("pk").first()
    if proposed is not None:
        raise PlanIsIncomplete(
            sentence(
                "“%(goal)s” was proposed and has no answer. Take it up, or say why not.", goal=proposed.words
            )
        )
    goals = PlanGoal.objects.filter(plan=plan, state=GoalState.OPEN)
    if not goals.exists():
        raise PlanIsIncomplete(sentence("A plan says where to. Write down at least one goal first."))
    without = (
        goals.exclude(pk__in=PlanStep.objects.filter(plan=plan).values("goal_id")).order_by("pk").first()
    )
    if without is not None:
        raise PlanIsIncomplete(
            sentence(
                "The goal “%(goal)s” has no step yet. Say who does what, and by when.", goal=without.words
            )
        )


def _must_be_seen(plan: CareerPlan, at: datetime) -> None:
    state = CareerPlan.objects.values_list("state", flat=True).get(pk=plan.pk)
    if state == PlanState.DISCUSSED and not _of_age(plan, at):
        raise NotSeenAtHome(
            sentence("The young person is under age: those with custody see the plan before it is approved.")
        )


def _of_age(plan: CareerPlan, at: datetime) -> bool:
    born = people.Person.objects.values_list("birth_date", flat=True).get(pk=plan.person_id)
    home = organisations.home(plan.municipality_id)
    return is_of_age(born, country=home.country, on=home.day(at))
