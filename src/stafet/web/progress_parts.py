"""Somebody's way in words, ready to show: each area with its days, what it was seen in, and what was said beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from stafet.kernel.countries import Country
from stafet.progress import api as progress
from stafet.progress.api import Voice
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action
from stafet.web.progress_forms import said

Acts = Callable[[progress.ProgressWord], tuple[Action, ...]]


@dataclass(frozen=True, slots=True)
class Beside:
    """What somebody at home says of a word, and whose words they are."""

    words: str
    whose: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated word. ``is_own``: the young person said it."""

    words: str
    day: str
    who: str
    seen_in: str
    is_own: bool
    beside: tuple[Beside, ...]
    withdrawn: str
    acts: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class AreaShown:
    """One area: the line of its days, the same as a list, and apart from it what was withdrawn."""

    title: str
    note: str
    entries: tuple[Entry, ...]
    withdrawn: tuple[Entry, ...]
    add: Action | None

    @property
    def is_silent(self) -> bool:
        """Whether nobody has ever said anything about it."""
        return not self.entries and not self.withdrawn


@dataclass(frozen=True, slots=True)
class Areas:
    """Every area in the order of the list: those of which something is said, and the others, which fold away."""

    told: tuple[AreaShown, ...]
    silent: tuple[AreaShown, ...]

    @property
    def silent_words(self) -> str:
        """What folds out, in a line."""
        count = len(self.silent)
        return ngettext(
            "%(count)d area of which nobody has said anything yet",
            "%(count)d areas of which nobody has said anything yet",
            count,
        ) % {"count": count}


def areas_shown(
    found: tuple[progress.AreaLine, ...],
    *,
    country: Country,
    acts: Acts,
    add: Callable[[progress.Area], Action | None],
) -> Areas:
    """Every area. What the reader may do with a word, and where they add one, the page says."""
    shown = tuple(
        AreaShown(
            title=said(line.area.term),
            note=_no_law(line.area, country),
            entries=tuple(_entry(each, acts) for each in line.words),
            withdrawn=tuple(_entry(each, acts) for each in line.withdrawn),
            add=add(line.area),
        )
        for line in found
    )
    told = tuple(area for area in shown if not area.is_silent)
    return Areas(told, tuple(area for area in shown if area.is_silent))


def source_words(book: progress.Vocabulary) -> str:
    """Where the words come from, and whether somebody has tried them with those whom they are about."""
    values = {"version": book.version, "source": said(book.source)}
    if book.verified_on is None:
        return gettext("The list of words, edition %(version)s: %(source)s (to verify).") % values
    return gettext("The list of words, edition %(version)s: %(source)s.") % values


def title_of(row: progress.ProgressWord) -> str:
    """The area and the word of a row: "Being there: has begun"."""
    book = progress.vocabulary_of(row.edition)
    area, word = book.area(row.area), book.word(row.area, row.word)
    return f"{said(area.term)}: {said(word).lower()}" if area and word else ""


def _no_law(area: progress.Area, country: Country) -> str:
    return said(area.no_law[country]) if country in area.no_law else ""


def _entry(line: progress.WordLine, acts: Acts) -> Entry:
    row = line.row
    return Entry(
        words=said(line.term),
        day=write_day(row.on),
        who=_who(row),
        seen_in=row.seen_in,
        is_own=row.voice == Voice.YOUNG_PERSON,
        beside=tuple(Beside(each.words, _whose(each)) for each in line.own_words),
        withdrawn=_withdrawn(row),
        acts=() if row.withdrawn_at else acts(row),
    )


def _who(row: progress.ProgressWord) -> str:
    if row.voice == Voice.YOUNG_PERSON or row.organisation is None:
        return gettext("The young person")
    return gettext("%(name)s, %(place)s") % {"name": row.said_by.name, "place": row.organisation.name}


def _whose(row: progress.OwnWords) -> str:
    values = {"name": row.written_by.name, "day": write_day(row.written_at.date())}
    if row.is_noted:
        return gettext("The young person, as told to %(name)s, %(day)s") % values
    if row.voice == Voice.HOME:
        return gettext("At home: %(name)s, %(day)s") % values
    return gettext("The young person, %(day)s") % values


def _withdrawn(row: progress.ProgressWord) -> str:
    if row.withdrawn_at is None or row.withdrawn_by is None:
        return ""
    day = write_day(row.withdrawn_at.date())
    if row.voice == Voice.YOUNG_PERSON:
        return gettext("Taken back by the young person on %(day)s: %(because)s") % {
            "day": day,
            "because": row.withdrawn_because,
        }
    return gettext("Withdrawn by %(name)s on %(day)s: %(because)s") % {
        "name": row.withdrawn_by.name,
        "day": day,
        "because": row.withdrawn_because,
    }
