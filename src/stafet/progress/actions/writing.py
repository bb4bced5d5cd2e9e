"""Somebody at work says where a young person is, takes it back, or puts another word in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.progress import policies
from stafet.progress.errors import ChangedByNow, NothingSaid, NotThatDay, NotYours
from stafet.progress.models import OwnWords, ProgressWord
from stafet.progress.states import Voice
from stafet.progress.vocabulary import must_be_offered, vocabulary_on
from stafet.responsibility import api as responsibility


@dataclass(frozen=True, slots=True)
class WordDraft:
    """One word for an area on a day, with what it is seen in; ``own_words`` as the young person said them."""

    area: str
    word: str
    on: date
    seen_in: str
    own_words: str = ""


@audit.action
def say_progress(*, person: people.Person, draft: WordDraft, by: Actor, at: datetime) -> ProgressWord:
    """Say by name where somebody is. What was said before stays.

    Raises ``NotYours``, ``UnknownWord``, ``NothingSaid``, ``NotThatDay``.
    """
    row = _said(person, draft, by=by, at=at)
    audit.record(action="progress.say_progress", about=row, by=by, at=at, reason=draft.area)
    return row


@audit.action
def withdraw_word(*, word: ProgressWord, because: str, by: Actor, at: datetime) -> None:
    """It does not hold and never did. It stays to be read, with why. Raises ``NotYours``, ``NothingSaid``, ``ChangedByNow``."""
    _must_withdraw(word, by)
    put_aside(word, because, by=by, at=at)
    audit.record(action="progress.withdraw_word", about=word, by=by, at=at, reason=word.area)


@audit.action
def correct_word(
    *, word: ProgressWord, draft: WordDraft, because: str, by: Actor, at: datetime
) -> ProgressWord:
    """Another word in place of one that was wrong; both can be read.

    Raises ``NotYours``, ``UnknownWord``, ``NothingSaid``, ``NotThatDay``, ``ChangedByNow``.
    """
    _must_withdraw(word, by)
    put_aside(word, because, by=by, at=at)
    row = _said(word.person, draft, by=by, at=at, replaces=word)
    audit.record(action="progress.correct_word", about=row, by=by, at=at, reason=draft.area)
    return row


def put_word(
    person: people.Person,
    draft: WordDraft,
    *,
    voice: Voice,
    by: Actor,
    at: datetime,
    organisation_id: UUID | None = None,
    replaces: ProgressWord | None = None,
) -> ProgressWord:
    """Write a word down. Raises ``UnknownWord``, ``NothingSaid``, ``NotThatDay``."""
    today = organisations.home(person.municipality_id).day(at)
    if draft.on > today:
        raise NotThatDay(sentence("That day has not come yet. Choose today or a day before."), field="on")
    if not draft.seen_in.strip():
        raise NothingSaid(sentence("Say in a sentence what it is seen in."), field="seen_in")
    book = vocabulary_on(today)
    if must_be_offered(book, draft.area, draft.word).is_statement and voice is not Voice.AT_WORK:
        raise NotYours(sentence("That is said by somebody who works with the young person."), field="word")
    return ProgressWord.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        edition=book.version,
        area=draft.area,
        word=draft.word,
        on=draft.on,
        seen_in=draft.seen_in.strip(),
        voice=voice,
        said_by_id=by.user_id,
        organisation_id=organisation_id,
        replaces=replaces,
        known_at=at,
    )


def put_aside(word: ProgressWord, because: str, *, by: Actor, at: datetime) -> None:
    """A word does not hold; once. Raises ``NothingSaid``, ``ChangedByNow``."""
    if not because.strip():
        raise NothingSaid(sentence("Say why it does not hold."), field="because")
    if not ProgressWord.objects.filter(pk=word.pk, withdrawn_at=None).update(
        withdrawn_at=at, withdrawn_by_id=by.user_id, withdrawn_because=because.strip(), known_at=at
    ):
        raise ChangedByNow(sentence("This was withdrawn already."))


def _said(
    person: people.Person,
    draft: WordDraft,
    *,
    by: Actor,
    at: datetime,
    replaces: ProgressWord | None = None,
) -> ProgressWord:
    where = policies.place_of(by)
    if where is None:
        raise NotYours(sentence("Only those who work with the young person write down where they are."))
    row = put_word(person, draft, voice=Voice.AT_WORK, by=by, at=at, organisation_id=where, replaces=replaces)
    if draft.own_words.strip():
        OwnWords.objects.create(
            municipality_id=row.municipality_id,
            person_id=row.person_id,
            progress_word=row,
            voice=Voice.YOUNG_PERSON,
            words=draft.own_words.strip(),
            is_noted=True,
            written_by_id=by.user_id,
            written_at=at,
            known_at=at,
        )
    return row


def _must_withdraw(word: ProgressWord, by: Actor) -> None:
    if word.withdrawn_at is not None:
        raise ChangedByNow(sentence("This was withdrawn already."))
    held = responsibility.Holding.objects.filter(person_id=word.person_id, ends_at=None)
    holder = held.values_list("organisation_id", flat=True).first()
    if not policies.can_withdraw_word(by, word, holder):
        raise NotYours(sentence("Whoever said it takes it back, or those who have the responsibility."))
