"""What somebody registered twice wished for follows with its proposals to whoever is kept, and goes back; of two entries, one goes on."""

from __future__ import annotations

from datetime import timedelta

import psycopg
from tests.conftest import NOW
from tests.duplicates.merging import make_two_again, merge_two, rows_of
from tests.introcourses.conftest import Town, acting, an_eighth_grader

from stafet.introcourses import api as introcourses

TABLES = ("introcourses_entry", "introcourses_wishlist", "introcourses_wish", "introcourses_proposal")


def test_wishes_and_proposals_follow_and_go_back(town: Town, database: psycopg.Connection) -> None:
    twice = town.held["Bilal"]
    the_round = town.opened(("Bilal",))
    town.wish(the_round, "Bilal", "forge", "farm")
    town.answered(town.closed(the_round))
    before = rows_of(database, TABLES, twice.person.pk)
    assert all(before.values())
    kept = an_eighth_grader(town.cast, "Bilal")
    merge = merge_two(kept, twice, proposed_by=town.cast.bo, decided_by=town.cast.gro)
    assert rows_of(database, TABLES, kept.person.pk) == before
    make_two_again(merge, undone_by=town.cast.gro, at=NOW + timedelta(days=1))
    assert rows_of(database, TABLES, twice.person.pk) == before


def test_of_two_who_are_asked_in_one_round_one_goes_on(town: Town, database: psycopg.Connection) -> None:
    kept = town.held["Amina"]
    twice = an_eighth_grader(town.cast, "Amina")
    town.held["Again"] = twice
    the_round = town.opened(("Amina", "Again"))
    for who in ("Amina", "Again"):
        town.wish(the_round, who, "forge")
    merge = merge_two(kept, twice, proposed_by=town.cast.bo, decided_by=town.cast.gro)
    with acting(town.cast.bo):
        assert introcourses.wish_entries_of(the_round).count() == 1
    make_two_again(merge, undone_by=town.cast.gro, at=NOW + timedelta(days=1))
    with acting(town.cast.bo):
        assert introcourses.wish_entries_of(the_round).count() == 2
