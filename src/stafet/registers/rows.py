"""A record as a row to be staged: names tidied and keyed, the number hashed and sealed, what can't be refused.

What one row alone shows to be wrong is found here; what only comparing shows is found in the database.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import singledispatchmethod
from typing import Final

from stafet.kernel import names, national_numbers, rules
from stafet.kernel.countries import Country
from stafet.kernel.periods import months_after
from stafet.kernel.records import (
    EnrolmentRecord,
    EventRecord,
    GroupRecord,
    OrganisationRecord,
    PersonRecord,
    Place,
    Record,
    RegisterEvent,
    Rejection,
)
from stafet.kernel.sentences import Sentence, sentence
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.registers.states import RowKind
from stafet.registers.wording import stored_values

Fields = dict[str, object]

_EMPTY: Mapping[str, object] = {
    "kind": "",
    "file": "",
    "row": 0,
    "column": "",
    "external_id": "",
    "person_key": "",
    "organisation_key": "",
    "group_key": "",
    "removed": False,
    "category": "",
    "name": "",
    "given_names": "",
    "family_name": "",
    "search_key": "",
    "sort_key": "",
    "birth_date": None,
    "email": "",
    "phone": "",
    "protection": "",
    "number_kind": "",
    "number_hash": None,
    "number_sealed": None,
    "grade": None,
    "programme_code": "",
    "programme_name": "",
    "starts_on": None,
    "ends_on": None,
    "starts_inferred": False,
    "end_reason": "",
    "end_reason_code": "",
    "fingerprint": "",
    "verdict": "",
    "what": "",
    "mend": "",
    "values": "{}",
    "choices": "{}",
    "choice": "",
    "shown": False,
}
COLUMNS: Final = tuple(_EMPTY)
"""The columns a made row fills, in order; ``load``, ``municipality_id`` and ``position`` come before them."""

_LONGEST: Mapping[str, int] = {
    "external_id": 200,
    "person_key": 200,
    "organisation_key": 200,
    "group_key": 200,
    "category": 32,
    "name": 200,
    "given_names": 200,
    "family_name": 200,
    "email": 254,
    "phone": 40,
    "programme_code": 40,
    "programme_name": 200,
    "end_reason_code": 40,
}
_NOT_SAID = ("file", "row", "column", "number_sealed", "search_key", "sort_key")
_NOT_PROTECTED = frozenset({"", "0", "false", "ingen", "nej", "no", "none", "ej skyddad"})
_PROTECTION: Mapping[str, people.ProtectionKind] = {
    "sekretessmarkering": people.ProtectionKind.CONFIDENTIAL,
    "skyddad folkbokföring": people.ProtectionKind.PROTECTED_REGISTRATION,
    "fingerade personuppgifter": people.ProtectionKind.NEW_IDENTITY,
}
_HIGHEST_GRADE = 13


class RowRefused(Exception):
    """A row shows by itself that it can't be taken in."""

    def __init__(self, what: Sentence, mend: Sentence, column: str = "") -> None:
        super().__init__(what.text)
        self.what = what
        self.mend = mend
        self.column = column


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes rows of one register's records. ``day`` is the day they are read."""

    country: Country
    day: date
    earliest_birth: date

    def row_of(self, record: Record | Rejection) -> Fields:
        """The columns of a record. A record that can't be taken in becomes a row that can't be read."""
        if isinstance(record, Rejection):
            return {**_EMPTY, **_placed(record.place), **_unread(record.what, record.mend)}
        try:
            fields = {**_EMPTY, **_placed(record.place), **self._fields(record)}
            _check_lengths(fields)
        except RowRefused as refused:
            return {**_EMPTY, **_placed(record.place), **self._refused(record, refused)}
        fields["fingerprint"] = _fingerprint(fields)
        return fields

    @singledispatchmethod
    def _fields(self, record: Record) -> Fields:
        raise TypeError(f"A register can't tell a {type(record).__name__}.")

    @_fields.register
    def _organisation(self, record: OrganisationRecord) -> Fields:
        return {
            "kind": RowKind.ORGANISATION.value,
            "external_id": _key(record.external_id),
            "organisation_key": record.parent_external_id.strip(),
            "category": record.kind,
            "name": _named(names.tidied(record.name)),
            "removed": record.removed,
        }

    @_fields.register
    def _group(self, record: GroupRecord) -> Fields:
        return {
            "kind": RowKind.GROUP.value,
            "external_id": _key(record.external_id),
            "organisation_key": record.organisation_external_id.strip(),
            "name": _named(names.tidied(record.name)),
            "grade": _grade(record.grade),
            "starts_on": record.starts_on,
            "ends_on": record.ends_on,
            "removed": record.removed,
        }

    @_fields.register
    def _person(self, record: PersonRecord) -> Fields:
        number = self._number(record.national_number)
        told = record.birth_date or (number.birth_date if number else None)
        return {
            "kind": RowKind.PERSON.value,
            "external_id": _key(record.external_id),
            "person_key": _key(record.external_id),
            **self._names_of(record),
            "birth_date": self._birth_date(told),
            "email": names.tidied(record.email),
            "phone": names.tidied(record.phone),
            "protection": protection_of(record.protection),
            "removed": record.removed,
            **_kept(number),
        }

    @_fields.register
    def _enrolment(self, record: EnrolmentRecord) -> Fields:
        return {
            "kind": RowKind.ENROLMENT.value,
            "external_id": _key(record.external_id),
            "person_key": record.person_external_id.strip(),
            "organisation_key": record.organisation_external_id.strip(),
            "group_key": record.group_external_id.strip(),
            "category": record.kind,
            "grade": _grade(record.grade),
            "programme_code": names.tidied(record.programme_code),
            "programme_name": names.tidied(record.programme_name),
            "starts_on": record.starts_on,
            "ends_on": record.ends_on,
            "starts_inferred": record.starts_inferred,
            "removed": record.removed,
            **_ended(record.end_reason, has_end=record.ends_on is not None),
        }

    @_fields.register
    def _event(self, record: EventRecord) -> Fields:
        number = self._number(record.national_number)
        named = (
            self._names(record.given_names, record.family_name)
            if record.family_name or record.given_names
            else {}
        )
        told = record.birth_date or (number.birth_date if number else None)
        return {
            "kind": RowKind.EVENT.value,
            "external_id": _key(record.external_id),
            "person_key": record.person_external_id.strip(),
            "organisation_key": record.organisation_external_id.strip(),
            "category": record.event.value,
            **named,
            "birth_date": self._birth_date(told),
            "programme_code": names.tidied(record.programme_code),
            "programme_name": names.tidied(record.programme_name),
            "starts_on": record.on,
            "end_reason": _REASON_OF.get(record.event, ""),
            "end_reason_code": names.tidied(record.reason_code or record.reason_words)[
                : _LONGEST["end_reason_code"]
            ],
            **_kept(number),
        }

    def _names_of(self, record: PersonRecord) -> Fields:
        """Whoever is taken back need not be named again."""
        if record.removed and not record.given_names and not record.family_name:
            return {}
        return self._names(record.given_names, record.family_name)

    def _names(self, given_names: str, family_name: str) -> Fields:
        given, family = names.tidied(given_names), names.tidied(family_name)
        if not given and not family:
            raise RowRefused(
                sentence("The person has no name."), sentence("Fill in at least one name in the register.")
            )
        order = names.SWEDISH if self.country is Country.SE else names.DANISH
        return {
            "given_names": given,
            "family_name": family,
            "search_key": names.search_key(f"{given} {family}"),
            "sort_key": order.key(f"{family} {given}".strip()),
        }

    def _number(self, text: str) -> national_numbers.NationalNumber | None:
        if not text.strip():
            return None
        try:
            return national_numbers.parse(text, self.country, on=self.day)
        except national_numbers.NotANationalNumber as problem:
            raise RowRefused(
                problem.sentence,
                sentence("Correct the number in the register. For somebody without one, leave it empty."),
            ) from None

    def _birth_date(self, told: date | None) -> date | None:
        if told is not None and not self.earliest_birth <= told <= self.day:
            raise RowRefused(
                sentence("Nobody at school was born on %(birth_date)s.", birth_date=told),
                sentence(
                    "Correct the date, or check in which order the register writes day, month and year."
                ),
            )
        return told

    def _refused(self, record: Record, refused: RowRefused) -> Fields:
        """A row that keeps only its key, so that what it would have been about is not taken to be missing."""
        about = _kind_of(record)
        key = record.external_id.strip()[: _LONGEST["external_id"]]
        person = key if isinstance(record, PersonRecord) else getattr(record, "person_external_id", "")
        return {
            **_unread(refused.what, refused.mend),
            "column": refused.column or record.place.column,
            "external_id": key,
            "person_key": person[: _LONGEST["person_key"]],
            "category": about.value,
            "protection": protection_of(getattr(record, "protection", "")),
        }


