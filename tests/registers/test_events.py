"""An institution tells: enrolled, at risk, broken off with a reason, completed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import psycopg
import pytest

from stafet.access import api as access
from stafet.kernel.records import LoadMode, RegisterEvent
from stafet.people.models import Person
from stafet.registers import api as registers
from stafet.responsibility import api as responsibility
from tests.cast import Cast
from tests.conftest import NOW
from tests.kernel.numbers import danish_number
from tests.registers.desk import Desk, desk, event, place, pupil, pupils, school

BORN = date(2009, 5, 4)
NUMBER = danish_number(BORN, 7)
ENROLLED, AT_RISK, BROKEN_OFF, COMPLETED = RegisterEvent


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Desk:
    """The vocational school's own register."""
    return desk(
        everyone,
        database,
        name="Hedeby Tekniske Skole",
        format=registers.SourceFormat.EVENTS,
        organisation_id=everyone.vocational.pk,
    )


@pytest.fixture
def pupil_known(everyone: Cast, database: psycopg.Connection) -> None:
    """A pupil of the school, with a number, held by the school."""
    told = [school(), pupil(1, national_number=NUMBER, birth_date=BORN), place(1, ends_on=date(2026, 8, 20))]
    desk(everyone, database).load(told)


def told(what: RegisterEvent, **changes: object) -> object:
    """An event about the pupil, by number."""
    return event(1, what, **{"national_number": NUMBER, "person_external_id": "", **changes})


def send(at: Desk, *events: object, days: int = 0) -> UUID:
    return at.load(list(events), mode=LoadMode.DELTA, at=NOW + timedelta(days=days))


def spell(at: Desk) -> object:
    return at.value(
        "SELECT kind, starts_on, ends_on, end_reason, confirmed_on FROM pathways_spell WHERE organisation_id = %s",
        at.everyone.vocational.pk,
    )


@pytest.mark.usefixtures("pupil_known")
def test_enrolled_is_a_place_that_has_begun(at: Desk) -> None:
    send(at, told(ENROLLED))
    assert spell(at) == ("vocational_education", date(2026, 8, 24), None, "", date(2026, 9, 1))


@pytest.mark.usefixtures("pupil_known")
def test_an_enrolment_still_to_come_is_a_plan(at: Desk) -> None:
    send(at, told(ENROLLED, on=date(2027, 1, 4)))
    assert spell(at) == ("vocational_education", date(2027, 1, 4), None, "", None)


@pytest.mark.usefixtures("pupil_known")
def test_broken_off_ends_the_place_starts_the_clocks_and_marks_it(at: Desk) -> None:
    send(at, told(ENROLLED))
    send(at, told(BROKEN_OFF, on=date(2026, 8, 31), reason_code="trivsel"))
    assert spell(at) == (
        "vocational_education",
        date(2026, 8, 24),
        date(2026, 8, 31),
        "broken_off",
        date(2026, 9, 1),
    )
    assert at.value("SELECT broken_off_on, reason_code FROM responsibility_breakoff") == (
        date(2026, 8, 31),
        "trivsel",
    )
    rules = at.database.execute("SELECT rule FROM responsibility_nextstep WHERE state = 'open'").fetchall()
    assert {"dk.off_plan.contact_within", "dk.off_plan.offer_within"} <= {rule for (rule,) in rules}


@pytest.mark.usefixtures("pupil_known")
def test_enrolled_and_broken_off_in_one_file_come_in_the_order_in_which_they_happened(at: Desk) -> None:
    send(at, told(BROKEN_OFF, on=date(2026, 8, 31)), told(ENROLLED))
    assert at.count("responsibility_breakoff") == 1
    assert at.count("pathways_spell", "starts_inferred") == 0


@pytest.mark.usefixtures("pupil_known")
def test_a_break_off_without_a_known_enrolment_is_not_lost(at: Desk) -> None:
    send(at, told(BROKEN_OFF))
    assert at.value(
        "SELECT starts_inferred, end_reason FROM pathways_spell WHERE kind = 'vocational_education'"
    ) == (
        True,
        "broken_off",
    )
    assert at.count("responsibility_breakoff") == 1


@pytest.mark.usefixtures("pupil_known")
def test_at_risk_is_a_conversation_with_a_date(at: Desk) -> None:
    send(at, told(ENROLLED))
    send(at, told(AT_RISK))
    assert at.value("SELECT rule FROM responsibility_nextstep WHERE kind = 'risk_conversation'") == (
        "stafet.risk.conversation_within"
    )


def test_at_risk_of_somebody_nobody_holds_takes_them_in(
    at: Desk, everyone: Cast, database: psycopg.Connection
) -> None:
    child = pupil(1, national_number=NUMBER, birth_date=BORN)
    desk(everyone, database).load([school(), child, place(1, grade=5)])
    assert at.count("responsibility_coverage") == 0
    send(at, told(AT_RISK))
    assert at.value("SELECT organisation_id FROM responsibility_holding") == everyone.vocational.pk
    assert at.count("responsibility_nextstep", "kind = 'risk_conversation' AND state = 'open'") == 1


