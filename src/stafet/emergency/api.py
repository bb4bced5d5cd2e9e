"""The door of the room ``emergency``."""

from stafet.emergency.actions import EmergencyAsk, escalate_reviews, open_in_emergency, settle_review
from stafet.emergency.errors import NotForThisRole, NotYoursToReview, ReviewedByNow, SayWho, SayWhy, UsedUp
from stafet.emergency.models import EmergencyAccess
from stafet.emergency.policies import can_review, can_see, reviewable_by, seen_by
from stafet.emergency.queries import LookUnder, emergency_seen_by, looks_under, overdue, reviewed, to_review
from stafet.emergency.states import EmergencyReason, Verdict

__all__ = [
    "EmergencyAccess",
    "EmergencyAsk",
    "EmergencyReason",
    "LookUnder",
    "NotForThisRole",
    "NotYoursToReview",
    "ReviewedByNow",
    "SayWho",
    "SayWhy",
    "UsedUp",
    "Verdict",
    "can_review",
    "can_see",
    "emergency_seen_by",
    "escalate_reviews",
    "looks_under",
    "open_in_emergency",
    "overdue",
    "reviewable_by",
    "reviewed",
    "seen_by",
    "settle_review",
    "to_review",
]
