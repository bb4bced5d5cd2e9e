"""What a school system tells becomes the same records as files do: schools, classes, pupils, and their stays."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from stafet.integrations.protocol import RecordKind
from stafet.kernel.records import LoadMode
from tests.conftest import NOW
from tests.integrations.building import Sorted
from tests.integrations.ss12000.fetched import fetch_from, told_by
from tests.integrations.ss12000.system import System
from tests.integrations.ss12000.town import enrolment, in_electricity, in_year_nine, key, reference

YESTERDAY = NOW - timedelta(days=1)


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "package.zip"


def stays_of(told: Sorted, name: str) -> list[tuple[str, date | None, date | None]]:
    """The stays of somebody: the end of their key, first day, first day after."""
    found = [each for each in told.enrolments if each.person_external_id == key(name)]
    return [(each.external_id.split(":", 1)[1], each.starts_on, each.ends_on) for each in found]


def test_a_town_is_told_whole(system: System, into: Path) -> None:
    told = told_by(system, into)
    assert told.is_whole
    assert told.reading is not None
    assert told.reading.mode_of(RecordKind.ENROLMENTS) is LoadMode.BULK
    assert [(each.name, each.kind) for each in told.organisations] == [
        ("Lillby skola", "school"),
        ("Lillby gymnasium", "upper_secondary"),
    ]
    assert [(each.name, each.grade) for each in told.groups] == [("9A", 9), ("EE26", None)]
    assert [f"{each.given_names} {each.family_name}" for each in told.people] == [
        "Aya Ek",
        "Bo Lund",
        "Cim Dahl",
        "Dea Ros",
    ]
    assert told.rejections == []


def test_a_pupil_of_year_nine_and_one_of_a_programme(system: System, into: Path) -> None:
    told = told_by(system, into)
    aya, cim = told.enrolment(key("Aya Ek")), told.enrolment(key("Cim Dahl"))
    assert (aya.kind, aya.grade, aya.group_external_id) == ("basic_school", 9, key("9A"))
    assert (aya.starts_on, aya.ends_on) == (date(2026, 8, 17), None)
    assert (cim.kind, cim.grade, cim.programme_code) == ("vocational_education", None, "EE")
    assert cim.external_id == f"{key('Cim Dahl')}@{key('Lillby gymnasium')}:vocational_education:EE"


def test_every_page_is_turned_and_a_page_token_is_sent_alone(system: System, into: Path) -> None:
    told_by(system, into)
    asked = system.questions("persons")
    assert len(asked) == 3
    assert ["pageToken" in each.query for each in asked] == [False, True, True]
    assert all(set(each.query) <= {"limit", "pageToken"} for each in asked)


def test_only_what_is_used_is_kept_and_nobody_who_is_no_pupil(system: System, into: Path) -> None:
    fetch_from(system, into)
    with zipfile.ZipFile(into) as package:
        everything = b"".join(package.read(name) for name in package.namelist()).decode()
    assert key("Aya Ek") in everything
    for unwanted in (
        key("Tilde Lärare"),
        key("Vera Vårdnad"),
        key("Ilse Liten"),
        "Vårdnad",
        "Hemliga gatan",
        "Okänt",
        "Tilde",
    ):
        assert unwanted not in everything


def test_the_last_day_becomes_the_first_day_after(system: System, into: Path) -> None:
    system.town.enrol("Bo Lund", NOW, in_year_nine("2025-08-18", "2026-08-28"))
    assert told_by(system, into).enrolment(key("Bo Lund")).ends_on == date(2026, 8, 29)


def test_school_years_with_a_holiday_between_are_one_stay(system: System, into: Path) -> None:
    years = [
        in_year_nine("2024-08-19", "2025-06-12"),
        in_year_nine("2025-08-18", "2026-06-11"),
        in_year_nine(),
    ]
    system.town.enrol("Bo Lund", NOW, *reversed(years))
    assert stays_of(told_by(system, into), "Bo Lund") == [("basic_school", date(2024, 8, 19), None)]


def test_a_year_away_makes_two_stays_and_the_later_keeps_the_name(system: System, into: Path) -> None:
    system.town.enrol("Bo Lund", NOW, in_year_nine("2023-08-21", "2024-06-13"), in_year_nine())
    assert stays_of(told_by(system, into), "Bo Lund") == [
        ("basic_school~2023-08-21", date(2023, 8, 21), date(2024, 6, 14)),
        ("basic_school", date(2026, 8, 17), None),
    ]


def test_a_change_of_programme_is_told_as_one_stay_that_ended_and_another(system: System, into: Path) -> None:
    science = in_electricity("2026-08-26", programme=reference("Natur"), educationCode="NA")
    system.town.enrol("Cim Dahl", NOW, in_electricity("2026-08-17", "2026-08-25"), science)
    assert stays_of(told_by(system, into), "Cim Dahl") == [
        ("vocational_education:EE", date(2026, 8, 17), date(2026, 8, 26)),
        ("general_upper_secondary:NA", date(2026, 8, 26), None),
    ]


@pytest.mark.parametrize(
    ("programme", "code", "kind"),
    [
        ("Individuellt", "IMV", "introduction_programme"),
        ("", "IMA", "introduction_programme"),
        ("Natur", "", "general_upper_secondary"),
        ("", "", "general_upper_secondary"),
    ],
)
def test_what_kind_of_education_it_is_follows_from_the_programme_or_its_code(
    system: System, into: Path, programme: str, code: str, kind: str
) -> None:
    about = {"programme": reference(programme) if programme else None, "educationCode": code}
    system.town.enrol("Cim Dahl", NOW, in_electricity() | about)
    assert told_by(system, into).enrolment(key("Cim Dahl")).kind == kind


def test_a_broken_off_enrolment_with_a_day_ends_and_says_why_in_the_registers_word(
    system: System, into: Path
) -> None:
    system.town.enrol("Cim Dahl", NOW, in_electricity(ends_on="2026-08-27", cancelled=True))
    told = told_by(system, into).enrolment(key("Cim Dahl"))
    assert (told.ends_on, told.end_reason, told.removed) == (date(2026, 8, 28), "cancelled", False)


def test_a_broken_off_enrolment_without_a_day_is_taken_back(system: System, into: Path) -> None:
    system.town.enrol("Cim Dahl", NOW, in_electricity(cancelled=True))
    assert told_by(system, into).enrolment(key("Cim Dahl")).removed


def test_changes_bring_only_who_changed_and_who_was_deleted(system: System, into: Path) -> None:
    system.town.change("Aya Ek", NOW, familyName="Ekman")
    system.town.delete("Bo Lund", NOW)
    told = told_by(system, into, since=YESTERDAY)
    assert told.reading is not None
    assert told.reading.mode_of(RecordKind.ENROLMENTS) is LoadMode.DELTA
    assert [(each.family_name, each.removed) for each in told.people] == [("Ekman", False), ("", True)]
    assert told.enrolment(key("Aya Ek")).group_external_id == key("9A")


def test_changes_are_asked_for_from_a_little_before_the_last_time(system: System, into: Path) -> None:
    fetch_from(system, into, since=YESTERDAY)
    (asked,) = system.questions("persons")
    assert asked.query["meta.modified.after"] == "2026-08-31T07:50:00+00:00"
    assert system.questions("deletedEntities")[0].query["after"] == "2026-08-31T07:50:00+00:00"


def test_a_system_that_knows_no_changes_is_asked_for_everything(system: System, into: Path) -> None:
    system.knows_changes = False
    told = told_by(system, into, since=YESTERDAY)
    assert told.reading is not None
    assert told.reading.mode_of(RecordKind.ENROLMENTS) is LoadMode.BULK
    assert len(told.people) == 4


def test_a_partial_system_is_taken_as_it_is_and_what_it_lacks_is_said(system: System, into: Path) -> None:
    system.missing |= {"groups", "programmes", "deletedEntities"}
    told = told_by(system, into, since=YESTERDAY)
    assert told.is_whole
    assert told.groups == []
    assert "does not give its classes" in told.told()
    assert "does not give its programmes" in told.told()
    assert "does not say whom it has deleted" in told.told()


def test_that_broken_off_is_never_told_is_noticed(system: System, into: Path) -> None:
    fetched = fetch_from(system, into)
    filled = {each.field: (each.count, each.base) for each in fetched.manifest.filled}
    assert filled == {"cancelled": (0, 4), "endDate": (0, 4), "schoolYear": (4, 4), "programme": (2, 4)}
    assert "does not say which enrolments were broken off" in told_by(system, into).told()


def test_attendance_is_asked_about_without_seeing_anybodys(system: System, into: Path) -> None:
    fetch_from(system, into)
    (asked,) = system.questions("aggregatedAttendances")
    assert (asked.query["startDate"], asked.query["limit"]) == ("2026-09-02", "1")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"enrolments": [in_year_nine("2026-13-40")]}, "is no day"),
        ({"enrolments": [in_year_nine("")]}, "has no first day"),
        ({"enrolments": [in_year_nine() | {"schoolYear": 47}]}, "is not a grade"),
        ({"givenName": True}, "is no text"),
        ({"birthDate": 12.5}, "is no text"),
    ],
)
def test_a_wrong_entry_costs_one_pupil_and_says_why(
    system: System, into: Path, wrong: dict[str, object], said: str
) -> None:
    system.town.change("Bo Lund", NOW, **wrong)
    told = told_by(system, into)
    assert told.is_whole
    (rejection,) = told.rejections
    assert said in str(rejection.what)
    assert rejection.place.file == "persons"
    assert len(told.people) == 3


def test_a_school_type_nobody_has_heard_of_is_said(system: System, into: Path) -> None:
    system.town.enrol("Bo Lund", NOW, enrolment("Lillby skola", "NYTT", "2026-08-17"))
    assert "“NYTT” are not known here" in told_by(system, into).told()


def test_an_adult_of_the_town_is_in_adult_education(system: System, into: Path) -> None:
    system.town.enrol("Cim Dahl", NOW, enrolment("Lillby gymnasium", "KOMVUX", "2026-08-17"))
    assert told_by(system, into).enrolment(key("Cim Dahl")).kind == "adult_education"


def test_the_same_town_gives_the_same_records(system: System, into: Path) -> None:
    first = told_by(system, into)
    for held in (system.town.persons, system.town.groups, system.town.organisations):
        held.reverse()
    again = told_by(system, into)

    def said(told: Sorted) -> set[tuple[object, ...]]:
        return {(e.external_id, e.group_external_id, e.starts_on, e.grade, e.kind) for e in told.enrolments}

    assert said(first) == said(again)
