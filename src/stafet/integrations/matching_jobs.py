"""The job of matching: a worker reads the question, lets the solver answer, has the answer checked, and writes it down.

A task carries two keys and nothing else. The web server defers it and never loads the solver: that is done inside the task.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from uuid import UUID

from django.db import connections, transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app

from stafet.access import api as access
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.matching import Result, check, deferred_acceptance
from stafet.kernel.sentences import Sentence, SentenceError, sentence
from stafet.matchmaking import api as matchmaking
from stafet.matchmaking.api import Fairness, Proposal, Question, Run, Supposed, Supposition

log = logging.getLogger(__name__)
QUEUE = "matching"
_SOLVER, _CONSEQUENCES = "stafet.kernel.matching.solve", "stafet.kernel.matching.consequences"
_FAULT = sentence(
    "A fault of ours stopped the work. Nothing has been given out. Try again; if it happens again, tell the people who run Stafet."
)


@app.task(queue=QUEUE, name="matching.run")
def run_matching(*, run_id: str, municipality_id: str) -> None:
    """Work out one run."""
    try:
        work_out(UUID(run_id), UUID(municipality_id))
    finally:
        connections.close_all()


@app.periodic(cron="*/2 * * * *")
@app.task(
    queue=QUEUE,
    name="matching.begin_interrupted_again",
    queueing_lock="matching.interrupted",
    pass_context=True,
)
async def begin_interrupted_again(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 (as told by the clock)
    """Put jobs whose worker has died back in the queue: a run can be begun again."""
    for job in await context.app.job_manager.get_stalled_jobs(queue=QUEUE):
        await context.app.job_manager.retry_job(job)


def start_matching(run: Run) -> None:
    """Let a run be worked out as soon as the present transaction has committed."""
    keys = {"run_id": str(run.pk), "municipality_id": str(run.municipality_id)}
    transaction.on_commit(lambda: run_matching.defer(**keys), using=access.USER_ALIAS)


@app.task(queue=QUEUE, name="matching.suppose")
def suppose_matching(*, proposal_id: str, place_id: str, municipality_id: str) -> None:
    """Work out what would be."""
    try:
        work_out_supposition(UUID(proposal_id), UUID(place_id), UUID(municipality_id))
    finally:
        connections.close_all()


def start_supposing(proposal: Proposal, place_id: UUID) -> None:
    """Let a supposition be worked out as soon as the present transaction has committed."""
    keys = {
        "proposal_id": str(proposal.pk),
        "place_id": str(place_id),
        "municipality_id": str(proposal.municipality_id),
    }
    transaction.on_commit(lambda: suppose_matching.defer(**keys), using=access.USER_ALIAS)


def work_out_supposition(proposal_id: UUID, place_id: UUID, municipality_id: UUID) -> None:
    """Match once more with what is supposed, and write down what would be. What goes wrong is said where it was asked."""
    try:
        with access.job_scope(municipality_id):
            asked = matchmaking.take_up_supposition(
                proposal_id=proposal_id, place_id=place_id, by=SYSTEM, at=clock.now()
            )
        told = _suppose(asked)
    except matchmaking.NotNow:
        log.info("Supposition of %s is answered already.", proposal_id)
        return
    except Exception as fault:  # noqa: BLE001 (whatever it is, the page must say that the work has stopped)
        log.error("Supposition of %s stopped: %s", proposal_id, type(fault).__name__)  # noqa: TRY400 (the text may name somebody)
        told = None
    with access.job_scope(municipality_id):
        matchmaking.answer_supposition(
            proposal_id=proposal_id, place_id=place_id, told=told, by=SYSTEM, at=clock.now()
        )


def _suppose(asked: Supposition) -> Supposed:
    """Both questions of one place: if they had it, and if there were one more."""
    ask = import_module(_CONSEQUENCES)
    what = (asked.problem, asked.policy, asked.result, asked.pupil, asked.place)
    can_be = bool(ask.can_be(asked.problem, asked.policy, asked.pupil, asked.place))
    worse = ask.if_they_had(*what, seconds=float(asked.seconds)) if can_be else None
    more = ask.if_it_had_one_more(*what, seconds=float(asked.seconds))
    return Supposed(
        can_be=can_be,
        worse=worse.priority if worse else None,
        worse_by=worse.by if worse else 0,
        then=more.place,
        better=more.better.priority if more.better else None,
        better_by=more.better.by if more.better else 0,
    )


def work_out(run_id: UUID, municipality_id: UUID) -> None:
    """Ask, solve, check, write down. What goes wrong is said in the run; the log gets the kind of error and a key."""
    try:
        with access.job_scope(municipality_id):
            question = matchmaking.take_up_run(
                run_id=run_id, code_version=code_version(), by=SYSTEM, at=clock.now()
            )
        result = solve(question)
        verdict = check(question.problem, question.policy, result)
        with access.job_scope(municipality_id):
            matchmaking.answer_run(
                run_id=run_id, question=question, result=result, verdict=verdict, by=SYSTEM, at=clock.now()
            )
    except matchmaking.NotNow:
        log.info("Run %s is over already.", run_id)
    except SentenceError as problem:
        _stop(run_id, municipality_id, problem.sentence)
    except Exception as fault:  # noqa: BLE001 (whatever it is, the run must say that the work has stopped)
        log.error("Run %s stopped: %s", run_id, type(fault).__name__)  # noqa: TRY400 (the text may name somebody)
        _stop(run_id, municipality_id, _FAULT)


def solve(question: Question) -> Result:
    """The answer by the rule that was chosen, within the time that was given."""
    if question.fairness is Fairness.DEFERRED:
        return deferred_acceptance(question.problem, question.policy)
    match: Callable[..., Result] = import_module(_SOLVER).match
    return match(question.problem, question.policy, seconds=float(question.seconds))


def code_version() -> str:
    """What worked it out."""
    return f"stafet {version('stafet')}, ortools {version('ortools')}"


def _stop(run_id: UUID, municipality_id: UUID, problem: Sentence) -> None:
    with access.job_scope(municipality_id):
        run = Run.objects.select_related("round").get(pk=run_id)
        if run.state in {matchmaking.RunState.WAITING, matchmaking.RunState.WORKING}:
            matchmaking.stop_run(run=run, problem=problem, by=SYSTEM, at=clock.now())
