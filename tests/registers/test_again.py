"""Lose nothing, double nothing: the same file again, in another order, in two parts, after a crash, twice at once (T14)."""

from __future__ import annotations

import random
from datetime import timedelta

import psycopg
import pytest

from stafet.access import api as access
from stafet.kernel.records import EnrolmentRecord, LoadMode, PersonRecord
from stafet.registers import api as registers
from tests.cast import Cast
from tests.conftest import NOW
from tests.goals.record import measured
from tests.registers.desk import Desk, Told, desk, group, place, pupil, pupils, school

TOLD = (
    "organisations_organisation",
    "organisations_unit",
    "people_person",
    "people_contactdetails",
    "people_nationalnumber",
    "pathways_spell",
    "responsibility_coverage",
    "responsibility_holding",
    "responsibility_nextstep",
    "access_grant",
    "registers_knownkey",
)
"""Every table a load may write facts into."""


@pytest.fixture
def at(everyone: Cast, database: psycopg.Connection) -> Desk:
    return desk(everyone, database)


def a_file() -> Told:
    """Twelve pupils in two classes, with contact details."""
    numbers = range(1, 13)
    people = [pupil(n, email=f"elev{n}@example.org") for n in numbers]
    places = [place(n, group_external_id="G1" if n % 2 else "G2") for n in numbers]
    return [school(), group(), group("G2", name="9.B"), *people, *places]


def versions(at: Desk) -> dict[str, list[tuple[object, ...]]]:
    """The version of every row of every table of facts: any write whatever changes one."""
    return {
        table: sorted(
            at.database.execute(f"SELECT ctid::text, xmin::text, xmax::text FROM {table}").fetchall()
        )
        for table in TOLD
    }


def facts(at: Desk) -> list[tuple[object, ...]]:
    """Who is where, held by whom, seen by whom, without the keys that are made anew."""
    return at.database.execute(
        "SELECT p.given_names, p.birth_date, c.email, o.name, u.name, s.starts_on, s.ends_on, s.missing_since,"
        " h.organisation_id, n.kind, n.due_on, (SELECT count(*) FROM access_grant g WHERE g.person_id = p.id)"
        " FROM people_person p LEFT JOIN people_contactdetails c ON c.person_id = p.id"
        " LEFT JOIN pathways_spell s ON s.person_id = p.id LEFT JOIN organisations_organisation o ON o.id = s.organisation_id"
        " LEFT JOIN organisations_unit u ON u.id = s.unit_id LEFT JOIN responsibility_holding h ON h.person_id = p.id"
        " LEFT JOIN responsibility_nextstep n ON n.person_id = p.id ORDER BY 1, 6"
    ).fetchall()


def test_the_same_file_again_and_again_writes_nothing_at_all(at: Desk) -> None:
    at.load(a_file())
    before = versions(at)
    for hours in (1, 2):
        load_id = at.load(a_file(), at=NOW + timedelta(hours=hours))
        assert set(at.written(load_id).values()) == {0}
        assert {verdict for _, verdict in at.verdicts(load_id)} == {"unchanged"}
    measured("again", int(versions(at) != before), "three times")
    assert versions(at) == before


def test_an_update_that_changes_nothing_would_be_noticed(at: Desk) -> None:
    at.load(pupils(1))
    before = versions(at)
    at.database.execute("UPDATE pathways_spell SET grade = grade")
    assert versions(at) != before


@pytest.mark.parametrize("seed", range(5))
def test_the_same_rows_in_another_order_are_the_same_file(at: Desk, seed: int) -> None:
    at.load(a_file())
    before = versions(at)
    shuffled = list(a_file())
    random.Random(seed).shuffle(shuffled)  # noqa: S311  # an order
    load_id = at.load(shuffled)
    assert versions(at) == before
    assert at.value("SELECT count(DISTINCT content_hash) FROM registers_load") == 1
    assert set(at.written(load_id).values()) == {0}


@pytest.mark.parametrize("seed", range(3))
def test_a_file_read_in_another_order_at_first_comes_to_the_same(
    everyone: Cast, database: psycopg.Connection, seed: int
) -> None:
    shuffled = list(a_file())
    random.Random(seed).shuffle(shuffled)  # noqa: S311  # an order
    straight, mixed = desk(everyone, database), desk(everyone, database, name="The same by another name")
    straight.load(a_file())
    expected = facts(straight)
    wipe(database)
    mixed.load(shuffled)
    assert facts(mixed) == expected


def wipe(database: psycopg.Connection) -> None:
    """Forget everybody, but not the places."""
    database.execute("SET session_replication_role = replica")
    for table in set(TOLD) - {"organisations_organisation", "organisations_unit"}:
        database.execute(f"DELETE FROM {table}")
    database.execute("RESET session_replication_role")


