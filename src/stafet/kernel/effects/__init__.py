"""What a method changed: a design locked beforehand, an estimate from counted cells, and what may be said of it.

What stands here loads no numerics. Whoever works something out imports ``stafet.kernel.effects.analyse``,
``…planner`` or ``…timing``, which do; a web server need not.
"""

from stafet.kernel.effects.averages import OVERALL, Average, LeftOut, Of
from stafet.kernel.effects.cells import Cell, Starts, digest_of_data
from stafet.kernel.effects.design import (
    Better,
    Comparison,
    Criterion,
    Design,
    Estimator,
    Kind,
    Outcome,
    Part,
    Weighting,
    Window,
)
from stafet.kernel.effects.results import Analysis, Aspect, Basis, Checks, Estimate, Row, Variation
from stafet.kernel.effects.validation import ContradictoryDesign, NobodyToCompare, faults_of
from stafet.kernel.effects.verdict import FEWEST, Answer, Because, Verdict, parted_before, verdict
from stafet.kernel.effects.written import FORM, UnreadableDesign, digest_of, read, written

__all__ = [
    "FEWEST",
    "FORM",
    "OVERALL",
    "Analysis",
    "Answer",
    "Aspect",
    "Average",
    "Basis",
    "Because",
    "Better",
    "Cell",
    "Checks",
    "Comparison",
    "ContradictoryDesign",
    "Criterion",
    "Design",
    "Estimate",
    "Estimator",
    "Kind",
    "LeftOut",
    "NobodyToCompare",
    "Of",
    "Outcome",
    "Part",
    "Row",
    "Starts",
    "UnreadableDesign",
    "Variation",
    "Verdict",
    "Weighting",
    "Window",
    "digest_of",
    "digest_of_data",
    "faults_of",
    "parted_before",
    "read",
    "verdict",
    "written",
]