def row_maker(country: Country, day: date) -> RowMaker:
    """The maker of rows for one reading."""
    oldest = rules.value("stafet.register.oldest_person", on=day)
    return RowMaker(country, day, months_after(day, -12 * oldest))


def protection_of(word: str) -> str:
    """The kind of protection a register's word means; every word we don't know protects."""
    said = names.tidied(word).casefold()
    if said in _NOT_PROTECTED:
        return ""
    return _PROTECTION.get(said, people.ProtectionKind.NAME_AND_ADDRESS).value


_REASON_OF: Mapping[RegisterEvent, str] = {
    RegisterEvent.BROKEN_OFF: pathways.EndReason.BROKEN_OFF.value,
    RegisterEvent.COMPLETED: pathways.EndReason.COMPLETED.value,
}
_KINDS: Mapping[type, RowKind] = {
    OrganisationRecord: RowKind.ORGANISATION,
    GroupRecord: RowKind.GROUP,
    PersonRecord: RowKind.PERSON,
    EnrolmentRecord: RowKind.ENROLMENT,
    EventRecord: RowKind.EVENT,
}


def _kind_of(record: Record) -> RowKind:
    return _KINDS[type(record)]


def _placed(place: Place) -> Fields:
    return {"file": place.file[:200], "row": place.row, "column": place.column[:200]}