@pytest.mark.usefixtures("pupil_known")
def test_completed_ends_the_place_and_the_promise(at: Desk) -> None:
    send(at, told(ENROLLED, on=date(2023, 8, 7)))
    send(at, told(COMPLETED, on=date(2026, 8, 28)))
    assert at.value("SELECT end_reason, ends_on FROM responsibility_coverage") == (
        "completed",
        date(2026, 9, 1),
    )
    assert at.count("responsibility_holding", "ends_at IS NULL") == 0


@pytest.mark.usefixtures("pupil_known")
def test_the_same_events_again_change_nothing(at: Desk) -> None:
    events = [told(ENROLLED), told(AT_RISK, on=date(2026, 8, 26)), told(BROKEN_OFF, on=date(2026, 8, 31))]
    send(at, *events)
    before = [
        at.count(table) for table in ("pathways_spell", "responsibility_breakoff", "responsibility_nextstep")
    ]
    load_id = send(at, *events)
    assert set(at.written(load_id).values()) == {0}
    assert [
        at.count(table) for table in ("pathways_spell", "responsibility_breakoff", "responsibility_nextstep")
    ] == before


def test_somebody_unknown_is_taken_in_only_when_a_person_says_so(at: Desk) -> None:
    named = {"given_names": "Ida", "family_name": "Holm", "birth_date": BORN}
    events = [told(ENROLLED, **named), told(AT_RISK, on=date(2026, 8, 26), **named)]
    load_id = at.preview(events, mode=LoadMode.DELTA)
    assert at.said(load_id) == {"Ida Holm is not known here."}
    for key in ("V1-enrolled", "V1-at_risk"):
        at.choose(load_id, key, registers.Choice.TAKE_IN)
    at.apply(load_id)
    assert at.count("people_person") == 1
    assert at.count("people_nationalnumber") == 1
    assert at.count("responsibility_coverage", "ends_on IS NULL") == 1
    assert at.count("responsibility_nextstep", "kind = 'risk_conversation'") == 1


@pytest.mark.usefixtures("pupil_known")
def test_a_roster_that_lags_does_not_undo_a_break_off(
    at: Desk, everyone: Cast, database: psycopg.Connection
) -> None:
    send(at, told(ENROLLED))
    send(at, told(BROKEN_OFF, on=date(2026, 8, 31)))
    college = school("S5", name="Hedeby Tekniske Skole", kind="vocational_school")
    late = replace(
        place(1, external_id="T1", person_external_id="Q1", organisation_external_id="S5", grade=None),
        starts_on=date(2026, 8, 24),
    )
    roster = desk(everyone, database, name="The vocational school's roster")
    roster.load([college, pupil(1, external_id="Q1", national_number=NUMBER, birth_date=BORN), late])
    assert spell(at) == (
        "vocational_education",
        date(2026, 8, 24),
        date(2026, 8, 31),
        "broken_off",
        date(2026, 9, 1),
    )


@pytest.mark.usefixtures("pupil_known")
def test_a_hand_over_is_confirmed_when_the_institution_says_they_are_there(at: Desk, everyone: Cast) -> None:
    bo, freja = (access.actor_for(user, at=NOW) for user in (everyone.bo, everyone.freja))
    with access.user_scope(everyone.bo.pk):
        handover = responsibility.offer_handover(
            person=Person.objects.get(),
            to=responsibility.Receiver(everyone.vocational.pk),
            kind=responsibility.HandoverKind.START,
            message="",
            basis="stafet.sharing.holder",
            starts_on=date(2026, 8, 24),
            by=bo,
            at=NOW,
        )
    step = responsibility.StepDraft(responsibility.StepKind.CONFIRM_START, date(2026, 9, 7))
    with access.user_scope(everyone.freja.pk):
        responsibility.accept_handover(handover=handover, first_step=step, by=freja, at=NOW)
    load_id = send(at, told(ENROLLED))
    assert at.written(load_id)["confirmed"] == 1
    assert at.value("SELECT state, confirmed_on FROM responsibility_handover") == (
        "confirmed",
        date(2026, 8, 24),
    )


def test_an_institution_writes_its_name_or_nothing(
    at: Desk, everyone: Cast, database: psycopg.Connection
) -> None:
    desk(everyone, database).load([*pupils(1), pupil(2, national_number=NUMBER, birth_date=BORN), place(2)])
    for key in ("", "Hedeby Tekniske Skole", "280123"):
        load_id = at.preview([told(ENROLLED, organisation_external_id=key)], mode=LoadMode.DELTA)
        assert at.verdicts(load_id) == {("event", "new"): 1}
        with access.user_scope(at.by.user_id):
            registers.discard_load(load_id=load_id, by=at.by, at=NOW)
