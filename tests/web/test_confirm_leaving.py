"""Have they left? The register only asks; a person's answer makes it a break-off, or something else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import psycopg
import pytest
from django.test import Client
from tests.cast import Cast
from tests.conftest import NOW
from tests.integrations.ss12000.town import in_electricity
from tests.registers.live_desk import LiveDesk, live_desk
from tests.web.conftest import ClientFor, read, tree
from tests.web.registers.desk_pages import errors, filled_in

from stafet.kernel import clock

A_DAY = timedelta(days=1)


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Iterator[LiveDesk]:
    """Cim, whose place the system has deleted, and about whom Bo at the guidance unit is asked."""
    with live_desk(everyone, database) as desk:
        desk.taken()
        desk.town.delete("Cim Dahl", NOW + A_DAY)
        desk.taken(losses=1, at=NOW + A_DAY)
        with clock.at_moment(NOW + A_DAY):
            yield desk


@pytest.fixture
def bo(everyone: Cast, client_for: ClientFor, at: LiveDesk) -> Client:
    at.desk.database.execute("INSERT INTO gate.test_clock VALUES (%s)", [NOW + A_DAY + timedelta(minutes=1)])
    return client_for(everyone.bo)


def question(at: LiveDesk) -> UUID:
    found = at.desk.value("SELECT id FROM responsibility_nextstep WHERE kind = 'confirm_leaving'")
    assert isinstance(found, UUID)
    return found


def answered(bo: Client, at: LiveDesk, **answers: str) -> str:
    """Fill in the page, and send it. Returns what comes then."""
    address = f"/steps/{question(at)}/leaving/"
    filled = filled_in(tree(bo.get(address)))
    return bo.post(address, {**filled, **answers}, follow=True).content.decode()


def open_kinds(at: LiveDesk) -> list[str]:
    """Cim's open steps."""
    found = at.desk.database.execute(
        "SELECT s.kind FROM responsibility_nextstep s JOIN people_person p ON p.id = s.person_id"
        " WHERE p.given_names = 'Cim' AND s.state = 'open' ORDER BY s.kind"
    )
    return [kind for (kind,) in found.fetchall()]


def test_the_question_stands_on_today_when_its_day_comes_near_and_leads_to_its_page(
    everyone: Cast, client_for: ClientFor, at: LiveDesk
) -> None:
    near = NOW + timedelta(days=17)
    at.desk.database.execute("INSERT INTO gate.test_clock VALUES (%s)", [near + timedelta(minutes=1)])
    with clock.at_moment(near):
        bo = client_for(everyone.bo)
        assert "Find out whether they have left" in read(bo.get("/"))
        answer = bo.get(f"/steps/{question(at)}/finish/?back=today")
    assert answer.headers["location"] == f"/steps/{question(at)}/leaving/?back=today"


def test_the_question_stands_on_the_persons_page_at_once(bo: Client, at: LiveDesk) -> None:
    person = at.desk.value("SELECT id FROM people_person WHERE given_names = 'Cim'")
    assert "Find out whether they have left" in read(bo.get(f"/people/{person}/"))


def test_the_page_says_what_the_register_says_and_since_when(bo: Client, at: LiveDesk) -> None:
    text = read(bo.get(f"/steps/{question(at)}/leaving/"))
    assert "A register alone ends nothing" in text
    assert "Vocational education at Lillby gymnasium" in text
    assert "No longer shown since 2 September 2026" in text


def test_a_confirmed_break_off_ends_the_place_and_starts_the_laws_clock(bo: Client, at: LiveDesk) -> None:
    before = open_kinds(at)
    text = answered(bo, at, answer="broken_off", last_day="28.8.2026", reason_code="schooltired")
    assert "The break-off is written down" in text
    assert at.place("Cim") == (date(2026, 8, 29), "broken_off", at.place("Cim")[2])
    found = at.desk.database.execute(
        "SELECT broken_off_on, reason_code FROM responsibility_breakoff"
    ).fetchall()
    assert found == [(date(2026, 8, 29), "schooltired")]
    assert "confirm_leaving" not in open_kinds(at)
    assert len(open_kinds(at)) >= len(before)
    rules = at.desk.database.execute(
        "SELECT count(*) FROM responsibility_nextstep s JOIN responsibility_breakoff b ON b.step_id = s.id"
        " WHERE s.rule_due_on IS NOT NULL"
    ).fetchone()
    assert rules == (1,)


def test_somebody_who_is_still_there_is_there(bo: Client, at: LiveDesk) -> None:
    answered(bo, at, answer="still_there")
    assert at.place("Cim") == (None, "", None)
    assert "confirm_leaving" not in open_kinds(at)
    assert at.desk.count("responsibility_breakoff") == 0


def test_who_changed_has_changed_and_not_dropped_out(bo: Client, at: LiveDesk) -> None:
    answered(bo, at, answer="changed", last_day="2026-08-31")
    assert at.place("Cim")[:2] == (date(2026, 9, 1), "changed")
    assert at.desk.count("responsibility_breakoff") == 0


def test_who_completed_is_let_go(bo: Client, at: LiveDesk) -> None:
    answered(bo, at, answer="completed", last_day="2026-08-31")
    assert at.place("Cim")[:2] == (date(2026, 9, 1), "completed")
    assert at.desk.count("responsibility_coverage", "end_reason = 'completed'") == 1


def test_without_a_day_the_registers_day_counts(bo: Client, at: LiveDesk) -> None:
    answered(bo, at, answer="broken_off")
    assert at.place("Cim")[0] == date(2026, 9, 2)


def test_a_day_to_come_is_no_answer_and_nothing_typed_is_lost(bo: Client, at: LiveDesk) -> None:
    address = f"/steps/{question(at)}/leaving/"
    filled = filled_in(tree(bo.get(address)))
    page = tree(
        bo.post(address, {**filled, "answer": "broken_off", "last_day": "1.10.2026", "reason_code": "x"})
    )
    assert "That day is still to come" in errors(page)
    assert filled_in(page)["reason_code"] == "x"
    assert at.place("Cim")[0] is None
    assert at.desk.count("responsibility_breakoff") == 0


def test_the_answer_is_given_once(bo: Client, at: LiveDesk) -> None:
    answered(bo, at, answer="broken_off")
    text = read(bo.get(f"/steps/{question(at)}/leaving/"))
    assert "This step is closed" in text


def test_an_end_that_was_told_is_asked_about_too(everyone: Cast, bo: Client, at: LiveDesk) -> None:
    at.town.enrol("Dea Ros", NOW + A_DAY, in_electricity(ends_on="2026-09-01"))
    at.taken(losses=1, at=NOW + A_DAY)
    assert at.questions() == ["Cim", "Dea"]
    step = at.desk.value(
        "SELECT s.id FROM responsibility_nextstep s JOIN people_person p ON p.id = s.person_id"
        " WHERE s.kind = 'confirm_leaving' AND p.given_names = 'Dea'"
    )
    assert "Ended early: last day 1 September 2026" in read(bo.get(f"/steps/{step}/leaving/"))


def test_nobody_without_a_reason_to_see_the_person_gets_there(
    everyone: Cast, client_for: ClientFor, bo: Client, at: LiveDesk
) -> None:
    for other in (everyone.carl, everyone.viggo, everyone.tove):
        assert client_for(other).get(f"/steps/{question(at)}/leaving/").status_code in {403, 404}
