"""One comparison of a load with what is known: its working tables, and what is counted in them.

The working tables live as long as the transaction. Preview and applying build the same ones, so that what was shown
is what is done; whatever has changed in between shows in the counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.activities import (
    EDUCATION,
    QUALIFYING_YOUTH_EDUCATION,
    SCHOOL,
    YOUTH_EDUCATION,
    ActivityKind,
)
from stafet.kernel.countries import Country
from stafet.kernel.periods import birthday, months_after, school_year_of
from stafet.kernel.records import LoadMode
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.registers import statements
from stafet.registers.causes import CAUSES
from stafet.registers.errors import NoLastResort
from stafet.registers.models import Load

_SCRIPTS = (
    "1_rows",
    "2_organisations",
    "3_units",
    "4_persons",
    "5_enrolments",
    "6_events",
    "7_spells",
    "8_verdicts",
    "9_intake",
)
_K = organisations.OrganisationKind
_A = ActivityKind
ACTIVITY_AT: Mapping[organisations.OrganisationKind, ActivityKind] = {
    _K.SCHOOL: _A.BASIC_SCHOOL,
    _K.BOARDING_SCHOOL: _A.BASIC_SCHOOL,
    _K.TENTH_GRADE_CENTRE: _A.TENTH_GRADE,
    _K.VOCATIONAL_SCHOOL: _A.VOCATIONAL_EDUCATION,
    _K.UPPER_SECONDARY: _A.GENERAL_UPPER_SECONDARY,
    _K.PREPARATORY: _A.PREPARATORY_EDUCATION,
    _K.ADULT_EDUCATION: _A.ADULT_EDUCATION,
}
"""What somebody does at an organisation of a kind when the register does not say.

Read backwards it says what kind of organisation a new one is by what most rows about it say: of two the first.
"""

INSTITUTIONS = (
    _K.VOCATIONAL_SCHOOL,
    _K.UPPER_SECONDARY,
    _K.PREPARATORY,
    _K.ADULT_EDUCATION,
    _K.TENTH_GRADE_CENTRE,
    _K.BOARDING_SCHOOL,
)
"""Organisations that serve several municipalities, and so may lie in another one."""

_IDENTIFYING = (people.NumberKind.PERSONAL, people.NumberKind.COORDINATION)
_DANISH_TENTH_GRADE = 10
_NEVER = 99


_FOR_WHOLE_SETS = "SET LOCAL enable_nestloop = off; SET LOCAL jit = off; SET LOCAL work_mem = '96MB'"
"""For this transaction: what was just loaded has no statistics yet, and a plan row by row would be the wrong one."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a comparison depends on besides the rows: the register, the day, and the rules of that day."""

    load: Load
    home: organisations.Home
    day: date
    at: datetime

    @property
    def values(self) -> dict[str, object]:
        """The named values of this room's scripts."""
        return {**self._whose(), **self._kinds(), **self._limits(), **self._coverage()}

    def holder_for(self, organisation_id: UUID | None, person_id: UUID) -> UUID:
        """Who holds somebody that is taken in: where they are if somebody reads there, else the home municipality."""
        open_to_readers = organisation_id is not None and access.readers_of(organisation_id, at=self.at)
        hidden = access.HiddenPerson.objects.filter(
            municipality_id=self.home.municipality_id, person_id=person_id, lifted_at=None
        )
        if organisation_id is None or not open_to_readers or hidden.exists():
            return holder_at_home(self.home, self.at)
        return organisation_id

    def _whose(self) -> dict[str, object]:
        source = self.load.source
        return {
            "load": self.load.pk,
            "source": source.pk,
            "municipality": self.load.municipality_id,
            "country": source.country,
            "home": source.organisation_id,
            "day": self.day,
            "at": self.at,
            "delta": self.load.mode == LoadMode.DELTA.value,
            "whole": False,
        }

    def _kinds(self) -> dict[str, object]:
        tenth = _DANISH_TENTH_GRADE if self.home.country is Country.DK else _NEVER
        return {
            "institutions": [kind.value for kind in INSTITUTIONS],
            "identifying": [kind.value for kind in _IDENTIFYING],
            "school": _values(SCHOOL),
            "youth": _values(YOUTH_EDUCATION),
            "qualifying": _values(QUALIFYING_YOUTH_EDUCATION),
            "full_time": _values(SCHOOL | YOUTH_EDUCATION),
            "taught": _values(EDUCATION),
            "beyond": _values({ActivityKind.HIGHER_EDUCATION}),
            "tenth": tenth,
        }

    def _limits(self) -> dict[str, object]:
        return {
            "school_year": school_year_of(self.day).period.starts_on,
            "furthest_start": months_after(
                self.day, rules.value("stafet.register.furthest_start", on=self.day)
            ),
            "grace": rules.value("stafet.presence.grace", on=self.day),
            "age_in_grade_zero": rules.value("stafet.register.age_in_grade_zero", on=self.day),
            "age_may_differ": rules.value("stafet.register.age_may_differ_by", on=self.day),
        }

    def _coverage(self) -> dict[str, object]:
        keys = [f"{self.home.country.value}.coverage.{what}" for what in ("from_grade", "until_age")]
        from_grade, until_age = organisations.policy_settings(self.home.municipality_id, keys, on=self.day)
        usual_age = rules.value("stafet.register.age_in_grade_zero", on=self.day) + from_grade
        return {
            "from_grade": from_grade,
            "too_old": birthday(self.day, -until_age),
            "old_enough": birthday(self.day, -usual_age),
            "reading_roles": list(access.roles_with(access.Permission.HOLD)),
            "at_home": holder_at_home(self.home, self.at),
        }


