"""The tables of the room ``followup``."""

from stafet.followup.models.checks import CheckIn
from stafet.followup.models.days import AttendanceDay
from stafet.followup.models.learning import LONGEST_ENTRY, LearningGoal, LogEntry

__all__ = ["LONGEST_ENTRY", "AttendanceDay", "CheckIn", "LearningGoal", "LogEntry"]
