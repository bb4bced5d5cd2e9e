"""What the database never lets happen to goals, days, talks, evaluations, links."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from psycopg import errors
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.followup.conftest import as_bo, at_home, days_told
from tests.followup.test_talks import ISSUE_TOLD, WORDS
from tests.placements.test_constraints import write_again

from stafet.followup import api as followup
from stafet.followup.api import EntryFacts, EvaluationKind, IncidentFacts, IncidentKind, LinkUse, Side
from stafet.placements.api import How, Placement, Voice


@pytest.fixture
def everything(everyone: Cast, at_work: Placement) -> Placement:
    """One row of everything this room keeps."""
    days_told(everyone, at_work)
    young: dict[str, Any] = {"voice": Voice.YOUNG_PERSON, "at": NOW}
    with at_home(everyone) as by:
        followup.write_entry(placement=at_work, facts=EntryFacts(TODAY, "Sawed"), by=by, **young)
        row = followup.write_evaluation(
            placement=at_work, kind=EvaluationKind.FINAL, words=WORDS, by=by, **young
        )
        followup.sign_evaluation(evaluation=row, how=How.LOG_IN, by=by, **young)
    told: dict[str, Any] = {"placement": at_work, "at": NOW}
    with as_bo(everyone) as bo:
        followup.set_goal(words="To measure", by=bo, **told)
        followup.plan_period(first_day=TODAY, last_day=TODAY, words="Wood", by=bo, **told)
        followup.plan_check_in(facts=followup.CheckInFacts(Side.HOME, TODAY, "Bo"), by=bo, **told)
        followup.tell_issue(facts=ISSUE_TOLD, by=bo, **told)
        incident = followup.record_incident(facts=IncidentFacts(TODAY, IncidentKind.NEAR_MISS), by=bo, **told)
        followup.write_harm(incident=incident, facts=followup.HarmFacts(followup.Harm.NONE), by=bo, at=NOW)
        followup.issue_certificate(tasks="Saws", learned="", by=bo, **told)
        days: dict[str, Any] = {"first_day": TODAY, "last_day": TODAY}
        followup.keep_break(municipality_id=everyone.hedeby.pk, name="Winter", by=bo, at=NOW, **days)
        plan = followup.ask_host(use=LinkUse.PLAN, by=bo, **told)
        followup.ask_host(use=LinkUse.DAYS, by=bo, **days, **told)
    with at_home(everyone) as by:
        followup.answer_as_host(link=plan, said=followup.HostSaid(name="Villy"), by=by, at=NOW)
    return at_work


YESTERDAY = str(TODAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("constraint", "table", "changes"),
    [
        ("settled_goal_has_a_day_and_a_voice", "learninggoal", {"state": "reached"}),
        ("one_log_entry_a_day", "logentry", {}),
        ("log_answer_has_a_name_and_a_day", "logentry", {"day": "2020-01-01", "answer": "Good"}),
        ("one_mark_a_day", "attendanceday", {}),
        ("hours_only_where_they_were", "attendanceday", {"day": "2020-01-01", "mark": "ill"}),
        ("period_of_a_plan_is_whole", "planperiod", {"ends_on": YESTERDAY}),
        ("plan_confirmed_once", "planconfirmation", {}),
        ("plan_confirmed_by_somebody", "planconfirmation", {"seal": "0", "name": ""}),
        ("school_break_once", "schoolbreak", {}),
        ("school_break_is_whole", "schoolbreak", {"starts_on": "2030-01-01"}),
        ("one_check_in_planned_with_each", "checkin", {}),
        ("held_check_in_has_an_outcome", "checkin", {"state": "held"}),
        ("rhythm_of_check_ins_is_whole", "checkin", {"side": "school", "every_days": 0}),
        ("issue_is_whole", "issue", {"agreed": ""}),
        ("closed_issue_has_an_outcome", "issue", {"state": "closed"}),
        ("report_says_to_whom", "incident", {"reported_on": YESTERDAY}),
        ("harm_told_once", "incidentharm", {}),
        ("one_evaluation_of_each_kind", "evaluation", {}),
        ("evaluation_signature_is_whole", "evaluation", {"kind": "start", "how": ""}),
        ("words_of_the_host_have_a_name", "evaluation", {"kind": "start", "host_words": "Good"}),
        ("certificate_is_whole", "placementcertificate", {"days": 0}),
        ("one_link_for_each_thing", "hostlink", {}),
        ("link_for_days_says_which", "hostlink", {"use": "plan"}),
    ],
)
def test_the_database_has_the_last_word(
    everything: Placement,
    database: psycopg.Connection,
    constraint: str,
    table: str,
    changes: dict[str, object],
) -> None:
    with pytest.raises((errors.UniqueViolation, errors.CheckViolation), match=constraint):
        write_again(database, f"followup_{table}", changes)
