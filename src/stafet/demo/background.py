"""Who needs an interpreter, what earlier education is worth, and that there is a case elsewhere: in every state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.conversations.api import ConversationState, InterpreterState
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.languages import api as languages
from stafet.languages.api import (
    AUTHORITIES,
    Interpreting,
    Language,
    Papers,
    RecognitionAnswer,
    Said,
    Whose,
)
from stafet.organisations import api as organisations
from stafet.othercases import api as othercases
from stafet.othercases.api import KINDS, Ask, CaseEnd, CaseKind, ConsentBy
from stafet.own import api as own
from stafet.people import api as people
from stafet.responsibility import api as responsibility

_SKIPPED, _TAKEN_BACK = 12, 3
"""As many have stories of their own; the last of the references was taken back."""
_YOUNG, _HOME = Whose.YOUNG_PERSON, Whose.HOME
_HERE = {Country.DK: Language.DANISH, Country.SE: Language.SWEDISH}
_SPOKEN: tuple[tuple[tuple[Whose, Language | None, Interpreting], ...], ...] = (
    ((_YOUNG, Language.TIGRINYA, Interpreting.BOTH), (_HOME, Language.TIGRINYA, Interpreting.BOTH)),
    ((_YOUNG, None, Interpreting.NO), (_HOME, Language.ARABIC, Interpreting.SPOKEN)),
    ((_YOUNG, Language.UKRAINIAN, Interpreting.SPOKEN), (_HOME, Language.UKRAINIAN, Interpreting.WRITTEN)),
    ((_HOME, Language.DARI, Interpreting.SPOKEN),),
)
_SCHOOLS = (
    ("Gymnasium, 11 år", "Eritrea", False, 11, Papers.NONE),
    ("Secondary school certificate", "Ukraine", True, 11, Papers.SEEN),
    ("Folkeskole, 8 år", "Afghanistan", False, 8, Papers.NOT_SEEN),
)
_BOOKED = (InterpreterState.BOOKED, None, InterpreterState.CAME)
_OPENS = {
    Country.DK: "Svarer til en studentereksamen. Kan søge en videregående uddannelse og mangler kun dansk på niveau.",
    Country.SE: "Motsvarar gymnasieexamen. Kan söka vidare och läser svenska som andraspråk under tiden.",
}
_PLACES = {
    Country.DK: ("Børne- og Familieafdelingen", "Jobcentret, ungeteamet", "PPR", "70 20 30 40"),
    Country.SE: ("Socialtjänsten, barn och unga", "Arbetsmarknadsenheten", "Elevhälsan", "010-000 00 00"),
}


def tell_backgrounds(municipality_id: UUID, by: Actor, now: datetime) -> None:
    """Those whom a counsellor has: the first ones need an interpreter, the next have a case elsewhere."""
    found = _held_by(municipality_id, by)
    if not found:
        return
    country = organisations.home(municipality_id).country
    for person, spoken in zip(found, _SPOKEN, strict=False):
        _speak(person, spoken, country, by, now)
    for number, (person, school) in enumerate(zip(found, _SCHOOLS, strict=False)):
        _recognise(person, school, number, country, by, now)
    for number, person in enumerate(found[1:5]):
        _refer(person, number, country, by, now)
    _interpret(country, by, now)
    _themselves(municipality_id, by, now)


def _held_by(municipality_id: UUID, by: Actor) -> Sequence[people.Person]:
    mine = responsibility.Holding.objects.filter(
        municipality_id=municipality_id, ends_at=None, organisation_id__in=by.organisation_ids
    )
    rows = people.Person.objects.filter(pk__in=mine.values("person_id"))
    return list(rows.order_by("sort_key", "pk")[:_SKIPPED])


def _speak(
    person: people.Person,
    spoken: Sequence[tuple[Whose, Language | None, Interpreting]],
    country: Country,
    by: Actor,
    now: datetime,
) -> None:
    """What is spoken now; one whose English was enough once has learnt the language here since."""
    day = (now - timedelta(days=40)).date()
    for whose, language, interpreter in spoken:
        said_by = Said.YOUNG_PERSON if whose is _YOUNG else Said.COLLEAGUE
        named = language or _HERE[country]
        draft = languages.LanguageDraft(whose, named, interpreter, said_by, day)
        languages.say_language(person=person, draft=draft, by=by, at=now)
    if len(spoken) == 1:
        english = languages.LanguageDraft(
            _YOUNG, Language.ENGLISH, Interpreting.SPOKEN, Said.YOUNG_PERSON, day - timedelta(days=300)
        )
        row = languages.say_language(person=person, draft=english, by=by, at=now)
        languages.end_language(language=row, on=day, by=by, at=now)


def _recognise(
    person: people.Person,
    school: tuple[str, str, bool, int, Papers],
    number: int,
    country: Country,
    by: Actor,
    now: datetime,
) -> None:
    """The first waits for an answer, the second has one, of the third nobody has asked yet."""
    what, where, finished, years, papers = school
    draft = languages.EducationDraft(what, where, finished, papers, years)
    row = languages.write_education(person=person, draft=draft, by=by, at=now)
    if number > 1:
        return
    asked_on = (now - timedelta(days=20)).date()
    languages.ask_recognition(
        education=row,
        of=AUTHORITIES[country][0],
        on=asked_on,
        look_again_on=(now + timedelta(days=25)).date(),
        by=by,
        at=now,
    )
    if number == 1:
        answer = languages.Answer(
            RecognitionAnswer.PARTLY,
            (now - timedelta(days=2)).date(),
            _OPENS[country],
            (now + timedelta(days=10)).date(),
        )
        languages.answer_recognition(education=row, answer=answer, by=by, at=now)


def _refer(person: people.Person, number: int, country: Country, by: Actor, now: datetime) -> None:
    """A case of each kind there is; the last one is over because the consent was taken back."""
    *units, phone = _PLACES[country]
    kinds = (CaseKind.SOCIAL, CaseKind.EMPLOYMENT, KINDS[country][-1])
    day = (now - timedelta(days=60)).date()
    draft = othercases.CaseDraft(
        kind=kinds[number % len(kinds)],
        place=units[number % len(units)],
        ask=Ask.ON_DUTY if number % 2 else Ask.CASE_WORKER,
        basis=f"{country.value}.sharing.other_case",
        starts_on=day,
        case_number=f"27.24.00-G01-{1140 + number}" if number != 1 else "",
        unit_phone=phone,
        consent_by=ConsentBy.CUSTODY_HOLDERS if number == 2 else ConsentBy.YOUNG_PERSON,
        consent_on=day,
    )
    case = othercases.write_case(person=person, draft=draft, by=by, at=now)
    if number == _TAKEN_BACK:
        othercases.end_case(case=case, on=now.date(), because=CaseEnd.TAKEN_BACK, by=by, at=now)


def _interpret(country: Country, by: Actor, now: datetime) -> None:
    """At one planned conversation one is booked, at the next nobody has thought of it yet; at one that was held one came."""
    rows = conversations.Conversation.objects.filter(led_by_id=by.user_id).select_related("person")
    ahead = rows.filter(state=ConversationState.PLANNED, planned_at__gt=now).order_by("planned_at", "pk")
    held = rows.filter(state=ConversationState.HELD).order_by("planned_at", "pk")
    for row, what in zip((*ahead[:2], *held[:1]), _BOOKED, strict=False):
        _speak(row.person, _SPOKEN[1], country, by, now)
        if what is not None:
            conversations.note_interpreter(conversation=row, what=what, by=by, at=now)


def _themselves(municipality_id: UUID, by: Actor, now: datetime) -> None:
    """Whoever logs in themselves has said what is spoken at home, and reads which reference there is."""
    rows = own.PersonalLogin.objects.filter(municipality_id=municipality_id, capacity=own.Capacity.SELF)
    for login in rows.select_related("person", "user"):
        draft = languages.LanguageDraft(
            _HOME, Language.SOMALI, Interpreting.SPOKEN, Said.YOUNG_PERSON, now.date()
        )
        languages.say_language_at_home(
            person=login.person, draft=draft, by=access.actor_for(login.user, at=now), at=now
        )
        held = responsibility.Holding.objects.select_related("organisation").filter(
            person=login.person, ends_at=None
        )
        if any(othercases.can_keep_cases(by, holding) for holding in held):
            _refer(login.person, 0, organisations.home(municipality_id).country, by, now)
