"""Rounds of wishes and what is in them, as far as the reader may see: their own pupils by name, the others as a number at most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from stafet.access import api as access
from stafet.events import api as events
from stafet.events.api import Event, EventState
from stafet.introcourses.drafts import WISHABLE
from stafet.introcourses.models import ClassWork, Course, Entry, Proposal, Run, Wish, WishList, WishRound
from stafet.introcourses.policies import SEEN, rounds_seen_by
from stafet.introcourses.states import RunState
from stafet.kernel import rules
from stafet.kernel.actors import Actor

_SMALLEST = "stafet.statistics.smallest_group"


@dataclass(frozen=True, slots=True)
class WishView:
    """The wishes that count, and who said them."""

    wish_list: WishList
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """How much of an answer a reader sees. ``rest``: how many pupils they may not see; ``None`` when those are too few to count."""

    count: int
    rest: int | None
    all_told: bool


def wish_rounds_of(actor: Actor) -> QuerySet[WishRound]:
    """The rounds of the reader's town, the newest school year first."""
    rows = WishRound.objects.filter(rounds_seen_by(actor)).select_related("organiser")
    return rows.order_by("-starts_in", "-known_at", "pk")


def courses_of(the_round: WishRound) -> QuerySet[Course]:
    """The courses that are or were in a round, by name."""
    rows = Course.objects.filter(round=the_round)
    return rows.select_related("round", "event__organiser", "event__held_by", "event__host").order_by(
        "event__title", "event__over_on", "pk"
    )


def could_be_offered(the_round: WishRound, *, today: date) -> QuerySet[Event]:
    """The planned events of the round's school year that pupils can choose among, by name."""
    rows = Event.objects.filter(
        municipality_id=the_round.municipality_id,
        starts_in=the_round.starts_in,
        kind__in=WISHABLE,
        state=EventState.PLANNED,
        over_on__gt=today,
    )
    return rows.select_related("organiser", "held_by", "host").order_by("title", "over_on", "pk")


def wish_entries_of(the_round: WishRound) -> QuerySet[Entry]:
    """Those who are asked in a round and whom the reader may see: by school, class and name."""
    rows = Entry.objects.filter(access.visible(SEEN), round=the_round, out_since=None, aside_since=None)
    return rows.select_related("person", "round", "school").order_by(
        "school__name", "class_name", "person__sort_key", "pk"
    )


def wish_entry(entry_id: UUID) -> Entry | None:
    """One who is asked, or ``None`` for a reader who may not see them."""
    rows = Entry.objects.filter(access.visible(SEEN), pk=entry_id, out_since=None, aside_since=None)
    return rows.select_related("person", "round__organiser", "school").first()


def wish_entries_of_person(person_id: UUID) -> tuple[Entry, ...]:
    """The rounds somebody is asked in, the newest first."""
    rows = Entry.objects.filter(access.visible(SEEN), person_id=person_id, out_since=None, aside_since=None)
    return tuple(
        rows.select_related("person", "round__organiser").order_by("-round__starts_in", "-known_at", "pk")
    )


def course_wishes(entries: Iterable[Entry]) -> Mapping[UUID, WishView]:
    """By entry the wishes that count now; nothing for whoever has not answered. Two statements, however many they are."""
    lists = WishList.objects.filter(access.visible(SEEN), entry_id__in=[entry.pk for entry in entries])
    newest = {row.entry_id: row for row in lists.select_related("by").order_by("revision")}
    found: dict[UUID, list[Wish]] = {}
    rows = Wish.objects.filter(
        access.visible(SEEN), wish_list_id__in=[row.pk for row in newest.values()]
    ).order_by("rank")
    for wish in rows:
        found.setdefault(wish.wish_list_id, []).append(wish)
    return {key: WishView(row, tuple(found.get(row.pk, ()))) for key, row in newest.items()}


def answers_of(the_round: WishRound) -> QuerySet[Run]:
    """The answers of a round, the newest first."""
    rows = Run.objects.filter(municipality_id=the_round.municipality_id, round=the_round)
    return rows.select_related("round__organiser").order_by("-number")


def course_proposals_of(run: Run) -> QuerySet[Proposal]:
    """What an answer says for those whom the reader may see, by school, class and name."""
    rows = Proposal.objects.filter(access.visible(SEEN), municipality_id=run.municipality_id, run=run)
    return _with_all(rows).order_by("entry__school__name", "entry__class_name", "person__sort_key", "pk")


def course_proposal(proposal_id: UUID) -> Proposal | None:
    """One proposal, or ``None`` for a reader who may not see it."""
    return _with_all(Proposal.objects.filter(access.visible(SEEN), pk=proposal_id)).first()


def proposals_of_entry(entry: Entry) -> tuple[Proposal, ...]:
    """What answers have said for one pupil, the newest first."""
    rows = Proposal.objects.filter(access.visible(SEEN), entry=entry, run__state=RunState.DONE)
    return tuple(_with_all(rows).order_by("-run__number"))


def seen_of_answer(run: Run, *, on: date) -> Seen:
    """How many of an answer the reader sees. Whoever is counted and not seen is so among enough others only."""
    count = Proposal.objects.filter(access.visible(SEEN), run=run).count()
    rest = max(0, run.pupils - count)
    is_enough = rest == 0 or rest >= rules.value(_SMALLEST, on=on)
    return Seen(count, rest if is_enough else None, is_enough)


def class_work_of(the_round: WishRound) -> Mapping[tuple[UUID, str], ClassWork]:
    """By school and class what the class has done around its courses."""
    rows = ClassWork.objects.filter(round=the_round)
    return {(row.school_id, row.class_name): row for row in rows.select_related("school")}


def hours_of_courses(courses: Iterable[Course]) -> Mapping[UUID, tuple[events.EventSession, ...]]:
    """By course its sessions, the earliest first. One look-up."""
    rows = list(courses)
    sessions = events.sessions_of([course.event_id for course in rows])
    return {course.pk: sessions[course.event_id] for course in rows}


def _with_all(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return rows.select_related(
        "person", "course__event", "run__round", "round__organiser", "entry__school", "decided_by"
    )
