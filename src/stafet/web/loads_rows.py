"""Rows of a file as a page shows them: each with its sentence, where it stands, and what may be decided."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.national_numbers import without_number
from stafet.kernel.privacy import DataClass
from stafet.people import api as people
from stafet.registers import api as registers
from stafet.registers.api import RowKind, Verdict
from stafet.web.components.parts import Action
from stafet.web.loads_words import say_of_row, say_place
from stafet.web.registry import PageRequest


@dataclass(frozen=True, slots=True)
class Answer:
    """One way of deciding about a row: a button."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row, ready to show. ``known_href`` leads to whom it may be about, if the reader may see them."""

    number: int
    name: str
    kind: str
    place: str
    what: str
    mend: str
    decided: str
    decide_href: str
    answers: tuple[Answer, ...]
    known_href: str


def show_rows(
    request: PageRequest, load_id: UUID, rows: Sequence[registers.Row], *, back: str = ""
) -> tuple[FileRow, ...]:
    """Rows for a page, told to the read log. ``back`` is what the way back from a decision keeps of the address."""
    told = {row.person_id for row in rows if row.person_id is not None}
    request.saw_rows_of(load_id)
    request.saw(*told)
    may_see = _visible(row.person_id for row in rows if row.choices and row.person_id is not None)
    return tuple(_row(load_id, row, back, may_see) for row in rows)


def rows_href(
    load_id: UUID, *, verdict: Verdict | None = None, cause: str = "", after: int | None = None
) -> str:
    """The address of a list of rows. It holds codes only."""
    asked = {"verdict": verdict.value if verdict else "", "cause": cause, "after": after or ""}
    answer = urlencode({name: value for name, value in asked.items() if value})
    there = reverse("load_rows", args=[load_id])
    return f"{there}?{answer}" if answer else there


def cause_of(group: registers.Group) -> str:
    """A short name for what is said of many rows, for addresses."""
    return hashlib.sha256(group.what.text.encode()).hexdigest()[:12]


def _row(load_id: UUID, row: registers.Row, back: str, may_see: frozenset[UUID]) -> FileRow:
    decide = f"{reverse('choose_row', args=[load_id, row.position])}{back}" if row.choices else ""
    knows = row.person_id in may_see and row.person_id is not None
    return FileRow(
        number=row.position,
        name=without_number(row.about) or gettext("Row without a name"),
        kind=str(RowKind(row.kind).label),
        place=say_place(row.place),
        what=say_of_row(row.what),
        mend=say_of_row(row.mend),
        decided=str(row.choice.label) if row.choice else "",
        decide_href=decide,
        answers=tuple(
            Answer(choice.value, str(choice.label)) for choice in row.choices if choice is not row.choice
        ),
        known_href=reverse("person", args=[row.person_id]) if knows else "",
    )


def _visible(person_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of some people whose page the reader may open."""
    asked = set(person_ids)
    if not asked:
        return frozenset()
    seen = people.Person.objects.filter(access.visible(DataClass.IDENTITY, person="pk"), pk__in=asked)
    return frozenset(seen.values_list("pk", flat=True))


def empty_action(load_id: UUID) -> Action:
    """The way back from a list without rows."""
    return Action(gettext("Back to the file"), reverse("load", args=[load_id]))
