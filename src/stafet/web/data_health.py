"""How good are a register's data? How old, how complete, what was inferred: each a count of how many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.registers import api as registers
from stafet.registers.api import Figure
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_number, write_share
from stafet.web.components.parts import Empty, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.connection_parts import live_of
from stafet.web.loads_finding import line_or_404, source_or_404
from stafet.web.loads_history import history
from stafet.web.registry import PageRequest, page
from stafet.web.sources import health_sentence
from stafet.web.sources_forms import END_DATES_UNSAID, MODES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_LATEST = 20


@dataclass(frozen=True, slots=True)
class Question:
    """What a figure says, of what, what it is good for; ``wanted`` when more is better."""

    finding: StrOrPromise
    of: StrOrPromise
    why: StrOrPromise
    wanted: bool


_PEOPLE = gettext_lazy("young people of the register")
_PLACES = gettext_lazy("places that are running")

QUESTIONS = {
    Figure.BIRTH_DATE: Question(
        gettext_lazy("have a birth date"),
        _PEOPLE,
        gettext_lazy("Without it no clock of the law can start."),
        wanted=True,
    ),
    Figure.NATIONAL_NUMBER: Question(
        gettext_lazy("have a national number"),
        _PEOPLE,
        gettext_lazy("With it somebody is recognised in other registers, too."),
        wanted=True,
    ),
    Figure.WITHOUT_PLACE: Question(
        gettext_lazy("have no running place"),
        _PEOPLE,
        gettext_lazy("They are in the register, and it does not say where they are."),
        wanted=False,
    ),
    Figure.CLASS: Question(
        gettext_lazy("say which class"),
        _PLACES,
        gettext_lazy("Teachers see their classes only if the register names them."),
        wanted=True,
    ),
    Figure.KNOWN_START: Question(
        gettext_lazy("have a first day from the register"),
        _PLACES,
        gettext_lazy("The others have one that was inferred."),
        wanted=True,
    ),
    Figure.INFERRED_START: Question(
        gettext_lazy("have an inferred first day"),
        _PLACES,
        gettext_lazy(
            "Taken from the term or the school year, because the file gave none. Shown as inferred."
        ),
        wanted=False,
    ),
    Figure.MISSING: Question(
        gettext_lazy("are missing from the last whole file"),
        _PLACES,
        gettext_lazy(
            "Nobody is taken out for that. Whoever holds them is asked when files go on lacking them."
        ),
        wanted=False,
    ),
    Figure.NOT_TAKEN: Question(
        gettext_lazy("were not taken"),
        gettext_lazy("rows of the last file"),
        gettext_lazy("Rejected or in conflict, and left out by choice. They stand in the file’s report."),
        wanted=False,
    ),
}


@dataclass(frozen=True, slots=True)
class HealthRow:
    """One figure, ready to show. ``width`` is the length of its bar in percent."""

    finding: str
    why: str
    share: str
    counted: str
    width: int
    is_good: bool


@page(purpose=access.Purpose.REGISTER, allow=access.Permission.LOAD_REGISTERS)
def source(request: PageRequest, source_id: UUID) -> HttpResponse:
    """One register: its age, its figures, its files."""
    found = source_or_404(request, source_id)
    line = line_or_404(request, source_id)
    health = registers.data_health(source_id, at=request.at)
    past = registers.loads(request.actor, source_id=source_id, limit=_LATEST)
    context = {
        "source": found,
        "line": line,
        "sentence": health_sentence(request, line),
        "waits": _waits(line),
        "rows": tuple(_rows(health.figures)),
        "load_id": health.load_id,
        "empty": Empty(
            gettext("There is nothing to measure yet"),
            gettext("The figures come with the first applied file."),
        ),
        "facts": _facts(found, line),
        "table": history(past) if past else None,
        "live": live_of(found),
        "is_mapped": found.format == registers.SourceFormat.MAPPED,
    }
    return render(request, "sources/one.html", context)


def _waits(line: registers.SourceLine) -> Notice | None:
    if line.open_load_id is None:
        return None
    return Notice(
        Tone.WARNING,
        gettext("A file of this register waits for a decision"),
        gettext("Until it is applied or discarded no other can be loaded."),
    )


def _rows(figures: Iterable[registers.HealthFigure]) -> Iterable[HealthRow]:
    counted = {each.figure: each for each in figures}
    for figure, question in QUESTIONS.items():
        if figure in counted and counted[figure].base:
            yield _row(question, counted[figure])


def _row(question: Question, figure: registers.HealthFigure) -> HealthRow:
    words = gettext("%(count)s of %(base)s %(what)s") % {
        "count": write_number(figure.count),
        "base": write_number(figure.base),
        "what": question.of,
    }
    return HealthRow(
        finding=str(question.finding),
        why=str(question.why),
        share=write_share(figure.count, figure.base),
        counted=words,
        width=round(figure.count * 100 / figure.base),
        is_good=question.wanted,
    )


def _facts(found: registers.Source, line: registers.SourceLine) -> Facts:
    change = reverse("change_source", args=[found.pk])
    ends = registers.EndDates(found.end_dates).label if found.end_dates else END_DATES_UNSAID
    items = [
        Fact(gettext("Sends"), str(line.format.label), change),
        Fact(gettext("In each file"), str(MODES[registers.LoadMode(found.mode)]), change),
        Fact(gettext("Whose it is"), line.organisation_name or gettext("Nobody’s in particular"), change),
        Fact(gettext("Dates"), str(registers.DateOrder(found.date_order).label), change),
        Fact(gettext("Ends"), str(ends), change),
    ]
    if line.stale_on is not None:
        items.append(Fact(gettext("Too old from"), write_day(line.stale_on), change))
    if found.mapping is not None:
        version = gettext("Version %(number)d") % {"number": found.mapping.version}
        items.append(Fact(gettext("Columns"), version))
    return Facts(gettext("What this register is like"), tuple(items))
