"""What this room keeps about a placement that lasts: goals, days, talks, difficulties, what is looked back on."""

from stafet.followup.models.checks import CheckIn, CheckInQuerySet, Incident, IncidentHarm, Issue
from stafet.followup.models.days import AttendanceDay, PlanConfirmation, PlanPeriod, SchoolBreak
from stafet.followup.models.ends import OWN_WORDS, Evaluation, PlacementCertificate
from stafet.followup.models.learning import LONGEST_ENTRY, LearningGoal, LogEntry
from stafet.followup.models.link import HostLink

__all__ = [
    "LONGEST_ENTRY",
    "OWN_WORDS",
    "AttendanceDay",
    "CheckIn",
    "CheckInQuerySet",
    "Evaluation",
    "HostLink",
    "Incident",
    "IncidentHarm",
    "Issue",
    "LearningGoal",
    "LogEntry",
    "PlacementCertificate",
    "PlanConfirmation",
    "PlanPeriod",
    "SchoolBreak",
]
