"""Education from another country: written down, asked about, answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.languages.actions.speaking import WORDS_OF
from stafet.languages.errors import NotYet, NotYours
from stafet.languages.models import EarlierEducation
from stafet.languages.policies import can_write_education
from stafet.languages.states import (
    RECOGNITION,
    Authority,
    Papers,
    RecognitionAnswer,
    RecognitionMove,
    RecognitionState,
)
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import StepDraft, StepKind, StepOutcome, StepState


@dataclass(frozen=True, slots=True)
class EducationDraft:
    """An education as it is told: how many years where it was not finished, or anyway."""

    education: str
    country: str
    finished: bool
    papers: Papers
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, on which day, what it opens, and by when that is talked about."""

    answer: RecognitionAnswer
    on: date
    opens: str
    talk_by: date


@audit.action
def write_education(
    *, person: people.Person, draft: EducationDraft, by: Actor, at: datetime
) -> EarlierEducation:
    """Write down an education. Raises ``NotYours``."""
    _must_write(by)
    row = EarlierEducation.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        education=draft.education.strip(),
        country=draft.country.strip(),
        finished=draft.finished,
        years=draft.years,
        papers=draft.papers,
        written_by_id=None if by.is_system else by.user_id,
        known_at=at,
    )
    audit.record(action="languages.write_education", about=row, by=by, at=at)
    return row


@audit.action
def correct_education(*, education: EarlierEducation, draft: EducationDraft, by: Actor, at: datetime) -> None:
    """What was written was wrong, or papers have come. What stood there stays in the history. Raises ``NotYours``."""
    row = _locked(education, by)
    row.education, row.country = draft.education.strip(), draft.country.strip()
    row.finished, row.years, row.papers, row.known_at = draft.finished, draft.years, draft.papers, at
    row.save(update_fields=["education", "country", "finished", "years", "papers", "known_at"])
    audit.record(action="languages.correct_education", about=row, by=by, at=at)


@audit.action
def ask_recognition(
    *, education: EarlierEducation, of: Authority, on: date, look_again_on: date, by: Actor, at: datetime
) -> None:
    """Somebody was asked what it is worth; until they answer there is a next step with a day.

    Raises ``NotYours``, ``NotYet``, ``IllegalMove`` and what ``responsibility.add_step`` raises.
    """
    row = _locked(education, by)
    state = RECOGNITION.after(RecognitionState(row.state), RecognitionMove.ASK)
    _not_ahead(row, on, at)
    with translation.override(_language(row)):
        words = gettext("Find out whether there is an answer about the earlier education")
    step = responsibility.add_step(
        person=row.person, step=StepDraft(StepKind.WAIT, look_again_on, words=words), by=by, at=at
    )
    row.state, row.asked_of, row.asked_on, row.step = state, of, on, step
    row.answer, row.answered_on, row.opens, row.known_at = "", None, "", at
    row.save(
        update_fields=["state", "asked_of", "asked_on", "step", "answer", "answered_on", "opens", "known_at"]
    )
    audit.record(action="languages.ask_recognition", about=row, by=by, at=at, reason=of.value)


@audit.action
def answer_recognition(*, education: EarlierEducation, answer: Answer, by: Actor, at: datetime) -> None:
    """The answer has come. The waiting is done, and what it opens is talked about by a day.

    Raises ``NotYours``, ``NotYet``, ``IllegalMove`` and what the steps of the responsibility raise.
    """
    row = _locked(education, by)
    state = RECOGNITION.after(RecognitionState(row.state), RecognitionMove.ANSWER)
    _not_ahead(row, answer.on, at)
    if row.asked_on is not None and answer.on < row.asked_on:
        raise NotYet(sentence("An answer comes after the question. Look at the day again."), field="on")
    _talk(row, answer.talk_by, by, at)
    row.state, row.answer, row.answered_on = state, answer.answer, answer.on
    row.opens, row.known_at = answer.opens.strip(), at
    row.save(update_fields=["state", "answer", "answered_on", "opens", "known_at"])
    audit.record(action="languages.answer_recognition", about=row, by=by, at=at, reason=answer.answer.value)


def _talk(row: EarlierEducation, talk_by: date, by: Actor, at: datetime) -> None:
    with translation.override(_language(row)):
        words = gettext("Talk about what the answer about the earlier education opens")
    following = StepDraft(StepKind.CONVERSATION, talk_by, words=words)
    step = responsibility.NextStep.objects.filter(pk__in=[row.step_id], state=StepState.OPEN).first()
    if step is None:
        responsibility.add_step(person=row.person, step=following, by=by, at=at)
    else:
        responsibility.finish_step(
            step=step, outcome=StepOutcome.REACHED_GOAL, next_step=following, by=by, at=at
        )


def _locked(education: EarlierEducation, by: Actor) -> EarlierEducation:
    _must_write(by)
    rows = EarlierEducation.objects.select_for_update(of=("self",), no_key=True).select_related("person")
    return rows.get(pk=education.pk)


def _must_write(by: Actor) -> None:
    if not can_write_education(by):
        raise NotYours(sentence("Earlier education is written down by those who counsel the young person."))


def _not_ahead(row: EarlierEducation, day: date, at: datetime) -> None:
    if day > organisations.home(row.municipality_id).day(at):
        raise NotYet(sentence("This day lies ahead. Write down what is so today."), field="on")


def _language(row: EarlierEducation) -> str:
    return WORDS_OF[organisations.home(row.municipality_id).country]
