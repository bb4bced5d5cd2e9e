"""A plan that stands aside, as a merge leaves it: every text is marked."""

from __future__ import annotations

from datetime import datetime

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.kernel.privacy import DataClass
from stafet.people import api as people
from tests.trust.markers import marker

D = DataClass.PROCESS


def plan_aside(person: people.Person, name: str, writer: access.User, at: datetime) -> careerplans.CareerPlan:
    """Somebody had a plan twice: the other one has a goal, a text, what few may read, and a version."""
    home = {"municipality_id": person.municipality_id, "person": person, "known_at": at}
    with access.job_scope(person.municipality_id):
        plan = careerplans.CareerPlan.objects.create(opened_at=at, aside_since=at, **home)
        careerplans.PlanGoal.objects.create(
            plan=plan, term=careerplans.GoalTerm.LONG, words=marker(name, D, "othergoal"), **home
        )
        careerplans.PlanPart.objects.create(
            plan=plan,
            kind=careerplans.PartKind.WISHES,
            voice=careerplans.Voice.COUNSELLOR,
            words=marker(name, D, "otherwish"),
            written_by=writer,
            written_at=at,
            **home,
        )
        careerplans.SupportNeed.objects.create(
            plan=plan,
            words=marker(name, DataClass.GUIDANCE_NOTE, "othersupport"),
            written_by=writer,
            written_at=at,
            **home,
        )
        careerplans.PlanVersion.objects.create(
            plan=plan, revision=1, content=careerplans.export_of(plan, on=at.date()), **home
        )
    return plan
