"""What is equal is drawn by lot, and anybody can draw it again."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace

from stafet.kernel.matching.draw import DRAW_BITS, drawn_number
from stafet.kernel.matching.solve import match
from tests.kernel.matching.cases import POLICY, company, problem, pupil

TOWN = problem([pupil(key, "joiner") for key in ("anna", "bo", "carl", "dora")], [company("joiner")])


def test_a_number_is_what_anybody_gets_with_the_published_seed() -> None:
    by_hand = hashlib.sha256(b"15 May\nanna\njoiner").hexdigest()[:10]

    assert drawn_number("15 May", "anna", "joiner") == int(by_hand, 16)
    assert drawn_number("15 May", "anna", "joiner") < 2**DRAW_BITS


def test_the_smallest_sum_of_drawn_numbers_decides_between_equals() -> None:
    keys = ["anna", "bo", "carl", "dora"]
    sums = {
        lucky: sum(drawn_number(POLICY.seed, key, "joiner" if key == lucky else "") for key in keys)
        for lucky in keys
    }
    assert list(match(TOWN, POLICY).placed) == [min(keys, key=lambda key: sums[key])]


def test_the_same_seed_draws_the_same_and_no_key_is_favoured_by_all_seeds() -> None:
    lucky = Counter(next(iter(match(TOWN, replace(POLICY, seed=f"seed {n}")).placed)) for n in range(32))

    assert match(TOWN, POLICY) == match(TOWN, POLICY)
    assert len(lucky) == 4
    assert max(lucky.values()) < 20
