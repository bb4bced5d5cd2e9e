"""Many memberships of classes are evidence of one stay at a school."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stafet.integrations.memberships import Days, Homeroom, Memberships, Stay

HOLIDAY = 75
AUGUST, OCTOBER, JANUARY, JUNE = date(2026, 8, 10), date(2026, 10, 19), date(2027, 1, 4), date(2027, 6, 26)
NEXT_AUGUST, NEXT_JUNE = date(2027, 8, 9), date(2028, 6, 24)


def stays_of(
    *courses: Days, homerooms: tuple[Homeroom, ...] = (), roles: tuple[Days, ...] = ()
) -> list[Stay]:
    memberships = Memberships(HOLIDAY)
    for days in courses:
        memberships.add_course("amina", "s1", days, file="enrollments.csv", row=2)
    for homeroom in homerooms:
        memberships.add_homeroom("amina", "s1", homeroom, file="enrollments.csv", row=3)
    for days in roles:
        memberships.add_role("amina", "s1", days, file="roles.csv", row=4)
    return list(memberships.stays())


def test_subjects_make_one_stay_from_the_first_start_to_the_last_end() -> None:
    (stay,) = stays_of(Days(OCTOBER, JUNE), Days(AUGUST, JANUARY), Days(AUGUST, JUNE))
    assert (stay.external_id, stay.days) == ("amina@s1", Days(AUGUST, JUNE))


def test_a_homeroom_with_dates_of_its_own_outweighs_subjects_and_roles() -> None:
    (stay,) = stays_of(
        Days(AUGUST, JUNE),
        homerooms=(Homeroom(Days(AUGUST, JANUARY), "9a", 9),),
        roles=(Days(AUGUST, NEXT_JUNE),),
    )
    assert (stay.days, stay.group, stay.grade) == (Days(AUGUST, JANUARY), "9a", 9)


def test_a_role_with_start_and_end_outweighs_a_homeroom_that_has_only_its_terms_dates() -> None:
    (stay,) = stays_of(
        homerooms=(Homeroom(Days(AUGUST, JUNE, is_inferred=True), "9a", 9),), roles=(Days(OCTOBER, JUNE),)
    )
    assert (stay.days, stay.group) == (Days(OCTOBER, JUNE), "9a")


def test_a_change_of_class_is_one_stay_in_the_latest_class() -> None:
    (stay,) = stays_of(
        homerooms=(Homeroom(Days(AUGUST, JANUARY), "9a", 9), Homeroom(Days(JANUARY, JUNE), "9b", 9))
    )
    assert (stay.days, stay.group) == (Days(AUGUST, JUNE), "9b")


def test_a_summer_is_no_leaving() -> None:
    (stay,) = stays_of(Days(AUGUST, JUNE), Days(NEXT_AUGUST, NEXT_JUNE))
    assert stay.days == Days(AUGUST, NEXT_JUNE)


def test_a_longer_gap_is_two_stays_and_the_latest_keeps_the_plain_name() -> None:
    first, second = stays_of(Days(AUGUST, OCTOBER), Days(NEXT_AUGUST, NEXT_JUNE))
    assert (first.external_id, first.days) == ("amina@s1~2026-08-10", Days(AUGUST, OCTOBER))
    assert (second.external_id, second.days) == ("amina@s1", Days(NEXT_AUGUST, NEXT_JUNE))


def test_a_membership_without_an_end_leaves_the_stay_open() -> None:
    (stay,) = stays_of(Days(AUGUST, JUNE), Days(OCTOBER, None))
    assert stay.days == Days(AUGUST, None)


def test_a_start_is_inferred_only_when_nothing_that_starts_then_is_certain() -> None:
    assert stays_of(Days(AUGUST, JUNE, is_inferred=True), Days(AUGUST, JUNE))[0].days.is_inferred is False
    assert stays_of(Days(AUGUST, JUNE, is_inferred=True), Days(OCTOBER, JUNE))[0].days.is_inferred is True


def test_an_unknown_start_hides_behind_a_known_one() -> None:
    assert stays_of(Days(None, JUNE), Days(OCTOBER, JUNE))[0].days.starts_on == OCTOBER
    (stay,) = stays_of(Days(None, None, is_inferred=True))
    assert (stay.external_id, stay.days.starts_on) == ("amina@s1", None)


moments = st.dates(date(2025, 1, 1), date(2028, 12, 31))
periods = st.builds(
    lambda start, length, is_open: Days(start, None if is_open else start + timedelta(days=length)),
    moments,
    st.integers(1, 400),
    st.booleans(),
)


@given(periods=st.lists(periods, min_size=1, max_size=8), data=st.data())
def test_stays_do_not_depend_on_the_order_of_rows_and_never_overlap(
    periods: list[Days], data: st.DataObject
) -> None:
    found = stays_of(*periods)
    shuffled = stays_of(*data.draw(st.permutations(periods)))
    assert [(stay.external_id, stay.days) for stay in found] == [
        (stay.external_id, stay.days) for stay in shuffled
    ]
    for earlier, later in pairwise(found):
        assert earlier.days.ends_on is not None
        assert later.days.starts_on is not None
        assert (later.days.starts_on - earlier.days.ends_on).days > HOLIDAY
    assert found[0].days.starts_on == min(days.starts_on for days in periods if days.starts_on)
    assert len({stay.external_id for stay in found}) == len(found)
