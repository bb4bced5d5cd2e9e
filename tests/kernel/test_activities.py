"""Kinds of activity: each means something for the promise."""

from __future__ import annotations

import pytest

from stafet.kernel.activities import (
    EDUCATION,
    QUALIFYING_YOUTH_EDUCATION,
    SCHOOL,
    WORK,
    YOUTH_EDUCATION,
    ActivityKind,
    completes_the_promise,
    counts_as_activity,
    is_education,
    is_youth_education,
)


def test_only_a_qualifying_youth_education_completes_the_promise() -> None:
    assert {kind for kind in ActivityKind if completes_the_promise(kind)} == {
        ActivityKind.VOCATIONAL_EDUCATION,
        ActivityKind.GENERAL_UPPER_SECONDARY,
    }


def test_an_introduction_programme_is_attended_like_a_youth_education_but_completes_nothing() -> None:
    assert is_youth_education(ActivityKind.INTRODUCTION_PROGRAMME)
    assert not completes_the_promise(ActivityKind.INTRODUCTION_PROGRAMME)


def test_preparatory_education_prepares_for_a_youth_education_and_is_none() -> None:
    assert is_education(ActivityKind.PREPARATORY_EDUCATION)
    assert not is_youth_education(ActivityKind.PREPARATORY_EDUCATION)


def test_a_stay_abroad_is_the_only_kind_that_figures_do_not_count() -> None:
    assert [kind for kind in ActivityKind if not counts_as_activity(kind)] == [ActivityKind.ABROAD]


def test_every_youth_education_is_education_and_counts() -> None:
    assert QUALIFYING_YOUTH_EDUCATION < YOUTH_EDUCATION < EDUCATION
    assert SCHOOL < EDUCATION
    assert all(counts_as_activity(kind) for kind in EDUCATION | WORK)


@pytest.mark.parametrize("kind", ActivityKind)
def test_no_kind_is_both_education_and_work(kind: ActivityKind) -> None:
    assert not (is_education(kind) and kind in WORK)
