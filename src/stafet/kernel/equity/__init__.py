"""Whether units differ by more than chance, never which one is best.

Everything keeps the order in which units were given, and nothing here sorts them or can be sorted: with
300 schools of ordinary size, seven in ten of the "thirty worst" do not belong there.

What stands here loads no numerics; whoever computes imports ``stafet.kernel.equity.funnel``, ``…shrinkage``,
``…differences`` or ``…variation``.
"""

from stafet.kernel.equity.counts import Counted, Pooled, Year, pooled
from stafet.kernel.equity.results import Band, Interval, Position, Shrunken, Statement, Unestimable

__all__ = [
    "Band",
    "Counted",
    "Interval",
    "Pooled",
    "Position",
    "Shrunken",
    "Statement",
    "Unestimable",
    "Year",
    "pooled",
]
