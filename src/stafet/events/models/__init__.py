"""What this room keeps: events and their sessions, about nobody; who takes part in them."""

from stafet.events.models.event import LONGEST_LINE, LONGEST_NAME, LONGEST_WORDS, Event, EventSession
from stafet.events.models.taking_part import AttendanceMark, Guest, GuestMark, Part

__all__ = [
    "LONGEST_LINE",
    "LONGEST_NAME",
    "LONGEST_WORDS",
    "AttendanceMark",
    "Event",
    "EventSession",
    "Guest",
    "GuestMark",
    "Part",
]
