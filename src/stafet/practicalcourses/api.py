"""The door of the room ``practicalcourses``. Pupils' seats have no acts yet."""

from stafet.practicalcourses.actions.keeping import add_course, change_course, finish_course, set_plan
from stafet.practicalcourses.actions.sharing import answer_share, release_seats, share_course
from stafet.practicalcourses.costs import Bill, Party, Settlement, Terms, at_uptake, settle
from stafet.practicalcourses.counting import Room, free_for, room_for
from stafet.practicalcourses.drafts import CourseFacts, PlanFacts, ShareTerms, TownPart
from stafet.practicalcourses.errors import NotAgreed, NotWhole, NotYours
from stafet.practicalcourses.models import Course, CourseShare
from stafet.practicalcourses.states import CostKey, CourseKind, CourseState, PaidFor, ShareState

__all__ = [
    "Bill",
    "CostKey",
    "Course",
    "CourseFacts",
    "CourseKind",
    "CourseShare",
    "CourseState",
    "NotAgreed",
    "NotWhole",
    "NotYours",
    "PaidFor",
    "Party",
    "PlanFacts",
    "Room",
    "Settlement",
    "ShareState",
    "ShareTerms",
    "Terms",
    "TownPart",
    "add_course",
    "answer_share",
    "at_uptake",
    "change_course",
    "finish_course",
    "free_for",
    "release_seats",
    "room_for",
    "set_plan",
    "settle",
    "share_course",
]
