"""That there is a case elsewhere: written down, and over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.kernel.sharing import Allowance
from stafet.organisations import api as organisations
from stafet.othercases.errors import (
    ChangedByNow,
    NeedsBasis,
    NotAReference,
    NotInThisCountry,
    NotYet,
    NotYours,
)
from stafet.othercases.models import NUMBER, PHONE, OtherCase
from stafet.othercases.policies import can_keep_cases
from stafet.othercases.queries import bases_in
from stafet.othercases.states import KINDS, Ask, CaseEnd, CaseKind, ConsentBy
from stafet.people import api as people
from stafet.responsibility import api as responsibility

_NATIONAL_NUMBER = re.compile(r"^(\d{6}|\d{8})[- ]?\d{4}$")


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A reference as it is written down. There is no place for what the case is about."""

    kind: CaseKind
    place: str
    ask: Ask
    basis: str
    starts_on: date
    case_number: str = ""
    unit_phone: str = ""
    consent_by: ConsentBy | None = None
    consent_on: date | None = None


@audit.action
def write_case(*, person: people.Person, draft: CaseDraft, by: Actor, at: datetime) -> OtherCase:
    """Write down that there is a case elsewhere.

    Raises ``NotYours``, ``NotInThisCountry``, ``NotAReference``, ``NeedsBasis``, ``NotYet``.
    """
    _must_keep(person, by)
    home = organisations.home(person.municipality_id)
    if draft.kind not in KINDS[home.country]:
        raise NotInThisCountry(
            sentence("There are no such cases in this country. Choose another kind."), field="kind"
        )
    _only_a_reference(draft)
    allowed = bases_in(home.country, on=home.day(at))
    _has_a_basis(draft, next((row for row in allowed if row.key == draft.basis), None), home.day(at))
    if draft.starts_on > home.day(at):
        raise NotYet(sentence("This day lies ahead. Write down what is so today."), field="starts_on")
    row = OtherCase.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        kind=draft.kind,
        place=" ".join(draft.place.split()),
        case_number=draft.case_number.strip(),
        ask=draft.ask,
        unit_phone=draft.unit_phone.strip(),
        basis=draft.basis,
        consent_by=draft.consent_by or "",
        consent_on=draft.consent_on,
        starts_on=draft.starts_on,
        written_by_id=None if by.is_system else by.user_id,
        known_at=at,
    )
    audit.record(action="othercases.write_case", about=row, by=by, at=at, reason=draft.basis)
    return row


@audit.action
def end_case(*, case: OtherCase, on: date, because: CaseEnd, by: Actor, at: datetime) -> None:
    """From a day on it is not so any more. Raises ``NotYours``, ``NotYet``, ``ChangedByNow``."""
    _must_keep(case.person, by)
    if on > organisations.home(case.municipality_id).day(at):
        raise NotYet(sentence("This day lies ahead. Write down what is so today."), field="on")
    running = OtherCase.objects.filter(pk=case.pk, ends_on=None)
    if not running.update(ends_on=max(on, case.starts_on), end_reason=because, known_at=at):
        raise ChangedByNow(sentence("It was ended in the meantime."))
    audit.record(action="othercases.end_case", about=case, by=by, at=at, reason=because.value)


def _must_keep(person: people.Person, by: Actor) -> None:
    held = responsibility.Holding.objects.select_related("organisation").filter(person=person, ends_at=None)
    holding = held.first()
    if holding is None or not can_keep_cases(by, holding):
        raise NotYours(
            sentence(
                "Cases elsewhere are written down by those of the municipality who have the responsibility."
            )
        )


def _only_a_reference(draft: CaseDraft) -> None:
    number, phone = draft.case_number.strip(), draft.unit_phone.strip()
    if not draft.place.strip():
        raise NotAReference(sentence("Say where the case lies: the unit, not a person."), field="place")
    if _NATIONAL_NUMBER.match(number):
        raise NotAReference(
            sentence("That looks like a national number. Write the number of the case, or none."),
            field="case_number",
        )
    if number and not re.match(NUMBER, number):
        raise NotAReference(
            sentence("Only the number: nothing of what the case is about is written here."),
            field="case_number",
        )
    if phone and not re.match(PHONE, phone):
        raise NotAReference(sentence("Write a telephone number, in figures."), field="unit_phone")


def _has_a_basis(draft: CaseDraft, basis: Allowance | None, today: date) -> None:
    if basis is None:
        raise NeedsBasis(sentence("Choose the basis on which it may be written down."), field="basis")
    if basis.needs_consent and (draft.consent_by is None or draft.consent_on is None):
        raise NeedsBasis(sentence("Say who has consented, and on which day."), field="consent_on")
    if draft.consent_on is not None and draft.consent_on > today:
        raise NotYet(sentence("This day lies ahead. Write down what is so today."), field="consent_on")
