"""Who gets which place: an optimal matching with declared priorities, a lot anybody can repeat, and a proof.

What stands here loads no solver. Whoever matches imports ``stafet.kernel.matching.solve`` (``match``) and
``stafet.kernel.matching.consequences`` (``if_they_had``), which do; a web server need not.
"""

from stafet.kernel.matching.check import Verdict, check
from stafet.kernel.matching.deferred import CrossingLimits, deferred_acceptance
from stafet.kernel.matching.draw import NO_PLACE, drawn_number
from stafet.kernel.matching.explain import (
    Difference,
    Explainer,
    Explanation,
    Holder,
    Outcome,
    Relaxation,
    WishOutcome,
    differences,
)
from stafet.kernel.matching.priorities import (
    AFTER_A_CHANGE,
    FROM_THE_START,
    PRIORITY_WORDS,
    Level,
    Policy,
    Priority,
)
from stafet.kernel.matching.problem import Limit, LimitKind, Place, PlaceKind, Problem, Pupil
from stafet.kernel.matching.result import Method, Proof, Result, Value
from stafet.kernel.matching.rules import Option, Options, Reason, words_of
from stafet.kernel.matching.validation import ContradictoryProblem, faults_of

__all__ = [
    "AFTER_A_CHANGE",
    "FROM_THE_START",
    "NO_PLACE",
    "PRIORITY_WORDS",
    "ContradictoryProblem",
    "CrossingLimits",
    "Difference",
    "Explainer",
    "Explanation",
    "Holder",
    "Level",
    "Limit",
    "LimitKind",
    "Method",
    "Option",
    "Options",
    "Outcome",
    "Place",
    "PlaceKind",
    "Policy",
    "Priority",
    "Problem",
    "Proof",
    "Pupil",
    "Reason",
    "Relaxation",
    "Result",
    "Value",
    "Verdict",
    "WishOutcome",
    "check",
    "deferred_acceptance",
    "differences",
    "drawn_number",
    "faults_of",
    "words_of",
]
