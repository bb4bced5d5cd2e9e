"""What waits while somebody is at a company: those who work with them are told once a day, and find it on Today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.followup.conftest import (
    DAYS,
    STARTED,
    acting,
    amina,
    as_bo,
    at_work,
    days_told,
    mother,
    place,
    placement,
    quick_settings,
    scheme,
    seen_by_ditte,
)
from tests.reminders.nights import mails, remind, rows

from stafet.access import api as access
from stafet.followup import api as followup
from stafet.followup.api import LinkUse, Side
from stafet.kernel.actors import SYSTEM
from stafet.kernel.privacy import DataClass
from stafet.messages import api as messages
from stafet.messages.api import Template
from stafet.placements.api import Holder, Placement
from stafet.reminders import api as reminders
from stafet.reminders.api import Reminder, ReminderKind, Waiting

__all__ = [
    "amina",
    "at_work",
    "mother",
    "place",
    "placement",
    "quick_settings",
    "scheme",
    "seen_by_ditte",
]
K = ReminderKind
IN_A_WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def in_order(everyone: Cast, at_work: Placement) -> Placement:
    """Her days are told until today, and the year is planned."""
    days_told(everyone, at_work)
    with as_bo(everyone) as bo:
        followup.plan_period(
            placement=at_work,
            first_day=STARTED,
            last_day=TODAY + timedelta(days=200),
            words="In the workshop",
            by=bo,
            at=NOW,
        )
    return at_work


def waits(who: access.User, days: int) -> list[Waiting]:
    """What stands on somebody's Today so many days from now."""
    with acting(who) as actor:
        at = NOW + timedelta(days=days)
        return list(reminders.waiting_placements(actor, at=at, on=TODAY + timedelta(days=days)))


def kinds(who: access.User, days: int) -> list[ReminderKind]:
    """Of which kinds it is, in its order."""
    return [thing.kind for each in waits(who, days) for thing in each.things]


def reminded(everyone: Cast) -> set[str]:
    """Of which kinds it was reminded."""
    with access.job_scope(everyone.hedeby.pk):
        return set(Reminder.objects.values_list("kind", flat=True))


def a_talk(everyone: Cast, placement: Placement, due_on: date) -> followup.CheckIn:
    """Bo has planned to talk to the company."""
    with as_bo(everyone) as bo:
        return followup.plan_check_in(
            placement=placement,
            facts=followup.CheckInFacts(Side.HOST, due_on, "Bo Bertelsen"),
            by=bo,
            at=NOW,
        )


def test_what_is_in_order_waits_for_nobody(everyone: Cast, in_order: Placement) -> None:
    assert kinds(everyone.bo, 0) == []
    assert remind(everyone, 0) == 0
    assert not mails(everyone)


def test_a_talk_stands_on_today_from_its_day_and_is_mailed_when_it_is_late(
    everyone: Cast, in_order: Placement
) -> None:
    talk = a_talk(everyone, in_order, TODAY + timedelta(days=2))
    assert kinds(everyone.bo, 1) == []
    (line,) = waits(everyone.bo, 2)
    assert (line.first.kind, line.first.key, line.first.day) == (K.TALK_DUE, talk.pk, talk.due_on)
    assert [remind(everyone, days) for days in (2, 4, 5, 6)] == [0, 0, 1, 0]
    assert mails(everyone) == {("placements_wait", everyone.bo.email): 1}
    with as_bo(everyone) as bo:
        followup.hold_check_in(
            check_in=talk, on=TODAY + timedelta(days=2), outcome="Well", by=bo, at=NOW + timedelta(days=6)
        )
    assert K.TALK_DUE not in kinds(everyone.bo, 6)


def test_a_talk_that_is_put_off_is_a_new_occasion(everyone: Cast, in_order: Placement) -> None:
    talk = a_talk(everyone, in_order, TODAY)
    assert remind(everyone, 3) == 1
    with access.job_scope(everyone.hedeby.pk):
        followup.CheckIn.objects.filter(pk=talk.pk).update(due_on=TODAY + timedelta(days=3))
    assert [remind(everyone, days) for days in (4, 5, 6)] == [0, 0, 1]


