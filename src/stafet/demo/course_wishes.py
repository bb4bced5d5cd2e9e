"""Rounds of wishes in every state: one taken in, one given out in part with a course that has too few, one finished, one called off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from stafet.access import api as access
from stafet.demo.own import PUPIL, YOUNG
from stafet.demo.staff import employee
from stafet.demo.story import Town
from stafet.events import api as events
from stafet.events.api import Event, EventFacts, EventKind, SessionFacts, Venue
from stafet.integrations.course_jobs import work_out
from stafet.introcourses import api as introcourses
from stafet.introcourses.api import (
    CourseFacts,
    PupilAsked,
    RoundFacts,
    RoundMove,
    Run,
    WishRound,
)
from stafet.kernel.actors import Actor
from stafet.own import api as own
from stafet.placements.api import Voice

_ASK = "Bo Bertelsen, 70 20 30 40"
_COURSES: tuple[tuple[str, int, int | None, int], ...] = (
    ("Introkursus: bygge og bolig", 8, 4, 0),
    ("Introkursus: mad og ernæring", 10, None, 0),
    ("Introkursus: handelsgymnasium", 12, 6, 1),
    ("Introkursus: teknisk gymnasium", 6, 5, 1),
)
"""What it is called, seats, for how few it is held, and how many days after the first."""
_GRADE = 9
_MOST = 24


def wish_among_courses(town: Town, now: datetime) -> None:
    """By Bo, with those he may see, and the two young people who have a log-in."""
    with access.job_scope(town.municipality_id):
        bo = employee("bo")
        logins = own.PersonalLogin.objects.filter(user__email__in=(YOUNG, PUPIL), custody=None)
        known = [PupilAsked(key, None, "") for key in logins.values_list("person_id", flat=True)]
    with access.user_scope(bo.pk):
        by = access.actor_for(bo, at=now)
        opened = _open(by, "Introkurser i foråret", 49, now, wishes=4, each=2)
        pupils = _ask(opened, known, by, now)
        _wish(opened, pupils[: len(pupils) // 2], by, now)
        given = _open(by, "Introkurser i vinter", 35, now)
        _wish(given, _ask(given, known, by, now)[:-3], by, now)
        past = _open(by, "Prøvedage på erhvervsskolen", 21, now, only_wished=True)
        _wish(past, _ask(past, known, by, now)[:6], by, now)
        off = _open(by, "Besøgsdage", 63, now)
        introcourses.end_round(the_round=off, what=RoundMove.CALL_OFF, by=by, at=now)
        runs = [_order(row, by, now) for row in (given, past)]
    for run in runs:
        work_out(run.pk, town.municipality_id)
    _decide(town, runs[0], bo, by, now, share=2)
    _decide(town, runs[1], bo, by, now, share=1)
    with access.user_scope(bo.pk):
        introcourses.end_round(the_round=past, what=RoundMove.FINISH, by=by, at=now)


def _open(by: Actor, name: str, days: int, now: datetime, **more: object) -> WishRound:
    """A round with four courses that begin some days from now."""
    home = by.posts[0].organisation_id
    planned = [_plan(by, title, seats, days + later, now) for title, seats, _, later in _COURSES]
    told: dict[str, object] = {"wishes": 3} | more
    row = introcourses.open_round(
        facts=RoundFacts(
            name=name,
            organiser_id=home,
            starts_in=planned[0].starts_in,
            grade=_GRADE,
            answer_by=(now + timedelta(days=9)).date(),
            ask=_ASK,
            **told,  # type: ignore[arg-type]
        ),
        secret=f"{days:032x}",
        by=by,
        at=now,
    )
    leasts = [least for _, _, least, _ in _COURSES]
    courses = [
        CourseFacts(event.pk, least)
        for event, least in zip(planned, leasts, strict=True)
        if event.starts_in == row.starts_in
    ]
    introcourses.offer_courses(the_round=row, courses=courses, by=by, at=now)
    return row


def _plan(by: Actor, title: str, seats: int, days: int, now: datetime) -> Event:
    begins = (now + timedelta(days=days - now.weekday())).replace(hour=8, minute=0, second=0, microsecond=0)
    return events.plan_event(
        facts=EventFacts(
            kind=EventKind.INTRODUCTION,
            venue=Venue.YOUTH_EDUCATION,
            title=title,
            organiser_id=by.posts[0].organisation_id,
            sign_up_by=begins.date(),
            ask=_ASK,
            before="Klassen skriver ned, hvad den vil spørge om",
            capacity=seats,
        ),
        session=SessionFacts(begins, begins + timedelta(hours=5), "Hovedindgangen"),
        by=by,
        at=now,
    )


def _ask(row: WishRound, known: Sequence[PupilAsked], by: Actor, now: datetime) -> list[introcourses.Entry]:
    pupils = [*known, *introcourses.pupils_to_ask(row, today=now.date())[:_MOST]]
    introcourses.ask_pupils(the_round=row, pupils=pupils, by=by, at=now)
    return list(introcourses.wish_entries_of(row))


def _wish(row: WishRound, entries: Sequence[introcourses.Entry], by: Actor, now: datetime) -> None:
    """Each begins with another course, most with the first two."""
    courses = [course.pk for course in introcourses.courses_of(row)]
    for number, entry in enumerate(entries):
        first = (number % 3) % len(courses)
        introcourses.say_course_wishes(
            entry=entry,
            courses=[*courses[first:], *courses[:first]][: 2 + number % 2],
            voice=Voice.STAFF,
            by=by,
            at=now,
        )


def _order(row: WishRound, by: Actor, now: datetime) -> Run:
    closed = introcourses.close_round(the_round=row, by=by, at=now)
    return introcourses.order_answer(the_round=closed, by=by, at=now)


def _decide(town: Town, run: Run, bo: access.User, by: Actor, now: datetime, *, share: int) -> None:
    """Yes to every, or to every second; one is not to be."""
    with access.user_scope(bo.pk):
        rows = list(introcourses.course_proposals_of(run).filter(course__isnull=False))
    with access.job_scope(town.municipality_id):
        introcourses.accept_all(proposals=rows[1::share], by=by, at=now)
        if rows:
            words = "Eleven er på lejrskole den dag"
            introcourses.refuse_proposal(proposal=rows[0], because=words, by=by, at=now)
