"""Workflows: who does what by when; published ones are read by every partner, and stay as they were."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.partnerships.conftest import keeping

from stafet.kernel import rules
from stafet.kernel.transitions import IllegalMove
from stafet.partnerships import api as partnerships
from stafet.partnerships.api import Helper, StepFacts, WorkflowState

CALL = StepFacts(
    "The counsellor", "Calls the young person", rule="dk.off_plan.contact_within", helper=Helper.TODAY
)


def draft(everyone: Cast, partnership: partnerships.Partnership) -> partnerships.Workflow:
    with keeping(everyone, everyone.gro) as gro:
        row = partnerships.begin_workflow(
            partnership=partnership, title="When somebody breaks off", lead="", by=gro, at=NOW
        )
        partnerships.add_workflow_step(workflow=row, step=CALL, by=gro, at=NOW)
    return row


def test_a_published_workflow_is_followed_by_a_version_with_its_steps(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    first = draft(everyone, partnership)
    with keeping(everyone, everyone.gro) as gro:
        assert partnerships.published_workflows(partnership) == []
        partnerships.publish_workflow(workflow=first, on=TODAY, by=gro, at=NOW)
        assert partnerships.published_workflows(partnership) == [first]
        with pytest.raises(partnerships.NotADraft):
            partnerships.add_workflow_step(workflow=first, step=CALL, by=gro, at=NOW)
        second = partnerships.next_workflow(workflow=first, by=gro, at=NOW)
        with pytest.raises(partnerships.VersionInTheMaking):
            partnerships.next_workflow(workflow=first, by=gro, at=NOW)
        partnerships.add_workflow_step(
            workflow=second, step=StepFacts("Both", "Meet with the young person"), by=gro, at=NOW
        )
        partnerships.publish_workflow(workflow=second, on=TODAY, by=gro, at=NOW)
        first.refresh_from_db()
        assert first.state == WorkflowState.SUPERSEDED
        assert [step.what for step in partnerships.steps_of(first)] == ["Calls the young person"]
        assert [step.what for step in partnerships.steps_of(second)] == [
            "Calls the young person",
            "Meet with the young person",
        ]
        with pytest.raises(IllegalMove):
            partnerships.publish_workflow(workflow=first, on=TODAY, by=gro, at=NOW)


def test_a_workflow_without_a_step_is_not_published(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    row = draft(everyone, partnership)
    with keeping(everyone, everyone.gro) as gro:
        (step,) = partnerships.steps_of(row)
        partnerships.drop_workflow_step(step=step, by=gro, at=NOW)
        with pytest.raises(partnerships.WorkflowIsIncomplete):
            partnerships.publish_workflow(workflow=row, on=TODAY, by=gro, at=NOW)


def test_a_clock_that_is_no_rule_is_refused(everyone: Cast, partnership: partnerships.Partnership) -> None:
    row = draft(everyone, partnership)
    with keeping(everyone, everyone.gro) as gro, pytest.raises(rules.UnknownRule):
        partnerships.add_workflow_step(
            workflow=row, step=StepFacts("We", "Guess", rule="dk.off_plan.wishful"), by=gro, at=NOW
        )


def test_a_counsellor_describes_nothing(everyone: Cast, partnership: partnerships.Partnership) -> None:
    row = draft(everyone, partnership)
    with keeping(everyone, everyone.bo) as bo:
        with pytest.raises(partnerships.NotTheKeeper):
            partnerships.publish_workflow(workflow=row, on=TODAY, by=bo, at=NOW)
        with pytest.raises(partnerships.NotTheKeeper):
            partnerships.add_workflow_step(workflow=row, step=CALL, by=bo, at=NOW)


def test_the_database_itself_refuses_what_must_never_be(
    everyone: Cast, partnership: partnerships.Partnership
) -> None:
    mine = {"municipality_id": everyone.hedeby.pk}
    row = draft(everyone, partnership)
    same = {**mine, "partnership": partnership, "key": row.key, "title": "T", "known_at": NOW}
    with keeping(everyone, everyone.gro):
        partnerships.Workflow.objects.create(**same, number=8, state="published", published_on=TODAY)
    rows = {
        "workflow_versions_are_numbered": partnerships.Workflow(
            **same, number=8, state="superseded", published_on=TODAY
        ),
        "one_workflow_draft": partnerships.Workflow(**same, number=9),
        "one_workflow_published": partnerships.Workflow(
            **same, number=10, state="published", published_on=TODAY
        ),
        "publication_has_a_day": partnerships.Workflow(**same, number=11, state="superseded"),
        "workflow_steps_are_numbered": partnerships.WorkflowStep(
            **mine, workflow=row, position=1, who="We", what="Do"
        ),
        "workflow_step_says_who_does_what": partnerships.WorkflowStep(
            **mine, workflow=row, position=2, who="We", what=""
        ),
    }
    for name, each in rows.items():
        with pytest.raises(IntegrityError, match=name), keeping(everyone, everyone.gro):
            each.save(force_insert=True)
