"""Who would rather have each other: what must not exist after deferred acceptance, found by looking at every pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stafet.kernel.matching.claims import Claim, Claims
from stafet.kernel.matching.limits import Chain
from stafet.kernel.matching.priorities import Policy
from stafet.kernel.matching.problem import Problem


def blocking_pairs(problem: Problem, policy: Policy, placed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs (pupil, place) that would both rather have each other: there is room, or somebody comes after them."""
    claims = Claims(problem, policy)
    kept = _kept(claims, placed)
    for pupil in problem.pupils:
        for option in claims.wanted(pupil):
            if option.place == placed.get(pupil.key):
                break
            chain = claims.chain(pupil, option.place)
            if _is_taken(claims, kept, chain, claims.claim(pupil, option.place)):
                yield pupil.key, option.place


def _kept(claims: Claims, placed: Mapping[str, str]) -> dict[str, list[Claim]]:
    kept: dict[str, list[Claim]] = {}
    for pupil in claims.problem.pupils:
        place = placed.get(pupil.key)
        for limit in claims.chain(pupil, place) if place else ():
            kept.setdefault(limit, []).append(claims.claim(pupil, place or ""))
    return kept


def _is_taken(claims: Claims, kept: dict[str, list[Claim]], chain: Chain, claim: Claim) -> bool:
    """Whether a claim would be kept: nothing is full, or in the narrowest full limit somebody comes later."""
    for limit in chain:
        others = kept.get(limit, [])
        if len(others) >= claims.limits.by_key[limit].at_most:
            return any(claim < other for other in others)
    return True
