"""A grade 8 of four pupils whom Bo has; three courses ahead, two of them at the same hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.conftest import acting, at_home, client_for, facts, hours, quick_settings
from tests.factories import TODAY, Held, a_person, a_spell, covered

from stafet.access import api as access
from stafet.events import api as events
from stafet.events.api import Event, EventKind, Venue
from stafet.integrations.course_jobs import work_out
from stafet.introcourses import api as introcourses
from stafet.introcourses.api import Course, CourseFacts, Entry, Proposal, RoundFacts, Run, WishRound
from stafet.placements.api import Voice

__all__ = ["acting", "at_home", "client_for", "quick_settings"]

SECRET = "5eed"
YOUNG = ("Amina", "Bilal", "Cleo", "Dag")
GRADE = 8
SEATS = {"forge": 1, "bakery": 2, "farm": 4}
FIRST_DAY = NOW + timedelta(days=30)


def round_facts(everyone: Cast, **changes: Any) -> RoundFacts:
    """Three wishes, one course for each, answers within two weeks."""
    told: dict[str, Any] = {
        "name": "Introduction courses",
        "organiser_id": everyone.guidance.pk,
        "starts_in": 2026,
        "grade": GRADE,
        "answer_by": TODAY + timedelta(days=14),
        "ask": "Bo Bertelsen, 70 00 00 00",
    }
    return RoundFacts(**told | changes)


def a_course(everyone: Cast, title: str, seats: int | None, starts_at: datetime = FIRST_DAY) -> Event:
    """Bo plans a course of two hours."""
    with acting(everyone.bo) as bo:
        return events.plan_event(
            facts=facts(
                everyone,
                kind=EventKind.INTRODUCTION,
                venue=Venue.YOUTH_EDUCATION,
                title=title,
                capacity=seats,
                sign_up_by=TODAY + timedelta(days=20),
            ),
            session=hours(starts_at),
            by=bo,
            at=NOW,
        )


def an_eighth_grader(everyone: Cast, name: str) -> Held:
    """A pupil of grade 8 whom Bo's guidance unit has."""
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, name, birth_date=date(2012, 5, 6))
        a_spell(person, everyone.school, grade=GRADE)
        return covered(person, everyone.guidance, user=everyone.bo)


