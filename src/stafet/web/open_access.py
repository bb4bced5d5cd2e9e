"""Who may see whom, and on which basis? For one organisation in numbers, for one person by organisation. Read only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.administration import api as administration
from stafet.kernel import rules
from stafet.web.administration import ORGANISE, place_or_404
from stafet.web.bases import basis_of
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action, Empty
from stafet.web.components.tables import Cell, Column, Fact, Facts, Table
from stafet.web.lists_of_codes import SOURCES
from stafet.web.looks import PURPOSES
from stafet.web.person import around, identity_or_404
from stafet.web.registry import PageRequest, page
from stafet.web.role_table import class_words
from stafet.web.rule_words import is_titled, rule_mark, rule_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django_stubs_ext import StrOrPromise

OWN_BASES: Mapping[str, StrOrPromise] = {
    "stafet.sharing.holder": gettext_lazy("Whoever has the responsibility must be able to carry it"),
    "stafet.sharing.sender_reads_for": gettext_lazy("The sender reads on for a while after a hand-over"),
    "stafet.sharing.class_teacher": gettext_lazy("A teacher sees the pupils of the own class"),
    "stafet.sharing.requested": gettext_lazy("The receiver asked for the person, and the holder said yes"),
    "stafet.sharing.written_down": gettext_lazy("Whoever writes somebody down must see whom they wrote down"),
}
"""Bases that are this product's own reading, until a municipality's lawyer has said which law they rest on."""


@dataclass(frozen=True, slots=True)
class BasisWords:
    """A basis, ready to show: what it is called, and where it is written."""

    title: str
    source: str
    href: str = ""


@page(purpose=access.Purpose.ACCOUNTABILITY, allow=ORGANISE)
def place_access(request: PageRequest, organisation_id: UUID) -> HttpResponse:
    """What an organisation may see of the municipality's young people: how many, for what, on which basis, since when."""
    row = place_or_404(request, organisation_id)
    found = administration.access_of(row.pk, municipality_id=row.municipality_id, at=request.at)
    context = {
        "place": row,
        "table": _place_table(row.municipality.name, found, request.today) if found else None,
        "empty": Empty(
            gettext("Nothing may be seen from here"),
            gettext("No fact opens anybody of this municipality to this organisation today."),
        ),
    }
    return render(request, "administration/place_access.html", context)


@page(purpose=access.Purpose.ACCOUNTABILITY, classes="AD")
def person_access(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Who may see somebody now, and on which basis: what the young person may ask for."""
    identity = identity_or_404(request, person_id)
    found = administration.access_to(person_id, at=request.at)
    context = {
        "table": _person_table(found, request.today) if found else None,
        "empty": Empty(
            gettext("You are not told who may see this person"),
            gettext("You see the envelope of a hand-over only. Whoever has the responsibility can tell."),
        ),
    }
    return render(request, "person/access.html", context | around(request, identity, "person_access"))


@page(allow=ORGANISE)
def basis(request: PageRequest, rule_key: str) -> HttpResponse:
    """One basis: what it allows, where it is written, and whether that has been read in the law's own text."""
    words = basis_words(rule_key, on=request.today)
    known = basis_of(rule_key)
    items = [Fact(gettext("Where it is written"), words.source), Fact(gettext("Key"), rule_key)]
    if known.source != rule_key:
        items.insert(0, Fact(gettext("What it allows"), str(known.allows)))
    ways = [Action(gettext("The rule with its versions"), words.href)] if words.href else []
    context = {"title": words.title, "facts": Facts(words.title, tuple(items)), "ways": ways}
    return render(request, "administration/basis.html", context)


def basis_words(key: str, *, on: date) -> BasisWords:
    """A basis in words. A basis is a rule of the book, one of the known bases for sharing, or our own reading."""
    if key in OWN_BASES:
        return BasisWords(
            str(OWN_BASES[key]), gettext("Stafet's own reading; the law behind it is to verify")
        )
    try:
        rule = rules.rule(key, on=on)
    except (rules.UnknownRule, rules.RuleNotInForce):
        known = basis_of(key)
        return BasisWords(str(known.title), known.note)
    title = rule_title(key) if is_titled(key) else key
    return BasisWords(title, rule_mark(rule), reverse("rule", args=[key]))


def _place_table(town: str, found: Sequence[administration.OpenAccess], on: date) -> Table:
    columns = (
        Column(gettext("For what")),
        Column(gettext("On which basis")),
        Column(gettext("What may be seen")),
        Column(gettext("Because")),
        Column(gettext("Since")),
        Column(gettext("Young people"), numeric=True),
    )
    rows = tuple(
        _cells(
            columns,
            (
                str(PURPOSES[line.purpose]),
                basis_words(line.basis, on=on).title,
                class_words(line.classes),
                str(SOURCES[line.source]),
                _between(line.first_at, line.last_at),
                write_number(line.people),
            ),
            basis=line.basis,
        )
        for line in found
    )
    return Table(
        gettext("Young people of %(town)s, today") % {"town": town},
        columns,
        rows,
        gettext(
            "People with protection are not counted. What a colleague may see of it is said by their role."
        ),
    )


def _person_table(found: Sequence[administration.PersonAccess], on: date) -> Table:
    columns = (
        Column(gettext("Who")),
        Column(gettext("For what")),
        Column(gettext("On which basis")),
        Column(gettext("What may be seen")),
        Column(gettext("Because")),
        Column(gettext("Since")),
        Column(gettext("Until")),
    )
    rows = tuple(
        _cells(
            columns,
            (
                ", ".join(filter(None, (line.organisation, line.unit))),
                str(PURPOSES[line.purpose]),
                _with_source(line.basis, on),
                class_words(line.classes),
                str(SOURCES[line.source]),
                _day(line.since),
                _day(line.until) if line.until else gettext("as long as that holds"),
            ),
        )
        for line in found
    )
    return Table(
        gettext("Who may see this person today"),
        columns,
        rows,
        gettext("Access follows from facts and ends with them; nobody gives it by hand."),
    )


def _cells(columns: tuple[Column, ...], texts: tuple[str, ...], *, basis: str = "") -> tuple[Cell, ...]:
    return tuple(
        Cell(
            text, column.title, column.numeric, reverse("basis", args=[basis]) if basis and index == 1 else ""
        )
        for index, (text, column) in enumerate(zip(texts, columns, strict=True))
    )


def _with_source(key: str, on: date) -> str:
    words = basis_words(key, on=on)
    return f"{words.title}: {words.source}"


def _between(first: datetime, last: datetime) -> str:
    begins, ends = _day(first), _day(last)
    return begins if begins == ends else gettext("%(first)s to %(last)s") % {"first": begins, "last": ends}


def _day(at: datetime) -> str:
    return write_day(timezone.localtime(at).date())
