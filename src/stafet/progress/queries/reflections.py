"""How somebody looked at themselves, time beside time, as far as the reader may see it; the database says how far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.progress.framework import Framework, framework_of
from stafet.progress.models import Reflection, ReflectionAnswer, ReflectionInvitation
from stafet.progress.terms import Term


@dataclass(frozen=True, slots=True)
class Answered:
    """A statement with what was said to it; ``reply`` of ``None`` where they only want to talk about it."""

    statement: Term
    reply: Term | None
    example: str
    wants_to_talk: bool


@dataclass(frozen=True, slots=True)
class ReflectionLine:
    """One time, with its answers in the order of the statements. Nothing in it is counted."""

    row: Reflection
    book: Framework
    answers: tuple[Answered, ...]

    @property
    def to_talk_about(self) -> tuple[Term, ...]:
        """What they have marked to talk about."""
        return tuple(each.statement for each in self.answers if each.wants_to_talk)


def reflections_of(person_id: UUID) -> tuple[ReflectionLine, ...]:
    """Every time somebody looked at themselves that the reader may read, the latest first."""
    seen = access.visible(DataClass.PROCESS)
    said: dict[UUID, dict[str, ReflectionAnswer]] = {}
    for answer in ReflectionAnswer.objects.filter(seen, person_id=person_id).order_by("pk"):
        said.setdefault(answer.reflection_id, {})[answer.statement] = answer
    rows = Reflection.objects.filter(seen, person_id=person_id).order_by("-on", "-pk")
    return tuple(_line(row, said.get(row.pk, {})) for row in rows)


def reflection_of(person_id: UUID, reflection_id: UUID) -> ReflectionLine | None:
    """One of them."""
    return next((each for each in reflections_of(person_id) if each.row.pk == reflection_id), None)


def invitation_to_reflect(person_id: UUID, *, on: date) -> ReflectionInvitation | None:
    """The last invitation that still stands on somebody's page."""
    rows = ReflectionInvitation.objects.filter(
        access.visible(DataClass.PROCESS), person_id=person_id, until_on__gte=on
    )
    return rows.select_related("invited_by").order_by("-asked_on", "-pk").first()


def _line(row: Reflection, said: dict[str, ReflectionAnswer]) -> ReflectionLine:
    book = framework_of(row.edition)
    return ReflectionLine(
        row,
        book,
        tuple(_answered(book, each, said[each.code]) for each in book.statements if each.code in said),
    )


def _answered(book: Framework, statement: Term, answer: ReflectionAnswer) -> Answered:
    return Answered(statement, book.answer(answer.reply), answer.example, answer.wants_to_talk)