def _unread(what: Sentence, mend: Sentence) -> Fields:
    values = {**stored_values(mend), **stored_values(what)}
    return {"kind": RowKind.UNREAD.value, "what": what.text, "mend": mend.text, "values": json.dumps(values)}


def _key(text: str) -> str:
    key = text.strip()
    if not key:
        raise RowRefused(
            sentence("The row has no key of its own, so it can't be recognised next time."),
            sentence("Add the column with the register's own identifier."),
        )
    return key


def _named(name: str) -> str:
    if not name:
        raise RowRefused(sentence("The name is missing."), sentence("Fill in the name in the register."))
    return name


def _grade(grade: int | None) -> int | None:
    if grade is not None and not 0 <= grade <= _HIGHEST_GRADE:
        raise RowRefused(
            sentence("There is no grade %(grade)s.", grade=grade),
            sentence("Write the grade as a number from 0 to 13, or leave it empty."),
        )
    return grade


def _ended(reason: str, *, has_end: bool) -> Fields:
    """Why it ended: our own word if the register uses one, else not known, with its word kept."""
    if not reason or not has_end:
        return {}
    if reason in set(pathways.EndReason):
        return {"end_reason": reason}
    return {"end_reason": pathways.EndReason.NOT_KNOWN.value, "end_reason_code": names.tidied(reason)}


def _kept(number: national_numbers.NationalNumber | None) -> Fields:
    if number is None:
        return {}
    kept = people.kept_number(number)
    return {"number_kind": kept.kind, "number_hash": kept.lookup_hash, "number_sealed": kept.sealed}


def _check_lengths(fields: Fields) -> None:
    for column, longest in _LONGEST.items():
        text = fields[column]
        if isinstance(text, str) and len(text) > longest:
            raise RowRefused(
                sentence(
                    "The text “%(start)s…” is longer than %(longest)s letters.",
                    start=text[:30],
                    longest=longest,
                ),
                sentence("Shorten it in the register. Perhaps two columns have been mixed up."),
                column,
            )


def _fingerprint(fields: Fields) -> str:
    said = [value for column, value in fields.items() if column not in _NOT_SAID]
    return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()
