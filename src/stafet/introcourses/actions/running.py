"""An answer: asked for, worked out by a job, written down with a proposal for everybody who lacks a course."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.introcourses.actions.steps import hold_round, keep_round, must_be_closed, note
from stafet.introcourses.asking import courses_in, question_of
from stafet.introcourses.drafts import Question
from stafet.introcourses.errors import NotNow, NotYourRound
from stafet.introcourses.models import Entry, Proposal, Run, WishRound
from stafet.introcourses.states import RUN, RunMove, RunState
from stafet.introcourses.written import write_asked, write_pupil, write_values, write_why
from stafet.kernel.actors import Actor
from stafet.kernel.matching import Explainer, Result, Verdict
from stafet.kernel.sentences import sentence


@audit.action
def order_answer(*, the_round: WishRound, by: Actor, at: datetime) -> Run:
    """Let a job work out who could have which course. Raises ``NotYourRound``, ``NotNow``."""
    locked = keep_round(the_round, by)
    must_be_closed(locked)
    number = Run.objects.filter(round=locked).count() + 1
    try:
        with transaction.atomic(using=audit.current_alias()):
            row = Run.objects.create(
                municipality_id=locked.municipality_id, round=locked, number=number, ordered_at=at
            )
    except IntegrityError:
        raise NotNow(sentence("An answer is being worked out. Wait for it.")) from None
    note("order_answer", locked.municipality_id, row.pk, by, at)
    return row


@audit.action
def take_up_answer(*, run_id: UUID, by: Actor, at: datetime) -> Question:
    """What a job asks. Only in the scope of a job. Raises ``NotNow``."""
    run = _held(run_id, by)
    note("take_up_answer", run.municipality_id, run.pk, by, at)
    return question_of(run)


@audit.action
def write_answer(
    *,
    run_id: UUID,
    question: Question,
    result: Result,
    verdict: Verdict,
    code_version: str,
    by: Actor,
    at: datetime,
) -> None:
    """What the solver answered and what the check found. What the check does not confirm proposes nothing. Raises ``NotNow``."""
    run = _held(run_id, by)
    run.state = RUN.after(RunState(run.state), RunMove.ANSWER)
    run.code_version, run.finished_at = code_version, at
    run.asked = write_asked(question.problem, question.policy)
    run.pupils, run.placed = len(question.problem.pupils), len(result.placed)
    run.values, run.proof = write_values(result.values), result.proof.value
    run.checked, run.is_sound = verdict.proven, verdict.is_sound
    if verdict.is_sound:
        run.ranks = _propose(run, question, result, at)
        run.below = _below(run.round, result)
    run.save()
    note("write_answer", run.municipality_id, run.pk, by, at)


@audit.action
def stop_answer(*, run_id: UUID, by: Actor, at: datetime) -> None:
    """It was not worked out. Nothing was given out. Only in the scope of a job. Raises ``NotNow``."""
    run = _held(run_id, by)
    run.state, run.finished_at = RUN.after(RunState(run.state), RunMove.STOP), at
    run.save(update_fields=["state", "finished_at"])
    note("stop_answer", run.municipality_id, run.pk, by, at)


def _propose(run: Run, question: Question, result: Result, at: datetime) -> dict[str, int]:
    """A row for everybody. Returns how many have which wish; 0 stands for what they did not wish for."""
    explainer = Explainer(question.problem, question.policy, result)
    keys = [pupil.key for pupil in question.problem.pupils]
    entries = {str(entry.pk): entry for entry in Entry.objects.filter(pk__in=keys)}
    ranks: Counter[str] = Counter()
    rows = []
    for pupil in question.problem.pupils:
        course = result.placed.get(pupil.key, "")
        rank = pupil.wishes.index(course) + 1 if course in pupil.wishes else 0
        if course:
            ranks[str(rank)] += 1
        rows.append(
            Proposal(
                municipality_id=run.municipality_id,
                person_id=entries[pupil.key].person_id,
                round=run.round,
                run=run,
                entry=entries[pupil.key],
                course_id=UUID(course) if course else None,
                title=question.titles.get(course, ""),
                rank=rank,
                asked=write_pupil(question, pupil),
                why=write_why(explainer.explain(pupil.key), question.barred.get(pupil.key, {})),
                known_at=at,
            )
        )
    Proposal.objects.bulk_create(rows, batch_size=500)
    return dict(ranks)


def _below(the_round: WishRound, result: Result) -> list[list[Any]]:
    """Courses that would have fewer pupils than they are held for, with those who are signed up already."""
    given = Counter(result.placed.values())
    found = []
    for course in courses_in(the_round):
        would = course.event.taken + given[str(course.pk)]
        if course.out_on is None and course.least is not None and would < course.least:
            found.append([str(course.pk), would, course.least])
    return found


def _held(run_id: UUID, by: Actor) -> Run:
    if not by.is_system:
        raise NotYourRound(sentence("Only a job works out an answer."))
    hold_round(Run.objects.get(pk=run_id).round_id)
    row = Run.objects.select_for_update(of=("self",), no_key=True).select_related("round").get(pk=run_id)
    if row.state != RunState.WAITING:
        raise NotNow(sentence("This answer is over already."))
    return row