def test_days_nobody_has_told_about_are_missed_after_a_week(everyone: Cast, in_order: Placement) -> None:
    last = DAYS[-1]
    following = last + timedelta(days=7)
    ahead = (following - TODAY).days
    assert K.DAYS_UNTOLD not in kinds(everyone.bo, ahead + 6)
    (line,) = waits(everyone.bo, ahead + 7)
    assert (line.first.kind, line.first.day) == (K.DAYS_UNTOLD, following)
    remind(everyone, ahead + 10)
    assert reminded(everyone) == {"days_untold"}
    with as_bo(everyone) as bo:
        followup.mark_days(
            placement=in_order,
            days=[followup.DayTold(following, followup.DayMark.ILL)],
            by=bo,
            at=NOW + timedelta(days=ahead + 10),
        )
    assert K.DAYS_UNTOLD not in kinds(everyone.bo, ahead + 10)


def test_no_day_is_missed_when_school_is_closed(everyone: Cast, in_order: Placement) -> None:
    with as_bo(everyone) as bo:
        followup.keep_break(
            municipality_id=everyone.hedeby.pk,
            name="Autumn",
            first_day=DAYS[-1] + timedelta(days=1),
            last_day=DAYS[-1] + timedelta(days=13),
            by=bo,
            at=NOW,
        )
    ahead = (DAYS[-1] - TODAY).days + 20
    assert K.DAYS_UNTOLD not in kinds(everyone.bo, ahead)
    assert K.DAYS_UNTOLD in kinds(everyone.bo, ahead + 1)


def test_a_year_plan_that_is_missing_waits_from_the_leader_s_yes(everyone: Cast, at_work: Placement) -> None:
    days_told(everyone, at_work)
    assert K.PLAN_MISSING not in kinds(everyone.bo, 13)
    assert K.PLAN_MISSING in kinds(everyone.bo, 14)
    remind(everyone, 14)
    assert "plan_missing" in reminded(everyone)


def test_a_difficulty_and_an_incident_wait_on_their_days(everyone: Cast, in_order: Placement) -> None:
    issue = followup.IssueFacts(TODAY, Side.HOST, "Comes late", "A talk", "Bo Bertelsen", IN_A_WEEK)
    happened = followup.IncidentFacts(TODAY, followup.IncidentKind.NEAR_MISS, "A rail is put up")
    with as_bo(everyone) as bo:
        followup.tell_issue(placement=in_order, facts=issue, by=bo, at=NOW)
        followup.record_incident(placement=in_order, facts=happened, by=bo, at=NOW)
    assert kinds(everyone.bo, 0) == [K.INCIDENT_OPEN]
    assert kinds(everyone.bo, 7)[:2] == [K.INCIDENT_OPEN, K.ISSUE_DUE]
    assert len(waits(everyone.bo, 7)) == 1
    remind(everyone, 10)
    assert {"incident_open", "issue_due"} <= reminded(everyone)
    assert mails(everyone) == {("placements_wait", everyone.bo.email): 1}


def test_a_company_is_reminded_of_its_link_and_when_it_has_run_out_it_is_called(
    everyone: Cast, in_order: Placement
) -> None:
    talk = a_talk(everyone, in_order, TODAY + timedelta(days=60))
    with as_bo(everyone) as bo:
        link = followup.ask_host(placement=in_order, use=LinkUse.CHECK_IN, about=talk.pk, by=bo, at=NOW)
    remind(everyone, 5)
    assert mails(everyone) == {("tell_reminder", "villy@vaerk.example"): 1}
    (row,) = rows(everyone)
    assert row.opens == link.pk
    assert "/placements/tell/" in messages.written(row, "https://stafet.example").body
    assert K.TELL_LINK_OVER not in kinds(everyone.bo, 14)
    assert K.TELL_LINK_OVER in kinds(everyone.bo, 15)
    with as_bo(everyone) as bo:
        followup.hold_check_in(
            check_in=talk, on=TODAY, outcome="Called them", by=bo, at=NOW + timedelta(days=15)
        )
    assert K.TELL_LINK_OVER not in kinds(everyone.bo, 15)


