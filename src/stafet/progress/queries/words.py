"""Where somebody is and was, area by area, as somebody may read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.progress.models import OwnWords, ProgressWord
from stafet.progress.states import Voice
from stafet.progress.terms import Term
from stafet.progress.vocabulary import Area, Vocabulary, vocabulary_of


@dataclass(frozen=True, slots=True)
class WordLine:
    """One dated word, how it is said, and what those at home say beside it."""

    row: ProgressWord
    term: Term
    own_words: tuple[OwnWords, ...]


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area with its words by day, and apart from them those that were withdrawn. No sum, no last word that counts."""

    area: Area
    words: tuple[WordLine, ...]
    withdrawn: tuple[WordLine, ...]


def progress_of(person_id: UUID, *, book: Vocabulary) -> tuple[AreaLine, ...]:
    """Every area of an edition with what was said of it, and areas of earlier editions of which something was said."""
    lines = _lines(person_id)
    areas = {area.code: area for area in book.areas}
    for line in lines:
        found = vocabulary_of(line.row.edition).area(line.row.area)
        if found is not None:
            areas.setdefault(found.code, found)
    return tuple(
        AreaLine(area, _of(lines, area, is_withdrawn=False), _of(lines, area, is_withdrawn=True))
        for area in areas.values()
    )


def progress_word(word_id: UUID) -> ProgressWord | None:
    """One word, if the reader may see it."""
    rows = ProgressWord.objects.filter(access.visible(DataClass.PROCESS), pk=word_id)
    return rows.select_related("person", "said_by", "organisation").first()


def own_words_of(word: ProgressWord, voice: Voice, written_by: UUID) -> str:
    """What somebody has said of a word themselves, to be changed."""
    rows = OwnWords.objects.filter(access.visible(DataClass.PROCESS), progress_word=word, voice=voice)
    return rows.filter(written_by_id=written_by).values_list("words", flat=True).first() or ""


def _lines(person_id: UUID) -> Sequence[WordLine]:
    seen = access.visible(DataClass.PROCESS)
    rows = ProgressWord.objects.filter(seen, person_id=person_id)
    beside: dict[UUID, list[OwnWords]] = {}
    said = OwnWords.objects.filter(seen, person_id=person_id).select_related("written_by")
    for each in said.order_by("-voice", "written_at", "pk"):
        beside.setdefault(each.progress_word_id, []).append(each)
    return [
        WordLine(row, _term(row), tuple(beside.get(row.pk, ())))
        for row in rows.select_related("said_by", "organisation", "withdrawn_by").order_by("on", "pk")
    ]


def _term(row: ProgressWord) -> Term:
    found = vocabulary_of(row.edition).word(row.area, row.word)
    return found if found is not None else Term(row.word, {"en": row.word})


def _of(lines: Iterable[WordLine], area: Area, *, is_withdrawn: bool) -> tuple[WordLine, ...]:
    return tuple(
        line
        for line in lines
        if line.row.area == area.code and (line.row.withdrawn_at is not None) is is_withdrawn
    )
