"""One question answered: solved, looked through by the independent check, and explained where nothing works.

Pure: it knows no database, so that a job holds no transaction while it searches.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stafet.kernel.sentences import Sentence
from stafet.kernel.timetables.changes import collisions
from stafet.kernel.timetables.check import faults
from stafet.kernel.timetables.problem import Question
from stafet.kernel.timetables.proposal import Cost, Outcome, Proposal
from stafet.kernel.timetables.rules import Rule, RuleKind

if TYPE_CHECKING:
    from stafet.kernel.timetables.explain import Explanation

_SECONDS_TO_EXPLAIN = 20.0


@dataclass(frozen=True, slots=True)
class Solvers:
    """What finds a week, and what says why there is none: given by the job, so that no page loads a solver."""

    solve: Callable[..., Proposal]
    explain: Callable[..., Explanation | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found out. ``clash``: the rules that can't hold together; ``faults``: what the check says, for whoever mends the solver."""

    proposal: Proposal
    hard: int
    soft: int
    clash: tuple[Rule, ...] = ()
    is_smallest: bool = True
    faults: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether there is a week that the check has found nothing wrong with."""
        return bool(self.proposal.starts) and not self.faults


def answer(question: Question, *, seconds: float, by: Solvers) -> Answer:
    """Solve it, check it, and say why when there is no such week."""
    found = by.solve(question, seconds=seconds)
    now = collisions(question)
    hard, soft = len(now.hard), len(now.soft)
    if found.outcome is Outcome.IMPOSSIBLE:
        told = by.explain(question, seconds=_SECONDS_TO_EXPLAIN)
        rules, is_smallest = (told.rules, told.is_minimal) if told else ((), False)
        return Answer(found, hard, soft, rules, is_smallest)
    wrong = (
        tuple(str(each.what) for each in faults(question, found.starts, found.rooms)) if found.starts else ()
    )
    return Answer(found, hard, soft, faults=wrong)


def answer_to_plain(told: Answer) -> dict[str, Any]:
    """As JSON can hold it."""
    found = told.proposal
    return {
        "outcome": found.outcome.value,
        "bound": [found.bound.soft, found.bound.moved],
        "cost": None if found.cost is None else [found.cost.soft, found.cost.moved],
        "seconds": round(found.seconds, 2),
        "starts": dict(found.starts),
        "rooms": [[key, role, room] for (key, role), room in found.rooms.items()],
        "hard": told.hard,
        "soft": told.soft,
        "clash": [[rule.kind.value, rule.about, rule.day] for rule in told.clash],
        "is_smallest": told.is_smallest,
        "faults": list(told.faults),
    }


def answer_from_plain(told: Mapping[str, Any]) -> Answer:
    """The answer again."""
    return Answer(
        proposal=Proposal(
            Outcome(told["outcome"]),
            Cost(*told["bound"]),
            told["seconds"],
            None if told["cost"] is None else Cost(*told["cost"]),
            told["starts"],
            {(key, role): room for key, role, room in told["rooms"]},
        ),
        hard=told["hard"],
        soft=told["soft"],
        clash=tuple(Rule(RuleKind(kind), about, day) for kind, about, day in told["clash"]),
        is_smallest=told["is_smallest"],
        faults=tuple(told["faults"]),
    )


def shown_rule(rule: Rule, day: str) -> Sentence:
    """A rule as people say it, its day in their own words."""
    return Rule(rule.kind, rule.about, day or rule.day).shown
