"""Whether a town has room on a course: within its quota, or among seats that others have released. Numbers only."""

from __future__ import annotations

from enum import StrEnum

from stafet.practicalcourses.models import Course, CourseShare
from stafet.practicalcourses.states import CourseState, ShareState


class Room(StrEnum):
    """Where a free seat comes from."""

    OWN = "own"
    RELEASED = "released"


def room_for(course: Course, share: CourseShare) -> Room | None:
    """Where the next seat of this town would come from; ``None`` when there is none."""
    if course.state != CourseState.OPEN or share.state != ShareState.AGREED or course.free < 1:
        return None
    if share.taken < share.quota:
        return Room.OWN
    return Room.RELEASED if course.released_on is not None else None


def free_for(course: Course, share: CourseShare) -> int:
    """How many seats this town can take now."""
    if course.state != CourseState.OPEN or share.state != ShareState.AGREED:
        return 0
    if course.released_on is not None:
        return course.free
    return min(course.free, share.quota - share.taken)
