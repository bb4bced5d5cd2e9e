"""How many, where, waiting for what: each figure beside a count by hand, and nobody counted who is not seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from tests.conftest import NOW
from tests.placementfigures.conftest import Town, acting
from tests.web.conftest import queries

from stafet.placementfigures import api as figures
from stafet.placementfigures.api import Counts, Part, PupilCounts, Waiting
from stafet.placements.api import AgreementState, EndReason, WayState

__all__ = ["queries"]


def counted(town: Town) -> PupilCounts:
    with acting(town.cast.bo):
        return figures.pupil_counts(town.asked)


def test_pupils_by_state_grade_and_school(town: Town) -> None:
    town.stand(6, WayState.SEEKING)
    town.stand(5, WayState.ACTIVE, grade=8)
    found = counted(town)
    assert found.by_state == Counts(11, (Part("seeking", 6), Part("active", 5)))
    assert found.by_grade == Counts(11, (Part("8", 5), Part("9", 6)))
    assert found.by_model == Counts(11, (Part(town.scheme.name, 11),))
    assert found.by_school == Counts(11, (Part(town.cast.school.name, 11),))
    assert found.applied == 11


def test_a_small_number_is_not_shown_nor_the_one_it_would_follow_from(town: Town) -> None:
    town.stand(3, WayState.SEEKING)
    town.stand(6, WayState.INTERESTED)
    town.stand(7, WayState.ACTIVE)
    found = counted(town)
    assert found.by_state == Counts(16, (Part("interested", None), Part("seeking", None), Part("active", 7)))
    assert found.without_place == Waiting(None, 16, None, None)
    assert found.applied is None


def test_nothing_is_told_of_a_group_that_is_small_as_a_whole(town: Town) -> None:
    town.stand(4, WayState.SEEKING)
    found = counted(town)
    assert found.by_state == Counts(None, (Part("seeking", None),))
    assert found.without_place == Waiting(None, None, None, None)


def test_somebody_the_reader_does_not_see_is_not_counted(town: Town) -> None:
    town.stand(5, WayState.SEEKING)
    town.stand(5, WayState.SEEKING, is_seen=False)
    assert counted(town).by_state == Counts(5, (Part("seeking", 5),))


def test_what_stands_aside_for_another_registration_is_counted_once(town: Town) -> None:
    town.stand(5, WayState.SEEKING)
    town.one(WayState.SEEKING, aside_since=NOW)
    assert counted(town).by_state.base == 5


def test_another_school_year_is_not_counted(town: Town) -> None:
    town.stand(5, WayState.SEEKING)
    with acting(town.cast.bo):
        earlier = replace(town.asked, starts_in=town.asked.starts_in - 1)
        assert figures.pupil_counts(earlier).by_state == Counts(0, ())


def test_days_without_a_place(town: Town) -> None:
    for days in (2, 4, 6, 8, 30):
        town.one(WayState.SEEKING, days=days)
    town.stand(5, WayState.ACTIVE)
    assert counted(town).without_place == Waiting(5, 10, 6.0, 30)


def test_agreements_that_wait_for_signatures_since_they_were_sent(town: Town) -> None:
    for days, row in enumerate(town.stand(5, WayState.DRAFTED)):
        town.agreed(row, AgreementState.OUT, sent_on=town.asked.on - timedelta(days=days))
    assert counted(town).unsigned == Waiting(5, 5, 2.0, 4)


def test_drafts_that_would_follow_from_those_sent_keep_them_hidden(town: Town) -> None:
    for row in town.stand(8, WayState.DRAFTED)[:6]:
        town.agreed(row, AgreementState.OUT, sent_on=town.asked.on)
    assert counted(town).unsigned.count is None


def test_agreements_that_wait_for_the_leader_since_the_last_signature(town: Town) -> None:
    for days, row in enumerate(town.stand(5, WayState.SIGNED, days=90)):
        agreement = town.agreed(row, AgreementState.SIGNED)
        for party, earlier in (("host", 0), ("young_person", 7)):
            town.signed(agreement, party, NOW - timedelta(days=days + earlier))
    assert counted(town).unapproved == Waiting(5, 5, 2.0, 4)


def test_reasons_of_those_who_stopped(town: Town) -> None:
    town.stand(5, WayState.WITHDRAWN, end_reason=EndReason.NO_PLACE)
    town.stand(6, WayState.WITHDRAWN, end_reason=EndReason.ABSENCE)
    found = counted(town)
    assert found.withdrawn == Counts(11, (Part("no_place", 5), Part("absence", 6)))
    assert found.applied == 11


def test_one_who_stopped_is_not_told_by_a_reason(town: Town) -> None:
    town.stand(1, WayState.WITHDRAWN)
    town.stand(9, WayState.ACTIVE)
    found = counted(town)
    assert found.withdrawn == Counts(None, (Part("changed_mind", None),))
    assert found.applied == 10


def test_more_pupils_are_not_more_statements(town: Town, queries: Callable[[], int]) -> None:
    town.stand(2, WayState.SEEKING)
    queries()
    counted(town)
    few = queries()
    town.stand(9, WayState.SEEKING)
    queries()
    counted(town)
    assert queries() == few > 0
