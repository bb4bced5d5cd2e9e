"""Practical courses: our own, shared with the municipality next door, one of theirs offered to us, and a seat in every state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.demo.placements import on_the_way
from stafet.demo.places import NEIGHBOUR
from stafet.demo.story import Town
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.kernel.identity import uuid7
from stafet.kernel.periods import school_year_of
from stafet.organisations import api as organisations
from stafet.own import api as own
from stafet.placements import api as placements
from stafet.placements.api import Branch, How, Placement, SchemeKind, Voice, WayMove, WayState
from stafet.practicalcourses import api as courses
from stafet.practicalcourses.api import (
    CostKey,
    Course,
    CourseFacts,
    CourseSeat,
    PaidFor,
    PlanFacts,
    Said,
    SeatMove,
)

_WORDS = {
    Branch.BUILDING: "Du bygger en skammel og en lampe, lærer værktøjet at kende og regner på materialer.",
    Branch.FOOD: "Du laver mad til hundrede, og lærer hygiejne og planlægning.",
    Branch.VEHICLES: "Du skiller en bådmotor ad, samler den igen og sejler en tur til sidst.",
}
_STORIES = ("new", "late", "accepted", "there", "ended", "no", "taken_back", "left", "stranded")
_LATE = timedelta(days=9)
_LOOKING = 4
_SHARED = "Træ og metal"


def catch_pupils(town: Town, at: datetime) -> None:
    """The town's day, two courses, and pupils: asked, late, there, gone, on a course that is cancelled, and some without."""
    _set_day(town, at)
    wood, food = _publish(town, at, _SHARED, Branch.BUILDING), _publish(town, at, "Køkkenet", Branch.FOOD)
    looking = _shown_to_ditte(
        town, on_the_way(town, at - 2 * _LATE, len(_STORIES) + 1, first=2, far=_LOOKING)
    )
    for placement, story in zip(looking, _STORIES, strict=False):
        _tell(town, placement, food if story == "stranded" else wood, story, at)
    courses.cancel_course(course=food, because="Køkkenlederen er langtidssyg", by=SYSTEM, at=at)
    _dropped_out(town, at)


def _shown_to_ditte(town: Town, found: Sequence[Placement]) -> list[Placement]:
    """The pupil who has not answered in time goes to the school of somebody who logs in to the demonstration."""
    here, late = town.places["899001"].pk, _STORIES.index("late")
    rows = list(found)
    number = next((number for number, row in enumerate(rows) if row.school_id == here), late)
    rows[late], rows[number] = rows[number], rows[late]
    return rows


def share_next_door(town: Town, at: datetime) -> None:
    """Three of our seats are the neighbour's, who has agreed; two of theirs wait for our answer."""
    neighbour = _neighbour(at)
    with access.job_scope(town.municipality_id):
        course = Course.objects.get(municipality_id=town.municipality_id, name=_SHARED)
        share = courses.offer_share(course=course, municipality_id=neighbour, quota=3, by=SYSTEM, at=at)
    with access.job_scope(neighbour):
        courses.answer_share(share=share, is_agreed=True, by=SYSTEM, at=at)
        _offered_to_us(town, neighbour, at)


def _set_day(town: Town, at: datetime) -> None:
    today = at.date()
    told = PlanFacts(
        SchemeKind.JUNIOR_APPRENTICESHIP,
        school_year_of(today).period.starts_on.year,
        today - 3 * _LATE,
        today + timedelta(days=5),
        "Børne- og Ungeudvalget, sag 14, i maj",
    )
    courses.set_plan(municipality_id=town.municipality_id, facts=told, by=SYSTEM, at=at)


def _publish(town: Town, at: datetime, name: str, branch: Branch) -> Course:
    facts = _facts(town.places["899101"].pk, name, branch, at.date())
    return courses.publish_course(municipality_id=town.municipality_id, facts=facts, by=SYSTEM, at=at)


