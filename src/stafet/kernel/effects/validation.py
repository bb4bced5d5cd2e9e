"""What a design must not contain: every contradiction is a sentence that says how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stafet.kernel.effects.cells import Cell, Starts
from stafet.kernel.effects.design import Design, Estimator, Kind
from stafet.kernel.sentences import Sentence, SentenceError, sentence


class ContradictoryDesign(SentenceError):
    """A design that can't be worked out as it stands. ``faults`` are all of them, the first is the sentence."""

    def __init__(self, faults: tuple[Sentence, ...]) -> None:
        super().__init__(faults[0])
        self.faults = faults


class NobodyToCompare(SentenceError):
    """No unit that started has one to be compared with."""


def require_sound(design: Design, cells: Sequence[Cell], starts: Starts) -> None:
    """Refuse a design that contradicts itself or its data.

    Raises
    ------
    ContradictoryDesign
        With a sentence for each fault.
    """
    faults = (*faults_of(design), *_wrong_starts(design, starts), *_wrong_cells(design, cells))
    if faults:
        raise ContradictoryDesign(faults)


def faults_of(design: Design) -> tuple[Sentence, ...]:
    """Everything that is wrong with a design before there are any data; empty: it may be locked."""
    return tuple(_wrong_numbers(design))


def _wrong_numbers(design: Design) -> Iterator[Sentence]:
    window = design.window
    if window.months < 1 or window.periods < 2:
        yield sentence("The window needs at least two periods of at least a month: one before, one after.")
    if design.outcome.matters <= 0:
        yield sentence(
            "Say how small an effect would still matter; without it nobody can say that none was seen."
        )
    if not 80 <= design.level <= 99:
        yield sentence("The level of intervals is from 80 to 99 percent, not %(level)s.", level=design.level)
    if design.draws < 999:
        yield sentence("Shuffle at least 999 times, not %(draws)s.", draws=design.draws)
    if design.anticipation < 0:
        yield sentence("An effect can't be awaited fewer than no periods ahead.")
    yield from _wrong_lists(design)


def _wrong_lists(design: Design) -> Iterator[Sentence]:
    window = design.window
    for part in design.other_windows:
        if not 0 <= part.first < part.last - 1 < window.periods:
            yield sentence(
                "Another window from period %(first)s to %(last)s does not fit into %(periods)s periods.",
                first=part.first,
                last=part.last,
                periods=window.periods,
            )
    if len(set(design.subgroups)) < len(design.subgroups):
        yield sentence("A subgroup stands in the list twice; once is enough.")


def _wrong_starts(design: Design, starts: Starts) -> Iterator[Sentence]:
    begun = {start for start in starts.values() if start is not None and start < design.window.periods}
    if design.estimator is Estimator.BEFORE_AFTER and len({start for start in begun if start > 0}) > 1:
        yield sentence(
            "Schools started at different times, so there is no one before and after: "
            "compare each start with its own time."
        )


def _wrong_cells(design: Design, cells: Sequence[Cell]) -> Iterator[Sentence]:
    seen: set[tuple[str, int]] = set()
    for cell in cells:
        if (cell.unit, cell.period) in seen:
            yield sentence("A school is counted twice in period %(period)s.", period=cell.period)
        seen.add((cell.unit, cell.period))
        is_share = design.outcome.kind is Kind.SHARE
        if cell.people < 0 or (is_share and not 0 <= cell.total <= cell.people):
            yield sentence("In period %(period)s more are counted than there are.", period=cell.period)
