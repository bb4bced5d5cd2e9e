"""What an answer went by, and why, is told to the young person in words: no key, and nothing about anybody else."""

from __future__ import annotations

import re

from tests.conftest import NOW
from tests.matchmaking.conftest import Town, scheme, town

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.matching import Outcome, Reason
from stafet.own import api as own
from stafet.web.copy_words_matched import said_of

__all__ = ["scheme", "town"]
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}")
PROPOSAL = "matchmaking.Proposal"


def told(town: Town, who: str) -> dict[str, str]:
    """The boxes of somebody's proposal, as the copy of everything says them."""
    with access.job_scope(town.cast.hedeby.pk):
        copy = own.take_copy(
            person_id=town.held[who].person.pk,
            municipality_id=town.cast.hedeby.pk,
            made_for=own.CopyFor.SELF,
            by=SYSTEM,
            at=NOW,
        )
    (row,) = next(table.rows for table in copy.tables if table.label == PROPOSAL)
    return {
        value.column: said_of(PROPOSAL, value.column, value.packed)
        for value in row
        if value.packed is not None
    }


def test_a_copy_says_what_became_of_each_wish(town: Town) -> None:
    town.wish("Amina", "workshop", "bakery", longest_way=45)
    town.wish("Bilal", "workshop")
    town.matched(town.closed())
    said = told(town, "Amina")
    assert "places wished for: 2" in said["asked"]
    assert "longest way, in minutes: 45" in said["asked"]
    assert "wish number 1: it was full" in said["why"]
    assert "wish number 2: you were proposed for it" in said["why"]
    assert not KEY.search(said["asked"] + said["why"])
    assert "Bilal" not in said["why"]


def test_every_outcome_and_every_reason_has_words() -> None:
    for outcome in Outcome:
        box = {"wishes": [{"rank": 1, "outcome": outcome.value, "reasons": list(Reason), "against": ""}]}
        said = said_of(PROPOSAL, "why", box)
        assert said.startswith("wish number 1: ")
        assert said.count(",") >= len(Reason)
    assert said_of("placements.Placement", "why", {}) == ""