def _facts(provider_id: UUID, name: str, branch: Branch, today: date) -> CourseFacts:
    year = school_year_of(today).period.starts_on.year
    return CourseFacts(
        provider_id=provider_id,
        name=name,
        words=_WORDS[branch],
        branch=branch,
        weekdays=(2, 3),
        starts_on=date(year, 8, 15),
        ends_on=date(year + 1, 6, 20),
        weeks=36,
        place="Værkstedet, bygning C",
        grades=(8, 9),
        seats=12,
        week_price=87_500,
        contact_name="Jens Jul",
        contact_phone="70 20 30 41",
        split=CostKey.QUOTA,
        paid_for=PaidFor.EVERY_SEAT,
    )


def _neighbour(at: datetime) -> UUID:
    country, code, name = NEIGHBOUR
    key = uuid7()
    with access.job_scope(key):
        organisations.register_municipality(
            municipality_id=key, country=Country(country), code=code, name=name, by=SYSTEM, at=at
        )
    return key


def _offered_to_us(town: Town, neighbour: UUID, at: datetime) -> None:
    school = organisations.register_organisation(
        municipality_id=neighbour,
        kind=organisations.OrganisationKind.VOCATIONAL_SCHOOL,
        name="Fjordby Ungdomsskole",
        phone="70 20 30 42",
        by=SYSTEM,
        at=at,
    )
    organisations.name_last_resort(municipality_id=neighbour, organisation_id=school.pk, by=SYSTEM, at=at)
    facts = _facts(school.pk, "Både og motorer", Branch.VEHICLES, at.date())
    theirs = courses.publish_course(municipality_id=neighbour, facts=facts, by=SYSTEM, at=at)
    courses.offer_share(course=theirs, municipality_id=town.municipality_id, quota=2, by=SYSTEM, at=at)


def _tell(town: Town, placement: Placement, course: Course, story: str, at: datetime) -> None:
    """One seat, as far as its story goes."""
    when = at - _LATE if story != "new" else at
    bo = town.actor("bo", when)
    seat = courses.propose_seat(
        placement=placement, course=course, why_this="Var glad for værkstedet i 7.", by=bo, at=when
    )
    if story == "no":
        _answer(town, seat, when, Said(is_yes=False))
    if story in {"accepted", "there", "ended", "left", "stranded"}:
        holders = own.custody_holders(placement.person, on=when.date())
        _answer(
            town,
            seat,
            when,
            Said(is_yes=True),
            *(Said(is_yes=True, custody_id=each.custody_id) for each in holders),
        )
    for what, words in _MOVES.get(story, ()):
        courses.move_seat(seat=seat, what=what, on=at.date(), words=words, by=town.actor("bo", at), at=at)


def _answer(town: Town, seat: CourseSeat, at: datetime, *said: Said) -> None:
    holders = own.custody_holders(seat.person, on=at.date())
    for each in said:
        courses.answer_proposal(
            seat=seat,
            said=each,
            how=How.PAPER,
            holders=holders,
            voice=Voice.STAFF,
            by=town.actor("bo", at),
            at=at,
        )


def _dropped_out(town: Town, at: datetime) -> None:
    """A company has closed: its apprentice stands in the list the same day."""
    there = Placement.objects.filter(municipality_id=town.municipality_id, state=WayState.ACTIVE)
    placements.move_placement(
        placement=there.order_by("-pk")[0],
        what=WayMove.CHANGE_PLACE,
        on=at.date(),
        words="Virksomheden er lukket",
        by=town.actor("bo", at),
        at=at,
    )


_MOVES: dict[str, Sequence[tuple[SeatMove, str]]] = {
    "there": ((SeatMove.START, ""),),
    "ended": ((SeatMove.START, ""), (SeatMove.END, "Fandt ud af, at det skal være tømrer")),
    "taken_back": ((SeatMove.TAKE_BACK, "Ingen svarede på tre opkald"),),
    "left": ((SeatMove.LEAVE, "Ville hellere noget med dyr"),),
}
