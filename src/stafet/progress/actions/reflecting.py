"""The young person looks at themselves, shares it or keeps it, and throws it away; somebody at work may ask whether they like.

What one does for oneself is in the log of changes without whom it is about: nobody at work is to read that, or how often,
somebody has looked at themselves. Only in the scope of a job, like everything in own name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connections

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.progress import policies
from stafet.progress.actions.at_home import must_be_at_home
from stafet.progress.errors import NothingSaid, NotThatDay, NotYours, UnknownWord
from stafet.progress.framework import WITH_EXAMPLE, Framework, framework_on
from stafet.progress.models import PortfolioPiece, Reflection, ReflectionAnswer, ReflectionInvitation
from stafet.progress.states import Voice

_AFTER_EACH_OTHER = "SELECT pg_advisory_xact_lock(hashtextextended(%(municipality)s::text, 2))"


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody says to one statement. ``word`` of "" where they only want to talk about it."""

    word: str = ""
    example: str = ""
    wants_to_talk: bool = False


@audit.action
def reflect(
    *, person: people.Person, replies: Mapping[str, Reply], is_shared: bool, by: Actor, at: datetime
) -> Reflection:
    """Look at oneself, by as many statements as one likes. Earlier ones stay beside it.

    Raises ``NotYours``, ``NothingSaid``, ``UnknownWord``.
    """
    must_be_at_home(Voice.YOUNG_PERSON)
    today = organisations.home(person.municipality_id).day(at)
    book = framework_on(today)
    told = {key: reply for key, reply in replies.items() if reply != Reply()}
    _must_fit(book, told)
    row = Reflection.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        edition=book.version,
        on=today,
        shared_at=at if is_shared else None,
        known_at=at,
    )
    for key, reply in told.items():
        ReflectionAnswer.objects.create(
            municipality_id=person.municipality_id,
            person=person,
            reflection=row,
            statement=key,
            reply=reply.word,
            example=reply.example.strip(),
            wants_to_talk=reply.wants_to_talk,
            known_at=at,
        )
    record_quietly("progress.reflect", row, by=by, at=at)
    return row


@audit.action
def share_reflection(*, reflection: Reflection, is_shared: bool, by: Actor, at: datetime) -> None:
    """Let those who counsel one read it, or no longer. Raises ``NotYours``."""
    must_be_at_home(Voice.YOUNG_PERSON)
    Reflection.objects.filter(pk=reflection.pk).update(shared_at=at if is_shared else None, known_at=at)
    record_quietly("progress.share_reflection", reflection, by=by, at=at)


@audit.action
def throw_away_reflection(*, reflection: Reflection, by: Actor, at: datetime) -> None:
    """It is gone, also for oneself. Raises ``NotYours``."""
    must_be_at_home(Voice.YOUNG_PERSON)
    record_quietly("progress.throw_away_reflection", reflection, by=by, at=at)
    ReflectionAnswer.objects.filter(reflection_id=reflection.pk).delete()
    Reflection.objects.filter(pk=reflection.pk).delete()


@audit.action
def invite_to_reflect(
    *, person: people.Person, words: str, until_on: date, by: Actor, at: datetime
) -> ReflectionInvitation:
    """Ask whether somebody would like to. It stands on their page until a day; nobody is told whether they did.

    Raises ``NotYours``, ``NotThatDay``.
    """
    if not policies.can_write_progress(by):
        raise NotYours(sentence("Only those who work with the young person ask them."))
    today = organisations.home(person.municipality_id).day(at)
    if until_on < today:
        raise NotThatDay(sentence("That day is over. Choose today or a day after."), field="until_on")
    row = ReflectionInvitation.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        words=words.strip(),
        invited_by_id=by.user_id,
        asked_on=today,
        until_on=until_on,
        known_at=at,
    )
    audit.record(action="progress.invite_to_reflect", about=row, by=by, at=at)
    return row


@audit.action
def invite_many_to_reflect(
    *, persons: Sequence[people.Person], words: str, until_on: date, by: Actor, at: datetime
) -> int:
    """Ask several at once, such as a class. Whoever is asked already is not asked again. Returns how many were asked now.

    Raises ``NotYours``, ``NotThatDay``.
    """
    asked = 0
    for town in sorted({person.municipality_id for person in persons}):
        _one_at_a_time(town)
        rows = ReflectionInvitation.objects.filter(
            municipality_id=town, person__in=persons, until_on__gte=organisations.home(town).day(at)
        )
        standing = set(rows.values_list("person_id", flat=True))
        for person in persons:
            if person.municipality_id == town and person.pk not in standing:
                invite_to_reflect(person=person, words=words, until_on=until_on, by=by, at=at)
                standing.add(person.pk)
                asked += 1
    return asked


def _one_at_a_time(municipality_id: UUID) -> None:
    """Two who ask the same class come one after the other: the second finds everybody asked."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(_AFTER_EACH_OTHER, {"municipality": str(municipality_id)})


def record_quietly(action: str, about: Reflection | PortfolioPiece, *, by: Actor, at: datetime) -> None:
    """Into the log of changes: that it was done, and not about whom."""
    audit.record_many(action=action, municipality_id=about.municipality_id, subject_id=about.pk, by=by, at=at)


def _must_fit(book: Framework, told: Mapping[str, Reply]) -> None:
    if not told:
        raise NothingSaid(sentence("Answer one of the statements first. You need not answer all."))
    known = {each.code for each in book.statements}
    for key, reply in told.items():
        if key not in known or (reply.word and book.answer(reply.word) is None):
            raise UnknownWord(sentence("Choose one of the words of the list."), field=f"{key}_word")
        if reply.word == WITH_EXAMPLE and not reply.example.strip():
            raise NothingSaid(sentence("Give the example, too."), field=f"{key}_example")
