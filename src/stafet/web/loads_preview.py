"""What would this file change? Numbers first, then what must be mended, then what would happen, then some rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.registers import api as registers
from stafet.registers.api import REFUSED, Verdict
from stafet.web.components.days import write_instant
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Figure, Figures, Notice, Tone
from stafet.web.components.say import say
from stafet.web.loads_rows import FileRow, cause_of, rows_href, show_rows
from stafet.web.loads_words import (
    count_rows,
    kinds_of,
    say_consequence,
    say_of_many,
    say_of_row,
    say_place,
)
from stafet.web.registry import PageRequest
from stafet.web.sources_forms import MODES

_TONES = {
    Verdict.NEW: Tone.SUCCESS,
    Verdict.CHANGED: Tone.INFO,
    Verdict.ENDED: Tone.WARNING,
    Verdict.CONFLICT: Tone.ERROR,
    Verdict.REJECTED: Tone.ERROR,
}
_SAMPLED = (Verdict.NEW, Verdict.CHANGED, Verdict.ENDED)


@dataclass(frozen=True, slots=True)
class Cause:
    """Many rows with one cause, ready to show."""

    rows: str
    verdict: str
    what: str
    mend: str
    first: str
    href: str
    see: str


@dataclass(frozen=True, slots=True)
class Some:
    """A few rows of a verdict."""

    heading: str
    rows: tuple[FileRow, ...]
    href: str


def show(request: PageRequest, load: registers.Load) -> HttpResponse:
    """The page of a file that waits for a decision."""
    found = registers.preview(load.pk)
    context = {
        "load": load,
        "received": write_instant(found.received_at),
        "mode": MODES[found.mode],
        "problem": _problem(found.progress.problem),
        "figures": _figures(found),
        "causes": [_cause(load.pk, group) for group in found.groups if group.verdict in REFUSED],
        "remarks": [_cause(load.pk, group) for group in found.groups if group.verdict not in REFUSED],
        "notices": [_remark(notice) for notice in found.notices],
        "decided": _decided(found.decided),
        "happens": [say_consequence(each) for each in found.consequences],
        "losses": losses_words(found) if found.losses.count else "",
        "protected": protected_words(found),
        "samples": tuple(_samples(request, found)),
        "refused": found.refused,
        "taken": _taken(found),
        "columns_href": _columns_href(load),
    }
    return render(request, "loads/preview.html", context)


def _columns_href(load: registers.Load) -> str:
    is_mapped = load.source.format == registers.SourceFormat.MAPPED
    return reverse("choose_columns", args=[load.pk]) if is_mapped else ""


def losses_words(found: registers.Preview) -> str:
    """How much would be lost, of how much."""
    words = gettext("%(count)s of %(base)s places this register says are running would end or go missing.")
    return words % {"count": write_number(found.losses.count), "base": write_number(found.losses.base)}


def protected_words(found: registers.Preview) -> str:
    """What is said of rows that only named staff may see."""
    if found.protected_rows is None:
        return gettext(
            "Rows about people under protection, if there are any, are not shown or counted here. "
            "Named staff see to them."
        )
    words = ngettext(
        "%(count)s row about people under protection is not shown here. Named staff see to it.",
        "%(count)s rows about people under protection are not shown here. Named staff see to them.",
        found.protected_rows,
    )
    return words % {"count": write_number(found.protected_rows)}


def _figures(found: registers.Preview) -> Figures:
    return Figures(
        gettext("What the file would do"),
        tuple(_figure(found, verdict) for verdict in Verdict),
    )


def _figure(found: registers.Preview, verdict: Verdict) -> Figure:
    total = found.total(verdict)
    return Figure(
        number=write_number(total),
        label=str(verdict.label),
        hint=kinds_of(found.counts, verdict),
        tone=_TONES.get(verdict, Tone.NEUTRAL) if total else Tone.NEUTRAL,
        href=rows_href(found.load_id, verdict=verdict) if total else "",
    )


def _taken(found: registers.Preview) -> str:
    taken = sum(found.total(verdict) for verdict in registers.TAKEN)
    return count_rows(taken) if taken else ""


def _problem(problem: registers.Rejection | None) -> Notice | None:
    if problem is None:
        return None
    return Notice(Tone.WARNING, say(problem.what), say(problem.mend))


def _cause(load_id: UUID, group: registers.Group) -> Cause:
    what = say_of_many(group.what)
    return Cause(
        rows=count_rows(group.rows),
        verdict=str(group.verdict.label),
        what=what,
        mend=say_of_many(group.mend) if group.mend else "",
        first=say_place(group.first),
        href=rows_href(load_id, verdict=group.verdict, cause=cause_of(group)),
        see=_see(group),
    )


def _see(group: registers.Group) -> str:
    if group.verdict is Verdict.CONFLICT:
        return gettext("See and decide")
    return gettext("See the row") if group.rows == 1 else gettext("See the rows")


def _remark(notice: registers.Notice) -> str:
    words, place = say_of_row(notice.what), say_place(notice.place)
    times = f" ({count_rows(notice.count)})" if notice.count > 1 else ""
    return f"{words}{times} {place}".rstrip()


def _decided(rows: int) -> str:
    if not rows:
        return ""
    words = ngettext(
        "You have decided about %(count)s row. Compare again, so that it counts.",
        "You have decided about %(count)s rows. Compare again, so that they count.",
        rows,
    )
    return words % {"count": write_number(rows)}


def _samples(request: PageRequest, found: registers.Preview) -> Iterable[Some]:
    for sample in found.samples:
        if sample.verdict in _SAMPLED:
            yield Some(
                heading=str(sample.verdict.label),
                rows=show_rows(request, found.load_id, sample.rows),
                href=rows_href(found.load_id, verdict=sample.verdict),
            )
