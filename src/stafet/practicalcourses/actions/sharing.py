"""Towns share a course: who has how many seats, how the price is split, from when unused seats are everybody's."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.practicalcourses import policies
from stafet.practicalcourses.actions.steps import day_in, hold_course
from stafet.practicalcourses.drafts import ShareTerms, TownPart
from stafet.practicalcourses.errors import NotWhole, NotYours
from stafet.practicalcourses.models import Course, CourseShare
from stafet.practicalcourses.states import SHARE, CourseState, ShareMove, ShareState


@audit.action
def share_course(*, course: Course, terms: ShareTerms, by: Actor, at: datetime) -> None:
    """Set the terms. The town that arranges has agreed to what it writes; the others are asked, again if need be.

    Seats that pupils have stay. Raises ``NotYours``, ``NotWhole``.
    """
    if not policies.can_keep_course(by, course):
        raise NotYours(sentence("Only those who organise for the town that arranged it share its seats."))
    locked = hold_course(course.pk)
    standing = {
        share.municipality_id: share
        for share in CourseShare.objects.select_for_update(no_key=True).filter(course=locked).order_by("pk")
    }
    _must_fit(locked, terms, standing)
    named = {part.municipality_id for part in terms.parts}
    left_out = (TownPart(municipality_id, 0) for municipality_id in standing if municipality_id not in named)
    for part in (*terms.parts, *left_out):
        _set_part(locked, part, standing.get(part.municipality_id), by=by, at=at)
    locked.split, locked.paid_for = terms.split, terms.paid_for
    locked.release_on, locked.known_at = terms.release_on, at
    locked.save(update_fields=["split", "paid_for", "release_on", "known_at"])
    _record("share_course", locked.municipality_id, locked.pk, by, at)


@audit.action
def answer_share(*, share: CourseShare, is_agreed: bool, by: Actor, at: datetime) -> None:
    """A town agrees to the terms, or does not. Raises ``NotYours``, ``IllegalMove``."""
    if not policies.can_answer_share(by, share):
        raise NotYours(sentence("Only those who organise for the town answer for it."))
    hold_course(share.course_id)
    locked = CourseShare.objects.select_for_update(no_key=True).get(pk=share.pk)
    what = ShareMove.AGREE if is_agreed else ShareMove.DECLINE
    locked.state = SHARE.after(ShareState(locked.state), what)
    locked.answered_on, locked.answered_by_id = day_in(locked.municipality_id, at), by.user_id
    locked.known_at = at
    locked.save()
    _record(f"{what.value}_share", locked.municipality_id, locked.pk, by, at)


@audit.action
def release_seats(*, course: Course, by: Actor, at: datetime) -> bool:
    """From the agreed day on, seats that no town's quota uses are everybody's. Returns whether they are by now.

    Whoever comes first asks: the nightly rule, or somebody who needs a seat.
    """
    locked = hold_course(course.pk)
    today = day_in(locked.municipality_id, at)
    is_due = locked.release_on is not None and locked.release_on <= today
    if locked.released_on is None and is_due and locked.state == CourseState.OPEN:
        locked.released_on = today
        locked.save(update_fields=["released_on"])
        _record("release_seats", locked.municipality_id, locked.pk, by, at)
    course.released_on = locked.released_on
    return locked.released_on is not None


def _must_fit(course: Course, terms: ShareTerms, standing: dict[UUID, CourseShare]) -> None:
    given = {part.municipality_id: part for part in terms.parts}
    if course.municipality_id not in given:
        raise NotWhole(sentence("The town that arranges the course has a part of it, too."), field="parts")
    if sum(part.quota for part in terms.parts) > course.seats:
        raise NotWhole(
            sentence("These are more seats than the course has: %(count)d.", count=course.seats),
            field="parts",
        )
    for municipality_id, share in standing.items():
        if share.taken > (given[municipality_id].quota if municipality_id in given else 0):
            raise NotWhole(
                sentence("A town has pupils on %(count)d seats of its quota already.", count=share.taken),
                field="parts",
            )


def _set_part(
    course: Course, part: TownPart, standing: CourseShare | None, *, by: Actor, at: datetime
) -> None:
    share = standing or CourseShare(course=course, municipality_id=part.municipality_id)
    is_own = part.municipality_id == course.municipality_id
    share.quota, share.fixed_part, share.known_at = part.quota, part.fixed_part, at
    share.state = ShareState.AGREED if is_own else ShareState.ASKED
    share.answered_on = day_in(course.municipality_id, at) if is_own else None
    share.answered_by_id = by.user_id if is_own else None
    share.save()


def _record(what: str, municipality_id: UUID, subject_id: UUID, by: Actor, at: datetime) -> None:
    audit.record_many(
        action=f"practicalcourses.{what}",
        municipality_id=municipality_id,
        subject_id=subject_id,
        by=by,
        at=at,
    )
