"""A run: ordered, taken up by a job, answered; or stopped, with what was in the way."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.matching import Explainer, Result, Verdict
from stafet.kernel.sentences import Sentence, sentence
from stafet.matchmaking.actions.rounds import hold
from stafet.matchmaking.asking import question_of
from stafet.matchmaking.drafts import Question, RunOrder
from stafet.matchmaking.errors import NotNow, NotYourRound
from stafet.matchmaking.models import Entry, Proposal, Round, Run
from stafet.matchmaking.states import RUN, Fairness, RoundState, RunMove, RunState
from stafet.matchmaking.written import write_asked, write_pupil, write_values, write_why


@audit.action
def order_run(*, the_round: Round, order: RunOrder, by: Actor, at: datetime) -> Run:
    """Let the round be matched, by a job. One run works at a time. Raises ``NotYourRound``, ``NotNow``."""
    locked = hold(the_round, by)
    if locked.state != RoundState.CLOSED:
        raise NotNow(sentence("Close the round first: then everybody knows who is in it, and the seed."))
    earlier = _earlier(locked, order.earlier)
    number = Run.objects.filter(round=locked).count() + 1
    try:
        with transaction.atomic(using=audit.current_alias()):
            row = Run.objects.create(
                municipality_id=locked.municipality_id,
                round=locked,
                number=number,
                fairness=order.fairness,
                earlier=earlier,
                fewest_changes=earlier is not None and order.fairness is Fairness.PRIORITIES,
                ordered_by_id=by.user_id,
                ordered_at=at,
                beat_at=at,
            )
    except IntegrityError:
        raise NotNow(
            sentence("A run of this round is being worked out. Wait for its answer, or stop it.")
        ) from None
    audit.record_many(
        action="matchmaking.order_run",
        municipality_id=locked.municipality_id,
        subject_id=row.pk,
        by=by,
        at=at,
        reason=order.fairness.value,
    )
    return row


@audit.action
def take_up_run(*, run_id: UUID, code_version: str, by: Actor, at: datetime) -> Question:
    """A job begins, or begins again. Returns what is asked. Only in the scope of a job. Raises ``NotNow``."""
    run = _held(run_id, by)
    _move(run, RunMove.BEGIN)
    question = question_of(run)
    run.code_version, run.beat_at = code_version, at
    run.asked = write_asked(question.problem, question.policy)
    run.pupils = len(question.problem.pupils)
    run.save()
    return question


@audit.action
def answer_run(
    *, run_id: UUID, question: Question, result: Result, verdict: Verdict, by: Actor, at: datetime
) -> None:
    """What the solver answered and what the check found, with a proposal for everybody. Raises ``NotNow``.

    A result that the check does not confirm is kept as such, and proposes nothing.
    """
    run = _held(run_id, by)
    _move(run, RunMove.ANSWER)
    run.placed, run.values = len(result.placed), write_values(result.values)
    run.proof, run.proven = result.proof.value, result.proven
    run.prices = {key: list(price) for key, price in result.prices.items()}
    run.checked, run.is_sound, run.faults = verdict.proven, verdict.is_sound, len(verdict.faults)
    run.finished_at = run.beat_at = at
    if verdict.is_sound:
        run.ranks = _propose(run, question, result, at)
    run.save()
    audit.record_many(
        action="matchmaking.answer_run",
        municipality_id=run.municipality_id,
        subject_id=run.pk,
        by=by,
        at=at,
    )


@audit.action
def stop_run(*, run: Run, problem: Sentence, by: Actor, at: datetime) -> None:
    """Stop it, or say why it has stopped. Nothing was given out. Raises ``NotYourRound``, ``NotNow``."""
    hold(run.round, by)
    row = Run.objects.select_for_update(of=("self",), no_key=True).get(pk=run.pk)
    _move(row, RunMove.STOP)
    row.problem = {"text": problem.text, "values": {key: str(each) for key, each in problem.values.items()}}
    row.finished_at = at
    row.save()
    audit.record_many(
        action="matchmaking.stop_run",
        municipality_id=row.municipality_id,
        subject_id=row.pk,
        by=by,
        at=at,
    )


def _propose(run: Run, question: Question, result: Result, at: datetime) -> dict[str, int]:
    """A row for everybody. Returns how many have which wish; 0 stands for what nobody wished for."""
    explainer = Explainer(question.problem, question.policy, result)
    entries = {
        str(entry.pk): entry
        for entry in Entry.objects.filter(pk__in=[pupil.key for pupil in question.problem.pupils])
    }
    ranks: dict[str, int] = {}
    rows = []
    for pupil in question.problem.pupils:
        entry, place = entries[pupil.key], result.placed.get(pupil.key, "")
        rank = pupil.wishes.index(place) + 1 if place in pupil.wishes else 0
        if place:
            ranks[str(rank)] = ranks.get(str(rank), 0) + 1
        rows.append(
            Proposal(
                municipality_id=run.municipality_id,
                person_id=entry.person_id,
                run=run,
                entry=entry,
                place_id=UUID(place) if place else None,
                host_name=question.hosts.get(place, ""),
                rank=rank,
                minutes=pupil.travel.get(place),
                was_locked=pupil.key in question.problem.locked,
                asked=write_pupil(question.problem, pupil),
                why=write_why(explainer.explain(pupil.key)),
                known_at=at,
            )
        )
    Proposal.objects.bulk_create(rows, batch_size=500)
    return ranks


def _held(run_id: UUID, by: Actor) -> Run:
    if not by.is_system:
        raise NotYourRound(sentence("Only a job works out a run."))
    rows = Run.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("round__scheme").get(pk=run_id)


def _move(run: Run, what: RunMove) -> None:
    state = RunState(run.state)
    if not RUN.is_allowed(state, what):
        raise NotNow(sentence("This run is over already."))
    run.state = RUN.after(state, what)


def _earlier(the_round: Round, run_id: UUID | None) -> Run | None:
    if run_id is None:
        return None
    earlier = Run.objects.filter(round=the_round, pk=run_id, state=RunState.DONE).first()
    if earlier is None:
        raise NotNow(sentence("There is no such earlier answer to change as little as possible of."))
    return earlier
