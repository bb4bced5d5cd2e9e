"""What is followed up at Amina's placement, every text of it marked; and a holiday of another town."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.followup import api as followup
from stafet.kernel.privacy import DataClass
from stafet.people import api as people
from stafet.placements.api import Placement, Voice
from tests.cast import Cast
from tests.trust.markers import marker

Object = UUID | str | int
D, E = DataClass.PROCESS, DataClass.GUIDANCE_NOTE


def followed(person: people.Person, name: str, cast: Cast, at: datetime) -> dict[str, dict[str, Object]]:
    """One row of everything that is kept about a placement that lasts; Carl types in a holiday of his own town."""
    today = at.date()
    with access.job_scope(person.municipality_id):
        placement = Placement.objects.get(person=person)
        of = {
            "municipality_id": person.municipality_id,
            "person": person,
            "placement": placement,
            "known_at": at,
        }
        own_words = {
            key: marker(name, D, key.replace("_", "")) for key in ("well", "hard", "in_class", "next_words")
        }
        goal = followup.LearningGoal.objects.create(
            **of, words=marker(name, D, "learn"), voice=Voice.STAFF, set_on=today
        )
        entry = followup.LogEntry.objects.create(
            **of, day=today, did=marker(name, D, "did"), learned=marker(name, D, "learned"), felt=marker(name, D, "felt")
        )  # fmt: skip
        check_in = followup.CheckIn.objects.create(
            **of, side=followup.Side.HOST, due_on=today, asker=marker(name, D, "asker")
        )
        issue = followup.Issue.objects.create(
            **of,
            told_on=today,
            told_by=followup.Side.HOST,
            words=marker(name, D, "difficult"),
            agreed=marker(name, D, "agreed"),
            follower=marker(name, D, "follower"),
            look_again_on=today,
        )
        incident = followup.Incident.objects.create(
            **of, on=today, kind=followup.IncidentKind.ACCIDENT, prevented_by=marker(name, D, "prevented")
        )
        followup.IncidentHarm.objects.create(
            municipality_id=person.municipality_id,
            person=person,
            incident=incident,
            harm=followup.Harm.DOCTOR,
            words=marker(name, E, "harm"),
            known_at=at,
        )
        period = followup.PlanPeriod.objects.create(
            **of,
            starts_on=today,
            ends_on=today + timedelta(days=7),
            words=marker(name, D, "weeks"),
            voice=Voice.STAFF,
        )
        evaluation = followup.Evaluation.objects.create(
            **of, kind=followup.EvaluationKind.MID_WAY, **own_words
        )
        certificate = followup.PlacementCertificate.objects.create(
            **of,
            host_name="The workshop",
            supervisor=marker(name, D, "grownup"),
            school_name="The school",
            first_day=today,
            last_day=today,
            days=1,
            minutes=60,
            tasks=marker(name, D, "certified"),
            issued_on=today,
            issued_by=cast.bo,
        )
    return {
        "learning_goal_id": {name: goal.pk},
        "log_entry_id": {name: entry.pk},
        "check_in_id": {name: check_in.pk},
        "issue_id": {name: issue.pk},
        "incident_id": {name: incident.pk},
        "plan_period_id": {name: period.pk},
        "evaluation_id": {name: evaluation.pk},
        "certificate_id": {name: certificate.pk},
        "break_id": {"elin": _holiday(cast, at)},
        "link_use": {"": followup.LinkUse.PLAN.value},
        "goal_move": {"": followup.GoalMove.REACH.value},
        "issue_move": {"": followup.IssueMove.CLOSE.value},
        "evaluation_kind": {"": followup.EvaluationKind.START.value},
        "host_link": {"": "guessed"},
    }


def _holiday(cast: Cast, at: datetime) -> UUID:
    with access.user_scope(cast.carl.pk):
        return followup.keep_break(
            municipality_id=cast.elsewhere.pk,
            name="Winter",
            first_day=at.date(),
            last_day=at.date(),
            by=access.actor_for(cast.carl, at=at),
            at=at,
        ).pk
