"""The days at the place: reckoned, planned, confirmed, told about, corrected, summed up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.followup.conftest import DAYS, LATER, STARTED, acting, as_bo, at_home, days_told, seen_by_bo

from stafet.access import api as access
from stafet.followup import api as followup
from stafet.followup.api import AttendanceDay, DayMark, DayTold, LinkUse, SchoolBreak
from stafet.kernel.actors import SYSTEM
from stafet.kernel.privacy import DataClass
from stafet.messages import api as messages
from stafet.placements.api import Placement, Voice


def test_the_days_are_the_agreed_weekdays_but_for_holidays_and_breaks(
    everyone: Cast, at_work: Placement
) -> None:
    before = seen_by_bo(everyone, at_work).plan
    assert [each.day for each in before.days[: len(DAYS)]] == DAYS
    first = before.days[len(DAYS) + 2].day
    with as_bo(everyone) as bo:
        followup.keep_break(
            municipality_id=everyone.hedeby.pk, name="Autumn", first_day=first, last_day=first, by=bo, at=NOW
        )
    after = seen_by_bo(everyone, at_work).plan
    assert {each.day for each in before.days} - {each.day for each in after.days} == {first}
    assert all(each.day.month != 12 or each.day.day not in (24, 25, 26) for each in after.days)


def test_a_plan_says_what_it_lacks_until_nothing_is_missing(everyone: Cast, at_work: Placement) -> None:
    plan = seen_by_bo(everyone, at_work).plan
    assert [str(each) for each in plan.missing] == ["Nothing is planned for any part of it yet."]
    _plan(everyone, at_work, STARTED, STARTED + timedelta(days=27))
    (lacks,) = seen_by_bo(everyone, at_work).plan.missing
    assert "are in no planned part" in str(lacks)
    _plan(everyone, at_work, STARTED, STARTED + timedelta(days=400))
    assert seen_by_bo(everyone, at_work).plan.missing == ()


def test_the_company_confirms_the_plan_as_it_stands_and_a_change_asks_anew(
    everyone: Cast, at_work: Placement
) -> None:
    _plan(everyone, at_work, STARTED, STARTED + timedelta(days=400))
    with as_bo(everyone) as bo:
        link = followup.ask_host(placement=at_work, use=LinkUse.PLAN, by=bo, at=NOW)
    with at_home(everyone) as by:
        followup.answer_as_host(link=link, said=followup.HostSaid(name="Villy Værk"), by=by, at=NOW)
    confirmed = seen_by_bo(everyone, at_work).plan.confirmed
    assert confirmed is not None
    assert confirmed.name == "Villy Værk"
    (period,) = seen_by_bo(everyone, at_work).plan.periods
    with as_bo(everyone) as bo:
        followup.change_period(
            period=period, first_day=STARTED, last_day=STARTED, words="Only looks", by=bo, at=LATER
        )
    assert seen_by_bo(everyone, at_work).plan.confirmed is None


def test_days_and_hours_are_summed_with_their_base(everyone: Cast, at_work: Placement) -> None:
    marks = (DayMark.PRESENT, DayMark.LATE, DayMark.ILL)
    told = [
        DayTold(day, mark, 200 if mark is DayMark.LATE else None)
        for day, mark in zip(DAYS, marks, strict=False)
    ]
    with as_bo(everyone) as bo:
        followup.mark_days(placement=at_work, days=told, by=bo, at=NOW)
        total = followup.attendance_totals([at_work.pk])[at_work.pk]
        hours = followup.hours_of([at_work.pk])[at_work.pk]
        first = followup.attendance_totals([at_work.pk], until=DAYS[1])[at_work.pk]
    assert (total.told, total.there, total.minutes) == (3, 2, 390 + 200)
    assert hours == pytest.approx(590 / 60)
    assert (first.told, first.minutes) == (1, 390)
    with acting(everyone.viggo):
        assert followup.attendance_totals([at_work.pk])[at_work.pk].told == 0


def test_a_correction_keeps_what_stood_before(everyone: Cast, at_work: Placement) -> None:
    days_told(everyone, at_work)
    with as_bo(everyone) as bo:
        again = [DayTold(DAYS[0], DayMark.ABSENT), DayTold(DAYS[1], DayMark.PRESENT)]
        assert followup.mark_days(placement=at_work, days=again, by=bo, at=LATER) == 1
        row = AttendanceDay.objects.get(placement=at_work, day=DAYS[0])
        before = apps.get_model("followup", "AttendanceDayEvent").objects.get(pgh_obj_id=row.pk)
    assert (row.mark, row.minutes) == (DayMark.ABSENT, 0)
    assert (before.mark, before.minutes) == (DayMark.PRESENT, 390)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (DayTold(STARTED - timedelta(days=1), DayMark.PRESENT), "outside the agreement"),
        (DayTold(TODAY + timedelta(days=1), DayMark.PRESENT), "still to come"),
        (DayTold(DAYS[0], DayMark.LATE, 0), "how many hours"),
    ],
)
def test_what_can_t_have_been_is_not_written(
    everyone: Cast, at_work: Placement, told: DayTold, why: str
) -> None:
    with as_bo(everyone) as bo, pytest.raises(followup.NotWhole, match=why):
        followup.mark_days(placement=at_work, days=[told], by=bo, at=NOW)


def test_the_host_tells_the_days_by_a_link_that_opens_nothing_afterwards(
    everyone: Cast, at_work: Placement
) -> None:
    with as_bo(everyone) as bo:
        link = followup.ask_host(
            placement=at_work, use=LinkUse.DAYS, first_day=STARTED, last_day=TODAY, by=bo, at=NOW
        )
    assert followup.host_link(messages.link_for(link.pk), at=NOW) is not None
    with at_home(everyone) as by:
        assert list(followup.host_asked(link).days) == DAYS
        said = followup.HostSaid(days=(DayTold(DAYS[0], DayMark.ILL),))
        followup.answer_as_host(link=link, said=said, by=by, at=NOW)
        with pytest.raises(followup.LinkOpensNothing):
            followup.answer_as_host(link=link, said=said, by=by, at=NOW)
    (row,) = seen_by_bo(everyone, at_work).days
    assert (row.mark, row.voice, row.by) == (DayMark.ILL, Voice.HOST, None)
    assert followup.host_link(messages.link_for(link.pk), at=NOW) is None


def test_a_host_says_nothing_of_days_it_was_not_asked_about(everyone: Cast, at_work: Placement) -> None:
    with as_bo(everyone) as bo:
        link = followup.ask_host(
            placement=at_work, use=LinkUse.DAYS, first_day=DAYS[0], last_day=DAYS[0], by=bo, at=NOW
        )
    said = followup.HostSaid(days=(DayTold(DAYS[1], DayMark.PRESENT),))
    with at_home(everyone) as by, pytest.raises(followup.NotWhole, match="asked about"):
        followup.answer_as_host(link=link, said=said, by=by, at=NOW)


def test_a_link_runs_out_and_none_is_sent_while_one_works(everyone: Cast, at_work: Placement) -> None:
    with as_bo(everyone) as bo:
        link = followup.ask_host(placement=at_work, use=LinkUse.PLAN, by=bo, at=NOW)
        with pytest.raises(followup.AskedAlready):
            followup.ask_host(placement=at_work, use=LinkUse.PLAN, by=bo, at=LATER)
    text, after = messages.link_for(link.pk), NOW + timedelta(days=15)
    assert followup.host_link(text, at=after) is None
    assert followup.host_link("guessed", at=NOW) is None
    with at_home(everyone) as by, pytest.raises(followup.LinkOpensNothing):
        followup.answer_as_host(link=link, said=followup.HostSaid(name="Villy"), by=by, at=after)
    with as_bo(everyone) as bo:
        followup.ask_host(placement=at_work, use=LinkUse.PLAN, by=bo, at=after)


def test_the_mail_to_the_company_names_nobody(everyone: Cast, at_work: Placement) -> None:
    with as_bo(everyone) as bo:
        followup.ask_host(placement=at_work, use=LinkUse.PLAN, by=bo, at=NOW)
    with access.job_scope(everyone.hedeby.pk):
        sent = messages.OutgoingMessage.objects.get(template=messages.Template.PLACEMENT_FOLLOW_UP)
        mail = messages.written(sent, "https://stafet.example")
    assert sent.address == "villy@vaerk.example"
    assert "Amina" not in f"{mail.subject}{mail.body}"


def test_who_may_follow_up_and_keep_the_calendar_is_the_same_for_one_and_for_many(
    everyone: Cast, at_work: Placement
) -> None:
    with as_bo(everyone) as bo:
        row = followup.keep_break(
            municipality_id=everyone.hedeby.pk, name="Winter", first_day=TODAY, last_day=TODAY, by=bo, at=NOW
        )
    for user in (everyone.bo, everyone.ditte, everyone.gro, everyone.carl, everyone.viggo, everyone.tove):
        with acting(user) as actor:
            many = SchoolBreak.objects.filter(followup.breaks_keepable_by(actor), pk=row.pk).exists()
            assert followup.can_keep_breaks(actor, row.municipality_id) == many
            rows = Placement.objects.filter(access.visible(DataClass.PROCESS), pk=at_work.pk)
            seen = rows.exists()
            assert rows.filter(followup.placements_followable_by(actor)).exists() == (
                seen and followup.can_follow_up(actor)
            )


def test_a_holiday_of_another_town_is_not_typed_in_and_one_is_taken_out(everyone: Cast) -> None:
    facts: dict[str, Any] = {"name": "Winter", "first_day": TODAY, "last_day": TODAY, "at": NOW}
    with as_bo(everyone) as bo:
        with pytest.raises(followup.NotYours):
            followup.keep_break(municipality_id=everyone.elsewhere.pk, by=bo, **facts)
        row = followup.keep_break(municipality_id=everyone.hedeby.pk, by=bo, **facts)
        with pytest.raises(followup.NotWhole, match="already"):
            followup.keep_break(municipality_id=everyone.hedeby.pk, by=bo, **facts)
        followup.drop_break(school_break=row, by=bo, at=NOW)
        assert followup.school_breaks(everyone.hedeby.pk, since=TODAY) == []


def test_nobody_speaks_for_another(everyone: Cast, at_work: Placement) -> None:
    told = [DayTold(DAYS[0], DayMark.PRESENT)]
    with as_bo(everyone) as bo, pytest.raises(followup.NotYours):
        followup.mark_days(placement=at_work, days=told, voice=Voice.HOST, by=bo, at=NOW)
    with acting(everyone.viggo) as viggo, pytest.raises(followup.NotYours):
        followup.mark_days(placement=at_work, days=told, by=viggo, at=NOW)
    with access.job_scope(everyone.hedeby.pk), pytest.raises(followup.NotYours):
        followup.mark_days(placement=at_work, days=told, voice=Voice.YOUNG_PERSON, by=SYSTEM, at=NOW)


def _plan(everyone: Cast, placement: Placement, first_day: date, last_day: date) -> None:
    with as_bo(everyone) as bo:
        followup.plan_period(
            placement=placement, first_day=first_day, last_day=last_day, words="Wood", by=bo, at=NOW
        )
