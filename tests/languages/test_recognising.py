"""Education from another country: written down, asked about, answered; and nobody waits without a next step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.languages.conftest import acting

from stafet.access import api as access
from stafet.kernel.transitions import IllegalMove
from stafet.languages import api as languages
from stafet.languages.api import Authority, EarlierEducation, Papers, RecognitionAnswer, RecognitionState
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import StepKind, StepOutcome, StepState

SOON, LATER = TODAY + timedelta(days=30), TODAY + timedelta(days=40)
SCHOOL = languages.EducationDraft("Upper secondary school", "Syria", False, Papers.NOT_SEEN, years=11)
ANSWER = languages.Answer(RecognitionAnswer.PARTLY, TODAY, "hf in two years", SOON)


def written(everyone: Cast, held: Held) -> EarlierEducation:
    with acting(everyone.bo) as bo:
        return languages.write_education(person=held.person, draft=SCHOOL, by=bo, at=NOW)


def ask(everyone: Cast, row: EarlierEducation) -> EarlierEducation:
    with acting(everyone.bo) as bo:
        languages.ask_recognition(
            education=row, of=Authority.AGENCY_DK, on=TODAY, look_again_on=LATER, by=bo, at=NOW
        )
        return languages.educations().get(pk=row.pk)


def answer(everyone: Cast, row: EarlierEducation, told: languages.Answer = ANSWER) -> EarlierEducation:
    with acting(everyone.bo) as bo:
        languages.answer_recognition(education=row, answer=told, by=bo, at=NOW)
        return languages.educations().get(pk=row.pk)


def open_steps(everyone: Cast, held: Held) -> list[str]:
    with access.job_scope(everyone.hedeby.pk):
        rows = responsibility.NextStep.objects.filter(person=held.person, state=StepState.OPEN)
        return sorted(row.kind for row in rows)


def test_while_an_answer_is_waited_for_there_is_a_next_step(everyone: Cast, amina: Held) -> None:
    row = ask(everyone, written(everyone, amina))
    assert row.state == RecognitionState.WAITING
    assert row.step is not None
    assert (row.step.kind, row.step.due_on) == (StepKind.WAIT, LATER)
    assert "tidligere uddannelse" in row.step.words
    assert "Syria" not in row.step.words, "a step is read by more than those who counsel"


def test_an_answer_ends_the_waiting_with_a_talk_about_what_it_opens(everyone: Cast, amina: Held) -> None:
    before = open_steps(everyone, amina)
    row = answer(everyone, ask(everyone, written(everyone, amina)))
    assert (row.state, row.answer, row.opens) == ("answered", "partly", "hf in two years")
    assert open_steps(everyone, amina) == sorted([*before, StepKind.CONVERSATION])


def test_a_waiting_that_somebody_closed_is_followed_by_the_talk_all_the_same(
    everyone: Cast, amina: Held
) -> None:
    row = ask(everyone, written(everyone, amina))
    before = open_steps(everyone, amina)
    with acting(everyone.bo) as bo:
        assert row.step is not None
        responsibility.finish_step(step=row.step, outcome=StepOutcome.REACHED_GOAL, by=bo, at=NOW)
    answer(everyone, row)
    assert open_steps(everyone, amina) == sorted(
        [*(kind for kind in before if kind != StepKind.WAIT), StepKind.CONVERSATION]
    )


def test_nobody_answers_what_was_not_asked_and_an_answer_comes_after_the_question(
    everyone: Cast, amina: Held
) -> None:
    row = written(everyone, amina)
    with pytest.raises(IllegalMove):
        answer(everyone, row)
    asked = ask(everyone, row)
    with pytest.raises(languages.NotYet):
        answer(everyone, asked, languages.Answer(RecognitionAnswer.NOT, TODAY - timedelta(days=1), "-", SOON))
    with pytest.raises(languages.NotYet):
        answer(everyone, asked, languages.Answer(RecognitionAnswer.NOT, SOON, "-", SOON))
    with pytest.raises(IllegalMove):
        ask(everyone, asked)


def test_who_was_answered_may_ask_anew(everyone: Cast, amina: Held) -> None:
    again = ask(everyone, answer(everyone, ask(everyone, written(everyone, amina))))
    assert (again.state, again.answer, again.opens) == ("waiting", "", "")


def test_papers_that_have_come_are_written_down(everyone: Cast, amina: Held) -> None:
    row = written(everyone, amina)
    seen = languages.EducationDraft("Upper secondary school", "Syria", True, Papers.SEEN)
    with acting(everyone.bo) as bo:
        languages.correct_education(education=row, draft=seen, by=bo, at=NOW)
        found = languages.educations().get(pk=row.pk)
    assert (found.finished, found.years, found.papers) == (True, None, "seen")


def test_only_those_who_counsel_read_and_write_it(everyone: Cast, amina: Held) -> None:
    row = written(everyone, amina)
    for name, reads in (("bo", True), ("gro", False), ("carl", False), ("ditte", False), ("viggo", False)):
        with acting(getattr(everyone, name)):
            assert EarlierEducation.objects.filter(pk=row.pk).exists() is reads, f"{name}: the database"
            assert bool(languages.educations_of(amina.person.pk)) is reads, name
    for name in ("bo", "viggo"):
        with acting(getattr(everyone, name)) as actor:
            many = EarlierEducation.objects.filter(languages.educations_writable_by(actor), pk=row.pk)
            assert many.exists() is languages.can_write_education(actor), name
    with acting(everyone.viggo) as viggo, pytest.raises(languages.NotYours):
        languages.write_education(person=amina.person, draft=SCHOOL, by=viggo, at=NOW)


WRONG = [
    ({"education": ""}, "education_says_what_and_where"),
    ({"years": 40}, "education_says_what_and_where"),
    ({"asked_of": "school"}, "recognition_is_asked_of_somebody"),
    ({"state": "waiting", "asked_of": "school", "asked_on": TODAY}, "waiting_has_a_next_step"),
    ({"answer": "not"}, "answer_has_day_and_opens"),
    (
        {
            "state": "answered",
            "asked_of": "school",
            "asked_on": TODAY,
            "answer": "not",
            "answered_on": TODAY - timedelta(days=1),
            "opens": "-",
        },
        "answer_has_day_and_opens",
    ),
]


@pytest.mark.parametrize(("changed", "constraint"), WRONG)
def test_the_database_has_the_last_word(
    everyone: Cast, amina: Held, changed: dict[str, object], constraint: str
) -> None:
    told: dict[str, object] = {
        "municipality_id": everyone.hedeby.pk,
        "person": amina.person,
        "education": "School",
        "country": "Syria",
        "finished": False,
        "papers": "none",
        "known_at": NOW,
    }
    with access.job_scope(everyone.hedeby.pk), pytest.raises(IntegrityError, match=constraint):
        EarlierEducation.objects.create(**{**told, **changed})
