"""What is kept goes when its time is up: by the declared rule, whole, journalled, and nothing else goes with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import a_person, a_spell, covered
from tests.goals.record import measured
from tests.retention.town import busy_town, end_promise, nightly, overdue, rows_about, years_later
from tests.trust.invariants import broken

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.duplicates import api as duplicates
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.kernel.identity import uuid7
from stafet.registers import api as registers
from stafet.registers.models import KnownKey
from stafet.responsibility import api as responsibility
from stafet.retention import api as retention
from stafet.retention.actions import deleting


def test_whoever_the_promise_holds_for_stays(everyone: Cast, database: psycopg.Connection) -> None:
    world = busy_town(everyone)
    with years_later(database, 9) as later:
        nightly(later)
    assert all(rows_about(database, person.pk) for person in world.persons.values())
    assert broken(database) == []


def test_five_years_after_the_promise_ended_nothing_is_left(
    everyone: Cast, database: psycopg.Connection
) -> None:
    world = busy_town(everyone)
    david = world.persons["david"]
    end_promise(david, NOW)
    before = rows_about(database, david.pk)
    assert {
        "people_person",
        "responsibility_holding",
        "responsibility_handoverpackage",
        "access_grant",
    } <= set(before)
    assert any(table.endswith("event") for table in before), (
        "history is kept of somebody this much happened to"
    )

    with years_later(database, 4) as later:
        nightly(later)
        assert rows_about(database, david.pk).keys() >= {"people_person"}
    with years_later(database, 5) as later:
        nightly(later)
        assert rows_about(database, david.pk) == {}
        assert rows_about(database, world.persons["amina"].pk) != {}
        assert overdue(later) == 0
    assert broken(database) == []


def test_after_the_nightly_job_nothing_is_overdue(everyone: Cast, database: psycopg.Connection) -> None:
    world = busy_town(everyone)
    for name in ("amina", "benny", "hanne", "farah", "elin"):
        end_promise(world.persons[name], NOW)
    look_at(everyone, NOW)
    left = []
    for years in (1, 2, 6, 12):
        with years_later(database, years) as later:
            assert years == 1 or overdue(later) > 0, "something is due, or the test proves nothing"
            nightly(later)
            left.append(overdue(later))
    measured("overdue", sum(left), "after the nightly job, clock moved by 1, 2, 6 and 12 years")
    assert left == [0, 0, 0, 0]


def test_a_table_that_the_job_forgets_is_found(
    everyone: Cast, database: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: one history table is left out, and the figure of overdue rows says so."""
    world = busy_town(everyone)
    end_promise(world.persons["hanne"], NOW)
    every = retention.declarations()
    forgetful = tuple(kept for kept in every if kept.label != "responsibility.CoverageEvent")
    with years_later(database, 6) as later:
        monkeypatch.setattr(deleting, "declarations", lambda: forgetful)
        nightly(later)
        assert "responsibility_coverageevent" in rows_about(database, world.persons["hanne"].pk)


def test_the_day_of_deletion_is_exact(everyone: Cast, database: psycopg.Connection) -> None:
    with access.job_scope(everyone.hedeby.pk):
        held = covered(a_person(everyone.hedeby), everyone.guidance, user=everyone.bo)
    end_promise(held.person, NOW)
    with access.job_scope(everyone.hedeby.pk):
        day_before = retention.due(
            municipality_id=everyone.hedeby.pk, at=NOW.replace(year=2031) - timedelta(days=1)
        )
        on_the_day = retention.due(municipality_id=everyone.hedeby.pk, at=NOW.replace(year=2031))
    assert (day_before.people, on_the_day.people) == (0, 1)


