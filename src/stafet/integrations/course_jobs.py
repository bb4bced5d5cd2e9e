"""The job of giving out introduction courses: read the question, let the solver answer, have it checked, write it down.

A task carries two keys and nothing else. The web server defers it and never loads the solver: that is done inside the task.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from uuid import UUID

from django.db import connections, transaction
from procrastinate.contrib.django import app

from stafet.access import api as access
from stafet.integrations.matching_jobs import QUEUE, code_version
from stafet.introcourses import api as introcourses
from stafet.introcourses.api import Run
from stafet.kernel import clock
from stafet.kernel.actors import SYSTEM
from stafet.kernel.matching import Result, check

log = logging.getLogger(__name__)
_SOLVER = "stafet.kernel.matching.solve"
_SECONDS = 60.0


@app.task(queue=QUEUE, name="introcourses.answer")
def run_course_answer(*, run_id: str, municipality_id: str) -> None:
    """Work out one answer."""
    try:
        work_out(UUID(run_id), UUID(municipality_id))
    finally:
        connections.close_all()


def start_answer(run: Run) -> None:
    """Let an answer be worked out as soon as the present transaction has committed."""
    keys = {"run_id": str(run.pk), "municipality_id": str(run.municipality_id)}
    transaction.on_commit(lambda: run_course_answer.defer(**keys), using=access.USER_ALIAS)


def work_out(run_id: UUID, municipality_id: UUID) -> None:
    """Ask, solve, check, write down. What goes wrong stops the answer; the log gets the kind of error and a key."""
    try:
        with access.job_scope(municipality_id):
            question = introcourses.take_up_answer(run_id=run_id, by=SYSTEM, at=clock.now())
        match: Callable[..., Result] = import_module(_SOLVER).match
        result = match(question.problem, question.policy, seconds=_SECONDS)
        verdict = check(question.problem, question.policy, result)
        with access.job_scope(municipality_id):
            introcourses.write_answer(
                run_id=run_id,
                question=question,
                result=result,
                verdict=verdict,
                code_version=code_version(),
                by=SYSTEM,
                at=clock.now(),
            )
    except introcourses.NotNow:
        log.info("Answer %s is over already.", run_id)
    except Exception as fault:  # noqa: BLE001 (whatever it is, the answer must say that the work has stopped)
        log.error("Answer %s stopped: %s", run_id, type(fault).__name__)  # noqa: TRY400 (the text may name somebody)
        with access.job_scope(municipality_id):
            introcourses.stop_answer(run_id=run_id, by=SYSTEM, at=clock.now())
