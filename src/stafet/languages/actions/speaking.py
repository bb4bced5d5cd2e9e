"""Which language is spoken with us: said, said anew, and over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest
from django.utils import translation
from django.utils.translation import gettext

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.countries import Country
from stafet.kernel.sentences import sentence
from stafet.languages.errors import ChangedByNow, NameTheLanguage, NotYet, NotYours
from stafet.languages.models import SpokenLanguage
from stafet.languages.policies import can_write_language
from stafet.languages.states import Interpreting, Language, Said, Whose
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import api as responsibility

READ_WITHIN = "stafet.own.answered_within"
"""What comes from home is answered within this."""
WORDS_OF = {Country.DK: "da", Country.SE: "sv"}


@dataclass(frozen=True, slots=True)
class LanguageDraft:
    """A language as it is written down."""

    whose: Whose
    language: Language
    interpreter: Interpreting
    said_by: Said
    starts_on: date
    named: str = ""


@audit.action
def say_language(*, person: people.Person, draft: LanguageDraft, by: Actor, at: datetime) -> SpokenLanguage:
    """Write down a language. What was said before about the same one is over from that day.

    Raises ``NotYours``, ``NotYet``, ``NameTheLanguage``.
    """
    if not can_write_language(by):
        raise NotYours(sentence("Languages are written down by those who work with the young person."))
    return _say(person, draft, by, at, instead_of=_spoken(person.pk))


@audit.action
def say_language_at_home(
    *, person: people.Person, draft: LanguageDraft, by: Actor, at: datetime
) -> SpokenLanguage:
    """The young person or somebody with custody says it themselves. If an interpreter is newly needed, somebody has to act.

    Only in the scope of a job; whether ``by`` may is judged by whoever opens it, from what the database lets them see.
    Raises ``NotYours``, ``NotYet``, ``NameTheLanguage``.
    """
    if draft.said_by is Said.COLLEAGUE:
        raise NotYours(sentence("At home one speaks for oneself."))
    before = _at_home(person.pk, draft.said_by, by)
    known = before.filter(whose=draft.whose, language=draft.language, named=draft.named.strip())
    needed = known.exclude(interpreter=Interpreting.NO).exists()
    row = _say(person, draft, by, at, instead_of=before)
    if draft.interpreter is not Interpreting.NO and not needed:
        _somebody_acts(person, at)
    return row


@audit.action
def end_language(*, language: SpokenLanguage, on: date, by: Actor, at: datetime) -> None:
    """It is not so any more, from a day on. Raises ``NotYours``, ``NotYet``, ``ChangedByNow``."""
    if not can_write_language(by):
        raise NotYours(sentence("Languages are written down by those who work with the young person."))
    _end(language, on, by, at)


@audit.action
def end_language_at_home(
    *, language: SpokenLanguage, said_by: Said, on: date, by: Actor, at: datetime
) -> None:
    """It is not so any more, says whoever it is about. Only in the scope of a job, as ``say_language_at_home``."""
    if not _at_home(language.person_id, said_by, by).filter(pk=language.pk).exists():
        raise NotYours(sentence("That was said by another. Say what is right for you."))
    _end(language, on, by, at)


def _say(
    person: people.Person,
    draft: LanguageDraft,
    by: Actor,
    at: datetime,
    *,
    instead_of: QuerySet[SpokenLanguage],
) -> SpokenLanguage:
    named = draft.named.strip() if draft.language is Language.OTHER else ""
    if draft.language is Language.OTHER and not named:
        raise NameTheLanguage(sentence("Say which language it is."), field="named")
    _not_ahead(person.municipality_id, draft.starts_on, at, "starts_on")
    same = instead_of.filter(whose=draft.whose, language=draft.language, named=named)
    same.update(ends_on=Greatest(F("starts_on"), draft.starts_on), known_at=at)
    row = SpokenLanguage.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        whose=draft.whose,
        language=draft.language,
        named=named,
        interpreter=draft.interpreter,
        said_by=draft.said_by,
        starts_on=draft.starts_on,
        written_by_id=None if by.is_system else by.user_id,
        known_at=at,
    )
    audit.record(action="languages.say_language", about=row, by=by, at=at, reason=draft.said_by.value)
    return row


def _end(language: SpokenLanguage, on: date, by: Actor, at: datetime) -> None:
    _not_ahead(language.municipality_id, on, at, "on")
    day = max(on, language.starts_on)
    if not SpokenLanguage.objects.filter(pk=language.pk, ends_on=None).update(ends_on=day, known_at=at):
        raise ChangedByNow(sentence("It was changed in the meantime. Look at what is written now."))
    audit.record(action="languages.end_language", about=language, by=by, at=at)


def _spoken(person_id: UUID) -> QuerySet[SpokenLanguage]:
    return SpokenLanguage.objects.filter(person_id=person_id, ends_on=None)


def _at_home(person_id: UUID, said_by: Said, by: Actor) -> QuerySet[SpokenLanguage]:
    """What somebody at home may say anew: the young person all, others what is about the young person and their own words."""
    spoken = _spoken(person_id)
    if said_by is Said.YOUNG_PERSON:
        return spoken
    return spoken.filter(whose=Whose.YOUNG_PERSON) | spoken.filter(written_by_id=by.user_id)


def _not_ahead(municipality_id: UUID, day: date, at: datetime, field: str) -> None:
    if day > organisations.home(municipality_id).day(at):
        raise NotYet(sentence("This day lies ahead. Write down what is so today."), field=field)


def _somebody_acts(person: people.Person, at: datetime) -> None:
    """A next step for whoever has the responsibility; nobody has to act for whom the promise does not hold any more."""
    home = organisations.home(person.municipality_id)
    if not responsibility.Holding.objects.filter(person=person, ends_at=None).exists():
        return
    day = home.day(at)
    deadline = rules.deadline(READ_WITHIN, country=home.country, from_day=day, on=day)
    with translation.override(WORDS_OF[home.country]):
        words = gettext(
            "They ask for an interpreter. Read “Language”, and book one for what you have planned."
        )
    step = responsibility.StepDraft(
        kind=responsibility.StepKind.OTHER, due_on=deadline.due_on, words=words, rule=READ_WITHIN
    )
    responsibility.add_step(person=person, step=step, by=SYSTEM, at=at)
