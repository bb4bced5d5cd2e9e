"""What somebody registered twice wished for, and what was proposed to them, follows to whoever is kept, and goes back."""

from __future__ import annotations

from datetime import timedelta

import psycopg
from tests.cast import Cast
from tests.conftest import NOW
from tests.duplicates.merging import make_two_again, merge_two, rows_of
from tests.factories import a_person, a_spell, covered
from tests.matchmaking.conftest import Town, acting

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.matchmaking import api as matchmaking
from stafet.matchmaking.api import WhyNot

TABLES = (
    "matchmaking_wishlist",
    "matchmaking_wish",
    "matchmaking_entry",
    "matchmaking_refusal",
    "matchmaking_proposal",
)


def test_wishes_entries_refusals_and_proposals_follow_and_go_back(
    everyone: Cast, town: Town, database: psycopg.Connection
) -> None:
    town.wish("Amina", "workshop", "bakery")
    run = town.matched(town.closed())
    with acting(everyone.bo) as bo:
        matchmaking.refuse_proposal(proposal=town.proposed(run, "Amina"), reason=WhyNot.PUPIL, by=bo, at=NOW)
    twice = town.held["Amina"]
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Amina", birth_date=twice.person.birth_date)
        a_spell(person, everyone.school, ActivityKind.BASIC_SCHOOL, grade=9)
        kept = covered(person, everyone.guidance, user=everyone.bo)
    before = rows_of(database, TABLES, twice.person.pk)
    assert all(before.values())
    merge = merge_two(kept, twice, proposed_by=everyone.bo, decided_by=everyone.gro)
    assert rows_of(database, TABLES, twice.person.pk) == {table: [] for table in TABLES}
    assert rows_of(database, TABLES, kept.person.pk) == before
    make_two_again(merge, undone_by=everyone.gro, at=NOW + timedelta(days=1))
    assert rows_of(database, TABLES, twice.person.pk) == before
