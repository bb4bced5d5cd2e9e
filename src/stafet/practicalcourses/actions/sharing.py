"""Towns share a course: the one that arranged it gives seats of its own to another, which agrees to the terms or declines."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.practicalcourses import policies
from stafet.practicalcourses.actions.steps import day_in, hold_course, must_keep, note
from stafet.practicalcourses.errors import ChangedByNow, NotWhole, NotYours
from stafet.practicalcourses.models import Course, CourseShare
from stafet.practicalcourses.states import CourseState, ShareState


@audit.action
def offer_share(*, course: Course, municipality_id: UUID, quota: int, by: Actor, at: datetime) -> CourseShare:
    """Another town is asked whether it takes so many seats, on the terms of the course. They leave the own quota at once.

    Raises ``NotYours``, ``NotWhole``, ``ChangedByNow``.
    """
    must_keep(by, course.municipality_id)
    locked = hold_course(course.pk)
    if locked.state != CourseState.OPEN:
        raise ChangedByNow(sentence("This course is cancelled."))
    if municipality_id == locked.municipality_id:
        raise NotWhole(sentence("What is not given to others is the town’s own."), field="town")
    shares = {row.municipality_id: row for row in CourseShare.objects.filter(course=locked)}
    own = shares[locked.municipality_id]
    theirs = shares.get(municipality_id) or CourseShare(
        course=locked, municipality_id=municipality_id, quota=0
    )
    _must_fit(own, theirs, quota)
    own.quota += theirs.quota - quota
    theirs.quota, theirs.state, theirs.known_at = quota, ShareState.ASKED, at
    theirs.answered_on = theirs.answered_by_id = None
    own.save(update_fields=["quota"])
    theirs.save()
    note("offer_share", locked.municipality_id, theirs.pk, by, at)
    return theirs


@audit.action
def answer_share(*, share: CourseShare, is_agreed: bool, by: Actor, at: datetime) -> None:
    """A town agrees to the terms, or declines: then its seats are the arranging town's again. Raises ``NotYours``, ``ChangedByNow``."""
    if not policies.can_answer_share(by, share):
        raise NotYours(sentence("Only those who organise for the town answer for it."))
    course = hold_course(share.course_id)
    locked = CourseShare.objects.get(pk=share.pk)
    if locked.state != ShareState.ASKED:
        raise ChangedByNow(sentence("The town has answered already."))
    if not is_agreed and locked.taken:
        raise NotWhole(
            sentence(
                "%(count)d of the seats are held for the town’s pupils. Give those back first.",
                count=locked.taken,
            )
        )
    locked.answered_on, locked.answered_by_id = day_in(locked.municipality_id, at), by.user_id
    locked.state, locked.known_at = ShareState.AGREED if is_agreed else ShareState.DECLINED, at
    if not is_agreed:
        own = CourseShare.objects.get(course=course, municipality_id=course.municipality_id)
        own.quota, locked.quota = own.quota + locked.quota, 0
        own.save(update_fields=["quota"])
    locked.save(update_fields=["state", "quota", "answered_on", "answered_by_id", "known_at"])
    note("agree_to_share" if is_agreed else "decline_share", locked.municipality_id, locked.pk, by, at)


def _must_fit(own: CourseShare, theirs: CourseShare, quota: int) -> None:
    most = own.quota - own.taken + theirs.quota
    if not 0 < quota <= most:
        raise NotWhole(
            sentence("From 1 to %(most)d seats can be given: the town’s own free ones.", most=most),
            field="quota",
        )
    if quota < theirs.taken:
        raise NotWhole(
            sentence("%(count)d of these seats are held for pupils already.", count=theirs.taken),
            field="quota",
        )
