"""The weekdays of a class side by side: what collides on each now, what it would cost to clear it, and how sure that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from stafet.kernel.sentences import Sentence
from stafet.kernel.timetables.changes import collisions
from stafet.kernel.timetables.problem import CompanyDay, Lesson, PartyKind, Question, Week
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import Answer, ProposalState, Protected, SchoolWeek, WeekMarks, WeekProposal
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Notice, Tone
from stafet.web.components.say import say
from stafet.web.components.tables import Cell, Column, Table
from stafet.web.timetable_found import gap_words
from stafet.web.timetable_parts import class_words, day_words, hour_name, hour_words, lesson_words

_MOST = 8
"""How many points of a notice are shown."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How many lessons must move for one weekday, drawn beside the others."""

    day: str
    count: str
    width: int


@dataclass(frozen=True, slots=True)
class Chooser:
    """One class: its weekdays as a table, and as bars where they have been worked out."""

    heading: str
    table: Table
    bars: tuple[Bar, ...]


def choosers(
    week: Week, marks: WeekMarks, protected: Protected, rows: Sequence[WeekProposal]
) -> Iterator[Chooser]:
    """One for each class with apprentices."""
    known = {party.id.key for party in week.of_kind(PartyKind.CLASS)}
    for class_key, chosen in marks.company_days.items():
        if class_key in known:
            mine = {row.day: row for row in rows if row.class_key == class_key}
            yield Chooser(
                gettext("Company day of %(class)s") % {"class": class_words(week, class_key)},
                _table(week, class_key, chosen, protected, mine),
                tuple(_bars(week, mine)),
            )


def model_notice(protected: Protected) -> Notice | None:
    """Where the town has no model, what stands in for it, and that it is to be verified."""
    if protected.model is not None:
        return None
    return Notice(
        Tone.NEUTRAL,
        gettext("The town has no model of junior apprenticeship for this school year"),
        gettext(
            "Danish or Swedish and mathematics are kept, English as far as possible, as in Ishøj’s model 2025/26. To be verified for this town."
        ),
    )


def told_notices(row: SchoolWeek, week: Week) -> tuple[Notice, ...]:
    """What its reader left out or took for granted, and teachers who stand in two lessons at once already."""
    found = []
    if row.notices:
        points = tuple(say(Sentence(text, values)) for _, text, values, _ in row.notices[:_MOST])
        found.append(Notice(Tone.NEUTRAL, gettext("What was left out or taken for granted"), points=points))
    twice = tuple(_in_two_lessons(week))
    if twice:
        words = gettext(
            "Nothing is held against a proposal that the week does already. Correct it if it is a mistake."
        )
        head = gettext("A teacher stands in two lessons at once in this week")
        found.append(Notice(Tone.WARNING, head, words, twice[:_MOST]))
    return tuple(found)


def _in_two_lessons(week: Week) -> Iterator[str]:
    there: dict[tuple[str, int], list[Lesson]] = defaultdict(list)
    for lesson in week.lessons:
        for teacher in lesson.teachers:
            for hour in lesson.run:
                there[teacher, hour].append(lesson)
    for (teacher, hour), lessons in there.items():
        if len(lessons) > 1:
            yield f"{teacher}, {hour_words(week, hour)}: {'; '.join(map(lesson_words, lessons))}"


def _columns() -> tuple[Column, ...]:
    return (
        Column(gettext("Day")),
        Column(gettext("Must not be missed")),
        Column(gettext("Should rather not be missed")),
        Column(gettext("Lessons to move"), numeric=True),
        Column(gettext("Is that the fewest?")),
        Column(gettext("Where it stands")),
    )


def _table(
    week: Week, class_key: str, chosen: str, protected: Protected, mine: Mapping[str, WeekProposal]
) -> Table:
    columns, rows = _columns(), []
    for day in week.days:
        row = mine.get(day)
        href = reverse("company_day", args=[row.pk]) if row else ""
        texts = (
            capfirst(day_words(week, day)),
            *_now(week, class_key, day, protected),
            *_cost(row),
            _standing(row, is_chosen=day == chosen),
        )
        rows.append(
            tuple(
                Cell(text, column.title, column.numeric, href if column in {columns[0], columns[-1]} else "")
                for text, column in zip(texts, columns, strict=True)
            )
        )
    caption = gettext("What collides on each weekday, and the fewest moves that clear it")
    return Table(f"{class_words(week, class_key)}: {caption}", columns, tuple(rows))


def _now(week: Week, class_key: str, day: str, protected: Protected) -> tuple[str, str]:
    there = collisions(Question(week, (CompanyDay(class_key, day),), protected.hard, protected.soft))
    return _lessons(week, there.hard), _lessons(week, there.soft)


def _lessons(week: Week, lessons: Sequence[Lesson]) -> str:
    ordered = sorted(lessons, key=lambda each: (each.start, each.key))
    return ", ".join(f"{each.subject} ({_hours(week, each)})" for each in ordered) or "–"


def _hours(week: Week, lesson: Lesson) -> str:
    first, last = hour_name(week, lesson.run[0]), hour_name(week, lesson.run[-1])
    return first if first == last else f"{first}–{last}"


def _cost(row: WeekProposal | None) -> tuple[str, str]:
    told = _told(row)
    cost = told.proposal.cost if told else None
    if told is None or cost is None:
        return "–", "–"
    left = gettext("%(count)d soft stay") % {"count": cost.soft} if cost.soft else ""
    return write_number(cost.moved), ". ".join(filter(None, (gap_words(told), left)))


def _standing(row: WeekProposal | None, *, is_chosen: bool) -> str:
    if row is not None:
        return str(ProposalState(row.state).label)
    return gettext("The company day") if is_chosen else gettext("Not asked about")


def _bars(week: Week, mine: Mapping[str, WeekProposal]) -> Iterator[Bar]:
    moved = {}
    for day in week.days:
        told = _told(mine.get(day))
        if told is not None and told.proposal.cost is not None:
            moved[day] = told.proposal.cost.moved
    most = max([*moved.values(), 1])
    for day, count in moved.items() if len(moved) > 1 else ():
        yield Bar(capfirst(day_words(week, day)), write_number(count), round(100 * count / most))


def _told(row: WeekProposal | None) -> Answer | None:
    return schoolweeks.answer_from_plain(row.result) if row is not None and row.result else None
