"""Shares that never stand alone: how many of how many, over which time, and hidden when too few."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from stafet.kernel.sentences import Sentence, SentenceError, sentence


class ImpossibleShare(SentenceError):
    """More were counted than there are."""


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``base`` people over a ``window`` of time, hidden where a group is below ``k``.

    ``window`` is the sentence that says over which time and for whom. Hidden are also "none" and "all"
    and nearly so, because each says something about every single person.
    """

    count: int
    base: int
    window: Sentence
    k: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.base:
            raise ImpossibleShare(
                sentence("%(count)s of %(base)s is no share.", count=self.count, base=self.base)
            )

    @property
    def is_suppressed(self) -> bool:
        """Whether the numbers could give somebody away. An empty base gives nobody away."""
        return self.base > 0 and min(self.count, self.base - self.count) < self.k

    @property
    def percent(self) -> Decimal | None:
        """The share in percent with one decimal; ``None`` when it is hidden or there is nobody."""
        if self.is_suppressed or self.base == 0:
            return None
        exact = Decimal(100 * self.count) / Decimal(self.base)
        return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)

    @property
    def shown(self) -> Sentence:
        """What may be shown: the share with its base, or why it is not shown."""
        if self.base == 0:
            return sentence("Nobody to count")
        percent = self.percent
        if percent is None:
            return sentence("Not shown: fewer than %(k)s in one of the groups", k=self.k)
        return sentence(
            "%(count)s of %(base)s (%(percent)s %%)",
            count=self.count,
            base=self.base,
            percent=percent,
        )


def protected_counts(counts: Iterable[int], *, k: int) -> Sequence[int | None]:
    """Counts of groups that together are one known whole: what is smaller than ``k`` is hidden.

    One hidden count alone would follow from the rest, and so would two that are one each; so the next smallest that is not none
    is hidden with them until together they are ``k`` or more.
    """
    known = list(counts)
    told: list[int | None] = [count if count == 0 or count >= k else None for count in known]
    while 0 < sum(known) - sum(count or 0 for count in told) < k or told.count(None) == 1:
        shown = [(count, place) for place, count in enumerate(told) if count]
        if not shown:
            break
        told[min(shown)[1]] = None
    return told
