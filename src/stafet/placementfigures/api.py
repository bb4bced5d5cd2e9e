"""The door of the room ``placementfigures``."""

from stafet.placementfigures.asked import SMALLEST, Asked, Supposed, kinds_of
from stafet.placementfigures.queries.counts import Counts, Known, Part, PupilCounts, Waiting, pupil_counts
from stafet.placementfigures.queries.hosts import BranchLine, host_counts
from stafet.placementfigures.queries.hours import HoursLine, agreed_hours
from stafet.placementfigures.queries.money import CostEstimate, LessonsMissed, cost_estimate, lessons_missed
from stafet.placementfigures.queries.transitions import Transition, transitions
from stafet.placementfigures.queries.workload import WorkloadLine, workload

__all__ = [
    "SMALLEST",
    "Asked",
    "BranchLine",
    "CostEstimate",
    "Counts",
    "HoursLine",
    "Known",
    "LessonsMissed",
    "Part",
    "PupilCounts",
    "Supposed",
    "Transition",
    "Waiting",
    "WorkloadLine",
    "agreed_hours",
    "cost_estimate",
    "host_counts",
    "kinds_of",
    "lessons_missed",
    "pupil_counts",
    "transitions",
    "workload",
]
