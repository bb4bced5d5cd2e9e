"""Who holds, what the next step is, and how both change hands.

The promise, judged by the database when a transaction commits: whoever is covered has exactly one open
holding and at least one open step with a date.
"""

from stafet.responsibility.models.break_off import BreakOff
from stafet.responsibility.models.handover import Handover, HandoverPackage, HoldingRequest
from stafet.responsibility.models.holding import Coverage, Holding
from stafet.responsibility.models.step import NextStep, StepQuerySet

__all__ = [
    "BreakOff",
    "Coverage",
    "Handover",
    "HandoverPackage",
    "Holding",
    "HoldingRequest",
    "NextStep",
    "StepQuerySet",
]