def circumstances_of(load: Load, *, at: datetime) -> Circumstances:
    """What a comparison of a load made at an instant depends on."""
    home = organisations.home(load.municipality_id)
    return Circumstances(load, home, home.day(at), at)


def holder_at_home(home: organisations.Home, at: datetime) -> UUID:
    """Who of the home municipality holds: a guidance unit where somebody reads, else the last resort.

    Raises ``NoLastResort``.
    """
    units = organisations.duty_units(home.municipality_id, on=home.day(at))
    reading = [unit for unit in units if unit != home.last_resort_id and access.readers_of(unit, at=at)]
    if reading:
        return reading[0]
    if home.last_resort_id is None:
        raise NoLastResort(
            sentence("The municipality has not said who holds when nobody else does. Its administration can.")
        )
    return home.last_resort_id


def compare(circumstances: Circumstances) -> dict[str, object]:
    """Build the working tables of a comparison. Returns the values its other scripts need."""
    values = circumstances.values
    statements.run(_FOR_WHOLE_SETS, {})
    _write_causes()
    _write_activities()
    for name in _SCRIPTS:
        statements.run(statements.script(name), values)
        if name == "1_rows":
            values["whole"] = not values["delta"] and not _has_unread_people(values)
    return values


def _has_unread_people(values: Mapping[str, object]) -> bool:
    """Whether some row could not be read that may be about a person: then nothing follows from who is not there."""
    found = statements.rows(
        "SELECT EXISTS (SELECT FROM load_row WHERE kind = 'unread' AND external_id = '')", values
    )
    return bool(found[0][0])


def _write_causes() -> None:
    statements.run(
        "CREATE TEMP TABLE load_cause (code text PRIMARY KEY, verdict text, what text, mend text, choices text[],"
        " is_taken boolean) ON COMMIT DROP",
        {},
    )
    lines = [
        (
            code,
            cause.verdict.value if cause.verdict else None,
            cause.what.text,
            cause.mend.text if cause.mend else "",
            [choice.value for choice in cause.choices],
            cause.is_taken or cause.verdict is None,
        )
        for code, cause in CAUSES.items()
    ]
    statements.copy_in("load_cause", ("code", "verdict", "what", "mend", "choices", "is_taken"), lines)


def _write_activities() -> None:
    statements.run(
        "CREATE TEMP TABLE load_activity (organisation_kind text PRIMARY KEY, activity text, usual boolean)"
        " ON COMMIT DROP",
        {},
    )
    usual = {activity: kind for kind, activity in reversed(list(ACTIVITY_AT.items()))}
    lines = [(kind.value, activity.value, usual[activity] is kind) for kind, activity in ACTIVITY_AT.items()]
    statements.copy_in("load_activity", ("organisation_kind", "activity", "usual"), lines)


def _values(kinds: frozenset[ActivityKind] | set[ActivityKind]) -> list[str]:
    return sorted(kind.value for kind in kinds)
