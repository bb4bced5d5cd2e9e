"""The door of the room ``followup``."""

from stafet.followup.actions.days import mark_days
from stafet.followup.actions.learning import answer_entry, set_goal, settle_goal, write_entry
from stafet.followup.actions.talking import (
    call_off_check_in,
    hold_check_in,
    plan_all_check_ins,
    plan_check_in,
)
from stafet.followup.drafts import CheckInFacts, DayTold, EntryFacts
from stafet.followup.errors import NotWhole, NotYours
from stafet.followup.models import LONGEST_ENTRY, AttendanceDay, CheckIn, LearningGoal, LogEntry
from stafet.followup.policies import can_follow_up, placements_followable_by
from stafet.followup.queries.attendance import Attendance
from stafet.followup.queries.views import Due, FollowUp, due_at, due_placements, follow_up
from stafet.followup.states import (
    CHECK_IN,
    FOLLOWED,
    GOAL,
    WAS_THERE,
    CheckMove,
    CheckState,
    DayMark,
    GoalMove,
    GoalState,
    Side,
)

__all__ = [
    "CHECK_IN",
    "FOLLOWED",
    "GOAL",
    "LONGEST_ENTRY",
    "WAS_THERE",
    "Attendance",
    "AttendanceDay",
    "CheckIn",
    "CheckInFacts",
    "CheckMove",
    "CheckState",
    "DayMark",
    "DayTold",
    "Due",
    "EntryFacts",
    "FollowUp",
    "GoalMove",
    "GoalState",
    "LearningGoal",
    "LogEntry",
    "NotWhole",
    "NotYours",
    "Side",
    "answer_entry",
    "call_off_check_in",
    "can_follow_up",
    "due_at",
    "due_placements",
    "follow_up",
    "hold_check_in",
    "mark_days",
    "placements_followable_by",
    "plan_all_check_ins",
    "plan_check_in",
    "set_goal",
    "settle_goal",
    "write_entry",
]
