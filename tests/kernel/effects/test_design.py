"""A design is locked by its digest, reads back as it was, and is refused with a sentence when it contradicts itself."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from stafet.kernel.effects import (
    Better,
    Cell,
    ContradictoryDesign,
    Criterion,
    Design,
    Estimator,
    Kind,
    LeftOut,
    NobodyToCompare,
    Outcome,
    Part,
    UnreadableDesign,
    Window,
    digest_of,
    digest_of_data,
    faults_of,
    read,
    written,
)
from stafet.kernel.effects.analyse import analyse
from stafet.kernel.effects.panel import panel_of

DESIGN = Design(
    question="Do fewer drop out within six months?",
    exposure="motivational pedagogy: in practice",
    outcome=Outcome("drop-out/6/1", Kind.SHARE, Better.LOWER, 0.03),
    population=(Criterion("course", ("basic-2", "basic-1")),),
    window=Window(date(2024, 8, 1), 3, 8),
    subgroups=("women", "men"),
    other_windows=(Part(0, 6),),
    draws=999,
)
CELLS = [
    Cell(f"s{school}", period, 50, float(10 - 3 * (school < 3 and period > 3) + (school + period) % 3))
    for school in range(8)
    for period in range(8)
]
STARTS = {f"s{school}": 4 if school < 3 else None for school in range(8)}


def test_a_design_reads_back_as_it_was_written_and_its_order_does_not_matter() -> None:
    again = read(written(DESIGN))

    assert written(again) == written(DESIGN)
    assert digest_of(again) == digest_of(replace(DESIGN, subgroups=("men", "women"))) == digest_of(DESIGN)
    assert read(written(again)) == again


def test_the_digest_is_the_same_on_every_machine() -> None:
    assert digest_of(DESIGN) == "b5d5dbad4ff390fcbdc827a33fb8fde88b956d8dd56e2fddd1ef42165baaa805"


@pytest.mark.parametrize(
    "other",
    [
        replace(DESIGN, question="Something else?"),
        replace(DESIGN, outcome=replace(DESIGN.outcome, matters=0.02)),
        replace(DESIGN, window=replace(DESIGN.window, periods=9)),
        replace(DESIGN, estimator=Estimator.UNIT_EFFECTS),
        replace(DESIGN, anticipation=1),
        replace(DESIGN, seed="another"),
        replace(DESIGN, subgroups=()),
        replace(DESIGN, population=()),
    ],
)
def test_whatever_is_changed_after_the_lock_shows(other: Design) -> None:
    assert digest_of(other) != digest_of(DESIGN)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"form":"another"}', written(DESIGN).replace('"share"', '"number"'), '{"form":1}']
    + [written(DESIGN).replace(part, '"level":95,"more":1') for part in ('"level":95',)],
)
def test_what_is_no_design_is_not_read(text: str) -> None:
    with pytest.raises(UnreadableDesign, match="no design"):
        read(text)


def test_the_data_have_a_digest_that_their_order_does_not_change() -> None:
    assert digest_of_data(CELLS, STARTS) == digest_of_data(CELLS[::-1], STARTS)
    assert digest_of_data(CELLS[1:], STARTS) != digest_of_data(CELLS, STARTS)
    assert digest_of_data(CELLS, {**STARTS, "s0": 5}) != digest_of_data(CELLS, STARTS)


def test_a_day_lies_in_the_period_that_holds_it() -> None:
    window = DESIGN.window

    assert [window.period_of(day) for day in (date(2024, 7, 31), date(2024, 8, 1), date(2025, 1, 31))] == [
        -1,
        0,
        1,
    ]
    assert (window.start_of(1), window.ends_on) == (date(2024, 11, 1), date(2026, 8, 1))
    late = Window(date(2024, 1, 31), 1, 12)
    assert [late.period_of(day) for day in (date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 30))] == [
        0,
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("design", "said"),
    [
        (replace(DESIGN, window=Window(date(2024, 8, 1), 3, 1), other_windows=()), "at least two periods"),
        (
            replace(DESIGN, outcome=replace(DESIGN.outcome, matters=0.0)),
            "how small an effect would still matter",
        ),
        (replace(DESIGN, level=50), "from 80 to 99 percent, not 50"),
        (replace(DESIGN, draws=10), "at least 999 times, not 10"),
        (replace(DESIGN, anticipation=-1), "fewer than no periods"),
        (replace(DESIGN, other_windows=(Part(2, 12),)), "from period 2 to 12 does not fit into 8"),
        (replace(DESIGN, subgroups=("men", "men")), "stands in the list twice"),
    ],
)
def test_a_contradiction_is_said_before_the_lock(design: Design, said: str) -> None:
    assert [said in str(fault) for fault in faults_of(design)] == [True]
    with pytest.raises(ContradictoryDesign, match=said):
        analyse(design, CELLS, STARTS)
    assert faults_of(DESIGN) == ()


@pytest.mark.parametrize(
    ("cells", "starts", "estimator", "said"),
    [
        ([*CELLS, CELLS[0]], STARTS, Estimator.GROUP_TIME, "counted twice in period 0"),
        (
            [*CELLS[1:], Cell("s0", 0, 5, 6.0)],
            STARTS,
            Estimator.GROUP_TIME,
            "more are counted than there are",
        ),
        (CELLS, {**STARTS, "s0": 5}, Estimator.BEFORE_AFTER, "started at different times"),
    ],
)
def test_data_that_do_not_fit_are_refused(
    cells: list[Cell], starts: dict[str, int | None], estimator: Estimator, said: str
) -> None:
    with pytest.raises(ContradictoryDesign, match=said):
        analyse(replace(DESIGN, estimator=estimator), cells, starts)


def test_where_nobody_can_be_compared_it_says_so() -> None:
    for starts in (dict.fromkeys(STARTS), dict.fromkeys(STARTS, 4)):
        with pytest.raises(NobodyToCompare, match="take a longer window"):
            analyse(DESIGN, CELLS, starts)


def test_a_school_that_can_not_be_compared_is_left_out_by_name() -> None:
    starts = {**STARTS, "s3": 0, "s4": 8}
    table = panel_of(
        [cell for cell in CELLS if (cell.unit, cell.period) != ("s5", 2)], starts, periods=8, anticipation=1
    )

    assert table.left_out == {
        "s3": LeftOut.STARTED_BEFORE,
        "s4": LeftOut.STARTS_SOON,
        "s5": LeftOut.GAPS,
    }
    assert table.units == ("s0", "s1", "s2", "s6", "s7")


def test_a_web_server_that_shows_results_loads_no_numerics() -> None:
    """numpy takes half a second and 30 MB, in every process."""
    asked = "import sys, stafet.kernel.effects, stafet.kernel.equity; print({'numpy', 'scipy'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "set()"