def test_whoever_has_left_is_not_written_to_but_their_colleagues_are(
    everyone: Cast, in_order: Placement
) -> None:
    a_talk(everyone, in_order, TODAY)
    birgit = access.User(email="birgit@example.org", name="Birgit Bak", language="en")
    with access.job_scope(everyone.hedeby.pk):
        birgit.save()
        access.Membership.objects.filter(user=everyone.bo).update(ends_at=NOW + timedelta(days=1))
        access.Membership.objects.create(
            user=birgit,
            organisation=everyone.guidance,
            role=access.Role.COUNSELLOR,
            starts_at=NOW - timedelta(days=30),
        )
    remind(everyone, 3)
    assert mails(everyone) == {("placements_wait", birgit.email): 1}
    assert kinds(birgit, 3) == [K.TALK_DUE]


def test_the_last_time_those_who_lead_are_told_too(everyone: Cast, in_order: Placement) -> None:
    a_talk(everyone, in_order, TODAY)
    with access.job_scope(everyone.hedeby.pk):
        lead = access.User(email="lead@example.org", name="Lis Leder", language="da")
        lead.save()
        access.Membership.objects.create(
            user=lead,
            organisation=everyone.guidance,
            role=access.Role.COORDINATOR,
            starts_at=NOW - timedelta(days=30),
        )
    remind(everyone, 3)
    remind(everyone, 17)
    assert ("placements_wait", lead.email) not in mails(everyone)
    assert kinds(lead, 17) == []
    remind(everyone, 31)
    assert mails(everyone)["placements_wait", lead.email] == 1
    assert K.TALK_DUE in kinds(lead, 31)
    assert remind(everyone, 45) == 0 or "talk_due" not in _reminded_on(everyone, 45)


def _reminded_on(everyone: Cast, days: int) -> set[str]:
    with access.job_scope(everyone.hedeby.pk):
        return set(Reminder.objects.filter(on=TODAY + timedelta(days=days)).values_list("kind", flat=True))


def test_of_whoever_is_hidden_only_those_on_the_list_hear_anything_or_the_steward_of_last_resort(
    everyone: Cast, amina: Held, in_order: Placement
) -> None:
    a_talk(everyone, in_order, TODAY)
    with access.job_scope(everyone.hedeby.pk):
        access.hide_person(
            municipality_id=everyone.hedeby.pk,
            person_id=amina.person.pk,
            readers=[everyone.ditte.pk],
            by=SYSTEM,
            at=NOW,
        )
    assert remind(everyone, 3) == 1
    assert mails(everyone) == {("placements_wait", everyone.gro.email): 1}, "The steward of last resort."


def test_the_one_mail_of_a_day_names_nobody_and_leads_to_today(everyone: Cast, in_order: Placement) -> None:
    a_talk(everyone, in_order, TODAY)
    remind(everyone, 3)
    (row,) = rows(everyone)
    assert row.template == Template.PLACEMENTS_WAIT
    mail = messages.written(row, "https://stafet.example")
    for word in ("Amina", "Holm", "Værk", str(in_order.pk), str(in_order.person_id)):
        assert word not in f"{mail.subject}{mail.body}{row.key}"


def test_whoever_is_mailed_finds_it_on_their_today(
    everyone: Cast, in_order: Placement, mother: Holder
) -> None:
    """For half a year of nights: no mail to somebody whose Today is empty."""
    a_talk(everyone, in_order, TODAY + timedelta(days=10))
    users = {each.email: each for each in (everyone.bo, everyone.ditte, everyone.gro)}
    told = 0
    for days in range(0, 180, 9):
        before = mails(everyone)
        remind(everyone, days)
        for template, address in mails(everyone) - before:
            told += 1
            assert template == "placements_wait"
            assert kinds(users[address], days), (days, address)
    assert told >= 3


def test_the_reader_s_two_questions_agree(everyone: Cast, in_order: Placement) -> None:
    for who in (everyone.bo, everyone.ditte, everyone.gro, everyone.viggo):
        with acting(who) as actor:
            is_one = reminders.waits_for(actor, in_order, at=NOW)
            many = Placement.objects.filter(
                access.visible(DataClass.PROCESS), reminders.placements_waiting_for(actor, at=NOW)
            )
            assert is_one == many.exists() == (who == everyone.bo)
            assert reminders.leads(actor, in_order) == (
                Placement.objects.filter(access.visible(DataClass.PROCESS))
                .filter(reminders.placements_led_by(actor))
                .exists()
            )