@dataclass
class Town:
    """What the tests of this room need, each by a short name."""

    cast: Cast
    held: dict[str, Held]
    events: dict[str, Event]
    courses: dict[str, Course] = field(default_factory=dict)

    def opened(
        self, who: Sequence[str] = YOUNG, least: dict[str, int] | None = None, **changes: Any
    ) -> WishRound:
        """Bo opens a round, offers all courses and asks pupils."""
        with acting(self.cast.bo) as bo:
            row = introcourses.open_round(
                facts=round_facts(self.cast, **changes), secret=SECRET, by=bo, at=NOW
            )
            told = [CourseFacts(event.pk, (least or {}).get(key)) for key, event in self.events.items()]
            introcourses.offer_courses(the_round=row, courses=told, by=bo, at=NOW)
            wanted = {self.held[name].person.pk for name in who}
            found = introcourses.pupils_to_ask(row, today=TODAY)
            asked = [pupil for pupil in found if pupil.person_id in wanted]
            introcourses.ask_pupils(the_round=row, pupils=asked, by=bo, at=NOW)
        by_event = {course.event_id: course for course in Course.objects.filter(round=row)}
        self.courses = {key: by_event[event.pk] for key, event in self.events.items()}
        return row

    def wish(
        self, the_round: WishRound, who: str, *courses: str, at: datetime = NOW
    ) -> introcourses.WishList:
        """Bo writes down with somebody what they wish for, best first."""
        with acting(self.cast.bo) as bo:
            return introcourses.say_course_wishes(
                entry=self.entry(the_round, who),
                courses=[self.courses[key].pk for key in courses],
                voice=Voice.STAFF,
                by=bo,
                at=at,
            )

    def closed(self, the_round: WishRound, at: datetime = NOW) -> WishRound:
        """Bo closes it."""
        with acting(self.cast.bo) as bo:
            return introcourses.close_round(the_round=the_round, by=bo, at=at)

    def ordered(self, the_round: WishRound) -> Run:
        """Bo lets an answer be worked out; nobody has taken it up yet."""
        with acting(self.cast.bo) as bo:
            return introcourses.order_answer(the_round=the_round, by=bo, at=NOW)

    def answered(self, the_round: WishRound) -> Run:
        """An answer, worked out by the job."""
        run = self.ordered(the_round)
        work_out(run.pk, self.cast.hedeby.pk)
        return Run.objects.select_related("round").get(pk=run.pk)

    def entry(self, the_round: WishRound, who: str) -> Entry:
        """Somebody who is asked."""
        with acting(self.cast.bo):
            return introcourses.wish_entries_of(the_round).get(person=self.held[who].person)

    def proposed(self, run: Run, who: str) -> Proposal:
        """What an answer says for somebody, as Bo sees it."""
        with acting(self.cast.bo):
            return introcourses.course_proposals_of(run).get(person=self.held[who].person)

    def outcome(self, run: Run) -> dict[str, str]:
        """Who has which course, by short names; nothing for none."""
        names = {course.pk: key for key, course in self.courses.items()}
        with acting(self.cast.bo):
            rows = {row.person_id: row.course_id for row in introcourses.course_proposals_of(run)}
        told = {who: rows[held.person.pk] for who, held in self.held.items() if held.person.pk in rows}
        return {who: names[course] if course else "" for who, course in told.items()}

    def accept(self, run: Run, who: str) -> None:
        """Bo says yes."""
        self.accept_these([self.proposed(run, who)], one=True)

    def accept_these(
        self, proposals: Iterable[Proposal], *, one: bool = False, by: access.User | None = None
    ) -> introcourses.Decided | None:
        """Bo, or somebody else, says yes to all of these, or to one."""
        with acting(by or self.cast.bo) as actor:
            pass
        with access.job_scope(self.cast.hedeby.pk):
            if one:
                (proposal,) = proposals
                introcourses.accept_proposal(proposal=proposal, by=actor, at=NOW)
                return None
            return introcourses.accept_all(proposals=proposals, by=actor, at=NOW)

    def refuse(self, run: Run, who: str) -> None:
        """Bo says: not this one."""
        proposal = self.proposed(run, who)
        with acting(self.cast.bo) as bo:
            pass
        with access.job_scope(self.cast.hedeby.pk):
            introcourses.refuse_proposal(proposal=proposal, because="No bus that day", by=bo, at=NOW)

    def signed_up(self, who: str) -> set[str]:
        """The courses somebody is signed up for."""
        with access.job_scope(self.cast.hedeby.pk):
            rows = events.Part.objects.filter(person=self.held[who].person, state=events.PartState.SIGNED_UP)
            keys: set[UUID] = set(rows.values_list("event_id", flat=True))
        return {key for key, event in self.events.items() if event.pk in keys}

    def taken(self, key: str) -> int:
        """How many seats of a course somebody has."""
        return Event.objects.get(pk=self.events[key].pk).taken


@pytest.fixture
def town(everyone: Cast) -> Town:
    """One seat at the forge, two at the bakery at the same hours, four at the farm a day later."""
    return Town(
        everyone,
        {name: an_eighth_grader(everyone, name) for name in YOUNG},
        {
            "forge": a_course(everyone, "The forge", SEATS["forge"]),
            "bakery": a_course(everyone, "The bakery", SEATS["bakery"]),
            "farm": a_course(everyone, "The farm", SEATS["farm"], FIRST_DAY + timedelta(days=1)),
        },
    )


def changed(facts_now: RoundFacts, **changes: Any) -> RoundFacts:
    """The same round, with something different."""
    return replace(facts_now, **changes)
