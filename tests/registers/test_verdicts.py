"""Each row says what it would do; a row that can't be taken says what is wrong and how to mend it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import psycopg
import pytest

from stafet.kernel.records import Place, RegisterEvent, Rejection
from stafet.kernel.sentences import sentence
from stafet.registers import api as registers
from stafet.registers.causes import CAUSES
from tests.cast import Cast
from tests.kernel.numbers import danish_number
from tests.registers.desk import Desk, Told, desk, event, group, place, pupil, pupils, school

NUMBER = danish_number(date(2011, 5, 4), 7)
OTHER_NUMBER = danish_number(date(2011, 5, 4), 8)


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database)


CASES: dict[str, tuple[Told, str, str]] = {
    "two rows of one key that differ": (
        [school(), pupil(1), replace(pupil(1), family_name="Jensen")],
        "conflict",
        "contradiction",
    ),
    "a row to be taken back that was never here": (
        [school(), pupil(1, removed=True)],
        "unchanged",
        "never_known",
    ),
    "two new organisations of one name": (
        [school("A", name="Ny Skole"), school("B", name="Ny Skole")],
        "conflict",
        "organisation_namesakes",
    ),
    "a new organisation of unknown kind": (
        [school("A", name="Ny Skole", kind="")],
        "rejected",
        "organisation_of_what_kind",
    ),
    "a class of an organisation nobody knows": ([group()], "rejected", "organisation_missing"),
    "a class of an organisation that can't be taken": (
        [school(name="Ny Skole", kind=""), group()],
        "conflict",
        "follows_organisation",
    ),
    "one number at two people": (
        [school(), pupil(1, national_number=NUMBER), pupil(2, national_number=NUMBER)],
        "conflict",
        "number_of_two",
    ),
    "a place for somebody nobody knows": ([school(), place(1)], "rejected", "person_missing"),
    "a place for somebody who can't be taken": (
        [school(), pupil(1), replace(pupil(1), family_name="Jensen"), place(1)],
        "conflict",
        "follows_person",
    ),
    "a place in a class nobody knows": (
        [school(), pupil(1), place(1, group_external_id="G7")],
        "rejected",
        "class_missing",
    ),
    "a place in a class that can't be taken": (
        [school(), group(), group(name="9.B"), pupil(1), place(1, group_external_id="G1")],
        "conflict",
        "follows_class",
    ),
    "a place without a kind of activity": (
        [
            school("S8", name="Mesters Værksted", kind="company"),
            pupil(1),
            place(1, organisation_external_id="S8"),
        ],
        "rejected",
        "activity_unknown",
    ),
    "a place that ends before it starts": (
        [school(), pupil(1), place(1, ends_on=date(2026, 7, 1))],
        "rejected",
        "ends_too_soon",
    ),
    "a place that ends the day it starts": (
        [school(), pupil(1), place(1, ends_on=date(2026, 8, 1))],
        "rejected",
        "ends_too_soon",
    ),
    "a place that starts in a wrong century": (
        [school(), pupil(1), place(1, starts_on=date(2126, 8, 1))],
        "rejected",
        "starts_too_far_ahead",
    ),
    "two places at once": (
        [
            school(),
            school("S7", name="Søskolen"),
            pupil(1),
            place(1),
            place(2, person_external_id="P1", organisation_external_id="S7"),
        ],
        "conflict",
        "two_places",
    ),
    "an event still to come": (
        [
            school(),
            pupil(1),
            event(1, RegisterEvent.BROKEN_OFF, organisation_external_id="S1", on=date(2026, 10, 1)),
        ],
        "rejected",
        "event_in_the_future",
    ),
    "an event about somebody unknown": (
        [
            school(),
            event(
                1,
                RegisterEvent.AT_RISK,
                organisation_external_id="S1",
                given_names="Elev1",
                family_name="Hansen",
            ),
        ],
        "conflict",
        "person_unknown",
    ),
    "an event about somebody unknown and unnamed": (
        [school(), event(1, RegisterEvent.AT_RISK, organisation_external_id="S1")],
        "rejected",
        "person_unknown_and_unnamed",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_row_says_what_is_wrong_and_how_to_mend_it(at: Desk, case: str) -> None:
    told, verdict, code = CASES[case]
    load_id = at.preview(told)
    text = CAUSES[code].what.text
    found = [row for row in at.rows(load_id) if row.what is not None and row.what.text == text]
    assert found
    for row in found:
        assert row.verdict == verdict
        assert row.place.file
        assert row.place.row
        assert "%(" not in str(row.what)
        assert verdict == "unchanged" or row.mend is not None


@pytest.mark.parametrize("case", [case for case, (_, verdict, _) in CASES.items() if verdict != "unchanged"])
def test_one_refused_row_stops_everything_until_a_person_chooses_the_others(at: Desk, case: str) -> None:
    told, _, _ = CASES[case]
    good = [school("S3", name="Vestskolen"), pupil(30), place(30, organisation_external_id="S3")]
    load_id = at.preview([*told, *good])
    with pytest.raises(registers.RowsNotAccepted):
        at.order(load_id)
    assert at.count("people_person") == 0
    at.apply(load_id, rows=registers.WhichRows.ACCEPTED_ONLY)
    assert at.value("SELECT count(*) FROM people_person WHERE given_names = 'Elev30'") == 1
    assert at.value("SELECT rows_chosen FROM registers_load WHERE id = %s", load_id) == "accepted_only"


REFUSED_ALONE: dict[str, tuple[Any, str]] = {
    "nobody's name": (pupil(1, given_names=" ", family_name=""), "The person has no name."),
    "no key": (pupil(1, external_id=" "), "no key of its own"),
    "a number that is none": (pupil(1, national_number="311299-1234x"), "A Danish number has six digits"),
    "a birth date to come": (
        pupil(1, birth_date=date(2030, 1, 1)),
        "Nobody at school was born on 2030-01-01.",
    ),
    "a birth date long ago": (
        pupil(1, birth_date=date(1811, 5, 4)),
        "Nobody at school was born on 1811-05-04.",
    ),
    "no such grade": (place(1, grade=14), "There is no grade 14."),
    "a name too long for any form": (pupil(1, family_name="ø" * 201), "is longer than 200 letters"),
    "a class without a name": (group(name=" "), "The name is missing."),
}


@pytest.mark.parametrize("case", REFUSED_ALONE)
def test_a_row_that_is_wrong_by_itself_is_rejected_with_its_place(at: Desk, case: str) -> None:
    record, words = REFUSED_ALONE[case]
    load_id = at.preview([record])
    (row,) = at.rows(load_id)
    assert row.verdict is registers.Verdict.REJECTED
    assert words in str(row.what)
    assert row.place.row == record.place.row


def test_a_name_of_two_hundred_letters_is_a_name(at: Desk) -> None:
    at.load([school(), pupil(1, family_name="ø" * 200), place(1)])
    assert at.count("people_person") == 1


def test_what_a_reader_rejects_is_rejected_in_its_own_words(at: Desk) -> None:
    what, mend = sentence("“%(value)s” is not a date.", value="31/2"), sentence("Write it as 2026-08-31.")
    load_id = at.preview([*pupils(1), Rejection(Place("users.csv", 9, "birthDate"), what, mend)])
    (row,) = at.rows(load_id, registers.Verdict.REJECTED)
    assert (row.place, str(row.what), str(row.mend)) == (
        Place("users.csv", 9, "birthDate"),
        "“31/2” is not a date.",
        "Write it as 2026-08-31.",
    )


def test_groups_count_the_rows_of_one_cause_and_name_the_first(at: Desk) -> None:
    shown = at.shown(at.preview([school(), *[place(n) for n in range(1, 5)]]))
    (group_of_rows,) = shown.groups[:1]
    assert group_of_rows.rows == 4
    assert group_of_rows.first == Place("enrollments.csv", 2)
    assert shown.refused == 4


def test_an_unusual_grade_for_the_age_is_remarked_on_and_taken(at: Desk) -> None:
    load_id = at.preview([school(), pupil(1, birth_date=date(2005, 1, 1)), place(1)])
    assert "Grade 9 is unusual for somebody born 2005-01-01." in at.said(load_id)
    at.apply(load_id)
    assert at.count("pathways_spell") == 1


def test_a_few_days_in_two_places_are_the_register_lagging(at: Desk) -> None:
    told = [
        school(),
        school("S7", name="Søskolen"),
        pupil(1),
        place(1, ends_on=date(2026, 8, 12)),
        place(2, person_external_id="P1", organisation_external_id="S7"),
    ]
    assert ("enrolment", "conflict") not in at.verdicts(at.preview(told))


def test_whoever_says_that_both_places_are_true_is_believed_from_then_on(at: Desk) -> None:
    told, _, _ = CASES["two places at once"]
    load_id = at.preview(told)
    at.choose(load_id, "E1", registers.Choice.BOTH)
    at.apply(load_id)
    assert at.count("pathways_spell") == 2
    assert {verdict for _, verdict in at.verdicts(at.preview(told))} == {"unchanged"}


def test_a_row_left_out_by_choice_stands_in_nobodys_way(at: Desk) -> None:
    told, _, _ = CASES["two places at once"]
    load_id = at.preview(told)
    at.choose(load_id, "E2", registers.Choice.LEAVE_OUT)
    assert at.shown(load_id).refused == 0
    at.apply(load_id)
    assert (
        at.value(
            "SELECT o.name FROM pathways_spell s JOIN organisations_organisation o ON o.id = s.organisation_id"
        )
        == "Bakkeskolen"
    )


def test_nobody_can_choose_what_is_not_to_be_chosen(at: Desk) -> None:
    load_id = at.preview(pupils(1))
    with pytest.raises(registers.NothingToChoose):
        at.choose(load_id, "P1", registers.Choice.LEAVE_OUT)


def test_every_cause_has_been_seen_in_some_test() -> None:
    seen = {code for _, _, code in CASES.values()}
    elsewhere = {
        "left_out",
        "twice",
        "organisation_recognised",
        "organisation_kind_inferred",
        "class_recognised",
        "organisation_several",
        "number_taken",
        "two_keys_for_one",
        "perhaps_known",
        "perhaps_one_of_several",
        "person_recognised",
        "spell_overlaps",
        "grade_and_age",
    }
    assert set(CAUSES) == seen | elsewhere
