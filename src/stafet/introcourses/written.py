"""What a run was asked and answered, as it is kept, and back again: so that it can be said in words, and checked anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stafet.introcourses.drafts import Question
from stafet.introcourses.models import Run
from stafet.introcourses.states import Barred
from stafet.kernel.matching import Explanation, Level, Policy, Priority, Problem, Pupil, Value

Written = dict[str, Any]


def write_asked(problem: Problem, policy: Policy) -> Written:
    """What is asked of all: courses with their seats, and what counts. Nothing about a pupil."""
    return {
        "courses": [{"key": place.key, "seats": place.seats} for place in problem.places],
        "seed": policy.seed,
        "order": [priority.value for priority in policy.order],
    }


def write_pupil(question: Question, pupil: Pupil) -> Written:
    """What is asked about one pupil."""
    barred = question.barred.get(pupil.key, {})
    return {"wishes": list(pupil.wishes), "barred": {key: why.value for key, why in sorted(barred.items())}}


def write_why(told: Explanation, barred: Mapping[str, Barred]) -> Written:
    """Why somebody has what they have. Of those who have what they wished for, how many and how high: not who."""
    return {
        "wishes": [
            {
                "course": wish.place,
                "rank": wish.rank,
                "outcome": wish.outcome.value,
                "barred": barred[wish.place].value if wish.place in barred else "",
                "holders": len(wish.holders),
                "lowest": wish.holders[-1].rank if wish.holders else 0,
                "against": wish.speaks_against.value if wish.speaks_against else "",
            }
            for wish in told.wishes
        ],
        "ways_out": [
            {
                "course": way.place,
                "barred": barred[way.place].value if way.place in barred else "",
                "needs_seat": way.needs_seat,
            }
            for way in told.relaxations
        ],
    }


def write_values(values: Sequence[Value]) -> list[list[Any]]:
    """The worth of an answer, level by level."""
    return [[each.level.priority.value, each.level.rank, each.value, each.at_least] for each in values]


def read_values(run: Run) -> tuple[Value, ...]:
    """The worth of an answer, level by level."""
    return tuple(
        Value(Level(Priority(priority), rank), value, at_least)
        for priority, rank, value, at_least in run.values
    )
