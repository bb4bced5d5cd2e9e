"""From a locked design and counted cells to the whole answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from stafet.kernel.effects.cells import Cell, Starts, digest_of_data
from stafet.kernel.effects.checks import checks, variations
from stafet.kernel.effects.design import Design, Weighting
from stafet.kernel.effects.estimate import estimates, method_of, ways
from stafet.kernel.effects.panel import Panel, panel_of
from stafet.kernel.effects.results import Analysis, Estimate, Row
from stafet.kernel.effects.validation import NobodyToCompare, require_sound
from stafet.kernel.effects.written import digest_of
from stafet.kernel.sentences import sentence


def analyse(design: Design, cells: Iterable[Cell], starts: Starts) -> Analysis:
    """Work a design out. Cells of units without an entry in ``starts`` are not looked at.

    Raises
    ------
    ContradictoryDesign
        The design, or its starts, can't be worked out as they stand; with a sentence for each fault.
    NobodyToCompare
        No unit started within the window, or none that did has anybody to be compared with.
    """
    counted = tuple(cells)
    require_sound(design, counted, starts)
    table, other = (_table(design, counted, starts, each) for each in _weightings(design))
    method = method_of(design)
    way = ways(table, method) if table.starting else None
    found = estimates(way) if way else ()
    if way is None or not found:
        raise NobodyToCompare(
            sentence(
                "No school that started can be compared with one that had not started yet: "
                "take a longer window, or more schools."
            )
        )
    return Analysis(
        design_digest=digest_of(design),
        data_digest=digest_of_data(counted, starts),
        headline=found[0],
        rows=tuple(Row(each, estimate) for each, estimate in zip(way.averages, found, strict=True)),
        checks=checks(table, method),
        variations=variations(table, other, design, method),
        left_out=dict(table.left_out or {}),
    )


def _weightings(design: Design) -> tuple[Weighting, Weighting]:
    others = [each for each in Weighting if each is not design.weighting]
    return design.weighting, others[0]


def _table(design: Design, cells: Sequence[Cell], starts: Starts, weighting: Weighting) -> Panel:
    return panel_of(
        cells,
        starts,
        periods=design.window.periods,
        weighting=weighting,
        anticipation=design.anticipation,
    )


def by_subgroup(
    design: Design, cells: Mapping[str, Iterable[Cell]], starts: Starts
) -> Mapping[str, Estimate | None]:
    """The headline for each group the design names. ``None``: it can't be compared; its cells lack a period everywhere.

    Intervals are widened for how many groups are looked at (Bonferroni), so that all of them hold together as often as
    the design's level says: whoever looks at twenty groups finds one by chance.
    """
    method = replace(method_of(design), alpha=design.alpha / max(len(design.subgroups), 1))
    found: dict[str, Estimate | None] = {}
    for group in design.subgroups:
        table = _table(design, tuple(cells.get(group, ())), starts, design.weighting)
        of_group = estimates(ways(table, method)) if table.starting else ()
        found[group] = of_group[0] if of_group else None
    return found
