"""The matrix of classes and courses, ready to show: every cell a sign, a word and a pattern; nothing by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from stafet.classcourses.api import ClassCourseState, ClassLine, Coverage, Heading, Mark, SchoolLine
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Cell, Column, Table

_SIGNS = {
    ClassCourseState.PLANNED: "○",
    ClassCourseState.BOOKED: "◐",
    ClassCourseState.HELD: "●",
    ClassCourseState.EVALUATED: "✓",
    ClassCourseState.MISSED: "✕",
}
MUST, LACKS = "!", "△"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A class with its cells, drawn."""

    name: str
    detail: str
    href: str
    cells: SafeString
    total: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole picture: ``coverage/matrix.html``. ``sums`` stand under the columns."""

    caption: str
    headings: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]
    sums: tuple[str, ...]
    key: tuple[tuple[str, SafeString], ...]


def draw_matrix(found: Coverage, lines: Sequence[ClassLine], year: str, query: str) -> Matrix:
    """Those classes of a school year. The sums count every class of the choice, not only those on the page."""
    language = (get_language() or "en")[:2]
    return Matrix(
        caption=gettext("Classes and courses, %(year)s") % {"year": year},
        headings=tuple((each.title, _must_words(each)) for each in found.headings),
        rows=tuple(_row(line, language, query) for line in lines),
        sums=tuple(_sum(found.lines, place) for place in range(len(found.headings))),
        key=tuple(_key()),
    )


def gap_notice(found: Coverage) -> Notice:
    """What a head reads first: which classes have none."""
    gaps = [line for line in found.lines if line.is_gap]
    if not gaps:
        return Notice(Tone.SUCCESS, gettext("Every class has a course, or has one ahead"))
    words = ngettext(
        "%(count)d class has no course and none ahead",
        "%(count)d classes have no course and none ahead",
        len(gaps),
    ) % {"count": len(gaps)}
    return Notice(Tone.WARNING, words)


def gap_links(found: Coverage, query: str, most: int) -> tuple[Action, ...]:
    """Those classes, each with the way to plan one."""
    several = len(found.schools) > 1
    return tuple(
        Action(
            f"{line.name}, {line.school_name}" if several else line.name,
            f"{_class(line.unit_id)}{query}",
        )
        for line in found.lines
        if line.is_gap
    )[:most]


def school_table(schools: Sequence[SchoolLine]) -> Table:
    """Every school by name, with its share and the classes that have none. No order but the alphabet's."""
    columns = (
        Column(gettext("School")),
        Column(gettext("Classes"), numeric=True),
        Column(gettext("Have had a course that counts"), numeric=True),
        Column(gettext("Have none, and none ahead")),
        Column(gettext("Subjects")),
    )
    rows = tuple(_school_row(line, columns) for line in schools)
    source = gettext(
        "By name. A course counts once it was held, with somebody from outside where the municipality wants that."
    )
    return Table(gettext("Schools"), columns, rows, source)


def _school_row(line: SchoolLine, columns: Sequence[Column]) -> tuple[Cell, ...]:
    texts = (
        line.name,
        write_number(line.classes),
        gettext("%(part)d of %(whole)d") % {"part": line.covered, "whole": line.classes},
        ", ".join(line.gaps) or gettext("None"),
        gettext("See the subjects"),
    )
    links = ("", "", "", "", reverse("subjects_covered", args=[line.school_id]))
    return tuple(
        Cell(text, column.title, column.numeric, href)
        for text, column, href in zip(texts, columns, links, strict=True)
    )


def _must_words(heading: Heading) -> str:
    if not heading.demanded:
        return gettext("optional")
    return gettext("obligatory, with a partner") if heading.needs_partner else gettext("obligatory")


def _row(line: ClassLine, language: str, query: str) -> MatrixRow:
    return MatrixRow(
        name=line.name,
        detail=line.school_name,
        href=f"{_class(line.unit_id)}{query}",
        cells=SafeString("".join(_cell(mark, language) for mark in line.marks)),
        total=_total(line.counted, line.must, line.is_ahead, language),
    )


@lru_cache(maxsize=256)
def _total(counted: int, must: int, is_ahead: bool, language: str) -> str:  # noqa: FBT001  # the language is part of the key
    words = ngettext("%(count)d counts", "%(count)d count", counted) % {"count": counted}
    if counted >= must:
        return words
    return gettext("%(words)s, one is ahead") % {"words": words} if is_ahead else gettext("None")


@lru_cache(maxsize=256)
def _cell(mark: Mark | None, language: str) -> SafeString:  # the language is part of the key
    """One cell. There are few kinds of them: each is drawn once in each language."""
    if mark is None:
        return format_html(
            '<td class="cover cover--none"><span class="sr-only">{}</span></td>',
            gettext("not for this class"),
        )
    if mark.state is None:
        if not mark.is_demanded:
            return format_html(
                '<td class="cover"><span class="sr-only">{}</span></td>', gettext("nothing planned")
            )
        return _drawn("must", MUST, gettext("Obligatory"))
    if mark.lacks_partner:
        return _drawn("lacks", LACKS, gettext("No partner"))
    return _drawn(mark.state.value, _SIGNS[mark.state], str(mark.state.label))


def _drawn(kind: str, sign: str, words: str) -> SafeString:
    return format_html(
        '<td class="cover cover--{}"><span class="cover__sign" aria-hidden="true">{}</span> {}</td>',
        kind,
        sign,
        words,
    )


def _sum(lines: Sequence[ClassLine], place: int) -> str:
    marks = [line.marks[place] for line in lines]
    done = sum(mark is not None and mark.counts for mark in marks)
    of = sum(mark is not None and (mark.is_demanded or mark.state is not None) for mark in marks)
    return gettext("%(part)d of %(whole)d") % {"part": done, "whole": of} if of else ""


def _key() -> list[tuple[str, SafeString]]:
    told = {
        "planned": gettext("a week is set"),
        "booked": gettext("a partner has said yes"),
        "held": gettext("it was held, and counts"),
        "evaluated": gettext("held, and thought over"),
        "missed": gettext("it was not held; the reason stands with the class"),
    }
    found = [
        (told[state.value], _swatch(state.value, _SIGNS[state], str(state.label)))
        for state in ClassCourseState
    ]
    found.append(
        (
            gettext("held, but nobody from outside was there: it does not count"),
            _swatch("lacks", LACKS, gettext("No partner")),
        )
    )
    found.append((gettext("nothing is planned yet"), _swatch("must", MUST, gettext("Obligatory"))))
    return found


def _swatch(kind: str, sign: str, words: str) -> SafeString:
    return format_html(
        '<span class="cover__swatch cover--{}"><span class="cover__sign" aria-hidden="true">{}</span> {}</span>',
        kind,
        sign,
        words,
    )


def join_links(links: Sequence[Action]) -> SafeString:
    """Links one after the other, for a sentence."""
    return format_html_join(", ", '<a href="{}">{}</a>', ((each.href, each.text) for each in links))


def _class(unit_id: UUID) -> str:
    return f"/coverage/classes/{unit_id}/"
