"""Who takes part, of those the reader may see; who came; and how many homes were reached, without anybody's name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from stafet.access import api as access
from stafet.events.models import AttendanceMark, Event, EventSession, Guest, GuestMark, Part
from stafet.events.states import EventState, Mark, PartState
from stafet.kernel import rules
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import sentence
from stafet.kernel.shares import Share
from stafet.own import api as own

_SEEN = DataClass.PROCESS
SMALLEST = "stafet.statistics.smallest_group"


@dataclass(frozen=True, slots=True)
class PartLine:
    """One who takes part. ``home`` is the name of whoever has custody; empty: the young person."""

    part: Part
    name: str
    home: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Of one school's young people whose homes were invited: with how many somebody from home came."""

    event: Event
    school: str
    share: Share


@dataclass(frozen=True, slots=True)
class Standing:
    """How many stand where with an event, whoever is seen: seats taken, free, and those the reader may see by state."""

    seen: Mapping[PartState, int]


def parts_of(event: Event) -> QuerySet[Part]:
    """The parts of an event whom the reader may see: by school, class and name."""
    rows = Part.objects.filter(
        access.visible(_SEEN), municipality_id=event.municipality_id, event=event, aside_since=None
    )
    return rows.select_related("person", "school").order_by(
        "school__name", "class_name", "person__sort_key", "custody_id", "pk"
    )


def part_for(part_id: UUID) -> Part | None:
    """One part, or ``None`` for a reader who may not see it."""
    rows = Part.objects.filter(access.visible(_SEEN), pk=part_id, aside_since=None)
    return rows.select_related("person", "event__organiser").first()


def part_lines(parts: Iterable[Part]) -> tuple[PartLine, ...]:
    """Those parts with names. One look-up."""
    rows = list(parts)
    keys = [row.custody_id for row in rows if row.custody_id]
    homes = own.Custody.objects.filter(access.visible(DataClass.CONTACT), pk__in=keys)
    names = dict(homes.values_list("pk", "holder_name"))
    return tuple(
        PartLine(row, row.person.name, names.get(row.custody_id, "…") if row.custody_id else "")
        for row in rows
    )


def count_parts(event: Event) -> Standing:
    """How many of those the reader may see stand where."""
    rows = Part.objects.filter(
        access.visible(_SEEN), municipality_id=event.municipality_id, event=event, aside_since=None
    )
    found = dict(rows.values_list("state").annotate(count=Count("pk")).order_by("state"))
    return Standing({PartState(state): count for state, count in found.items()})


def guests_of(event: Event) -> QuerySet[Guest]:
    """The companies and colleagues of an event."""
    rows = Guest.objects.filter(event=event).select_related("host", "user")
    return rows.order_by("host__name", "user__name", "pk")


def guest_of_colleague(event: Event, user_id: UUID) -> Guest | None:
    """Where one colleague stands with an event."""
    return Guest.objects.filter(event=event, user_id=user_id).first()


def marks_of(session: EventSession) -> Mapping[UUID, Mark]:
    """By part and by guest what became of a session, as it was told last, of those the reader may see."""
    parts = AttendanceMark.objects.filter(access.visible(_SEEN), session=session, replaced_at=None)
    guests = GuestMark.objects.filter(session=session, replaced_at=None)
    found = dict(parts.values_list("part_id", "mark")) | dict(guests.values_list("guest_id", "mark"))
    return {key: Mark(mark) for key, mark in found.items()}


def earlier_marks(session: EventSession) -> tuple[AttendanceMark, ...]:
    """Marks of a session that were corrected since, the latest correction first."""
    rows = AttendanceMark.objects.filter(access.visible(_SEEN), session=session, replaced_at__isnull=False)
    return tuple(rows.select_related("person", "by", "part").order_by("-replaced_at", "-pk"))


def parts_of_person(person_id: UUID) -> tuple[Part, ...]:
    """Everything somebody is invited to or has been to, as the reader may see it, the latest first."""
    rows = Part.objects.filter(access.visible(_SEEN), person_id=person_id, aside_since=None)
    related = rows.select_related("event__organiser", "event__host", "event__held_by", "person")
    return tuple(related.order_by("-event__over_on", "-pk"))


def marks_of_person(person_id: UUID) -> Mapping[tuple[UUID, UUID], Mark]:
    """By part and session what became of it, for one person."""
    rows = AttendanceMark.objects.filter(access.visible(_SEEN), person_id=person_id, replaced_at=None)
    return {(row.part_id, row.session_id): Mark(row.mark) for row in rows}


def reach_of_homes(event_ids: Iterable[UUID], *, on: date) -> tuple[Reach, ...]:
    """By event and school with how many young people somebody from home came, of those whose homes were invited.

    Of those the reader may see. Hidden where a group is small; there are no sums, which would give away what is left out.
    Somebody from home: whoever has custody, or who came along with the young person.
    """
    keys = list(event_ids)
    events = {row.pk: row for row in Event.objects.filter(pk__in=keys).exclude(state=EventState.CANCELLED)}
    of_home = Q(custody_id__isnull=False) | Q(along__gt=0)
    rows = Part.objects.filter(
        access.visible(_SEEN), of_home, event_id__in=list(events), aside_since=None, school__isnull=False
    )
    invited: dict[tuple[UUID, str], set[UUID]] = {}
    parts: dict[UUID, tuple[UUID, str]] = {}
    for pk, event_id, school, person_id in rows.values_list("pk", "event_id", "school__name", "person_id"):
        invited.setdefault((event_id, school), set()).add(person_id)
        parts[pk] = (event_id, school)
    came: dict[tuple[UUID, str], set[UUID]] = {}
    marks = AttendanceMark.objects.filter(
        access.visible(_SEEN), part_id__in=list(parts), mark=Mark.CAME, replaced_at=None
    )
    for part_id, person_id in marks.values_list("part_id", "person_id"):
        came.setdefault(parts[part_id], set()).add(person_id)
    least = rules.value(SMALLEST, on=on)
    found = [
        Reach(events[key[0]], key[1], _share(len(came.get(key, ())), len(homes), least))
        for key, homes in invited.items()
    ]
    return tuple(
        sorted(found, key=lambda each: (-each.event.over_on.toordinal(), each.event.title, each.school))
    )


def _share(count: int, base: int, least: int) -> Share:
    window = sentence("Young people whose homes were invited and who may be seen by whoever reads this")
    return Share(count, base, window, least)
