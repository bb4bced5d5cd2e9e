"""Did units go the same way before? And does the answer hang on one school, one window, one choice?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from stafet.kernel.effects import shuffles
from stafet.kernel.effects.averages import Of
from stafet.kernel.effects.design import Comparison, Design, Estimator
from stafet.kernel.effects.estimate import Method, Ways, estimates, ways
from stafet.kernel.effects.panel import NEVER, Panel, between
from stafet.kernel.effects.results import Aspect, Checks, Estimate, Variation

FEWER_DRAWS = 1_999
"""How often is shuffled for a variation, whose p nobody concludes from."""


def checks(table: Panel, method: Method) -> Checks:
    """What the time before the starts says."""
    return Checks(before_p(table, method), placebo(table, method))


def before_p(table: Panel, method: Method) -> float | None:
    """How often units part as much before the start, all such periods together, if starts are dealt out by lot.

    What was seen after the start is first taken out of the outcome, or it would sit in the periods before the starts of
    other deals. ``None``: no period before a start has one before it.
    """
    grouped = replace(method, estimator=Estimator.GROUP_TIME)
    way = ways(table, grouped)
    columns = [
        at for at, each in enumerate(way.averages) if each.of is Of.EVENT and _is_before(each.at, method)
    ]
    if not columns:
        return None
    seen = way.linear(table.values, table.weights, table.starts[None, :])[0, 0]
    dealt = shuffles.deals(table.starts, seed=method.seed, draws=method.draws)
    found = shuffles.dealt_effects(table, table.values - seen * table.exposed, dealt, way.linear)[:, columns]
    # From period to period a slow parting is lost in what goes up and down; over the whole time it is not.
    found = found[:, ::-1].cumsum(axis=1)
    scale = found.std(axis=0)
    far = ((found[:, scale > 0] / scale[scale > 0]) ** 2).sum(axis=1)
    return shuffles.p_of(far)


def _is_before(since: int, method: Method) -> bool:
    return since < -method.anticipation


def placebo(table: Panel, method: Method) -> Estimate | None:
    """The effect of a start that never was, in the middle of the time before the first real one.

    ``None`` where that time is shorter than two periods, or nobody can be compared.
    """
    if not table.starting:
        return None
    clean = int(table.starts.min()) - method.anticipation
    if clean < 2:
        return None
    early = replace(
        table,
        values=table.values[:, :clean],
        starts=np.where(table.starts < NEVER, (clean + 1) // 2, NEVER),
    )
    quick = replace(
        method,
        estimator=Estimator.GROUP_TIME,
        comparison=Comparison.NEVER,
        anticipation=0,
        is_headline_only=True,
    )
    found = estimates(ways(early, quick))
    return found[0] if found else None


def without_each(way: Ways) -> tuple[Variation, ...]:
    """The effect without each unit, in the order of units. Only where something is left to compare."""
    table = way.table
    if min(table.starting, len(table.units) - table.starting or len(table.units)) < 2:
        return ()
    found = []
    for at, unit in enumerate(table.units):
        less = replace(
            table,
            units=table.units[:at] + table.units[at + 1 :],
            values=np.delete(table.values, at, axis=0),
            weights=np.delete(table.weights, at),
            starts=np.delete(table.starts, at),
        )
        again = ways(less, way.method)
        if again.averages:
            effect = again.linear(again.table.values, again.table.weights, again.table.starts[None, :])[0, 0]
            found.append(Variation(Aspect.WITHOUT_UNIT, unit, float(effect)))
    return tuple(found)


def variations(table: Panel, other_weights: Panel, design: Design, method: Method) -> tuple[Variation, ...]:
    """Everything a reader may ask: another window, comparison, weighting, estimator; without each unit."""
    method = replace(method, is_headline_only=True, draws=min(method.draws, FEWER_DRAWS))
    tried: list[tuple[Aspect, str, Panel, Method]] = [
        (
            Aspect.WINDOW,
            f"{part.first}-{part.last}",
            between(table, part.first, part.last, anticipation=method.anticipation),
            method,
        )
        for part in design.other_windows
    ]
    comparison = next(each for each in Comparison if each is not method.comparison)
    tried.append((Aspect.COMPARISON, comparison, table, replace(method, comparison=comparison)))
    weighting = "units" if design.weighting == "people" else "people"
    tried.append((Aspect.WEIGHTING, weighting, other_weights, method))
    tried += [
        (Aspect.ESTIMATOR, each, table, replace(method, estimator=each))
        for each in (Estimator.GROUP_TIME, Estimator.UNIT_EFFECTS)
        if each is not method.estimator
    ]
    found = [_variation(*each) for each in tried]
    return (*(each for each in found if each), *without_each(ways(table, method)))


def _variation(aspect: Aspect, what: str, table: Panel, method: Method) -> Variation | None:
    found = estimates(ways(table, method)) if table.starting else ()
    if not found:
        return None
    return Variation(aspect, str(what), found[0].effect, found[0].low, found[0].high)
