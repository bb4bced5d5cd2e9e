"""What every act of this room does: find out who asks, hold rows fast in one order, move a seat by the table, write it down.

Rows are held in this order: the placement, its seat, the course. The database counts a seat when its row is written, so whoever
gives a seat holds the course first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.placements import api as placements
from stafet.placements.api import Placement, Voice
from stafet.practicalcourses import policies
from stafet.practicalcourses.errors import ChangedByNow, NotWhole, NotYours
from stafet.practicalcourses.models import Course, CourseSeat
from stafet.practicalcourses.states import SEAT, SeatMove, SeatState


def must_keep(by: Actor, municipality_id: UUID) -> None:
    """Refuse whoever does not organise for the town."""
    if not policies.can_keep_courses_of(by, municipality_id):
        raise NotYours(sentence("Only those who organise for the town arrange its courses."))


def must_seat(by: Actor, voice: Voice = Voice.STAFF) -> None:
    """Refuse whoever does not work with young people, and whoever speaks for another without having been let in as them."""
    if voice is Voice.STAFF:
        if not policies.can_seat(by):
            raise NotYours(sentence("Only those who work with the young person write this down."))
    elif audit.current_alias() != access.JOB_ALIAS:
        raise NotYours(sentence("Only they themselves do this, from their own page or by their own link."))


def hold_placement(placement_id: UUID) -> Placement:
    """The placement, held fast; not one beside which another goes on."""
    rows = Placement.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("scheme", "person").get(pk=placement_id)
    if row.aside_since is not None:
        raise ChangedByNow(
            sentence("This placement stands aside since two registrations are one. Go on with the other.")
        )
    return row


def hold_course(course_id: UUID) -> Course:
    """The course, held fast: whoever comes at the same moment waits here."""
    return Course.objects.select_for_update(of=("self",), no_key=True).get(pk=course_id)


def hold_seat(seat: CourseSeat) -> CourseSeat:
    """The seat, held fast."""
    rows = CourseSeat.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("course", "person").get(pk=seat.pk)


def shift_seat(
    seat: CourseSeat, what: SeatMove, changes: Mapping[str, object], *, by: Actor, at: datetime
) -> None:
    """One row of the table, with what comes with it."""
    seat.state, seat.known_at = SEAT.after(SeatState(seat.state), what), at
    for name, value in changes.items():
        setattr(seat, name, value)
    seat.save()
    audit.record(action=f"practicalcourses.{what.value}", about=seat, by=by, at=at)


def on_the_way(placement: Placement, what: placements.WayMove) -> bool:
    """Whether the way of a placement allows a move now."""
    return placements.WAY.is_allowed(placements.WayState(placement.state), what)


def must_say(words: str, field: str = "words") -> str:
    """Refuse silence where a reason is asked for."""
    if not words.strip():
        raise NotWhole(sentence("Say why, in a few words: it stays with the history."), field=field)
    return words.strip()


def day_in(municipality_id: UUID, at: datetime) -> date:
    """The day it is in a town."""
    return organisations.home(municipality_id).day(at)


def note(what: str, municipality_id: UUID, subject_id: UUID, by: Actor, at: datetime) -> None:
    """Write down an act that is about nobody."""
    audit.record_many(
        action=f"practicalcourses.{what}",
        municipality_id=municipality_id,
        subject_id=subject_id,
        by=by,
        at=at,
    )
