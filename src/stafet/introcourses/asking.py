"""From rows to the question a solver is asked. Read in the scope of a job: a round is about everybody in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from stafet.events import api as events
from stafet.events.api import EventSession, EventState, Part, PartState
from stafet.introcourses.drafts import Question
from stafet.introcourses.models import Course, Entry, Proposal, Run, Wish, WishList, WishRound
from stafet.introcourses.states import ORDER, Barred, ProposalState
from stafet.kernel.matching import Place, PlaceKind, Policy, Problem, Pupil

_ANY_DAY = frozenset({1})
"""Weekdays are no question here: a course has its own days, and overlaps are looked at beforehand."""


@dataclass(frozen=True)
class Hours:
    """When somebody is signed up for what: by person the events, and by event its sessions."""

    held: Mapping[UUID, frozenset[UUID]]
    sessions: Mapping[UUID, tuple[EventSession, ...]]

    def overlaps(self, person_id: UUID, event_id: UUID) -> bool:
        """Whether an event is at the same time as another one somebody is signed up for."""
        others = self.held.get(person_id, frozenset()) - {event_id}
        theirs = [session for key in others for session in self.sessions.get(key, ())]
        return any(
            mine.starts_at < other.ends_at and other.starts_at < mine.ends_at
            for mine in self.sessions.get(event_id, ())
            for other in theirs
        )


def question_of(run: Run) -> Question:
    """One more course for each pupil who lacks one: by wishes as they stood when the round closed, by what is so now.

    What has begun is judged by when the answer was asked for."""
    the_round = run.round
    courses = {row.pk: row for row in courses_in(the_round)}
    everybody = list(in_round(the_round))
    hours = hours_of(everybody, courses.values())
    entries = [entry for entry in everybody if not has_all(the_round, entry, courses.values(), hours)]
    wishes = wishes_until(entries, the_round.closed_at)
    refused = refused_in(the_round)
    barred = {
        str(entry.pk): {
            str(key): why
            for key, course in courses.items()
            if (why := why_barred(course, entry, hours, refused, at=run.ordered_at)) is not None
        }
        for entry in entries
    }
    problem = Problem(
        pupils=tuple(_pupil(entry, wishes.get(entry.pk, ())) for entry in entries),
        places=tuple(_place(course, the_round, len(everybody)) for course in courses.values()),
        refused=frozenset((pupil, course) for pupil, these in barred.items() for course in these),
    )
    titles = {str(key): course.event.title for key, course in courses.items()}
    return Question(problem, policy_of(the_round), barred, titles)


def policy_of(the_round: WishRound) -> Policy:
    """What is declared of every round, with its own lot."""
    return Policy(seed=the_round.seed, order=ORDER, good_ranks=1, nearest=0, unknown_minutes=0)


def in_round(the_round: WishRound) -> QuerySet[Entry]:
    """Who is asked in a round, in the order of the lot's keys."""
    rows = Entry.objects.filter(
        municipality_id=the_round.municipality_id, round=the_round, out_since=None, aside_since=None
    )
    return rows.order_by("pk")


def courses_in(the_round: WishRound) -> QuerySet[Course]:
    """Every course that is or was in a round."""
    return Course.objects.filter(round=the_round).select_related("event").order_by("pk")


def wishes_until(entries: Iterable[Entry], until: datetime | None) -> Mapping[UUID, tuple[Wish, ...]]:
    """By entry the wishes that count now, or that counted at an instant, the first one first."""
    lists = WishList.objects.filter(entry_id__in=[entry.pk for entry in entries]).order_by("revision")
    if until is not None:
        lists = lists.filter(known_at__lte=until)
    newest = {row.entry_id: row.pk for row in lists}
    found: dict[UUID, list[Wish]] = defaultdict(list)
    for wish in Wish.objects.filter(wish_list_id__in=list(newest.values())).order_by("rank"):
        found[wish.wish_list_id].append(wish)
    return {entry_id: tuple(found[key]) for entry_id, key in newest.items()}


def hours_of(entries: Sequence[Entry], courses: Iterable[Course]) -> Hours:
    """What these pupils are signed up for anywhere in their town, and when that and these courses are."""
    held: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Part.objects.filter(
        person_id__in=[entry.person_id for entry in entries],
        custody_id=None,
        aside_since=None,
        state=PartState.SIGNED_UP,
        event__state=EventState.PLANNED,
    )
    for person_id, event_id in rows.values_list("person_id", "event_id"):
        held[person_id].add(event_id)
    asked = {course.event_id for course in courses} | {key for these in held.values() for key in these}
    return Hours({key: frozenset(these) for key, these in held.items()}, events.sessions_of(asked))


def refused_in(the_round: WishRound) -> frozenset[tuple[UUID, UUID | None]]:
    """The pairs of entry and course that somebody has said no to."""
    rows = Proposal.objects.filter(round=the_round, state=ProposalState.REFUSED)
    return frozenset(rows.values_list("entry_id", "course_id"))


def why_barred(
    course: Course,
    entry: Entry,
    hours: Hours,
    refused: frozenset[tuple[UUID, UUID | None]],
    *,
    at: datetime,
) -> Barred | None:
    """Why this pupil can't be given this course now; ``None`` when they can, as far as its hours go."""
    if course.event_id in hours.held.get(entry.person_id, frozenset()):
        return Barred.HAS
    if course.out_on is not None or course.event.state != EventState.PLANNED:
        return Barred.GONE
    if hours.sessions[course.event_id][0].starts_at <= at:
        return Barred.BEGUN
    if (entry.pk, course.pk) in refused:
        return Barred.REFUSED
    return Barred.OVERLAPS if hours.overlaps(entry.person_id, course.event_id) else None


def has_all(the_round: WishRound, entry: Entry, courses: Iterable[Course], hours: Hours) -> bool:
    """Whether they are signed up for as many of the round's courses as everybody is to have."""
    ours = {course.event_id for course in courses}
    return len(hours.held.get(entry.person_id, frozenset()) & ours) >= the_round.each


def _pupil(entry: Entry, wishes: Iterable[Wish]) -> Pupil:
    return Pupil(
        key=str(entry.pk),
        municipality=str(entry.municipality_id),
        age=0,
        weekdays=_ANY_DAY,
        wishes=tuple(str(wish.course_id) for wish in wishes),
    )


def _place(course: Course, the_round: WishRound, everybody: int) -> Place:
    """A course that may be given without a wish is one that everybody may get; else only wishes lead to it."""
    is_in = course.out_on is None and course.event.state == EventState.PLANNED
    free = everybody if course.event.free is None else max(0, course.event.free)
    return Place(
        key=str(course.pk),
        seats=free if is_in else 0,
        weekdays=_ANY_DAY,
        kind=PlaceKind.COMPANY if the_round.only_wished else PlaceKind.FALLBACK,
    )
