"""Which of ours a row means: by key, by number, by a human's choice, never by a guess (T22)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import psycopg
import pytest

from stafet.kernel.records import LoadMode
from stafet.people import api as people
from stafet.registers import api as registers
from tests.cast import Cast
from tests.conftest import NOW
from tests.kernel.numbers import danish_number
from tests.registers.desk import Desk, desk, place, pupil, pupils, school

BORN = date(2011, 5, 4)
NUMBER = danish_number(BORN, 7)
OTHER_NUMBER = danish_number(BORN, 8)
SUBSTITUTE = danish_number(BORN, 7, is_substitute=True)


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database)


@pytest.fixture
def other(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database, name="Another register")


def one(number: str = "", **changes: object) -> list[Any]:
    """The school and one pupil with a number and a place."""
    return [school(), pupil(1, national_number=number, **changes), place(1)]


def in_another_register(number: str = "", **changes: object) -> list[Any]:
    """The same pupil under other keys."""
    person = pupil(1, external_id="X1", national_number=number, **changes)
    return [
        school("X"),
        person,
        place(1, external_id="XE", person_external_id="X1", organisation_external_id="X"),
    ]


def test_a_number_is_the_same_person_in_every_register(at: Desk, other: Desk) -> None:
    at.load(one(NUMBER))
    load_id = other.preview(in_another_register(NUMBER))
    assert (
        "Elev1 Hansen is known already by the national number, and is now linked to this register."
        in other.said(load_id)
    )
    other.apply(load_id)
    assert at.count("people_person") == 1
    assert at.count("pathways_spell") == 1


def test_a_substitute_number_is_nobody_else_s_person(at: Desk, other: Desk) -> None:
    at.load(one(SUBSTITUTE))
    other.load(in_another_register(SUBSTITUTE, given_names="Sofie", birth_date=None))
    assert at.count("people_person") == 2


def test_the_same_name_and_birth_date_ask_a_human(at: Desk, other: Desk) -> None:
    at.load(one())
    load_id = other.preview(in_another_register())
    (row,) = [row for row in other.rows(load_id) if row.kind is registers.RowKind.PERSON]
    assert row.verdict is registers.Verdict.CONFLICT
    assert str(row.what) == "Somebody called Elev1 Hansen, born 2011-05-04, is known here already."
    assert row.choices == (registers.Choice.SAME, registers.Choice.ANOTHER, registers.Choice.LEAVE_OUT)
    with pytest.raises(registers.RowsNotAccepted):
        other.order(load_id)


def test_the_human_says_it_is_the_same(at: Desk, other: Desk) -> None:
    at.load(one())
    load_id = other.preview(in_another_register())
    other.choose(load_id, "X1", registers.Choice.SAME)
    other.apply(load_id)
    assert at.count("people_person") == 1
    assert at.count("registers_knownkey", "kind = 'person'") == 2


def test_the_human_says_it_is_somebody_else_and_is_not_asked_again(at: Desk, other: Desk) -> None:
    at.load(one())
    load_id = other.preview(in_another_register())
    other.choose(load_id, "X1", registers.Choice.ANOTHER)
    other.apply(load_id)
    assert at.count("people_person") == 2
    again = other.preview(in_another_register())
    assert {verdict for _, verdict in other.verdicts(again)} == {"unchanged"}


def test_a_choice_may_be_taken_back_until_it_is_applied(at: Desk, other: Desk) -> None:
    at.load(one())
    load_id = other.preview(in_another_register())
    other.choose(load_id, "X1", registers.Choice.ANOTHER)
    other.choose(load_id, "X1", registers.Choice.SAME)
    other.apply(load_id)
    assert at.count("people_person") == 1


def test_several_of_one_name_and_birth_date_can_only_be_somebody_else(at: Desk, other: Desk) -> None:
    at.load([*pupils(1), replace(pupil(2), given_names="Elev1"), place(2)])
    assert at.count("people_person") == 2
    load_id = other.preview(in_another_register())
    assert "2 people called Elev1 Hansen, born 2011-05-04, are known here already." in other.said(load_id)
    (row,) = [row for row in other.rows(load_id) if row.kind is registers.RowKind.PERSON]
    assert row.choices == (registers.Choice.ANOTHER, registers.Choice.LEAVE_OUT)


def test_twins_are_two_people(at: Desk) -> None:
    twins = [
        pupil(1, given_names="Anna", national_number=NUMBER),
        pupil(2, given_names="Emma", national_number=OTHER_NUMBER),
    ]
    at.load([school(), *twins, place(1), place(2)])
    assert at.count("people_person") == 2


def test_two_of_one_name_in_one_class_are_two_people(at: Desk) -> None:
    at.load([school(), pupil(1), replace(pupil(2), given_names="Elev1"), place(1), place(2)])
    assert at.count("people_person") == 2


def test_a_new_number_is_the_same_person_and_the_old_one_is_kept_as_replaced(at: Desk) -> None:
    at.load(one(NUMBER))
    at.load(one(OTHER_NUMBER, given_names="Sam"))
    assert at.value("SELECT given_names FROM people_person") == "Sam"
    assert at.count("people_nationalnumber", "replaced_at IS NULL") == 1
    assert at.count("people_nationalnumber", "replaced_at IS NOT NULL") == 1


def test_a_substitute_number_never_takes_the_place_of_a_real_one(at: Desk) -> None:
    at.load(one(NUMBER))
    at.load(one(SUBSTITUTE))
    assert at.value("SELECT replaced_at FROM people_nationalnumber WHERE kind = 'personal'") is None


def test_a_number_that_belongs_to_somebody_else_is_a_conflict(at: Desk) -> None:
    at.load([school(), pupil(1, national_number=NUMBER), pupil(2), place(1), place(2)])
    load_id = at.preview([pupil(2, national_number=NUMBER)], mode=LoadMode.DELTA)
    assert "The national number of Elev2 Hansen belongs to somebody else here." in at.said(load_id)


def test_two_keys_for_one_person_are_a_conflict(at: Desk) -> None:
    at.load(one(NUMBER))
    renamed = pupil(1, external_id="P9", national_number=NUMBER)
    load_id = at.preview([school(), pupil(1), renamed, place(1)])
    assert "Two rows of the file are about the same person: Elev1 Hansen." in at.said(load_id)


def test_a_register_that_gives_everybody_new_keys_doubles_nobody(at: Desk) -> None:
    at.load(one(NUMBER))
    renamed = pupil(1, external_id="N1", national_number=NUMBER)
    at.load([school(), renamed, place(1, external_id="NE", person_external_id="N1")])
    assert at.count("people_person") == 1
    assert at.count("pathways_spell") == 1
    assert at.count("pathways_spell", "missing_since IS NOT NULL") == 0


def test_a_known_school_is_recognised_by_name_and_kind_whatever_its_key(at: Desk) -> None:
    load_id = at.load(pupils(1))
    assert (
        "“Bakkeskolen” is known already by its name and kind, and is now linked to this register."
        in at.said(load_id)
    )
    assert at.count("organisations_organisation", "name = 'Bakkeskolen'") == 1


def test_several_schools_of_one_name_ask_a_human(at: Desk) -> None:
    at.database.execute(
        "INSERT INTO organisations_organisation (id, municipality_id, kind, name, phone, email)"
        " SELECT gen_random_uuid(), municipality_id, kind, name, '', '' FROM organisations_organisation"
        " WHERE name = 'Bakkeskolen'"
    )
    load_id = at.preview([school()])
    assert "There are several organisations called “Bakkeskolen”." in at.said(load_id)
    at.choose(load_id, "S1", registers.Choice.ANOTHER)
    at.apply(load_id)
    assert at.count("organisations_organisation", "name = 'Bakkeskolen'") == 3


def test_an_institution_may_lie_in_another_municipality_a_school_may_not(at: Desk, everyone: Cast) -> None:
    at.database.execute(
        "INSERT INTO organisations_organisation (id, municipality_id, kind, name, phone, email) VALUES"
        " (gen_random_uuid(), %(elsewhere)s, 'upper_secondary', 'Fjordgymnasiet', '', ''),"
        " (gen_random_uuid(), %(elsewhere)s, 'school', 'Fjordskolen', '', '')",
        {"elsewhere": everyone.elsewhere.pk},
    )
    at.load([school("A", name="Fjordgymnasiet", kind="upper_secondary"), school("B", name="Fjordskolen")])
    assert at.count("organisations_organisation", "name = 'Fjordgymnasiet'") == 1
    assert at.count("organisations_organisation", "name = 'Fjordskolen'") == 2


def test_whoever_was_merged_is_found_as_the_one_who_counts(at: Desk) -> None:
    at.load(pupils(2))
    kept, duplicate = at.database.execute("SELECT id FROM people_person ORDER BY given_names").fetchall()
    at.database.execute("UPDATE people_person SET merged_into_id = %s WHERE id = %s", [kept[0], duplicate[0]])
    load_id = at.preview([pupil(2, family_name="Nielsen")], mode=LoadMode.DELTA)
    assert at.value("SELECT person_id FROM registers_stagedrow WHERE load_id = %s", load_id) == kept[0]


def test_a_person_s_number_can_be_opened_again_by_the_few_who_may(at: Desk) -> None:
    at.load(one(NUMBER))
    with at.job():
        kept = people.NationalNumber.objects.get()
    assert kept.kind == people.NumberKind.PERSONAL
    assert kept.known_at == NOW


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (("basic_school", "basic_school", "tenth_grade"), "school"),
        (("vocational_education", "general_upper_secondary", "vocational_education"), "vocational_school"),
    ],
)
def test_what_a_new_place_is_follows_from_what_most_rows_say_people_do_there(
    at: Desk, kinds: tuple[str, ...], expected: str
) -> None:
    rows = [place(n, organisation_external_id="N", kind=kind) for n, kind in enumerate(kinds)]
    load_id = at.preview([school("N", name="Nye Sted", kind=""), *[pupil(n) for n in range(3)], *rows])
    assert {
        "“Nye Sted” is new. What kind of place it is follows from what the rows say people do there."
    } <= at.said(load_id)
    at.apply(load_id)
    assert at.value("SELECT kind FROM organisations_organisation WHERE name = 'Nye Sted'") == expected
