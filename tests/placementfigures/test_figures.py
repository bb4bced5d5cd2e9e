"""What a council asks about placements: counted once, with a base, few hidden, and nothing reckoned that nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, a_spell, covered
from tests.placements.conftest import (
    YEAR,
    acting,
    drafted,
    mother,
    moved,
    place,
    placement,
    scheme,
    seen_by_ditte,
    there,
)
from tests.web.conftest import amina, queries

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM
from stafet.placementfigures import api as figures
from stafet.placements import api as placements
from stafet.placements.api import Branch, EndReason, Holder, Voice, WayMove, WayState

__all__ = ["amina", "mother", "place", "placement", "queries", "scheme", "seen_by_ditte"]


def asked(everyone: Cast, on: date = TODAY) -> figures.Asked:
    return figures.Asked((everyone.hedeby.pk,), YEAR, on)


def some(
    everyone: Cast, scheme: placements.Scheme, how_many: int, state: WayState, **told: object
) -> list[placements.Placement]:
    """As many pupils of 9th grade in one state, written as a register of an earlier time would have them."""
    rows = []
    with access.job_scope(everyone.hedeby.pk):
        for number in range(how_many):
            person = a_person(everyone.hedeby, "Barn", f"{state} {number:02}")
            a_spell(person, everyone.school)
            covered(person, everyone.guidance, user=everyone.bo)
            row = placements.begin_placement(person=person, scheme=scheme, by=SYSTEM, at=NOW)
            placements.Placement.objects.filter(pk=row.pk).update(state=state, **told)
            rows.append(row)
    return rows


def test_everybody_is_counted_once_and_few_are_hidden_with_what_would_give_them_away(
    everyone: Cast, scheme: placements.Scheme
) -> None:
    some(everyone, scheme, 7, WayState.SEEKING, since_on=TODAY - timedelta(days=20))
    some(everyone, scheme, 6, WayState.CANDIDATE)
    some(everyone, scheme, 2, WayState.APPLIED)
    with acting(everyone.bo):
        found = figures.pupil_counts(asked(everyone))
    counts = {part.key: part.count for part in found.by_state.parts}
    assert found.by_state.base == 15
    assert counts == {"candidate": None, "applied": None, "seeking": 7}
    assert [(part.key, part.count) for part in found.by_school.parts] == [(everyone.school.name, 15)]
    assert [(part.key, part.count) for part in found.by_grade.parts] == [("9", 15)]
    waiting = found.without_place
    assert (waiting.count, waiting.base, waiting.median, waiting.longest) == (7, 15, 20, 20)
    assert found.applied is None, "seven and two are nine: the two that are hidden would follow"


def test_nobody_is_counted_whom_the_reader_may_not_see(everyone: Cast, scheme: placements.Scheme) -> None:
    some(everyone, scheme, 6, WayState.SEEKING)
    with acting(everyone.viggo):
        found = figures.pupil_counts(asked(everyone))
        assert (found.by_state.base, found.by_state.parts) == (0, ())
        assert figures.workload(asked(everyone)) == ()
        assert [each.share.base for each in figures.transitions(asked(everyone))] == [0, 0]


def test_what_stands_aside_is_not_counted_twice(everyone: Cast, scheme: placements.Scheme) -> None:
    rows = some(everyone, scheme, 6, WayState.SEEKING)
    with access.job_scope(everyone.hedeby.pk):
        placements.Placement.objects.filter(pk=rows[0].pk).update(aside_since=NOW)
    with acting(everyone.bo):
        assert figures.pupil_counts(asked(everyone)).by_state.base == 5


def test_why_they_stopped_has_its_base(everyone: Cast, scheme: placements.Scheme) -> None:
    some(everyone, scheme, 5, WayState.WITHDRAWN, ended_on=TODAY, end_reason=EndReason.ACCESS)
    some(everyone, scheme, 6, WayState.WITHDRAWN, ended_on=TODAY, end_reason=EndReason.NO_PLACE)
    some(everyone, scheme, 9, WayState.SEEKING)
    with acting(everyone.bo):
        found = figures.pupil_counts(asked(everyone))
    assert {part.key: part.count for part in found.withdrawn.parts} == {"access": 5, "no_place": 6}
    assert (found.withdrawn.base, found.applied) == (11, 20)


def test_hours_agree_with_those_of_the_agreement(
    everyone: Cast,
    placement: placements.Placement,
    place: placements.Place,
    mother: Holder,
) -> None:
    there(everyone, placement, place, mother)
    with acting(everyone.bo):
        agreement = placements.Agreement.objects.select_related(
            "placement__scheme", "person", "place__host"
        ).get()
        (line,) = figures.agreed_hours(asked(everyone, TODAY + timedelta(days=70)))
        assert line.agreed_hours == placements.terms_of(agreement).hours_in_all
    assert (line.pupils, line.is_few) == (1, True)
    assert line.passed_days == 10
    assert line.passed_hours == Decimal("65")
    assert line.cap == min(560, placement.scheme.most_hours or 560)


def test_a_version_that_was_replaced_counts_until_the_next_one_held(
    everyone: Cast,
    placement: placements.Placement,
    place: placements.Place,
    mother: Holder,
    database: psycopg.Connection,
) -> None:
    there(everyone, placement, place, mother)
    with acting(everyone.bo) as bo:
        first = placements.Agreement.objects.get()
        second = placements.change_agreement(
            agreement=first, changes={"weekdays": [2]}, by=bo, at=NOW + timedelta(days=28)
        )
    held_until = TODAY + timedelta(days=28)
    database.execute("SET session_replication_role = replica")
    for row, state, ended in ((first, "replaced", held_until), (second, "in_force", None)):
        database.execute(
            "UPDATE placements_agreement SET state = %s, ended_on = %s, supports_school = true, host_declares = true,"
            " decided_by_id = %s, decided_on = %s WHERE id = %s",
            [state, ended, everyone.ditte.pk, held_until, row.pk],
        )
    with acting(everyone.bo):
        (line,) = figures.agreed_hours(asked(everyone, TODAY + timedelta(days=56)))
    assert line.passed_days == 4 + 4


def test_an_agreement_nobody_has_approved_has_no_hours(
    everyone: Cast, placement: placements.Placement, place: placements.Place, mother: Holder
) -> None:
    drafted(everyone, placement, place, mother)
    with acting(everyone.bo):
        assert list(figures.agreed_hours(asked(everyone))) == []


def test_on_to_vocational_education_after_three_and_fifteen_months(
    everyone: Cast, scheme: placements.Scheme
) -> None:
    told = {"final_talk_on": TODAY, "ended_on": TODAY}
    rows = some(everyone, scheme, 12, WayState.COMPLETED, **told)
    with access.job_scope(everyone.hedeby.pk):
        for row in rows[:6]:
            a_spell(
                row.person,
                everyone.vocational,
                ActivityKind.VOCATIONAL_EDUCATION,
                starts_on=TODAY + timedelta(days=60),
                ends_on=TODAY + timedelta(days=200),
            )
    with acting(everyone.bo):
        early = figures.transitions(asked(everyone, TODAY + timedelta(days=120)))
        late = figures.transitions(asked(everyone, TODAY + timedelta(days=500)))
    assert [(each.months, each.share.count, each.share.base, each.to_come) for each in early] == [
        (3, 6, 12, 0),
        (15, 0, 0, 12),
    ]
    assert [(each.months, each.share.count, each.share.base) for each in late] == [(3, 6, 12), (15, 0, 12)]
    assert late[1].share.is_suppressed, "none of twelve says something about every single one"


def test_the_bank_is_counted_by_branch(everyone: Cast, place: placements.Place) -> None:
    with acting(everyone.bo):
        (line,) = figures.host_counts(asked(everyone))
    assert (line.branch, line.hosts, line.willing, line.places, line.taken, line.free) == (
        Branch.BUILDING,
        1,
        1,
        1,
        0,
        1,
    )


def test_cost_and_lessons_are_reckoned_only_from_what_is_known(
    everyone: Cast, scheme: placements.Scheme
) -> None:
    some(everyone, scheme, 10, WayState.CANDIDATE)
    line = figures.HoursLine(
        scheme.kind, scheme.name, 10, 400, 100, Decimal(2600), Decimal(650), Decimal(260), 560, is_few=False
    )
    with acting(everyone.bo):
        now, scenario = figures.cost_estimate(
            asked(everyone), [line], figures.Supposed(Decimal(100), Decimal(6), Decimal(50))
        )
        few, _ = figures.cost_estimate(asked(everyone), [], figures.Supposed(Decimal(100)))
    assert (now.pupils, now.hours, now.amount) == (10, 260, 260_000)
    assert (scenario.of_pupils, scenario.pupils, scenario.amount) == (10, 5, 130_000)
    assert (few.pupils, few.amount) == (None, None)
    supposed = figures.Supposed(lessons_a_day=Decimal(6))
    assert figures.lessons_missed(asked(everyone), [line], supposed).lessons == 600
    assert figures.lessons_missed(asked(everyone), [line], figures.Supposed()).lessons is None


def test_the_workload_says_who_has_how_many(everyone: Cast, scheme: placements.Scheme) -> None:
    some(everyone, scheme, 3, WayState.SEEKING, since_on=TODAY - timedelta(days=14))
    some(everyone, scheme, 2, WayState.DRAFTED)
    with acting(everyone.bo):
        (line,) = figures.workload(asked(everyone))
    assert (line.name, line.under_way, line.without_place, line.to_sign, line.stood_long) == (
        everyone.bo.name,
        5,
        3,
        2,
        3,
    )


@pytest.mark.parametrize("how_many", [2, 9])
def test_a_page_of_figures_asks_a_constant_number_of_statements(
    everyone: Cast, scheme: placements.Scheme, queries: Callable[[], int], how_many: int
) -> None:
    some(everyone, scheme, how_many, WayState.SEEKING)
    with acting(everyone.bo):
        queries()
        lines = figures.agreed_hours(asked(everyone))
        figures.pupil_counts(asked(everyone))
        figures.host_counts(asked(everyone))
        figures.transitions(asked(everyone))
        figures.workload(asked(everyone))
        figures.cost_estimate(asked(everyone), lines, figures.Supposed())
        assert queries() == _STATEMENTS


_STATEMENTS = 15


def test_moves_are_told_in_states(everyone: Cast, amina: Held, placement: placements.Placement) -> None:
    moved(everyone, placement, WayMove.INFORM)
    with acting(everyone.bo) as bo:
        placements.withdraw(
            placement=placement, reason=EndReason.HOME, words="", voice=Voice.STAFF, by=bo, at=NOW
        )
        found = figures.pupil_counts(asked(everyone))
    assert [(part.key, part.count) for part in found.by_state.parts] == [("withdrawn", None)]
    assert found.by_state.base is None
