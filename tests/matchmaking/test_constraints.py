"""What the database never lets happen to wishes, rounds, runs and proposals."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
import pytest
from psycopg import errors
from tests.matchmaking.conftest import Town, a_way
from tests.placements.test_constraints import write_again

from stafet.matchmaking.api import Run

T = "matchmaking_"


@pytest.fixture
def everything(town: Town) -> Run:
    """A row of every table."""
    town.wish("Amina", "workshop", longest_way=20)
    a_way(town.cast, town.places["workshop"].host_id, 20)
    run = town.matched(town.closed(("Amina",)))
    town.accept(run, "Amina")
    return run


@pytest.mark.parametrize(
    ("constraint", "table", "changes"),
    [
        ("wish_list_version_once", "wishlist", {}),
        ("one_wish_of_each_rank", "wish", {}),
        ("wished_once", "wish", {"rank": 2}),
        ("travel_once", "traveltime", {}),
        ("round_named_once", "round", {}),
        ("run_numbered_once", "run", {}),
        ("in_a_round_once", "entry", {}),
        ("proposed_once", "proposal", {"state": "proposed"}),
    ],
)
def test_what_is_once_is_not_written_twice(
    database: psycopg.Connection, everything: Run, constraint: str, table: str, changes: Mapping[str, object]
) -> None:
    with pytest.raises(errors.UniqueViolation, match=constraint):
        write_again(database, T + table, changes)


def test_one_run_of_a_round_is_under_way_at_a_time(database: psycopg.Connection, everything: Run) -> None:
    write_again(database, f"{T}run", {"number": 2, "state": "waiting"})
    with pytest.raises(errors.UniqueViolation, match="one_run_at_a_time"):
        write_again(database, f"{T}run", {"number": 3, "state": "working"})


def test_one_proposal_for_a_pupil_is_accepted(database: psycopg.Connection, everything: Run) -> None:
    write_again(database, f"{T}run", {"number": 2})
    (other,) = database.execute("SELECT id FROM matchmaking_run WHERE number = 2").fetchone() or ("",)
    with pytest.raises(errors.UniqueViolation, match="accepted_once"):
        write_again(database, f"{T}proposal", {"run_id": str(other)})


def test_a_pair_is_refused_once(database: psycopg.Connection, everything: Run) -> None:
    add = (
        "INSERT INTO matchmaking_refusal (id, municipality_id, person_id, entry_id, place_id, reason, words, known_at)"
        " SELECT gen_random_uuid(), municipality_id, person_id, entry_id, place_id, 'way', '', known_at"
        " FROM matchmaking_proposal"
    )
    database.execute(add)
    with pytest.raises(errors.UniqueViolation, match="refused_once"):
        database.execute(add)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("wished_way_is_a_way", "wishlist SET longest_way = 0"),
        ("wished_way_is_a_way", "wishlist SET longest_way = 241"),
        ("wish_rank_is_in_range", "wish SET rank = 0"),
        ("wish_rank_is_in_range", "wish SET rank = 6"),
        ("travel_takes_minutes", "traveltime SET minutes = 0"),
        ("travel_takes_minutes", "traveltime SET minutes = 241"),
        ("closed_round_has_a_seed", "round SET seed = ''"),
        ("drawn_seed_is_committed_to", "round SET commitment = 'x'"),
        ("round_days_fit", "round SET days = 6"),
        ("run_ends_some_time", "round SET seconds = 901"),
        ("ended_run_has_a_time", "run SET finished_at = NULL"),
        ("changes_are_counted_against_a_run", "run SET fewest_changes = true"),
        ("decided_by_a_person", "proposal SET decided_by_id = NULL"),
        ("decided_by_a_person", "proposal SET place_id = NULL"),
    ],
)
def test_what_is_not_whole_is_not_kept(
    database: psycopg.Connection, everything: Run, constraint: str, change: str
) -> None:
    with pytest.raises(errors.CheckViolation, match=constraint):
        database.execute(f"UPDATE {T}{change}".encode())
