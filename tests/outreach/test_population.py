"""Who is in the target group of the activity responsibility on a day, why, and why somebody is not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import a_person, a_spell, hidden
from tests.outreach.conftest import TODAY, Sweden, acting

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.outreach import api as outreach
from stafet.outreach.api import GroupReason, Outside
from stafet.responsibility.models import Coverage

DAY = timedelta(days=1)


def line_of(sweden: Sweden, *, on: date = TODAY) -> outreach.GroupLine:
    """What is said of the only young person there is."""
    with access.job_scope(sweden.alby.pk):
        (line,) = outreach.standing_in_group(sweden.alby.pk, on=on)
    return line


@pytest.mark.parametrize(
    ("facts", "reason", "says"),
    [
        ({}, GroupReason.BROKE_OFF, "Left Alby gymnasium, last day 2026-04-09, without an exam"),
        (
            {"end_reason": "completed", "end_reason_code": "Studiebevis", "ends_on": date(2026, 6, 12)},
            GroupReason.STUDIEBEVIS,
            "That is not an exam.",
        ),
        (
            {"kind": ActivityKind.INTRODUCTION_PROGRAMME},
            GroupReason.LEFT_INTRODUCTION,
            "Left an introduction programme at Alby gymnasium",
        ),
    ],
)
def test_whoever_left_without_an_exam_is_in_the_group(
    sweden: Sweden, facts: dict[str, Any], reason: GroupReason, says: str
) -> None:
    with access.job_scope(sweden.alby.pk):
        sweden.pupil(**facts)
    line = line_of(sweden)
    assert line.reason is reason
    assert says in str(line.because)


@pytest.mark.parametrize(
    ("facts", "outside", "says"),
    [
        ({"ends_on": None}, Outside.ATTENDS, "Attends Alby gymnasium since 2025-08-18."),
        (
            {"ends_on": None, "kind": ActivityKind.INTRODUCTION_PROGRAMME},
            Outside.INTRODUCTION,
            "which is outside the group",
        ),
        (
            {"ends_on": date(2026, 6, 12), "end_reason": "completed"},
            Outside.COMPLETED,
            "Completed a gymnasium with an exam on 2026-06-12.",
        ),
        ({"birth_date": None}, Outside.BIRTH_UNKNOWN, "Find it out."),
    ],
)
def test_whoever_is_outside_is_told_why(
    sweden: Sweden, facts: dict[str, Any], outside: Outside, says: str
) -> None:
    with access.job_scope(sweden.alby.pk):
        sweden.pupil(**facts)
    line = line_of(sweden)
    assert line.outside is outside
    assert says in str(line.because)


def test_the_responsibility_ends_on_the_20th_birthday_and_not_the_day_before(sweden: Sweden) -> None:
    with access.job_scope(sweden.alby.pk):
        sweden.pupil(birth_date=date(2006, 9, 1))
    assert line_of(sweden, on=date(2026, 8, 31)).is_in
    turned = line_of(sweden, on=date(2026, 9, 1))
    assert turned.outside is Outside.TOO_OLD
    assert str(turned.because) == "Turned 20 on 2026-09-01."


def test_the_day_of_a_start_and_the_day_of_an_end_count(sweden: Sweden) -> None:
    with access.job_scope(sweden.alby.pk):
        person = sweden.pupil()
        a_spell(
            person,
            sweden.gymnasium,
            ActivityKind.VOCATIONAL_EDUCATION,
            starts_on=TODAY,
            confirmed_on=TODAY,
        )
    assert line_of(sweden, on=TODAY - DAY).reason is GroupReason.BROKE_OFF
    assert line_of(sweden, on=TODAY).outside is Outside.ATTENDS


def test_a_summer_between_two_schools_is_not_outside_school(sweden: Sweden) -> None:
    with access.job_scope(sweden.alby.pk):
        person = a_person(sweden.alby, birth_date=date(2010, 5, 17))
        a_spell(person, sweden.school, ends_on=date(2026, 6, 13), end_reason="completed")
        a_spell(
            person,
            sweden.gymnasium,
            ActivityKind.GENERAL_UPPER_SECONDARY,
            starts_on=date(2026, 8, 17),
            confirmed_on=None,
        )
    between = line_of(sweden, on=date(2026, 7, 10))
    assert between.outside is Outside.BETWEEN
    assert "starts at Alby gymnasium on 2026-08-17" in str(between.because)


def test_whoever_left_year_nine_and_starts_nowhere_is_in_the_group(sweden: Sweden) -> None:
    with access.job_scope(sweden.alby.pk):
        person = a_person(sweden.alby, birth_date=date(2010, 5, 17))
        a_spell(person, sweden.school, ends_on=date(2026, 6, 13), end_reason="completed")
    assert line_of(sweden, on=date(2026, 6, 12)).outside is Outside.COMPULSORY
    left = line_of(sweden, on=date(2026, 6, 13))
    assert left.reason is GroupReason.NEVER_STARTED
    assert left.since == date(2026, 6, 13)


def test_of_whom_nothing_is_known_compulsory_school_ends_in_the_summer_of_the_year_they_turn_16(
    sweden: Sweden,
) -> None:
    with access.job_scope(sweden.alby.pk):
        a_person(sweden.alby, birth_date=date(2010, 12, 30))
    assert line_of(sweden, on=date(2026, 6, 30)).outside is Outside.COMPULSORY
    assert line_of(sweden, on=date(2026, 7, 1)).reason is GroupReason.NOT_KNOWN


def test_a_pupil_of_17_who_is_still_in_year_nine_has_it_ahead(sweden: Sweden) -> None:
    with access.job_scope(sweden.alby.pk):
        person = a_person(sweden.alby, birth_date=date(2009, 1, 2))
        a_spell(person, sweden.school)
    assert line_of(sweden).outside is Outside.COMPULSORY


def test_a_place_that_a_register_dropped_counts_until_the_days_of_grace_are_over(sweden: Sweden) -> None:
    with access.job_scope(sweden.alby.pk):
        person = a_person(sweden.alby, birth_date=date(2009, 1, 2))
        a_spell(
            person,
            sweden.gymnasium,
            ActivityKind.GENERAL_UPPER_SECONDARY,
            missing_since=TODAY,
        )
    assert line_of(sweden, on=TODAY + DAY).outside is Outside.ATTENDS
    assert line_of(sweden, on=TODAY + timedelta(days=60)).reason is GroupReason.BROKE_OFF


def test_whoever_moved_away_is_no_longer_looked_for(sweden: Sweden) -> None:
    with access.job_scope(sweden.alby.pk):
        held = sweden.held(sweden.pupil())
        held.step.delete()
        Coverage.objects.filter(pk=held.coverage.pk).update(ends_on=TODAY, end_reason="moved")
        held.holding.ends_at = NOW
        held.holding.save()
    assert line_of(sweden).outside is Outside.MOVED


def test_a_country_whose_law_is_another_has_no_group(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        a_person(everyone.hedeby, birth_date=date(2009, 1, 2))
        assert outreach.population(everyone.hedeby.pk, on=TODAY) == []


def test_a_reader_meets_those_whom_grants_open_and_nobody_hidden(sweden: Sweden, everyone: Cast) -> None:
    with access.job_scope(sweden.alby.pk):
        sweden.held(sweden.pupil("Elsa"))
        hidden(sweden.held(sweden.pupil("Greta")).person)
        sweden.pupil("Nils")
        assert len(outreach.population(sweden.alby.pk, on=TODAY)) == 3
    with acting(sweden.sven):
        assert [line.name for line in outreach.population(sweden.alby.pk, on=TODAY)] == ["Elsa Berg"]
    with acting(everyone.bo):
        assert outreach.population(sweden.alby.pk, on=TODAY) == []
