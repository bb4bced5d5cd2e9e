"""Whoever keeps something waiting is reminded: as often as the rule says, once each time, and never with a name."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest
from django.db import connections
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.placements.conftest import (
    CONTACT,
    HOST,
    PLACE,
    YEAR,
    acting,
    applied,
    approved,
    drafted,
    mother,
    place,
    placement,
    scheme,
    seen_by_ditte,
    signed,
)
from tests.reminders.nights import log_in, mails, remind, rows
from tests.web.conftest import amina

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.messages import api as messages
from stafet.messages.api import Template
from stafet.placements import api as placements
from stafet.placements.api import Agreement, Holder, Place, Placement
from stafet.reminders import api as reminders
from stafet.reminders.api import Reminder, ReminderKind

__all__ = ["amina", "mother", "place", "placement", "scheme", "seen_by_ditte"]


@pytest.fixture
def asked(everyone: Cast, place: Place) -> placements.Host:
    """Bo has asked the workshop what it offers."""
    with acting(everyone.bo) as bo:
        placements.ask_host(host=place.host, by=bo, at=NOW)
    return place.host


@pytest.fixture
def out(everyone: Cast, placement: Placement, place: Place, mother: Holder) -> Agreement:
    """The agreement is out to be signed."""
    row = drafted(everyone, placement, place, mother)
    with acting(everyone.bo) as bo:
        placements.send_agreement(agreement=row, holders=[mother], by=bo, at=NOW)
    return row


def test_a_host_that_has_not_answered_is_reminded_by_the_same_link(
    everyone: Cast, asked: placements.Host
) -> None:
    assert remind(everyone, 4) == 0
    assert remind(everyone, 5) == 1
    assert mails(everyone) == {("place_reminder", "villy@vaerk.example"): 1}
    row = next(each for each in rows(everyone) if each.template == Template.PLACE_REMINDER)
    place = Place.objects.get(host=asked)
    assert row.opens is not None
    assert row.opens == place.link_id
    mail = messages.written(row, "https://stafet.example")
    assert f"https://stafet.example/placements/answer/{messages.link_for(row.opens)}/" in str(mail.body)


def test_the_same_night_twice_sends_once_and_the_next_time_once_more(
    everyone: Cast, asked: placements.Host
) -> None:
    assert [remind(everyone, days) for days in (5, 5, 6, 9, 10, 10, 13)] == [1, 0, 0, 0, 1, 0, 0]
    assert mails(everyone) == {("place_reminder", "villy@vaerk.example"): 2}


def test_after_a_standstill_only_the_latest_is_sent(everyone: Cast, asked: placements.Host) -> None:
    assert [remind(everyone, days) for days in (12, 13)] == [1, 0]


def test_whoever_has_answered_or_wants_no_mail_is_left_alone(everyone: Cast, asked: placements.Host) -> None:
    with access.job_scope(everyone.hedeby.pk):
        placements.Host.objects.filter(pk=asked.pk).update(no_more_asking=True)
    assert remind(everyone, 5) == 0
    with access.job_scope(everyone.hedeby.pk):
        placements.Host.objects.filter(pk=asked.pk).update(no_more_asking=False)
        link = Place.objects.get(host=asked).link_id
        assert link is not None
        placements.answer_place(
            link_id=link, answer=placements.HostAnswer(PLACE), by=SYSTEM, at=NOW + timedelta(days=1)
        )
    assert remind(everyone, 5) == 0


def test_no_host_gets_more_reminders_in_a_year_than_the_rule_allows(
    everyone: Cast, asked: placements.Host
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        for number in range(3):
            Reminder.objects.create(
                municipality_id=everyone.hedeby.pk,
                kind=ReminderKind.HOST_SIGNATURE,
                thing_id=everyone.bo.pk,
                since=TODAY,
                stage=number + 1,
                host_id=asked.pk,
                on=TODAY,
                known_at=NOW,
            )
    assert remind(everyone, 5) == 0
    with access.job_scope(everyone.hedeby.pk):
        Reminder.objects.filter(stage=3).delete()
    assert remind(everyone, 5) == 1


def test_what_stops_midway_sends_nothing_and_the_next_run_sends_once(
    everyone: Cast, asked: placements.Host, out: Agreement
) -> None:
    with pytest.raises(KeyboardInterrupt):
        _stops_midway(everyone)
    assert not mails(everyone)
    with access.job_scope(everyone.hedeby.pk):
        assert not Reminder.objects.exists()
    remind(everyone, 5)
    remind(everyone, 5)
    assert set(mails(everyone).values()) == {1}


def _stops_midway(everyone: Cast, watch: Callable[..., object] | None = None) -> None:
    with access.job_scope(everyone.hedeby.pk), ExitStack() as watching:
        if watch is not None:
            watching.enter_context(connections[audit.current_alias()].execute_wrapper(watch))
        reminders.remind(municipality_id=everyone.hedeby.pk, by=SYSTEM, at=NOW + timedelta(days=5))
        raise KeyboardInterrupt


def test_a_host_that_has_not_signed_is_reminded(everyone: Cast, out: Agreement) -> None:
    remind(everyone, 5)
    assert mails(everyone) == {("sign_reminder", "villy@vaerk.example"): 1}
    row = next(each for each in rows(everyone) if each.template == Template.SIGN_REMINDER)
    assert row.language == "da"
    assert "/placements/sign/" in messages.written(row, "https://stafet.example").body


def test_those_at_home_are_told_that_something_waits_in_their_language_and_nothing_else(
    everyone: Cast, amina: Held, mother: Holder, out: Agreement
) -> None:
    log_in(everyone, amina, "amina@home.example")
    log_in(everyone, amina, "mona@home.example", mother)
    remind(everyone, 4)
    assert mails(everyone) == {("own_waits", "amina@home.example"): 1, ("own_waits", "mona@home.example"): 1}
    row = next(each for each in rows(everyone) if each.template == Template.OWN_WAITS)
    mail = messages.written(row, "https://stafet.example")
    for word in ("Amina", "Holm", "Værk", "agreement", "aftale", str(amina.person.pk)):
        assert word not in f"{mail.subject}{mail.body}"


def test_whoever_has_signed_is_not_reminded(
    everyone: Cast, amina: Held, mother: Holder, out: Agreement
) -> None:
    log_in(everyone, amina, "amina@home.example")
    with access.job_scope(everyone.hedeby.pk):
        signature = placements.Signature.objects.select_related("agreement").get(party="young_person")
        placements.sign_agreement(
            signature=signature,
            how=placements.How.LOG_IN,
            voice=placements.Voice.YOUNG_PERSON,
            by=SYSTEM,
            at=NOW,
        )
    remind(everyone, 4)
    assert ("own_waits", "amina@home.example") not in mails(everyone)


def test_whoever_is_of_age_is_written_to_alone(
    everyone: Cast, amina: Held, mother: Holder, out: Agreement
) -> None:
    log_in(everyone, amina, "amina@home.example")
    log_in(everyone, amina, "mona@home.example", mother)
    with access.job_scope(everyone.hedeby.pk):
        amina.person.birth_date = date(TODAY.year - 18, 1, 1)
        amina.person.save()
    remind(everyone, 4)
    assert mails(everyone) == {("own_waits", "amina@home.example"): 1}


def test_those_with_custody_are_asked_for_their_answer(
    everyone: Cast, amina: Held, mother: Holder, placement: Placement
) -> None:
    log_in(everyone, amina, "amina@home.example")
    log_in(everyone, amina, "mona@home.example", mother)
    applied(everyone, placement, mother)
    remind(everyone, 4)
    assert mails(everyone) == {("own_waits", "mona@home.example"): 1}


def test_an_agreement_that_is_out_for_long_is_told_to_whoever_has_the_responsibility(
    everyone: Cast, out: Agreement
) -> None:
    remind(everyone, 14)
    assert mails(everyone)["placements_wait", everyone.bo.email] == 1
    row = next(each for each in rows(everyone) if each.template == Template.PLACEMENTS_WAIT)
    assert row.opens == everyone.hedeby.pk, "one mail for everything, which leads to Today"


def test_the_leader_is_told_of_what_waits_for_a_decision(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    signed(everyone, drafted(everyone, placement, place, mother), mother)
    assert remind(everyone, 13) == 0
    assert remind(everyone, 14) == 1
    assert mails(everyone) == {("placements_wait", everyone.ditte.email): 1}


def test_what_runs_out_is_told_before_and_when_it_has(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    row = drafted(everyone, placement, place, mother, ends_on=TODAY + timedelta(days=60))
    approved(everyone, signed(everyone, row, mother))
    for days in (29, 30, 31, 59, 60, 61):
        remind(everyone, days)
    with access.job_scope(everyone.hedeby.pk):
        told = (
            Reminder.objects.filter(kind=ReminderKind.ENDS_SOON).order_by("on").values_list("on", flat=True)
        )
        assert [(on - TODAY).days for on in told] == [30, 60], "before it runs out, and when it has"
    assert set(mails(everyone)) == {("placements_wait", everyone.bo.email)}


def test_whoever_has_not_applied_is_told_before_the_day(
    everyone: Cast, amina: Held, seen_by_ditte: None
) -> None:
    facts = replace(placements.examples(Country.DK, YEAR)["one-day"], apply_by=TODAY + timedelta(days=20))
    with acting(everyone.gro) as gro:
        scheme = placements.set_scheme(municipality_id=everyone.hedeby.pk, facts=facts, by=gro, at=NOW)
    with acting(everyone.bo) as bo:
        placements.begin_placement(person=amina.person, scheme=scheme, by=bo, at=NOW)
    log_in(everyone, amina, "amina@home.example")
    assert [remind(everyone, days) for days in (5, 6, 7, 21)] == [0, 1, 0, 0]
    assert mails(everyone) == {("own_waits", "amina@home.example"): 1}


def test_what_stands_aside_reminds_nobody(everyone: Cast, out: Agreement, placement: Placement) -> None:
    with access.job_scope(everyone.hedeby.pk):
        Placement.objects.filter(pk=placement.pk).update(aside_since=NOW)
    assert remind(everyone, 20) == 0


def test_a_night_asks_a_constant_number_of_statements(everyone: Cast, out: Agreement) -> None:
    _asked_hosts(everyone, 0, 1)
    few = _statements_of_a_night(everyone)
    _asked_hosts(everyone, 1, 8)
    assert _statements_of_a_night(everyone) == few


def _asked_hosts(everyone: Cast, first: int, until: int) -> None:
    """So many hosts are asked what they offer."""
    with acting(everyone.bo) as bo:
        for number in range(first, until):
            facts = replace(HOST, name=f"Firm {number}", number=_cvr(number), unit_number="")
            host = placements.add_host(
                municipality_id=everyone.hedeby.pk, facts=facts, contact=CONTACT, by=bo, at=NOW
            )
            placements.ask_host(host=host, by=bo, at=NOW)


def _statements_of_a_night(everyone: Cast) -> int:
    """How many statements the night asks; nothing of it stays."""
    seen: list[str] = []

    def watch(execute: Callable[..., object], sql: str, *rest: object) -> object:
        seen.append(sql)
        return execute(sql, *rest)

    with pytest.raises(KeyboardInterrupt):
        _stops_midway(everyone, watch)
    return len(seen)


def _cvr(number: int) -> str:
    """A number that the Danish register could have given: the sum of its weighted digits is a multiple of 11."""
    weights = (2, 7, 6, 5, 4, 3, 2, 1)
    return next(
        str(each)
        for each in range(20000000 + 1000 * number, 20001000 + 1000 * number)
        if sum(int(digit) * weight for digit, weight in zip(str(each), weights, strict=True)) % 11 == 0
    )


@pytest.mark.parametrize(
    ("constraint", "statement"),
    [
        ("reminder_has_a_stage", "UPDATE reminders_reminder SET stage = 0"),
        ("only_hosts_are_counted", "UPDATE reminders_reminder SET kind = 'approval'"),
        (
            "reminded_once_a_stage",
            'INSERT INTO reminders_reminder (id, municipality_id, kind, thing_id, since, stage, "on", to_last_resort, known_at)'
            ' SELECT gen_random_uuid(), municipality_id, kind, thing_id, since, stage, "on", false, known_at FROM reminders_reminder',
        ),
    ],
)
def test_the_database_refuses(
    everyone: Cast, asked: placements.Host, database: psycopg.Connection, constraint: str, statement: str
) -> None:
    remind(everyone, 5)
    with pytest.raises(psycopg.errors.IntegrityError, match=constraint):
        database.execute(statement)
