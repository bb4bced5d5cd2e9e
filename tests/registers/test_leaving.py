"""What ends, what a register no longer says, and the guard against half a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest

from stafet.kernel.records import LoadMode, Place, Rejection
from stafet.kernel.sentences import sentence
from stafet.registers import api as registers
from tests.cast import Cast
from tests.conftest import NOW
from tests.registers.desk import TODAY, Desk, desk, place, pupil, pupils, school

A_WEEK = timedelta(days=7)


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database)


def open_steps(at: Desk, kind: str) -> int:
    return at.count("responsibility_nextstep", f"kind = '{kind}' AND state = 'open'")


def test_a_told_end_ends_the_place_truly(at: Desk) -> None:
    at.load(pupils(30))
    ended = [place(1, ends_on=date(2026, 8, 29), end_reason="moved"), *[place(n) for n in range(2, 31)]]
    load_id = at.load([school(), *[pupil(n) for n in range(1, 31)], *ended])
    assert at.verdicts(load_id)["enrolment", "ended"] == 1
    assert at.value(
        "SELECT ends_on, end_reason, missing_since FROM pathways_spell WHERE ends_on IS NOT NULL"
    ) == (
        date(2026, 8, 29),
        "moved",
        None,
    )


def test_a_row_taken_back_in_a_file_of_changes_ends_today(at: Desk) -> None:
    at.load(pupils(30))
    load_id = at.load([place(1, removed=True)], mode=LoadMode.DELTA)
    assert at.verdicts(load_id) == {("enrolment", "ended"): 1}
    assert at.value("SELECT ends_on, end_reason FROM pathways_spell WHERE ends_on IS NOT NULL") == (
        TODAY,
        "not_known",
    )


def test_a_person_taken_back_leaves_every_place_of_the_register(at: Desk) -> None:
    at.load(pupils(30))
    at.load([pupil(1, removed=True)], mode=LoadMode.DELTA)
    assert at.count("pathways_spell", "ends_on = '2026-09-01'") == 1


def test_a_place_taken_back_before_it_began_never_began(at: Desk) -> None:
    planned = place(1, starts_on=date(2026, 10, 1))
    at.load([*pupils(30, first=2), pupil(1), planned])
    at.load([replace(planned, removed=True)], mode=LoadMode.DELTA)
    assert at.value("SELECT end_reason FROM pathways_spell WHERE starts_on = '2026-10-01'") == "never_started"


def test_a_file_of_changes_says_nothing_about_those_it_leaves_out(at: Desk) -> None:
    at.load(pupils(30))
    at.load([pupil(1, family_name="Nielsen")], mode=LoadMode.DELTA)
    assert at.count("pathways_spell", "missing_since IS NOT NULL") == 0


def test_whoever_a_whole_file_no_longer_has_is_missing_and_nobody_is_taken_out(at: Desk) -> None:
    at.load(pupils(30))
    load_id = at.preview(pupils(29, first=2))
    (row,) = at.rows(load_id, registers.Verdict.ENDED)
    assert row.kind is registers.RowKind.ABSENT
    assert str(row.what).startswith("Elev1 Hansen is no longer in the file at Bakkeskolen.")
    at.apply(load_id)
    assert at.value("SELECT ends_on, missing_since FROM pathways_spell WHERE missing_since IS NOT NULL") == (
        None,
        TODAY,
    )
    assert at.count("responsibility_coverage", "ends_on IS NULL") == 30
    assert open_steps(at, "confirm_leaving") == 0


def test_after_the_second_whole_file_without_them_whoever_holds_is_asked_once(at: Desk) -> None:
    at.load(pupils(30))
    at.load(pupils(29, first=2))
    second = [*pupils(29, first=2), pupil(90), place(90)]
    at.load(second, at=NOW + A_WEEK)
    assert open_steps(at, "confirm_leaving") == 1
    asked = at.value(
        "SELECT organisation_id, due_on, rule FROM responsibility_nextstep WHERE kind = 'confirm_leaving'"
    )
    assert asked == (at.everyone.school.pk, date(2026, 9, 22), "stafet.register.leaving_confirmed_within")
    at.load([*second, pupil(91), place(91)], at=NOW + 2 * A_WEEK)
    assert open_steps(at, "confirm_leaving") == 1


def test_the_same_file_again_is_no_further_evidence_that_somebody_has_left(at: Desk) -> None:
    at.load(pupils(30))
    for weeks in range(4):
        at.load(pupils(29, first=2), at=NOW + weeks * A_WEEK)
    assert open_steps(at, "confirm_leaving") == 0
    assert at.value("SELECT max(missing_loads) FROM registers_knownkey") == 1


def test_whoever_comes_back_is_missing_no_longer(at: Desk) -> None:
    at.load(pupils(30))
    at.load(pupils(29, first=2))
    at.load(pupils(30), at=NOW + A_WEEK)
    assert at.count("pathways_spell", "missing_since IS NOT NULL") == 0
    assert at.value("SELECT max(missing_loads) FROM registers_knownkey") == 0


def test_what_is_over_may_leave_the_file(at: Desk) -> None:
    over = place(1, starts_on=date(2025, 8, 1), ends_on=date(2026, 6, 27))
    at.load([*pupils(30, first=2), pupil(1), over])
    at.load(pupils(30, first=2))
    assert at.count("pathways_spell", "missing_since IS NOT NULL") == 0


def test_half_a_file_asks_once_more_and_names_the_number(at: Desk) -> None:
    at.load(pupils(30))
    load_id = at.preview(pupils(15))
    shown = at.shown(load_id)
    assert (shown.losses.count, shown.losses.base, shown.confirm_losses) == (15, 30, True)
    with pytest.raises(registers.LossesNotConfirmed, match="15 of 30 places would end or go missing"):
        at.order(load_id)
    with pytest.raises(registers.LossesNotConfirmed):
        at.order(load_id, losses=14)
    at.apply(load_id, losses=15)
    assert at.count("pathways_spell", "missing_since IS NOT NULL") == 15
    assert at.value("SELECT losses_confirmed FROM registers_load WHERE id = %s", load_id) == 15


def test_one_of_thirty_needs_no_question(at: Desk) -> None:
    at.load(pupils(30))
    assert not at.shown(at.preview(pupils(29, first=2))).confirm_losses


def test_from_a_file_with_unreadable_rows_nobody_is_missing(at: Desk) -> None:
    at.load(pupils(30))
    unread = Rejection(
        Place("users.csv", 31), sentence("The row is cut off."), sentence("Export the file again.")
    )
    at.load([*pupils(29, first=2), unread], rows=registers.WhichRows.ACCEPTED_ONLY)
    assert at.count("pathways_spell", "missing_since IS NOT NULL") == 0


def test_a_row_that_is_there_but_refused_is_not_missing(at: Desk) -> None:
    at.load(pupils(30))
    wrong = place(1, ends_on=date(2020, 1, 1))
    at.load([*pupils(29, first=2), pupil(1), wrong], rows=registers.WhichRows.ACCEPTED_ONLY)
    assert at.count("pathways_spell", "missing_since IS NOT NULL OR ends_on IS NOT NULL") == 0


def test_who_changes_school_leaves_one_and_is_at_the_other(at: Desk) -> None:
    at.load(pupils(30))
    moved = [
        place(1, ends_on=date(2026, 8, 29), end_reason="changed"),
        place(31, person_external_id="P1", organisation_external_id="S7", starts_on=date(2026, 8, 29)),
    ]
    rest = [*[pupil(n) for n in range(1, 31)], *[place(n) for n in range(2, 31)]]
    at.load([school(), school("S7", name="Søskolen"), *rest, *moved])
    found = at.database.execute(
        "SELECT o.name, s.ends_on FROM pathways_spell s JOIN organisations_organisation o ON o.id = s.organisation_id"
        " JOIN people_person p ON p.id = s.person_id WHERE p.given_names = 'Elev1' ORDER BY s.starts_on"
    ).fetchall()
    assert found == [("Bakkeskolen", date(2026, 8, 29)), ("Søskolen", None)]


def test_a_new_school_year_moves_the_grade_and_keeps_the_start(at: Desk) -> None:
    at.load([school(), pupil(1), place(1, grade=8, starts_on=date(2020, 8, 1))])
    at.load([school(), pupil(1), place(1, grade=9, starts_on=date(2026, 8, 1), starts_inferred=True)])
    assert at.value("SELECT grade, starts_on FROM pathways_spell") == (9, date(2020, 8, 1))
    assert at.count("responsibility_coverage", "ends_on IS NULL") == 1


def test_a_stay_that_falls_in_two_becomes_two_spells(at: Desk) -> None:
    at.load([school(), pupil(1), place(1, starts_on=date(2024, 8, 1))])
    back = place(1, starts_on=date(2026, 8, 1))
    before = place(2, person_external_id="P1", starts_on=date(2024, 8, 1), ends_on=date(2025, 6, 28))
    at.load([school(), pupil(1), before, back])
    found = at.database.execute("SELECT starts_on, ends_on FROM pathways_spell ORDER BY starts_on").fetchall()
    assert found == [(date(2024, 8, 1), date(2025, 6, 28)), (date(2026, 8, 1), None)]


def test_a_stay_that_covers_two_spells_known_already_is_a_conflict(at: Desk) -> None:
    two = [
        place(1, starts_on=date(2022, 8, 1), ends_on=date(2023, 6, 28)),
        place(2, person_external_id="P1", starts_on=date(2024, 8, 1)),
    ]
    at.load([school(), pupil(1), *two])
    load_id = at.preview([school(), pupil(1), place(1, starts_on=date(2022, 8, 1))])
    assert any("overlaps two periods" in words for words in at.said(load_id))


def test_a_break_off_in_a_roster_starts_the_clocks(at: Desk) -> None:
    college = school("S5", name="Hedeby Tekniske Skole", kind="vocational_school")
    start = place(1, organisation_external_id="S5", grade=None)
    at.load([college, pupil(1), start])
    gone = replace(start, ends_on=date(2026, 8, 28), end_reason="broken_off")
    at.load([college, pupil(1), gone], losses=1)
    assert at.count("responsibility_breakoff") == 1
    assert open_steps(at, "first_contact") == 1


def test_a_completed_youth_education_ends_the_promise(at: Desk) -> None:
    college = school("S5", name="Hedeby Tekniske Skole", kind="vocational_school")
    start = place(1, organisation_external_id="S5", grade=None)
    at.load([college, pupil(1), start])
    done = replace(start, ends_on=date(2026, 8, 28), end_reason="completed")
    at.load([college, pupil(1), done], losses=1)
    assert at.value("SELECT end_reason FROM responsibility_coverage") == "completed"


def test_a_death_ends_the_promise(at: Desk) -> None:
    at.load(pupils(1))
    at.load([school(), pupil(1), place(1, ends_on=date(2026, 8, 28), end_reason="died")], losses=1)
    assert at.value("SELECT end_reason FROM responsibility_coverage") == "died"
