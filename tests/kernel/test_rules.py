"""The rules that ship: dated, sourced, and asked for by key and day."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from stafet.kernel import rules
from stafet.kernel.countries import Country
from stafet.kernel.rules.rule import Rule

TODAY = date(2026, 11, 24)
LADDER = (
    "stafet.handover.first_reminder_after",
    "stafet.handover.second_reminder_after",
    "stafet.handover.steward_after",
    "stafet.handover.coordinator_after",
    "stafet.handover.falls_back_after",
)


def by_key(rule: Rule) -> str:
    return rule.key


@pytest.mark.parametrize(
    ("key", "value", "unit"),
    [
        ("dk.off_plan.contact_within", 5, rules.Unit.WEEKDAYS),
        ("dk.off_plan.offer_within", 30, rules.Unit.CALENDAR_DAYS),
        ("dk.outreach.from_age", 15, rules.Unit.YEARS),
        ("dk.outreach.until_age", 25, rules.Unit.YEARS),
        ("dk.outreach.employment_hours_from", 20, rules.Unit.HOURS_PER_WEEK),
        ("dk.coverage.until_age", 25, rules.Unit.YEARS),
        ("dk.coverage.from_grade", 9, rules.Unit.GRADE),
        ("dk.duty.until_age", 18, rules.Unit.YEARS),
        ("dk.risk_notice.expires_after", 3, rules.Unit.MONTHS),
        ("dk.notification.enrolment_longer_than", 6, rules.Unit.WEEKS),
        ("dk.measures.status_after", 15, rules.Unit.MONTHS),
        ("se.kaa.until_age", 20, rules.Unit.YEARS),
        ("se.kaa.first_contact_attempt_within", 10, rules.Unit.WORKING_DAYS),
        ("stafet.rechoice.stable_after", 3, rules.Unit.MONTHS),
        ("stafet.sharing.sender_reads_for", 30, rules.Unit.CALENDAR_DAYS),
        ("stafet.emergency.lasts", 60, rules.Unit.MINUTES),
        ("stafet.statistics.smallest_group", 5, rules.Unit.PEOPLE),
        ("stafet.statistics.smallest_sensitive_group", 10, rules.Unit.PEOPLE),
    ],
)
def test_what_the_promise_rests_on_is_what_the_sources_say(key: str, value: int, unit: rules.Unit) -> None:
    assert rules.value(key, on=TODAY) == value
    assert rules.rule(key, on=TODAY).unit is unit


def test_a_silent_receiver_is_reminded_twice_then_the_steward_the_coordinator_and_the_municipality() -> None:
    steps = [rules.value(key, on=TODAY) for key in LADDER]

    assert steps == sorted(set(steps))
    assert {rules.rule(key, on=TODAY).unit for key in LADDER} == {rules.Unit.WORKING_DAYS}


def test_the_ladder_ends_before_the_law_wants_a_new_offer() -> None:
    for offered_on in (date(2026, 3, 27), date(2026, 7, 1), date(2026, 12, 18)):
        falls_back = rules.deadline(LADDER[-1], country=Country.DK, from_day=offered_on)
        new_offer = rules.deadline("dk.off_plan.offer_within", country=Country.DK, from_day=offered_on)

        assert falls_back.due_on <= new_offer.due_on


def test_a_contact_with_a_fifteen_year_old_is_due_on_the_fifth_weekday() -> None:
    due = rules.deadline("dk.off_plan.contact_within", country=Country.DK, from_day=date(2026, 12, 22))

    assert due.due_on == date(2026, 12, 30)
    assert due.counted_from == date(2026, 12, 22)
    assert due.rule_key == "dk.off_plan.contact_within"
    assert str(due.explanation) == "Due on 2026-12-30. Weekdays from 2026-12-22: 5."


def test_an_age_is_counted_from_birth_by_the_law_of_today() -> None:
    due = rules.deadline("dk.coverage.until_age", country=Country.DK, from_day=date(2008, 2, 29), on=TODAY)

    assert due.due_on == date(2033, 2, 28)


def test_our_own_policy_counts_by_the_calendar_of_either_country() -> None:
    epiphany_eve = date(2026, 1, 5)
    key = "stafet.handover.first_reminder_after"

    assert rules.deadline(key, country=Country.DK, from_day=epiphany_eve).due_on == date(2026, 1, 8)
    assert rules.deadline(key, country=Country.SE, from_day=epiphany_eve).due_on == date(2026, 1, 9)


def test_danish_law_is_not_counted_by_the_swedish_calendar() -> None:
    with pytest.raises(rules.RuleOfAnotherCountry, match="another country's law"):
        rules.deadline("dk.off_plan.contact_within", country=Country.SE, from_day=TODAY)


def test_a_rule_that_measures_no_time_gives_no_deadline() -> None:
    with pytest.raises(rules.NotAClock):
        rules.deadline("dk.coverage.from_grade", country=Country.DK, from_day=TODAY)


def test_a_mistyped_key_is_answered_with_the_nearest_ones() -> None:
    with pytest.raises(rules.UnknownRule, match=r"Did you mean dk\.off_plan\.contact_within"):
        rules.value("dk.offplan.contact_within", on=TODAY)


def test_a_key_that_resembles_nothing_is_said_to_be_unknown() -> None:
    with pytest.raises(rules.UnknownRule, match=r"There is no rule “zzz”\.$"):
        rules.value("zzz", on=TODAY)


def test_decimals_are_kept_exactly_and_never_rounded_in_silence() -> None:
    key = "dk.steady_employment.hours_of_full_month"

    assert rules.decimal_value(key, on=TODAY) == Decimal("160.33")
    with pytest.raises(rules.NotAWholeNumber, match=r"160\.33"):
        rules.value(key, on=TODAY)


@pytest.mark.parametrize("rule", rules.all_rules(), ids=by_key)
def test_every_rule_says_where_it_comes_from_and_our_own_never_pass_for_law(rule: Rule) -> None:
    assert rule.source
    assert rule.verified_on is not None or rule.to_verify
    assert rule.is_in_force_on(TODAY)
    if rule.key.startswith("stafet."):
        assert rule.country is None
        assert rule.source.startswith("Stafet's own default")
        assert len(rule.note) > 40
    else:
        assert rule.country is not None


def test_every_key_has_one_value_on_a_day() -> None:
    in_force = Counter(rule.key for rule in rules.all_rules() if rule.is_in_force_on(TODAY))

    assert set(in_force.values()) == {1}


def test_ages_end_in_the_same_two_words_everywhere() -> None:
    ages = [rule.key for rule in rules.all_rules() if rule.key.endswith("_age")]

    assert all(key.endswith((".from_age", ".until_age")) for key in ages)


def test_a_goal_for_2030_says_nothing_about_2031() -> None:
    key = "dk.measures.youth_education_share_goal"

    assert rules.value(key, on=date(2030, 12, 31)) == 90
    with pytest.raises(rules.RuleNotInForce):
        rules.value(key, on=date(2031, 1, 1))


def test_the_book_is_read_once() -> None:
    assert rules.rule_book() is rules.rule_book()
