"""What is held in both towns: an information evening, an introduction course, a Skills day that is full, a meeting that was, one that is cancelled."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.demo.staff import employee
from stafet.demo.story import Town
from stafet.events import api as events
from stafet.events.api import (
    Audience,
    Event,
    EventFacts,
    EventKind,
    Group,
    Mark,
    Part,
    SessionFacts,
    Told,
    Venue,
    Who,
    Whom,
)
from stafet.kernel.actors import SYSTEM, Actor
from stafet.placements import api as placements
from stafet.placements.api import SchemeKind, Voice

_ASK = "Bo Bertelsen, 70 20 30 40"
_GRADE = 9
_SEATS = 12
_MANY = 160
_EVENING, _MORNING = 17, 7
_APPRENTICES: dict[str, object] = {"scheme": SchemeKind.JUNIOR_APPRENTICESHIP}
_PROGRAMME: tuple[tuple[str, EventKind, str, int, int, str, Venue, dict[str, object]], ...] = (
    (
        "evening",
        EventKind.INFORMATION,
        "Juniormesterlære: informationsaften",
        12,
        _EVENING,
        "Aulaen",
        Venue.SCHOOL,
        {
            **_APPRENTICES,
            "capacity": 120,
            "words": "Hvad det er, hvad det betyder for afgangsprøven, og hvem man taler med.",
        },
    ),
    (
        "skills",
        EventKind.SKILLS,
        "Skills: prøv et fag",
        20,
        _MORNING,
        "Hallen",
        Venue.YOUTH_EDUCATION,
        {"capacity": _SEATS},
    ),
    (
        "company",
        EventKind.PARENTS,
        "Forældremøde på værkstedet",
        -3,
        _EVENING,
        "Værkstedet",
        Venue.COMPANY,
        {},
    ),
    (
        "homes",
        EventKind.PARENTS,
        "Forældremøde om valget efter 9. klasse",
        -5,
        _EVENING,
        "Aulaen",
        Venue.SCHOOL,
        {},
    ),
    (
        "apprentices",
        EventKind.APPRENTICES_INTRO,
        "Introforløb for alle juniormesterlærlinge",
        5,
        _MORNING,
        "Ungevejledningen",
        Venue.ELSEWHERE,
        _APPRENTICES,
    ),
    (
        "course",
        EventKind.STAFF_COURSE,
        "Lærere med indsigt: virksomhedsbesøg",
        9,
        _MORNING,
        "Ungevejledningen",
        Venue.ELSEWHERE,
        {},
    ),
    ("visit", EventKind.VISIT, "Besøg på havnen", 16, _MORNING, "Kajen", Venue.ELSEWHERE, {}),
    ("untold", EventKind.OPEN_HOUSE, "Åbent hus", -1, _MORNING, "Indgangen", Venue.SCHOOL, {}),
    (
        "introduction",
        EventKind.INTRODUCTION,
        "Introduktionskursus på teknisk skole",
        26,
        _MORNING,
        "Værksted B",
        Venue.YOUTH_EDUCATION,
        {"before": "Klassen skriver ned, hvad den vil spørge om"},
    ),
)


def hold_events(town: Town, now: datetime) -> None:
    """The Danish town: every kind and every state, by Bo and with those he may see."""
    with access.job_scope(town.municipality_id):
        bo = employee("bo")
    with access.user_scope(bo.pk):
        by = access.actor_for(bo, at=now)
        planned = _plan(town, by.posts[0].organisation_id, by, now)
        grade = Audience(Group.GRADE, Whom.BOTH, grade=_GRADE)
        for name in ("evening", "skills", "company", "homes"):
            events.invite_young(event=planned[name], audience=grade, by=by, at=now - timedelta(days=9))
        every = Audience(Group.APPRENTICES, Whom.BOTH)
        events.invite_young(event=planned["apprentices"], audience=every, by=by, at=now)
        hosts = list(placements.Host.objects.filter(municipality_id=town.municipality_id).order_by("name"))
        events.invite_companies(event=planned["evening"], hosts=hosts, by=by, at=now)
        events.invite_colleagues(
            event=planned["course"],
            roles=[access.Role.TEACHER, access.Role.SCHOOL_LEADER],
            organisation_id=None,
            by=by,
            at=now,
        )
    with access.job_scope(town.municipality_id):
        _answer(planned["evening"], 24, now)
        _answer(planned["skills"], _SEATS + 4, now)
        _answer(planned["company"], 18, now - timedelta(days=8))
        _answer(planned["homes"], _MANY, now - timedelta(days=8), every=2)
        events.cancel_event(event=planned["visit"], because="Bussen kan ikke køre den dag", by=SYSTEM, at=now)
    with access.user_scope(bo.pk):
        for name in ("company", "homes"):
            _tell(planned[name], access.actor_for(bo, at=now), now)


def hold_events_in_sweden(denmark: Town, email: str, now: datetime) -> None:
    """The Swedish town: an information evening ahead, and an open house that was cancelled."""
    with access.job_scope(denmark.municipality_id):
        user = access.User.objects.get(email=email)
    with access.user_scope(user.pk):
        by = access.actor_for(user, at=now)
        home = by.posts[0].organisation_id
        town = by.posts[0].municipality_id
        evening = _facts(home, EventKind.INFORMATION, "Informationskväll om yrkesprogram", now, 14)
        house = _facts(home, EventKind.OPEN_HOUSE, "Öppet hus på gymnasiet", now, 25)
        events.plan_event(
            facts=evening, session=_hours(now, 14, "Aulan", "Svenska; tolk på arabiska"), by=by, at=now
        )
        cancelled = events.plan_event(facts=house, session=_hours(now, 25, "Entrén"), by=by, at=now)
    if town is not None:
        with access.job_scope(town):
            events.cancel_event(event=cancelled, because="Huset byggs om", by=SYSTEM, at=now)


def _plan(town: Town, home: UUID, by: Actor, now: datetime) -> dict[str, Event]:
    company = placements.Host.objects.filter(municipality_id=town.municipality_id).order_by("name")[0]
    where: dict[Venue, dict[str, object]] = {
        Venue.YOUTH_EDUCATION: {"held_by_id": town.places["899101"].pk},
        Venue.COMPANY: {"host_id": company.pk},
    }
    planned = {}
    for name, kind, title, days, hour, place, venue, more in _PROGRAMME:
        told = {"venue": venue, **where.get(venue, {}), **more}
        planned[name] = events.plan_event(
            facts=_facts(home, kind, title, now, days, **told),
            session=_hours(now, days, place, hour=hour),
            by=by,
            at=now - timedelta(days=10),
        )
    for days in (27, 40, 41):
        session = _hours(now, days, "Værksted B", hour=_MORNING)
        events.add_session(event=planned["introduction"], session=session, by=by, at=now)
    return planned


def _facts(home: UUID, kind: EventKind, title: str, now: datetime, days: int, **more: object) -> EventFacts:
    by = (now + timedelta(days=days if days < 0 else days - 1)).date()
    told: dict[str, object] = {"venue": Venue.SCHOOL, "ask": _ASK, "sign_up_by": by} | more
    return EventFacts(kind=kind, title=title, organiser_id=home, **told)  # type: ignore[arg-type]


def _hours(now: datetime, days: int, place: str, spoken: str = "", *, hour: int = _EVENING) -> SessionFacts:
    begins = (now + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
    return SessionFacts(begins, begins + timedelta(hours=2), place, spoken)


def _answer(event: Event, how_many: int, at: datetime, *, every: int = 4) -> None:
    """Some sign up, each a minute after the other, one of so many with somebody along; the next says no."""
    parts = Part.objects.filter(event=event, custody_id=None).order_by("pk")
    for number, part in enumerate(parts[: how_many + 1]):
        who, when = Who(part.person_id), at + timedelta(minutes=number)
        if number == how_many:
            events.say_no(event=event, who=who, by=SYSTEM, at=when)
        else:
            along = 1 if number % every == 0 and event.capacity != _SEATS else 0
            events.sign_up(event=event, who=who, along=along, voice=Voice.STAFF, by=SYSTEM, at=when)


def _tell(event: Event, by: Actor, now: datetime) -> None:
    """Most came; one mark is corrected."""
    (session,) = events.sessions_of([event.pk])[event.pk]
    parts = [part.pk for part in events.parts_of(event) if part.state in events.STANDING]
    marks = {key: Mark.STAYED_AWAY if number % 6 == 0 else Mark.CAME for number, key in enumerate(parts)}
    events.tell_attendance(session=session, told=Told(parts=marks, others=2), by=by, at=now)
    if parts:
        again = Told(parts={parts[0]: Mark.EXCUSED}, others=2)
        events.tell_attendance(session=session, told=again, by=by, at=now + timedelta(minutes=1))
    events.settle_event(
        event=event,
        after="Klasserne har skrevet om det, de så",
        comes_next="Informationsaften om juniormesterlære",
        by=by,
        at=now,
    )
