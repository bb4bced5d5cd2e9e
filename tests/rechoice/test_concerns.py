"""A concern: said by a named person at the institution, worked on together, run out by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.conversations.conftest import taught
from tests.factories import TODAY, Held
from tests.rechoice.conftest import TALK_AGAIN, acting

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.pathways import api as pathways
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import ConcernOutcome, ConcernReason, ConcernState, MeasureKind
from stafet.responsibility.api import NextStep, StepKind, StepState

__all__ = ["taught"]
TRIAL = rechoice.MeasureDraft(
    MeasureKind.TRIAL_COURSE, "Two weeks with the carpenters", "The vocational school", TODAY
)


@pytest.fixture
def concern(everyone: Cast, amina: Held, vocational: pathways.Spell) -> rechoice.Concern:
    """Bo, who works with Amina, is worried."""
    draft = rechoice.ConcernDraft(
        everyone.guidance.pk, ConcernReason.ABSENCE, "Away on Mondays", "I am tired of it"
    )
    with acting(everyone.bo) as bo:
        return rechoice.raise_concern(person=amina.person, draft=draft, by=bo, at=NOW)


def test_a_concern_is_a_named_person_s_and_a_conversation_has_a_date(
    everyone: Cast, concern: rechoice.Concern
) -> None:
    assert concern.raised_by_id == everyone.bo.pk
    assert concern.expires_on == date(2026, 12, 1)
    with acting(everyone.bo):
        step = NextStep.objects.get(pk=concern.step_id)
    assert (step.kind, step.state) == (StepKind.RISK_CONVERSATION, StepState.OPEN)


def test_no_rule_and_no_file_worries(everyone: Cast, amina: Held) -> None:
    draft = rechoice.ConcernDraft(everyone.guidance.pk, ConcernReason.ABSENCE, "Away")
    with access.job_scope(everyone.hedeby.pk), pytest.raises(rechoice.NotYours):
        rechoice.raise_concern(person=amina.person, draft=draft, by=SYSTEM, at=NOW)


def test_a_teacher_worries_about_their_own_pupils_and_whoever_has_them_hears(
    everyone: Cast, taught: Held
) -> None:
    draft = rechoice.ConcernDraft(everyone.school.pk, ConcernReason.WELL_BEING, "Sits alone since May")
    with acting(everyone.tove) as tove:
        concern = rechoice.raise_concern(person=taught.person, draft=draft, by=tove, at=NOW)
        assert not rechoice.can_work_on_cases(tove)
        with pytest.raises(rechoice.NotYours):
            rechoice.agree_measure(concern=concern, draft=TRIAL, by=tove, at=NOW)
    with acting(everyone.bo):
        step = NextStep.objects.get(pk=concern.step_id)
        assert rechoice.open_concerns().get().raised_by_id == everyone.tove.pk
    assert (step.kind, step.organisation_id) == (StepKind.RISK_CONVERSATION, everyone.guidance.pk)


def test_a_teacher_worries_about_nobody_else_s_pupils_and_in_no_other_name(
    everyone: Cast, amina: Held
) -> None:
    draft = rechoice.ConcernDraft(everyone.school.pk, ConcernReason.WELL_BEING, "Sits alone")
    with acting(everyone.tove) as tove, pytest.raises(Exception, match=r"."):
        rechoice.raise_concern(person=amina.person, draft=draft, by=tove, at=NOW)
    with access.job_scope(everyone.hedeby.pk):
        assert not rechoice.Concern.objects.exists()


def test_a_teacher_worries_for_the_school_they_teach_at(everyone: Cast, taught: Held) -> None:
    draft = rechoice.ConcernDraft(everyone.guidance.pk, ConcernReason.WELL_BEING, "Sits alone")
    with acting(everyone.tove) as tove, pytest.raises(rechoice.NotYours):
        rechoice.raise_concern(person=taught.person, draft=draft, by=tove, at=NOW)


def test_whoever_only_controls_the_log_worries_about_nobody(
    everyone: Cast, amina: Held, concern: rechoice.Concern
) -> None:
    with acting(everyone.viggo) as nobody:
        assert not rechoice.can_raise_concern(nobody)
        assert not rechoice.Concern.objects.filter(rechoice.concerns_raisable_by(nobody)).exists()
    with acting(everyone.bo) as bo:
        assert rechoice.Concern.objects.filter(rechoice.concerns_raisable_by(bo)).exists()


def test_the_young_person_is_heard_until_it_ends(everyone: Cast, concern: rechoice.Concern) -> None:
    with acting(everyone.bo) as bo:
        with pytest.raises(rechoice.SaySomething):
            rechoice.hear_about_concern(concern=concern, own_words=" ", by=bo, at=NOW)
        rechoice.hear_about_concern(concern=concern, own_words="I start at four", by=bo, at=NOW)
        assert rechoice.Concern.objects.get().own_words == "I start at four"
        rechoice.end_concern(
            concern=concern, outcome=ConcernOutcome.STAYS, next_step=TALK_AGAIN, by=bo, at=NOW
        )
        with pytest.raises(rechoice.ChangedByNow):
            rechoice.hear_about_concern(concern=concern, own_words="Again", by=bo, at=NOW)


def test_a_worry_is_said_in_words(everyone: Cast, amina: Held) -> None:
    draft = rechoice.ConcernDraft(everyone.guidance.pk, ConcernReason.ABSENCE, " ")
    with acting(everyone.bo) as bo, pytest.raises(rechoice.SaySomething):
        rechoice.raise_concern(person=amina.person, draft=draft, by=bo, at=NOW)


def test_the_same_organisation_raises_one_a_day(
    everyone: Cast, amina: Held, concern: rechoice.Concern
) -> None:
    draft = rechoice.ConcernDraft(everyone.guidance.pk, ConcernReason.LEARNING, "Cannot follow")
    with acting(everyone.bo) as bo, pytest.raises(rechoice.ChangedByNow):
        rechoice.raise_concern(person=amina.person, draft=draft, by=bo, at=NOW)


def test_it_runs_out_by_itself_and_is_still_asked_about(everyone: Cast, concern: rechoice.Concern) -> None:
    with acting(everyone.bo):
        assert rechoice.open_concerns().standing_on(concern.expires_on - timedelta(days=1)).exists()
        assert not rechoice.open_concerns().standing_on(concern.expires_on).exists()
        assert rechoice.open_concerns().exists()


def test_what_is_agreed_has_an_end_and_a_result_before_the_concern_ends(
    everyone: Cast, concern: rechoice.Concern
) -> None:
    with acting(everyone.bo) as bo:
        measure = rechoice.agree_measure(concern=concern, draft=TRIAL, by=bo, at=NOW)
        with pytest.raises(rechoice.OpenMeasures):
            rechoice.end_concern(concern=concern, outcome=ConcernOutcome.STAYS, next_step=None, by=bo, at=NOW)
        with pytest.raises(rechoice.SaySomething):
            rechoice.end_measure(measure=measure, result="", on=TODAY, by=bo, at=NOW)
        rechoice.end_measure(measure=measure, result="She likes wood", on=TODAY, by=bo, at=NOW)
        rechoice.end_concern(
            concern=concern, outcome=ConcernOutcome.CHANGES, next_step=TALK_AGAIN, by=bo, at=NOW
        )
        view = rechoice.concern_view(concern.pk)
        assert view is not None
        assert (view.concern.state, view.concern.outcome) == (ConcernState.ENDED, ConcernOutcome.CHANGES)
        assert NextStep.objects.get(pk=concern.step_id).state == StepState.DONE


def test_whoever_may_not_see_them_reads_no_concern(everyone: Cast, concern: rechoice.Concern) -> None:
    with acting(everyone.viggo):
        assert rechoice.concern_view(concern.pk) is None