@pytest.mark.parametrize("mode", [LoadMode.DELTA])
def test_a_file_in_two_parts_comes_to_the_same_as_in_one(at: Desk, mode: LoadMode) -> None:
    at.load(a_file())
    expected = facts(at)
    wipe(at.database)
    first, second = in_two(a_file())
    at.load(first, mode=mode)
    at.load(second, mode=mode)
    assert facts(at) == expected


def in_two(told: Told) -> tuple[Told, Told]:
    """Places in both halves, people and their places in one each."""

    def is_early(record: object) -> bool:
        return isinstance(record, PersonRecord | EnrolmentRecord) and int(record.external_id[1:]) <= 6

    def is_a_place(record: object) -> bool:
        return not isinstance(record, PersonRecord | EnrolmentRecord)

    first = [record for record in told if is_early(record) or is_a_place(record)]
    return first, [record for record in told if not is_early(record)]


def test_rows_that_stand_twice_count_once(at: Desk) -> None:
    load_id = at.preview([*a_file(), *a_file()])
    assert at.verdicts(load_id)["person", "new"] == 12
    assert at.verdicts(load_id)["person", "unchanged"] == 12
    at.apply(load_id)
    assert at.count("people_person") == 12
    assert at.count("pathways_spell") == 12


def test_a_reading_that_was_interrupted_begins_again_from_the_first_row(at: Desk) -> None:
    load_id = at.receive()
    with at.job():
        registers.begin_reading(load_id=load_id, by=at.by, at=NOW)
    with at.job():
        registers.stage_records(load_id=load_id, records=list(a_file())[:7], by=at.by, at=NOW)
    at.read(load_id, a_file())
    at.compare(load_id)
    at.apply(load_id)
    assert at.count("people_person") == 12


def test_work_that_is_interrupted_too_often_is_given_up_with_a_sentence(at: Desk) -> None:
    load_id = at.receive()
    for _ in range(4):
        with at.job():
            registers.begin_reading(load_id=load_id, by=at.by, at=NOW)
    shown = at.shown(load_id).progress
    assert shown.state is registers.LoadState.FAILED
    assert shown.problem is not None
    assert "interrupted again and again" in str(shown.problem.what)


class Crash(Exception):
    """The machine dies."""


def test_an_applying_that_dies_has_not_happened_and_can_be_done_again(at: Desk) -> None:
    load_id = at.preview(a_file())
    at.order(load_id)
    before = versions(at)
    with pytest.raises(Crash), at.job():  # noqa: PT012  # it dies after the work, before the commit
        registers.apply_load(load_id=load_id, by=at.by, at=NOW)
        raise Crash
    assert versions(at) == before
    assert at.shown(load_id).progress.state is registers.LoadState.APPLYING
    with at.job():
        registers.apply_load(load_id=load_id, by=at.by, at=NOW)
    assert at.count("people_person") == 12
    assert at.count("responsibility_coverage") == 12


def test_a_register_takes_one_file_at_a_time(at: Desk) -> None:
    at.preview(a_file())
    with pytest.raises(registers.AnotherLoadIsOpen, match="waits for a decision"):
        at.receive()


def test_two_jobs_never_work_on_one_register_at_once(at: Desk, everyone: Cast) -> None:
    load_id = at.preview(a_file())
    at.order(load_id)
    with at.database.transaction():
        at.database.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s::text, 0))", [at.source_id])
        with pytest.raises(registers.AnotherLoadIsOpen, match="at work"), at.job():
            registers.apply_load(load_id=load_id, by=at.by, at=NOW)
    with at.job():
        registers.apply_load(load_id=load_id, by=at.by, at=NOW)
    assert at.count("people_person") == 12


def test_two_registers_that_bring_the_same_person_ask_and_never_double(
    everyone: Cast, database: psycopg.Connection
) -> None:
    first, second = desk(everyone, database), desk(everyone, database, name="Another register")
    one, other = first.preview(pupils(2)), second.preview(pupils(2))
    first.apply(one)
    second.order(other)
    with pytest.raises(registers.KnownHasChanged), second.job():
        registers.apply_load(load_id=other, by=second.by, at=NOW)
    assert first.count("people_person") == 2


def test_a_discarded_load_changes_nothing_and_frees_the_register(at: Desk) -> None:
    before = versions(at)
    load_id = at.preview(a_file())
    with access.user_scope(at.by.user_id):
        registers.discard_load(load_id=load_id, by=at.by, at=NOW)
    assert versions(at) == before
    at.load(a_file())
    assert at.count("people_person") == 12