def test_for_whom_the_promise_never_began_time_runs_from_the_last_that_was_true(
    everyone: Cast, database: psycopg.Connection
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        in_school = a_person(everyone.hedeby, "Ida")
        a_spell(in_school, everyone.school)
        left = a_person(everyone.hedeby, "Jens")
        a_spell(left, everyone.school, ends_on=(NOW + timedelta(days=200)).date())
        only_written = a_person(everyone.hedeby, "Kai")
    with years_later(database, 5) as later:
        nightly(later)
        gone = [not rows_about(database, each.pk) for each in (in_school, left, only_written)]
        assert gone == [False, False, True]
    with years_later(database, 6) as later:
        nightly(later)
        assert not rows_about(database, left.pk)
        assert rows_about(database, in_school.pk)


def test_two_registrations_of_one_person_go_together(everyone: Cast, database: psycopg.Connection) -> None:
    with access.job_scope(everyone.hedeby.pk):
        kept = covered(a_person(everyone.hedeby), everyone.guidance, user=everyone.bo).person
        twice = covered(a_person(everyone.hedeby), everyone.guidance, user=everyone.bo).person
        responsibility.merge_persons(kept=kept, duplicate=twice, by=SYSTEM, at=NOW)
    with years_later(database, 6) as later:
        nightly(later)
        assert rows_about(database, twice.pk), (
            "what the duplicate did belongs to a person who is still covered"
        )
        end_promise(kept, later)
    with years_later(database, 11) as later:
        nightly(later)
        assert not rows_about(database, twice.pk)
        assert not rows_about(database, kept.pk)


def test_that_two_were_compared_goes_with_the_first_of_them(
    everyone: Cast, database: psycopg.Connection
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        stays = covered(a_person(everyone.hedeby), everyone.guidance, user=everyone.bo).person
        goes = a_person(everyone.hedeby)
        gro, bo = (access.actor_for(user, at=NOW) for user in (everyone.gro, everyone.bo))
        merge = duplicates.propose_merge(
            municipality_id=everyone.hedeby.pk, kept_id=stays.pk, duplicate_id=goes.pk, by=gro, at=NOW
        )
        duplicates.refuse_merge(merge_id=merge.pk, by=bo, at=NOW)
    assert "duplicates_merge" in rows_about(database, goes.pk)
    with years_later(database, 6) as later:
        nightly(later)
        assert rows_about(database, goes.pk) == {}
        assert "duplicates_merge" not in rows_about(database, stays.pk)
        assert rows_about(database, stays.pk)


def test_register_keys_of_somebody_and_of_their_places_go_with_them(
    everyone: Cast, database: psycopg.Connection
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = covered(a_person(everyone.hedeby), everyone.guidance).person
        spell = a_spell(person, everyone.school, ends_on=NOW.date())
        source = registers.create_source(
            municipality_id=everyone.hedeby.pk,
            draft=registers.SourceDraft(
                name="Roster", format=registers.SourceFormat.ONEROSTER, country=Country.DK
            ),
            by=SYSTEM,
            at=NOW,
        )
        for external_id, target in (("P1", person.pk), ("E1", spell.pk), ("O1", everyone.school.pk)):
            KnownKey.objects.create(
                municipality_id=everyone.hedeby.pk,
                source=source,
                kind=registers.RowKind.PERSON,
                external_id=external_id,
                target_id=target,
            )
    end_promise(person, NOW)
    with years_later(database, 6) as later:
        nightly(later)
    left = [key for (key,) in database.execute("SELECT external_id FROM registers_knownkey").fetchall()]
    assert left == ["O1"]


def test_the_logs_go_by_their_own_age_and_outlive_the_person(
    everyone: Cast, database: psycopg.Connection
) -> None:
    look_at(everyone, NOW + timedelta(days=300))
    busy_town(everyone)
    changes = count(database, "audit_change")
    with years_later(database, 1) as later:
        nightly(later)
    assert count(database, "audit_reading") == 1, "ten months old"
    with years_later(database, 2) as later:
        nightly(later)
    assert count(database, "audit_reading") == 0
    assert count(database, "audit_change") >= changes
    with years_later(database, 6) as later:
        nightly(later)
        kept = database.execute("SELECT min(at) FROM audit_change").fetchone()
    assert kept is not None
    assert kept[0] > NOW + timedelta(days=1), "what was done five years ago is gone"


def test_messages_that_were_sent_go_and_those_that_wait_stay(
    everyone: Cast, database: psycopg.Connection
) -> None:
    busy_town(everyone)
    database.execute("UPDATE outbox_outgoingmessage SET state = 'sent', sent_at = due_at")
    waiting = database.execute(
        "UPDATE outbox_outgoingmessage SET state = 'queued', sent_at = NULL"
        " WHERE id = (SELECT id FROM outbox_outgoingmessage ORDER BY id LIMIT 1) RETURNING id"
    ).fetchone()
    with years_later(database, 2) as later:
        nightly(later)
    assert database.execute("SELECT id FROM outbox_outgoingmessage").fetchall() == [waiting]


def test_files_and_staged_rows_go_when_their_load_is_over(
    everyone: Cast, database: psycopg.Connection
) -> None:
    world = busy_town(everyone)
    for load_id in world.loads:
        with access.job_scope(everyone.hedeby.pk):
            if registers.progress(load_id).state is registers.LoadState.PREVIEWED:
                registers.discard_load(load_id=load_id, by=SYSTEM, at=NOW)
    assert count(database, "registers_stagedrow") > 0
    with years_later(database, 1) as later:
        nightly(later)
    assert count(database, "registers_stagedrow") == 0


def test_the_database_lets_nobody_shorten_a_log_at_its_near_end(
    everyone: Cast, database: psycopg.Connection
) -> None:
    """A job that is told a time far ahead takes nothing away that is young by the database's own clock."""
    busy_town(everyone)
    before = count(database, "audit_change")
    with access.job_scope(everyone.hedeby.pk):
        gone = retention.delete_due_rows(
            municipality_id=everyone.hedeby.pk, by=SYSTEM, at=NOW + timedelta(days=4000)
        )
    assert gone
    assert count(database, "audit_change") >= before


def test_the_policies_of_the_logs_say_what_the_declarations_say() -> None:
    declared = {kept.label: kept.retention.keep for kept in retention.declarations()}
    text = Path("src/stafet/retention/trimming.sql").read_text(encoding="utf-8")
    for label, table in (("audit.Change", "audit_change"), ("audit.Reading", "audit_reading")):
        policy = text.split(f"job_trims ON {table}")[1].split(";")[0]
        assert f"interval '{declared[label]}'" in policy


def test_every_declared_time_is_one_the_job_can_carry_out() -> None:
    labels = {kept.label for kept in retention.declarations()}
    assert {"people.Person", "people.PersonEvent", "registers.StagedRow", "outbox.OutgoingMessage"} <= labels


def test_a_deletion_names_a_key_or_an_age(everyone: Cast, database: psycopg.Connection) -> None:
    with (
        pytest.raises(IntegrityError, match="deletion_names_a_key_or_an_age"),
        access.job_scope(everyone.hedeby.pk),
    ):
        retention.Deletion.objects.using("job").create(
            at=NOW, kind="person", rule="P5Y after nothing", rows=1
        )


def test_whoever_is_taken_in_again_meanwhile_stays(everyone: Cast, database: psycopg.Connection) -> None:
    """Somebody else has the row: the job does not wait and does not delete what it has not judged."""
    with access.job_scope(everyone.hedeby.pk):
        person = covered(a_person(everyone.hedeby), everyone.guidance).person
    end_promise(person, NOW)
    with years_later(database, 6) as later:
        with psycopg.connect(database.info.dsn) as other:
            other.execute("SELECT 1 FROM people_person WHERE id = %s FOR KEY SHARE", [person.pk])
            nightly(later)
            assert rows_about(database, person.pk)
        nightly(later)
    assert not rows_about(database, person.pk)


def look_at(everyone: Cast, at: datetime) -> None:
    """Somebody looks at somebody."""
    look = audit.Look(
        at=at,
        by=access.actor_for(everyone.bo, at=NOW),
        purpose="guidance",
        view="web.person.person",
        person_ids=(uuid7(),),
        data_classes="AD",
        search_term="",
        result=audit.ReadResult.SHOWN,
        request_id=uuid7(),
    )
    audit.log_reading(look)


def count(database: psycopg.Connection, table: str) -> int:
    row = database.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0
