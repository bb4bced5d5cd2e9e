"""Hours against the cap, what is told of days, lessons missed and what it may cost; each beside a count by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from tests.placementfigures.conftest import Town, acting
from tests.web.conftest import queries

from stafet.followup.api import DayMark
from stafet.placementfigures import api as figures
from stafet.placementfigures.api import HoursLine, LessonsMissed, Supposed
from stafet.placements.api import WayState

__all__ = ["queries"]
SIX_LESSONS = Supposed(lessons_a_day=Decimal(6))


def lines_of(town: Town) -> Sequence[HoursLine]:
    return figures.agreed_hours(town.asked, figures.pupil_counts(town.asked).known)


def hours(town: Town) -> HoursLine:
    with acting(town.cast.bo):
        [line] = lines_of(town)
    return line


def missed(town: Town) -> tuple[LessonsMissed, LessonsMissed]:
    with acting(town.cast.bo):
        return figures.lessons_missed(town.asked, lines_of(town), SIX_LESSONS)


def test_three_wednesdays_of_twenty_have_passed(town: Town) -> None:
    town.stand(6, WayState.ACTIVE)
    line = hours(town)
    assert (line.pupils, line.agreed_days, line.passed_days) == (6, 120, 18)
    assert (line.agreed_hours, line.passed_hours) == (Decimal(780), Decimal(117))
    assert (line.above, line.is_few) == (0, False)


def test_what_is_told_stands_beside_what_was_agreed(town: Town) -> None:
    for row in town.stand(6, WayState.ACTIVE):
        town.were_there(row, DayMark.PRESENT, DayMark.LATE, DayMark.ILL)
    line = hours(town)
    assert (line.told_pupils, line.there_days, line.there_hours) == (6, 12, Decimal(72))
    assert missed(town) == (LessonsMissed(False, 6, 18, 108), LessonsMissed(True, 6, 12, 72))


def test_what_is_told_of_few_is_not_shown_nor_of_all_but_few(town: Town) -> None:
    rows = town.stand(7, WayState.ACTIVE)
    for row in rows[:2]:
        town.were_there(row, DayMark.PRESENT)
    assert not hours(town).may_tell
    for row in rows[2:6]:
        town.were_there(row, DayMark.PRESENT)
    assert not hours(town).may_tell
    assert missed(town)[1] == LessonsMissed(True, None, None, None)


def test_the_hours_of_few_are_not_shown_nor_what_follows_from_them(town: Town) -> None:
    town.stand(4, WayState.ACTIVE)
    assert hours(town).is_few
    assert missed(town)[0] == LessonsMissed(False, None, None, None)
    with acting(town.cast.bo):
        lines = lines_of(town)
        cost, _ = figures.cost_estimate(town.asked, lines, Supposed(rate=Decimal(100)))
    assert cost.amount is None


def test_few_with_an_agreement_who_are_not_there_are_left_out_and_it_says_so(town: Town) -> None:
    town.stand(6, WayState.ACTIVE)
    for row in town.stand(2, WayState.APPROVED):
        town.agreed(row, town.IN_FORCE)
    town.stand(3, WayState.SEEKING)
    line = hours(town)
    assert (line.pupils, line.only_there, line.is_few) == (6, True, False)


def test_nothing_is_told_of_hours_where_those_who_are_there_are_hidden_with_few(town: Town) -> None:
    town.stand(6, WayState.ACTIVE)
    town.stand(3, WayState.SEEKING)
    assert hours(town).is_few
    assert missed(town)[0] == LessonsMissed(False, None, None, None)


def test_a_cap_that_many_agreements_exceed(town: Town) -> None:
    town.stand(5, WayState.ACTIVE)
    for row in town.stand(6, WayState.EVALUATED):
        town.agreed(row, town.IN_FORCE, weekdays=[1, 2, 3, 4, 5])
    line = hours(town)
    assert line.cap is not None
    assert line.cap < 650
    assert line.above == 6


def test_what_it_costs_and_what_it_would_cost_if_a_share_chose_it(town: Town) -> None:
    town.stand(6, WayState.ACTIVE)
    with acting(town.cast.bo):
        lines = lines_of(town)
        now, then = figures.cost_estimate(town.asked, lines, Supposed(rate=Decimal(100), uptake=Decimal(50)))
    assert (now.pupils, now.hours, now.amount) == (6, Decimal(130), Decimal(78_000))
    assert then.of_pupils is not None
    assert then.pupils == round(then.of_pupils / 2)


def test_more_pupils_are_not_more_statements_of_hours(town: Town, queries: Callable[[], int]) -> None:
    def asked() -> int:
        queries()
        with acting(town.cast.bo):
            lines = lines_of(town)
            figures.cost_estimate(town.asked, lines, SIX_LESSONS)
            figures.workload(town.asked, figures.pupil_counts(town.asked).known)
        return queries()

    town.stand(5, WayState.ACTIVE)
    few = asked()
    town.stand(5, WayState.ACTIVE)
    assert asked() == few > 0
