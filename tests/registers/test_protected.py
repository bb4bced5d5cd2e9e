"""People whose name, address or identity is protected: a load handles them and tells nobody but named staff."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
import pytest

from stafet.access import api as access
from stafet.kernel.records import LoadMode, RegisterEvent
from stafet.people.models import Person
from stafet.registers import api as registers
from stafet.registers.rows import protection_of
from tests.cast import Cast
from tests.kernel.numbers import danish_number
from tests.registers.desk import Desk, desk, event, place, pupil, pupils, school

NUMBER = danish_number(date(2011, 5, 4), 7)


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database)


@pytest.fixture
def other(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database, name="Another register")


def with_one_protected(number: str = NUMBER) -> list[Any]:
    """Two pupils; the first is protected."""
    hidden = pupil(
        1, protection="navne- og adressebeskyttelse", national_number=number, email="elev1@example.org"
    )
    return [school(), hidden, pupil(2), place(1), place(2)]


def everything_gro_sees(at: Desk, load_id: UUID) -> str:
    """Rows, preview, report and story of a load, as text."""
    with access.user_scope(at.by.user_id):
        parts = [
            repr(registers.rows_page(load_id, limit=500)),
            repr(registers.preview(load_id)),
            registers.load_report(load_id, say=str),
            repr(registers.explain_load(load_id)),
        ]
    return " ".join(parts)


def test_a_protected_person_s_rows_are_shown_to_nobody(at: Desk) -> None:
    load_id = at.preview(with_one_protected())
    seen = everything_gro_sees(at, load_id)
    assert "Elev2" in seen
    assert "Elev1" not in seen
    assert "P1" not in seen.replace("P10", "")
    assert at.verdicts(load_id)["person", "new"] == 1
    at.apply(load_id)
    assert "Elev1" not in everything_gro_sees(at, load_id)


def test_rows_are_shown_to_nobody_before_it_is_known_whom_they_are_about(at: Desk) -> None:
    load_id = at.receive()
    at.read(load_id, pupils(2))
    assert at.rows(load_id) == ()


def test_how_many_rows_are_handled_by_named_staff_is_told_only_when_it_gives_nobody_away(at: Desk) -> None:
    few = at.preview(with_one_protected())
    assert at.shown(few).protected_rows is None
    with access.user_scope(at.by.user_id):
        registers.discard_load(load_id=few, by=at.by, at=at.shown(few).received_at)
    none = at.preview(pupils(2))
    assert at.shown(none).protected_rows is None
    with access.user_scope(at.by.user_id):
        registers.discard_load(load_id=none, by=at.by, at=at.shown(none).received_at)
    many = at.preview(
        [school(), *[pupil(n, protection="ja") for n in range(6)], *[place(n) for n in range(6)]]
    )
    assert at.shown(many).protected_rows == 12


def test_a_protected_person_is_hidden_in_the_same_transaction_and_seen_by_the_named(at: Desk) -> None:
    at.load(with_one_protected())
    with access.user_scope(at.everyone.gro.pk):
        assert sorted(Person.objects.values_list("given_names", flat=True)) == ["Elev1", "Elev2"]
    for somebody in (at.everyone.bo, at.everyone.ditte, at.everyone.carl):
        with access.user_scope(somebody.pk):
            assert "Elev1" not in Person.objects.values_list("given_names", flat=True)
    assert at.value("SELECT kind FROM people_protection") == "name_and_address"
    holder = at.value(
        "SELECT h.organisation_id FROM responsibility_holding h JOIN people_person p ON p.id = h.person_id"
        " WHERE p.given_names = 'Elev1'"
    )
    assert holder == at.everyone.guidance.pk


def test_a_protected_person_is_never_a_candidate(at: Desk, other: Desk) -> None:
    at.load(with_one_protected(""))
    load_id = other.preview([pupil(1, external_id="X1")], mode=LoadMode.DELTA)
    assert other.verdicts(load_id) == {("person", "new"): 1}
    assert other.said(load_id) == set()


def test_whoever_the_file_calls_protected_is_never_matched_by_name(at: Desk, other: Desk) -> None:
    at.load(pupils(1))
    load_id = other.preview([pupil(1, external_id="X1", protection="ja")], mode=LoadMode.DELTA)
    assert other.rows(load_id) == ()
    other.apply(load_id)
    assert at.count("people_person") == 2


def test_a_file_that_names_a_protected_person_by_number_echoes_nothing(at: Desk, other: Desk) -> None:
    at.load(with_one_protected())
    known = other.preview([pupil(7, external_id="X1", national_number=NUMBER)], mode=LoadMode.DELTA)
    seen = everything_gro_sees(other, known)
    for word in ("Elev7", "X1", "known", "belongs"):
        assert word not in seen
    assert other.verdicts(known) == {}


def test_a_number_taken_from_a_protected_person_echoes_nothing(at: Desk, other: Desk) -> None:
    at.load(with_one_protected())
    other.load([pupil(8, external_id="X8")], mode=LoadMode.DELTA)
    load_id = other.preview([pupil(8, external_id="X8", national_number=NUMBER)], mode=LoadMode.DELTA)
    assert "belongs" not in everything_gro_sees(other, load_id)


def test_a_protected_person_who_goes_missing_is_not_named(at: Desk) -> None:
    at.load(with_one_protected())
    load_id = at.preview([school(), pupil(2), place(2)])
    assert "Elev1" not in everything_gro_sees(at, load_id)
    assert ("absent", "ended") not in at.verdicts(load_id)


def test_an_event_about_a_protected_person_echoes_nothing_and_is_done(at: Desk, other: Desk) -> None:
    at.load(with_one_protected())
    broken = event(
        1,
        RegisterEvent.BROKEN_OFF,
        person_external_id="",
        national_number=NUMBER,
        organisation_external_id="Hedeby Tekniske Skole",
    )
    load_id = other.preview([broken], mode=LoadMode.DELTA)
    assert other.rows(load_id) == ()
    other.apply(load_id)
    assert at.count("responsibility_breakoff") == 1


def test_a_row_that_can_t_be_read_is_not_shown_when_it_is_about_a_protected_person(at: Desk) -> None:
    at.load(with_one_protected())
    broken = replace(pupil(1), national_number="not a number")
    load_id = at.preview([broken], mode=LoadMode.DELTA)
    assert at.rows(load_id) == ()


def test_protection_that_a_register_no_longer_mentions_is_a_question_never_an_answer(at: Desk) -> None:
    at.load(with_one_protected())
    told = [school(), pupil(1, national_number=NUMBER), pupil(2), place(1), place(2)]
    load_id = at.load(told)
    assert "Elev1" not in everything_gro_sees(at, load_id)
    assert at.value("SELECT flag_gone_at IS NOT NULL, lifted_at FROM people_protection") == (True, None)
    assert at.count("access_hiddenperson", "lifted_at IS NULL") == 1


def test_a_register_that_never_spoke_of_protection_asks_nothing(at: Desk, other: Desk) -> None:
    at.load(with_one_protected())
    other.load([pupil(7, external_id="X1", national_number=NUMBER)], mode=LoadMode.DELTA)
    other.load(
        [pupil(7, external_id="X1", national_number=NUMBER, email="x@example.org")], mode=LoadMode.DELTA
    )
    assert at.value("SELECT flag_gone_at FROM people_protection") is None


def test_protected_people_are_not_counted_among_the_consequences_or_the_health(at: Desk) -> None:
    load_id = at.load(with_one_protected())
    assert sum(each.people for each in at.shown(load_id).consequences) == 1
    assert at.value("SELECT base FROM registers_datahealth WHERE figure = 'birth_date'") == 1


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("", ""),
        ("Nej", ""),
        ("Ingen", ""),
        ("Sekretessmarkering", "confidential"),
        ("Skyddad folkbokföring", "protected_registration"),
        ("fingerade personuppgifter", "new_identity"),
        ("1", "name_and_address"),
        ("ord vi ikke kender", "name_and_address"),
    ],
)
def test_every_word_for_protection_that_we_do_not_know_protects(word: str, kind: str) -> None:
    assert protection_of(word) == kind
