"""Whether what is hidden is safe: judged anew from the table alone, without any solver.

Each change in the proof leads to another table of whole people that agrees with every number that is shown. If such
tables let a small cell have ``k`` or more people, and at least ``k`` different counts lie between the least and the most,
then nobody can tell that it is small – and no group that contains it can be told to be small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from stafet.kernel.disclosure.primary import everybody_cells, small_cells, small_finest
from stafet.kernel.disclosure.proof import Change, Suppression
from stafet.kernel.disclosure.table import ALL, Cell
from stafet.kernel.sentences import Sentence, sentence


def faults(found: Suppression) -> tuple[Sentence, ...]:
    """Everything that is wrong with what is to be published; nothing when it is safe."""
    return (*_wrong_changes(found), *_shown_though_not(found), *_unprotected(found))


def effects_of(found: Suppression, change: Change) -> Counter[Cell]:
    """By how much a change changes every cell."""
    moved: Counter[Cell] = Counter()
    for finest, more in change.items():
        for cell in found.table.over(finest):
            moved[cell] += more
    return moved


def _wrong_changes(found: Suppression) -> Iterator[Sentence]:
    known = found.known
    for change in found.proof:
        wrong = any(
            cell not in found.table.counts or found.table.counts[cell] + more < 0
            for cell, more in change.items()
        )
        if wrong or any(more and cell in known for cell, more in effects_of(found, change).items()):
            yield sentence("A table in the proof contradicts what is shown, so that it proves nothing.")


def _shown_though_not(found: Suppression) -> Iterator[Sentence]:
    shown = found.shown
    small = {*small_cells(found.table, found.rule), *everybody_cells(found.table, found.rule)}
    for cell in sorted(small & set(shown)):
        yield sentence("%(cell)s is shown and must not be.", cell=" · ".join(cell))
    for cell in sorted(found.table.absent & set(shown)):
        yield sentence("%(cell)s is shown as a number and nobody knows it.", cell=" · ".join(cell))


def _unprotected(found: Suppression) -> Iterator[Sentence]:
    k = found.rule.k
    most: Counter[Cell] = Counter()
    least: Counter[Cell] = Counter()
    beside: dict[Cell, int] = {}
    everybody = tuple(everybody_cells(found.table, found.rule))
    moved = [effects_of(found, change) for change in found.proof]
    for change in found.proof:
        for cell, more in change.items():
            most[cell], least[cell] = max(most[cell], more), min(least[cell], more)
    for cell in small_finest(found.table, found.rule):
        count = found.table.counts[cell]
        if count + most[cell] < k or most[cell] - least[cell] < k - 1:
            yield sentence("%(cell)s can be worked out too closely.", cell=" · ".join(cell))
    for cell in everybody:
        place = [d.key for d in found.table.dimensions].index(found.rule.hides_everybody_in)
        base = (*cell[:place], ALL, *cell[place + 1 :])
        beside[cell] = max((each[base] - each[cell] for each in moved), default=0)
        if beside[cell] < k:
            yield sentence("%(cell)s can be told to be everybody.", cell=" · ".join(cell))
    touched = {cell for each in moved for cell, more in each.items() if more}
    for cell in sorted(set(found.hidden) - touched):
        yield sentence("%(cell)s is hidden and can be worked out all the same.", cell=" · ".join(cell))
