"""What is this young person doing, and is it still true? The truth table, and what must hold always."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.kernel.activities import ActivityKind
from stafet.kernel.periods import Period
from stafet.kernel.standing import KnownSpell, Patience, Standing, StandingState, standing

TODAY = date(2026, 11, 24)
PATIENCE = Patience(grace_days=14, gap_days=75)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def spell(
    starts_on: date,
    ends_on: date | None = None,
    *,
    kind: ActivityKind = ActivityKind.VOCATIONAL_EDUCATION,
    at: str = "Tårnby Tekniske Skole",
    missing_since: date | None = None,
    confirmed: bool = True,
) -> KnownSpell:
    return KnownSpell(kind, at, Period(starts_on, ends_on), ago(300), missing_since, confirmed)


def school(starts_on: date, ends_on: date | None = None) -> KnownSpell:
    return spell(starts_on, ends_on, kind=ActivityKind.BASIC_SCHOOL, at="Elmeskolen")


def today(*spells: KnownSpell, has_completed: bool = False) -> Standing:
    return standing(spells, day=TODAY, patience=PATIENCE, has_completed=has_completed)


# --- the truth table -----------------------------------------------------------------------------

TRUTH_TABLE = [
    # what is known                                                        the answer
    ([], StandingState.UNKNOWN),
    ([spell(ahead(10))], StandingState.UNKNOWN),
    ([spell(ago(100))], StandingState.IN_ACTIVITY),
    ([spell(TODAY)], StandingState.IN_ACTIVITY),
    ([spell(ago(100), ahead(1))], StandingState.IN_ACTIVITY),
    ([spell(ago(100), TODAY)], StandingState.WITHOUT_ACTIVITY),
    ([spell(ago(100), missing_since=ago(13))], StandingState.PRESUMED_IN_ACTIVITY),
    ([spell(ago(100), missing_since=ago(14))], StandingState.WITHOUT_ACTIVITY),
    ([spell(ago(13), confirmed=False)], StandingState.PRESUMED_IN_ACTIVITY),
    ([spell(ago(14), confirmed=False)], StandingState.WITHOUT_ACTIVITY),
    ([spell(TODAY, confirmed=False)], StandingState.PRESUMED_IN_ACTIVITY),
    ([school(ago(900), ago(5)), spell(ahead(20))], StandingState.BETWEEN),
    ([school(ago(900), ago(5)), spell(ahead(70))], StandingState.BETWEEN),
    ([school(ago(900), ago(5)), spell(ahead(71))], StandingState.WITHOUT_ACTIVITY),
    ([school(ago(900), ago(200)), spell(ahead(3))], StandingState.WITHOUT_ACTIVITY),
    ([school(ago(900), ago(5))], StandingState.WITHOUT_ACTIVITY),
    ([school(ago(900)), spell(ago(100), missing_since=ago(40))], StandingState.IN_ACTIVITY),
    ([school(ago(900), ago(50)), spell(ago(40), confirmed=False)], StandingState.WITHOUT_ACTIVITY),
    ([spell(ahead(10), missing_since=ago(14))], StandingState.UNKNOWN),
    ([school(ago(900), ago(5)), spell(ahead(10), missing_since=ago(13))], StandingState.BETWEEN),
    ([school(ago(900), ago(5)), spell(ahead(10), missing_since=ago(14))], StandingState.WITHOUT_ACTIVITY),
    ([spell(ago(5), missing_since=ago(20), confirmed=False)], StandingState.WITHOUT_ACTIVITY),
    ([spell(ago(100), missing_since=ahead(1))], StandingState.IN_ACTIVITY),
]


@pytest.mark.parametrize(("spells", "state"), TRUTH_TABLE)
def test_the_answer_follows_from_what_is_known(spells: list[KnownSpell], state: StandingState) -> None:
    assert today(*spells).state is state


@pytest.mark.parametrize(("spells", "state"), TRUTH_TABLE)
def test_who_has_completed_has_completed_whatever_else_is_known(
    spells: list[KnownSpell], state: StandingState
) -> None:
    answer = today(*spells, has_completed=True)

    assert answer.state is StandingState.COMPLETED
    assert (answer.running is not None) == (
        state in {StandingState.IN_ACTIVITY, StandingState.PRESUMED_IN_ACTIVITY}
    )


# --- the sentences -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spells", "since", "because"),
    [
        ([], None, "Nothing is known about what this person does or has done."),
        ([spell(date(2026, 8, 10))], date(2026, 8, 10), "At Tårnby Tekniske Skole since 2026-08-10."),
        (
            [spell(date(2026, 8, 10), missing_since=date(2026, 11, 20))],
            date(2026, 11, 20),
            "At Tårnby Tekniske Skole as far as we know; the register has not shown it since 2026-11-20.",
        ),
        (
            [spell(date(2026, 11, 16), confirmed=False)],
            date(2026, 11, 16),
            "Was to start at Tårnby Tekniske Skole on 2026-11-16; nobody has confirmed it yet.",
        ),
        (
            [school(date(2017, 8, 1), date(2026, 11, 20)), spell(date(2026, 12, 1))],
            date(2026, 11, 20),
            "Nothing since 2026-11-20; starts at Tårnby Tekniske Skole on 2026-12-01.",
        ),
        (
            [school(date(2017, 8, 1), date(2026, 8, 1)), spell(date(2027, 1, 11))],
            date(2026, 8, 1),
            "Nothing since 2026-08-01, and Tårnby Tekniske Skole starts only on 2027-01-11.",
        ),
        (
            [school(date(2017, 8, 1), date(2026, 8, 1))],
            date(2026, 8, 1),
            "Elmeskolen lasted until 2026-07-31, and nothing is known to follow.",
        ),
        (
            [spell(date(2026, 8, 10), missing_since=date(2026, 10, 1))],
            date(2026, 10, 1),
            "The register has not shown Tårnby Tekniske Skole since 2026-10-01, and nothing else is known.",
        ),
        (
            [school(date(2017, 8, 1), date(2026, 8, 1)), spell(date(2026, 8, 10), confirmed=False)],
            date(2026, 8, 1),
            "Was to start at Tårnby Tekniske Skole on 2026-08-10; nobody has confirmed that it began.",
        ),
        (
            [spell(date(2026, 8, 10), confirmed=False)],
            date(2026, 8, 10),
            "Was to start at Tårnby Tekniske Skole on 2026-08-10; nobody has confirmed that it began.",
        ),
    ],
)
def test_the_answer_explains_itself(spells: list[KnownSpell], since: date | None, because: str) -> None:
    answer = today(*spells)

    assert answer.since == since
    assert str(answer.because) == because


def test_a_completed_education_is_completed_since_it_ended() -> None:
    answer = today(
        spell(ago(1000), ago(30)),
        spell(ago(29), kind=ActivityKind.EMPLOYMENT, at="Murer Erik"),
        has_completed=True,
    )

    assert answer.since == ago(30)
    assert answer.running is not None
    assert answer.running.organisation == "Murer Erik"


def test_of_two_completed_educations_the_later_one_counts() -> None:
    first, second = spell(ago(1500), ago(700)), spell(ago(600), ago(30))

    assert today(second, first, has_completed=True).since == ago(30)


def test_school_left_later_than_the_education_does_not_move_its_completion() -> None:
    course = spell(ago(90), ago(10), kind=ActivityKind.ADULT_EDUCATION)

    assert today(spell(ago(1000), ago(100)), course, has_completed=True).since == ago(100)


# --- which spell it rests on ---------------------------------------------------------------------


def test_the_youth_education_is_named_before_the_job_beside_it() -> None:
    job = spell(ago(10), kind=ActivityKind.EMPLOYMENT, at="Murer Erik")
    education = spell(ago(100))

    assert today(job, education).running == education


def test_of_several_activities_the_one_closest_to_a_youth_education_is_named_then_the_newest() -> None:
    kinds = (
        ActivityKind.GENERAL_UPPER_SECONDARY,
        ActivityKind.ADULT_EDUCATION,
        ActivityKind.MILITARY_SERVICE,
    )
    order = [spell(ago(days), kind=kind) for kind in kinds for days in (20, 90)]

    named = [today(*order[n:][::-1]).running for n in range(len(order))]

    assert named == order


def test_the_certain_job_is_named_before_the_education_the_register_lost() -> None:
    job = spell(ago(10), kind=ActivityKind.EMPLOYMENT, at="Murer Erik")
    education = spell(ago(100), missing_since=ago(2))

    answer = today(job, education)

    assert answer.running == job
    assert answer.state is StandingState.IN_ACTIVITY


def test_among_what_is_only_presumed_the_youth_education_is_named_too() -> None:
    job = spell(ago(60), kind=ActivityKind.EMPLOYMENT, at="Murer Erik", missing_since=ago(1))
    education = spell(ago(100), missing_since=ago(5))

    assert today(job, education).running == education


def test_of_two_starts_nobody_confirmed_the_later_one_explains_the_standing() -> None:
    first, second = spell(ago(80), confirmed=False), spell(ago(30), at="Ørestad Gymnasium", confirmed=False)

    assert "Ørestad Gymnasium" in str(today(second, first).because)


def test_a_start_missed_on_the_very_day_school_ended_explains_the_standing() -> None:
    missed = spell(ago(30), at="Ørestad Gymnasium", confirmed=False)

    assert "Ørestad Gymnasium" in str(today(school(ago(900), ago(30)), missed).because)


def test_without_any_patience_a_start_is_doubted_on_its_own_day() -> None:
    nobody_seen = spell(TODAY, confirmed=False)

    answer = standing([nobody_seen], day=TODAY, patience=Patience(grace_days=0, gap_days=0))

    assert answer.state is StandingState.WITHOUT_ACTIVITY


def test_of_several_plans_the_nearest_is_upcoming() -> None:
    soon, later = spell(ahead(10)), spell(ahead(40), at="Ørestad Gymnasium")

    assert today(later, soon).upcoming == soon


def test_the_last_spell_left_is_kept_with_the_reason_it_ended() -> None:
    broken_off = replace(spell(ago(100), ago(3)), end_reason="broken_off")

    answer = today(school(ago(900), ago(101)), broken_off)

    assert answer.last == broken_off
    assert answer.state is StandingState.WITHOUT_ACTIVITY


def test_a_spell_the_register_dropped_before_its_planned_end_was_left_when_it_was_dropped() -> None:
    assert today(spell(ago(100), ago(10), missing_since=ago(40))).since == ago(40)


def test_a_question_about_a_past_day_is_answered_for_that_day() -> None:
    left = spell(date(2026, 1, 1), date(2026, 6, 1), missing_since=date(2026, 5, 1))

    in_march = standing([left], day=date(2026, 3, 14), patience=PATIENCE)
    in_may = standing([left], day=date(2026, 5, 5), patience=PATIENCE)

    assert in_march.state is StandingState.IN_ACTIVITY
    assert in_may.state is StandingState.PRESUMED_IN_ACTIVITY


# --- what must hold always -----------------------------------------------------------------------


@st.composite
def a_spell(draw: st.DrawFn) -> KnownSpell:
    start = draw(st.integers(-120, 90))
    length = draw(st.none() | st.integers(1, 150))
    return spell(
        ahead(start),
        None if length is None else ahead(start + length),
        kind=draw(st.sampled_from(ActivityKind)),
        at=draw(st.sampled_from(["Elmeskolen", "Ørestad Gymnasium", "Murer Erik"])),
        missing_since=draw(st.none() | st.integers(-60, 20).map(ahead)),
        confirmed=draw(st.booleans()),
    )


some_spells = st.lists(a_spell(), max_size=5)


@given(some_spells, st.booleans())
def test_the_order_in_which_things_became_known_changes_nothing(spells: list[KnownSpell], done: bool) -> None:
    forwards, backwards = today(*spells, has_completed=done), today(*reversed(spells), has_completed=done)

    assert (forwards.state, forwards.since) == (backwards.state, backwards.since)


@given(some_spells)
def test_a_running_spell_that_is_certain_always_means_in_activity(spells: list[KnownSpell]) -> None:
    assert today(*spells, spell(ago(30), ahead(30))).state is StandingState.IN_ACTIVITY


@given(some_spells, a_spell())
def test_learning_of_a_spell_that_holds_today_never_takes_an_activity_away(
    spells: list[KnownSpell], more: KnownSpell
) -> None:
    before, after = today(*spells), today(*spells, more)

    if before.state in {StandingState.IN_ACTIVITY, StandingState.PRESUMED_IN_ACTIVITY}:
        assert after.state in {StandingState.IN_ACTIVITY, before.state}


@given(some_spells)
def test_the_spells_named_fit_the_state(spells: list[KnownSpell]) -> None:
    answer = today(*spells)
    is_in_activity = answer.state in {StandingState.IN_ACTIVITY, StandingState.PRESUMED_IN_ACTIVITY}

    assert (answer.running is not None) == is_in_activity
    assert answer.running is None or answer.running.period.covers(TODAY)
    assert answer.upcoming is None or answer.upcoming.period.starts_on > TODAY
    if answer.state is StandingState.BETWEEN:
        assert answer.upcoming is not None
        assert answer.last is not None


@given(some_spells, st.booleans())
def test_a_state_never_holds_since_a_day_to_come(spells: list[KnownSpell], done: bool) -> None:
    answer = today(*spells, has_completed=done)

    assert answer.since is None or answer.since <= TODAY


@given(some_spells)
def test_nothing_is_unknown_about_somebody_who_once_was_somewhere(spells: list[KnownSpell]) -> None:
    once = school(ago(500), ago(300))

    assert today(*spells, once).state is not StandingState.UNKNOWN


@given(some_spells)
def test_more_patience_never_turns_an_activity_into_none(spells: list[KnownSpell]) -> None:
    patient = standing(spells, day=TODAY, patience=Patience(grace_days=30, gap_days=75))

    if today(*spells).state is StandingState.IN_ACTIVITY:
        assert patient.state is StandingState.IN_ACTIVITY
    if today(*spells).state is StandingState.PRESUMED_IN_ACTIVITY:
        assert patient.state is StandingState.PRESUMED_IN_ACTIVITY
