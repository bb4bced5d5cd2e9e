"""From a file to responsibility: what applying a register does for the young people in it."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest

from stafet.access import api as access
from stafet.kernel.records import EnrolmentRecord, PersonRecord
from stafet.people.models import Person
from stafet.registers import api as registers
from tests.cast import Cast
from tests.kernel.numbers import danish_number
from tests.registers.desk import TODAY, Desk, desk, group, place, pupil, pupils, school


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database)


def test_everyone_in_the_last_grades_is_held_by_their_school_with_a_dated_step(at: Desk) -> None:
    at.load(pupils(3))
    held = at.database.execute(
        "SELECT h.organisation_id, s.kind, s.rule, s.due_on, c.rule FROM responsibility_coverage c"
        " JOIN responsibility_holding h ON h.person_id = c.person_id AND h.ends_at IS NULL"
        " JOIN responsibility_nextstep s ON s.person_id = c.person_id AND s.state = 'open' WHERE c.ends_on IS NULL"
    ).fetchall()
    step = ("next_year", "stafet.intake.next_year_talk_within", date(2026, 12, 1))
    assert held == [(at.everyone.school.pk, *step, "dk.coverage.from_grade")] * 3


def test_whoever_is_below_the_first_covered_grade_is_known_but_not_held(at: Desk) -> None:
    at.load([school(), pupil(1), place(1, grade=8)])
    assert at.count("pathways_spell") == 1
    assert at.count("responsibility_coverage") == 0


def test_without_a_grade_the_age_decides(at: Desk) -> None:
    young, old = pupil(1, birth_date=date(2014, 1, 1)), pupil(2, birth_date=date(2011, 1, 1))
    at.load([school(), young, old, place(1, grade=None), place(2, grade=None)])
    assert (
        at.value(
            "SELECT p.given_names FROM responsibility_coverage c JOIN people_person p ON p.id = c.person_id"
        )
        == "Elev2"
    )


def test_whoever_has_turned_the_upper_age_is_not_held(at: Desk) -> None:
    at.load([school(), pupil(1, birth_date=date(2001, 9, 1)), place(1)])
    assert at.count("responsibility_coverage") == 0


def test_the_home_municipality_holds_where_nobody_reads(at: Desk) -> None:
    at.load([school("S9", name="Ny Skole"), pupil(1), place(1, organisation_external_id="S9")])
    assert at.value("SELECT organisation_id FROM responsibility_holding") == at.everyone.guidance.pk


def test_whoever_is_nowhere_any_more_gets_a_first_contact_at_home(at: Desk) -> None:
    at.load([school(), pupil(1), place(1, starts_on=date(2025, 8, 1), ends_on=date(2026, 6, 27))])
    assert at.value("SELECT organisation_id FROM responsibility_holding") == at.everyone.guidance.pk
    assert at.value("SELECT kind FROM responsibility_nextstep") == "first_contact"


def test_whoever_has_completed_a_youth_education_is_not_taken_in(at: Desk) -> None:
    college = school("S5", name="Hedeby Tekniske Skole", kind="vocational_school")
    done = place(
        1,
        organisation_external_id="S5",
        grade=None,
        starts_on=date(2023, 8, 1),
        ends_on=date(2026, 6, 27),
        end_reason="completed",
    )
    at.load([college, pupil(1, birth_date=date(2006, 1, 1)), done])
    assert at.count("responsibility_coverage") == 0


def test_a_teacher_sees_the_pupils_of_the_class_and_nobody_else(at: Desk) -> None:
    in_class, beside = place(1, group_external_id="G1"), place(2)
    at.load([school(), group(), pupil(1), pupil(2), in_class, beside])
    with access.user_scope(at.everyone.tove.pk):
        assert list(Person.objects.values_list("given_names", flat=True)) == ["Elev1"]


def test_a_pupil_who_changes_class_is_seen_by_the_new_teacher_only(at: Desk) -> None:
    rows = [school(), group(), group("G2", name="9.B"), pupil(1)]
    at.load([*rows, place(1, group_external_id="G1")])
    at.load([*rows, place(1, group_external_id="G2")])
    with access.user_scope(at.everyone.tove.pk):
        assert Person.objects.count() == 0
    assert at.count("pathways_spell") == 1


def test_numbers_are_kept_hashed_and_sealed_never_clear(at: Desk) -> None:
    number = danish_number(date(2011, 5, 4), 7)
    at.load([school(), pupil(1, national_number=number), place(1)])
    tables = [
        "people_nationalnumber",
        "registers_stagedrow",
        "registers_loadfile",
        "registers_knownkey",
        "audit_change",
    ]
    for table in tables:
        text = at.database.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t").fetchone()
        assert text is not None
        assert number not in str(text[0])
        assert number.encode().hex() not in str(text[0])
    assert at.count("people_nationalnumber", "kind = 'personal' AND octet_length(lookup_hash) = 32") == 1


def test_contact_details_follow_and_an_empty_cell_takes_nothing_away(at: Desk) -> None:
    at.load([school(), pupil(1, email="elev@example.org", phone="70 00 00 00"), place(1)])
    at.load([school(), pupil(1, email="ny@example.org"), place(1)])
    assert at.value("SELECT email, phone FROM people_contactdetails") == ("ny@example.org", "70 00 00 00")


def test_the_load_tells_who_ordered_it_and_what_it_wrote(at: Desk) -> None:
    load_id = at.load(pupils(2))
    with access.user_scope(at.by.user_id):
        story = registers.explain_load(load_id)
    assert story.ordered_by_id == at.everyone.gro.pk
    assert story.rows_chosen is registers.WhichRows.ALL
    assert at.written(load_id) == {
        "organisations": 0,
        "classes": 0,
        "people": 2,
        "places": 2,
        "class_access": 0,
        "keys": 5,
        "missing": 0,
        "taken_in": 2,
        "turned": 0,
        "events": 0,
        "confirmed": 0,
    }
    assert (
        at.count("audit_change", f"action = 'registers.apply_load' AND by_id = '{at.everyone.gro.pk}'") == 1
    )


def test_the_preview_says_what_will_happen_to_how_many_and_where_the_work_lands(at: Desk) -> None:
    shown = at.shown(at.preview(pupils(4)))
    assert [(each.effect, each.people, each.organisation_name) for each in shown.consequences] == [
        (registers.Effect.TAKEN_IN, 4, "Bakkeskolen")
    ]
    assert shown.total(registers.Verdict.NEW) == 8
    assert at.count("people_person") == 0


def test_a_new_school_and_class_are_written_down_once(at: Desk) -> None:
    rows = [school("S9", name="Ny Skole"), group("G9", organisation_external_id="S9", name="9.C")]
    at.load([*rows, pupil(1), place(1, organisation_external_id="S9", group_external_id="G9")])
    assert at.value("SELECT count(*) FROM organisations_organisation WHERE name = 'Ny Skole'") == 1
    assert (
        at.value(
            "SELECT o.name FROM organisations_unit u JOIN organisations_organisation o ON o.id = u.organisation_id WHERE u.name = '9.C'"
        )
        == "Ny Skole"
    )


def test_a_start_that_nobody_tells_is_inferred_and_says_so(at: Desk) -> None:
    at.load([school(), pupil(1), place(1, starts_on=None)])
    assert at.value("SELECT starts_on, starts_inferred FROM pathways_spell") == (date(2026, 8, 1), True)


def test_what_has_begun_is_confirmed_and_what_is_to_come_is_not(at: Desk) -> None:
    college = school("S5", name="Hedeby Tekniske Skole", kind="vocational_school")
    planned = EnrolmentRecord(place(1).place, "E9", "P1", "S5", starts_on=date(2027, 1, 4))
    at.load([school(), college, pupil(1), place(1, ends_on=date(2026, 12, 18)), planned])
    found = at.database.execute("SELECT kind, confirmed_on FROM pathways_spell ORDER BY starts_on").fetchall()
    assert found == [("basic_school", TODAY), ("vocational_education", None)]


def test_people_of_one_municipality_are_never_matched_with_those_of_another(at: Desk) -> None:
    number = danish_number(date(2011, 5, 4), 7)
    told: list[PersonRecord | EnrolmentRecord] = [pupil(1, national_number=number), place(1)]
    at.load([school(), *told])
    with access.job_scope(at.everyone.elsewhere.pk):
        assert Person.objects.count() == 0
