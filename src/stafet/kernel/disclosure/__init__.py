"""Publishing counts of people so that nobody can be recognised, whoever adds and subtracts.

What stands here loads nothing heavy. Whoever hides imports ``stafet.kernel.disclosure.suppress`` and
``stafet.kernel.disclosure.releases``; whoever attacks, ``stafet.kernel.disclosure.audit``.
"""

from stafet.kernel.disclosure.check import faults
from stafet.kernel.disclosure.primary import Audience, PrimaryRule, TooSmallAThreshold, rule_for
from stafet.kernel.disclosure.proof import Change, State, Suppression, Why
from stafet.kernel.disclosure.table import ALL, Cell, Dimension, ImpossibleTable, Table

__all__ = [
    "ALL",
    "Audience",
    "Cell",
    "Change",
    "Dimension",
    "ImpossibleTable",
    "PrimaryRule",
    "State",
    "Suppression",
    "Table",
    "TooSmallAThreshold",
    "Why",
    "faults",
    "rule_for",
]
