"""Deferred acceptance, the second rule of fairness: nobody and no place would rather have each other.

Pupils ask in the order of their wishes; a place keeps for the time being those who come first in its order and sends the
others on (Gale and Shapley 1962; with limits within limits, Hatfield and Milgrom 2005). The answer is the best stable
one for every pupil at once. It does not look at how many end without a place, nor at how low wishes go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from heapq import heappop, heappush

from stafet.kernel.matching.check import Ledger
from stafet.kernel.matching.claims import Claim, Claims
from stafet.kernel.matching.limits import Chain
from stafet.kernel.matching.priorities import Policy
from stafet.kernel.matching.problem import Problem, Pupil
from stafet.kernel.matching.result import Method, Result, Value
from stafet.kernel.matching.validation import require_sound
from stafet.kernel.sentences import SentenceError, sentence


class CrossingLimits(SentenceError):
    """Two limits cross, so that no stable matching need exist."""


def deferred_acceptance(problem: Problem, policy: Policy) -> Result:
    """The stable matching that is best for pupils; its values are told, and none of them is claimed to be the best.

    Raises
    ------
    ContradictoryProblem
        When the problem contradicts itself.
    CrossingLimits
        When limits cross; match by priorities then.
    """
    require_sound(problem, policy)
    claims = Claims(problem, policy)
    _require_trees(claims)
    kept = _Kept(claims)
    by_key = {pupil.key: pupil for pupil in problem.pupils}
    asking = {pupil.key: iter(claims.wanted(pupil)) for pupil in problem.pupils}
    waiting = sorted(by_key, reverse=True)
    while waiting:
        pupil = by_key[waiting.pop()]
        option = next(asking[pupil.key], None)
        if option is not None:
            waiting += kept.ask(pupil, option.place)
    ledger = Ledger(problem, policy, kept.placed)
    values = tuple(Value(level, value) for level, value in zip(ledger.levels, ledger.values, strict=True))
    return Result(Method.DEFERRED_ACCEPTANCE, kept.placed, values)


class _Kept:
    """Whom each limit keeps for the time being, with the last in order at hand."""

    def __init__(self, claims: Claims) -> None:
        self._claims = claims
        self._load: Counter[str] = Counter()
        self._last: dict[str, list[tuple[_Backwards, str]]] = {}
        self._place: dict[str, str] = {}
        self._chain: dict[str, Chain] = {}

    @property
    def placed(self) -> dict[str, str]:
        """Pupil → place, in the order of pupils."""
        return dict(sorted(self._place.items()))

    def ask(self, pupil: Pupil, place: str) -> Iterator[str]:
        """Keep a pupil at a place; yields whoever must leave for that, perhaps the pupil themselves."""
        chain = self._claims.chain(pupil, place)
        entry = (_Backwards(self._claims.claim(pupil, place)), place)
        self._place[pupil.key], self._chain[pupil.key] = place, chain
        for limit in chain:
            self._load[limit] += 1
            heappush(self._last.setdefault(limit, []), entry)
        overfull = (limit for limit in chain if self._load[limit] > self._claims.limits.by_key[limit].at_most)
        narrowest = next(overfull, None)
        if narrowest is not None:
            yield self._send_on_the_last(narrowest)

    def _send_on_the_last(self, limit: str) -> str:
        while True:
            entry, place = heappop(self._last[limit])
            pupil = entry.claim[-1]
            if self._place.get(pupil) == place:
                del self._place[pupil]
                self._load.subtract(self._chain.pop(pupil))
                return pupil


class _Backwards:
    """A claim in a heap that has the last one on top."""

    __slots__ = ("claim",)

    def __init__(self, claim: Claim) -> None:
        self.claim = claim

    def __lt__(self, other: _Backwards) -> bool:
        return other.claim < self.claim

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Backwards) and other.claim == self.claim

    def __hash__(self) -> int:
        return hash(self.claim)


def _require_trees(claims: Claims) -> None:
    cells = {
        (option.place, pupil.municipality)
        for pupil in claims.problem.pupils
        for option in claims.options.of(pupil)
    }
    for place, municipality in sorted(cells):
        for narrow, wide in claims.limits.crossings_over(place, municipality):
            raise CrossingLimits(
                sentence(
                    "The limits %(one)s and %(other)s cross, so a stable matching need not exist. Match by priorities, or let"
                    " one of them lie within the other.",
                    one=narrow,
                    other=wide,
                )
            )
