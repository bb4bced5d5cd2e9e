"""What a municipality decides beside the law: shown with its source, never less than the rule, and used by registers."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.registers.desk import desk, place, pupil, pupils, school
from tests.web.conftest import ClientFor, read, tree

from stafet.access import api as access
from stafet.administration import api as administration
from stafet.organisations import api as organisations

FROM_GRADE = "dk.coverage.from_grade"
DECIDE = f"/administration/decisions/{FROM_GRADE}/"
SAID = {"value": "8", "starts_on": "2026-09-01", "decided": "The council, 26 August 2026, item 7"}


def seen(town: organisations.Municipality) -> str:
    rows = organisations.MunicipalPolicy.objects.filter(municipality=town, rule=FROM_GRADE).order_by(
        "-known_at"
    )
    last = rows.values_list("pk", flat=True).first()
    return administration.seen_key(last)


def test_a_decision_stands_beside_what_the_rule_says_with_its_source(
    everyone: Cast, client_for: ClientFor
) -> None:
    gro = client_for(everyone.gro)
    before = read(gro.get("/administration/decisions/"))
    assert "From which grade the promise holds" in before
    assert "Nothing else is decided." in before
    assert "uvm.dk, page on uddannelsesplan" in before
    assert "to verify" in before
    assert gro.post(DECIDE, SAID | {"seen": seen(everyone.hedeby)}).status_code == 302
    after = read(gro.get("/administration/decisions/"))
    assert "Since 1 September 2026: The council, 26 August 2026, item 7" in after
    assert "2026/27" in after
    assert organisations.policy_value(everyone.hedeby.pk, FROM_GRADE, on=NOW.date()) == 8
    assert organisations.policy_value(everyone.elsewhere.pk, FROM_GRADE, on=NOW.date()) == 9


@pytest.mark.parametrize("value", ["10", "4", "0"])
def test_a_municipality_may_promise_more_never_less(
    everyone: Cast, client_for: ClientFor, value: str
) -> None:
    page = client_for(everyone.gro).post(DECIDE, SAID | {"value": value, "seen": seen(everyone.hedeby)})
    assert "Choose a value from 5 to 9" in read(page)
    assert tree(page).one("input", name="decided").get("value") == SAID["decided"], "nothing typed is lost"
    assert not organisations.MunicipalPolicy.objects.exists()


def test_what_is_decided_can_be_taken_back_and_stays_in_the_history(
    everyone: Cast, client_for: ClientFor
) -> None:
    gro = client_for(everyone.gro)
    gro.post(DECIDE, SAID | {"seen": seen(everyone.hedeby)})
    back = SAID | {"value": "", "back": "on", "starts_on": "2027-08-01", "seen": seen(everyone.hedeby)}
    assert gro.post(DECIDE, back).status_code == 302
    on_two_days = [
        organisations.policy_value(everyone.hedeby.pk, FROM_GRADE, on=day)
        for day in (NOW.date(), date(2027, 8, 1))
    ]
    assert on_two_days == [8, 9]
    assert "As the rule says" in read(gro.get("/administration/decisions/"))


def test_of_two_who_decide_at_once_the_second_is_told(
    everyone: Cast, ida: access.User, client_for: ClientFor
) -> None:
    opened = seen(everyone.hedeby)
    client_for(everyone.gro).post(DECIDE, SAID | {"seen": opened})
    second = client_for(ida).post(DECIDE, SAID | {"value": "7", "seen": opened})
    assert "Somebody else has decided about this since you opened the page." in read(second)
    assert organisations.policy_value(everyone.hedeby.pk, FROM_GRADE, on=NOW.date()) == 8


def test_a_leader_reads_what_is_decided_and_decides_nothing(everyone: Cast, client_for: ClientFor) -> None:
    ditte = client_for(everyone.ditte)
    assert "From which grade the promise holds" in read(ditte.get("/administration/decisions/"))
    assert ditte.post(DECIDE, SAID | {"seen": seen(everyone.hedeby)}).status_code == 404
    decision = administration.Decision(FROM_GRADE, 8, NOW.date(), "Ditte")
    with access.job_scope(everyone.hedeby.pk), pytest.raises(administration.NotYours):
        administration.decide(
            municipality_id=everyone.hedeby.pk,
            decision=decision,
            seen=seen(everyone.hedeby),
            by=access.actor_for(everyone.ditte, at=NOW),
            at=NOW,
        )


@pytest.mark.parametrize(
    "key", ["se.coverage.from_grade", "dk.duty.from_age", "stafet.statistics.smallest_group"]
)
def test_what_is_not_the_municipalitys_to_decide_has_no_page(
    everyone: Cast, client_for: ClientFor, key: str
) -> None:
    assert client_for(everyone.gro).get(f"/administration/decisions/{key}/").status_code == 404


def test_a_decision_begins_today_at_the_earliest(everyone: Cast) -> None:
    decision = administration.Decision(FROM_GRADE, 8, date(2026, 8, 1), "The council")
    with (
        access.job_scope(everyone.hedeby.pk),
        pytest.raises(administration.CannotDecide, match="in the past"),
    ):
        administration.decide(
            municipality_id=everyone.hedeby.pk,
            decision=decision,
            seen=seen(everyone.hedeby),
            by=access.actor_for(everyone.gro, at=NOW),
            at=NOW,
        )


@pytest.mark.parametrize(("decided", "taken_in"), [(False, 0), (True, 1)])
def test_registers_take_in_from_the_grade_that_is_decided(
    everyone: Cast, database: psycopg.Connection, decided: bool, taken_in: int
) -> None:
    if decided:
        with access.job_scope(everyone.hedeby.pk):
            administration.decide(
                municipality_id=everyone.hedeby.pk,
                decision=administration.Decision(FROM_GRADE, 8, NOW.date(), "The council"),
                seen=seen(everyone.hedeby),
                by=access.actor_for(everyone.gro, at=NOW),
                at=NOW,
            )
    at = desk(everyone, database)
    load_id = at.load([school(), pupil(1), place(1, grade=8)])
    assert at.written(load_id)["taken_in"] == taken_in
    assert at.count("responsibility_coverage") == taken_in


def test_the_first_step_is_due_as_soon_as_is_decided(everyone: Cast, database: psycopg.Connection) -> None:
    with access.job_scope(everyone.hedeby.pk):
        administration.decide(
            municipality_id=everyone.hedeby.pk,
            decision=administration.Decision(
                "stafet.intake.next_year_talk_within", 1, NOW.date(), "The head of youth"
            ),
            seen=administration.seen_key(None),
            by=access.actor_for(everyone.gro, at=NOW),
            at=NOW,
        )
    at = desk(everyone, database)
    at.load(pupils(1))
    assert at.value("SELECT max(due_on) FROM responsibility_nextstep") <= date(2026, 10, 1)
