"""The private cluster: only ours, silent about people, and hard to break."""

from __future__ import annotations

import os
import signal
import stat
import time
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from stafet.postgres import api as postgres
from stafet.postgres.accounts import NoAccount, ServerAccount, server_account
from stafet.postgres.cluster import planned_socket_folder
from stafet.postgres.lockfile import is_alive, read_lock_file

PACKAGED = postgres.find_binaries()


def ask(dsn: str, question: str) -> object:
    with psycopg.connect(dsn) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def test_it_starts_and_stops_twice(own_cluster: postgres.Cluster) -> None:
    for _ in (1, 2):
        own_cluster.start()
        own_cluster.start()
        assert own_cluster.is_running()
        own_cluster.stop()
        own_cluster.stop()
        assert not own_cluster.is_running()


def test_a_second_create_changes_nothing(own_cluster: postgres.Cluster) -> None:
    made = (own_cluster.data_dir / "PG_VERSION").stat().st_mtime_ns

    own_cluster.create()

    assert (own_cluster.data_dir / "PG_VERSION").stat().st_mtime_ns == made


def test_an_interrupted_create_is_made_anew(tmp_path: Path) -> None:
    cluster = postgres.Cluster(tmp_path / "postgres", postgres.find_binaries(), throwaway=True)
    half_made = tmp_path / "postgres.new"
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18\n")

    cluster.create()

    assert cluster.exists()
    assert not half_made.exists()


def test_only_its_user_can_reach_it(cluster: postgres.Cluster) -> None:
    assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(cluster.data_dir.stat().st_mode) == 0o700
    assert ask(cluster.superuser_dsn(), "SHOW listen_addresses") == ""


def test_its_log_never_holds_a_statement_a_parameter_or_a_row(cluster: postgres.Cluster) -> None:
    silent = {
        "log_min_error_statement": "panic",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "log_error_verbosity": "terse",
        "log_statement": "none",
        "log_min_duration_statement": "-1",
    }

    assert {name: ask(cluster.superuser_dsn(), f"SHOW {name}") for name in silent} == silent


def test_danish_and_swedish_letters_survive_search(
    cluster: postgres.Cluster, urls: postgres.DatabaseUrls
) -> None:
    assert ask(urls.app, "SELECT similarity('Søren', 'Sören') < 1")
    assert ask(urls.app, "SELECT lower('ÆØÅÄÖÉ')") == "æøåäöé"
    assert ask(urls.app, "SELECT 'Østergård' ILIKE '%ØSTERGÅRD%'")


def test_real_data_are_written_durably(tmp_path: Path) -> None:
    cluster = postgres.Cluster(tmp_path / "postgres", postgres.find_binaries())
    cluster.create()
    cluster.start()
    try:
        durable = [ask(cluster.superuser_dsn(), f"SHOW {name}") for name in ("fsync", "synchronous_commit")]
    finally:
        cluster.stop()

    assert durable == ["on", "on"]


def test_a_killed_server_starts_again_with_what_was_committed(own_cluster: postgres.Cluster) -> None:
    durable = replace(own_cluster, throwaway=False)
    durable.start()
    with psycopg.connect(durable.superuser_dsn(), autocommit=True) as connection:
        connection.execute("CREATE TABLE baton AS SELECT 42 AS held")
    kill(durable)

    durable.start()

    assert ask(durable.superuser_dsn(), "SELECT held FROM baton") == 42


def test_a_process_number_taken_by_another_program_does_not_block(own_cluster: postgres.Cluster) -> None:
    own_cluster.start()
    kill(own_cluster)
    note = own_cluster.data_dir / "postmaster.pid"
    rest = note.read_text().split("\n", 1)[1]
    note.write_text(f"{os.getpid()}\n{rest}")

    own_cluster.start()

    assert own_cluster.is_running()


def test_a_long_path_gets_a_short_private_socket_folder(tmp_path: Path) -> None:
    cluster = postgres.Cluster(
        tmp_path / ("long" * 30) / "postgres", postgres.find_binaries(), throwaway=True
    )
    cluster.create()
    cluster.start()
    try:
        assert ask(cluster.superuser_dsn(), "SELECT 1") == 1
        assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == 0o700
        assert len(os.fsencode(cluster.socket_folder)) < 90
    finally:
        cluster.stop()
    planned_socket_folder(cluster.data_dir).rmdir()


def test_a_socket_folder_prepared_by_someone_else_is_refused(tmp_path: Path) -> None:
    cluster = postgres.Cluster(
        tmp_path / ("long" * 30) / "postgres", postgres.find_binaries(), throwaway=True
    )
    cluster.create()
    trap = planned_socket_folder(cluster.data_dir)
    trap.symlink_to(tmp_path)
    try:
        with pytest.raises(postgres.ClusterFailed, match="belongs to someone else"):
            cluster.start()
    finally:
        trap.unlink()


def test_data_of_another_version_are_left_alone(own_cluster: postgres.Cluster) -> None:
    (own_cluster.data_dir / "PG_VERSION").write_text("14\n")

    with pytest.raises(postgres.ClusterFailed, match=r"belongs to PostgreSQL 14, .* restore it with the new"):
        own_cluster.start()


def test_a_start_that_fails_says_why(own_cluster: postgres.Cluster) -> None:
    with (own_cluster.data_dir / "postgresql.conf").open("a") as conf:
        conf.write("no_such_setting = 1\n")

    with pytest.raises(postgres.ClusterFailed, match="no_such_setting"):
        own_cluster.start()


def test_a_clone_has_the_data_and_the_owner_of_its_template(
    cluster: postgres.Cluster, urls: postgres.DatabaseUrls
) -> None:
    with psycopg.connect(urls.owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS step (what text)")

    cluster.clone(urls.database, "copy")
    cluster.clone(urls.database, "copy")

    assert ask(cluster.superuser_dsn("copy"), "SELECT count(*) FROM step") == 0
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'copy'"
    assert ask(cluster.superuser_dsn(), owner) == urls.roles.name(postgres.Purpose.OWNER)
    cluster.drop("copy")
    cluster.drop("copy")


def test_a_throwaway_cluster_is_gone_afterwards() -> None:
    with postgres.throwaway_cluster(postgres.find_binaries()) as cluster:
        note = read_lock_file(cluster.data_dir)

    assert not cluster.data_dir.parent.exists()
    assert note is not None
    wait_until_gone(note.pid)


def test_root_never_runs_the_server_as_itself(tmp_path: Path) -> None:
    """For root the account is a user namespace, or an ordinary one that exists; for others simply ours."""
    account = server_account(programs=PACKAGED.folder, data=tmp_path / "postgres")

    assert (account == ServerAccount()) is (os.geteuid() != 0)


def test_root_without_user_namespaces_needs_an_account_that_reaches_the_data(tmp_path: Path) -> None:
    """The test's own folder is closed to everyone else, so for root there is none, and nothing is opened."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    def account() -> ServerAccount:
        return server_account(programs=PACKAGED.folder, data=closed / "postgres", namespaces=False)

    if os.geteuid() == 0:
        with pytest.raises(NoAccount, match="start Stafet as an ordinary user"):
            account()
    else:
        assert account() == ServerAccount()
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def kill(cluster: postgres.Cluster) -> None:
    """End the server as a power cut would."""
    note = read_lock_file(cluster.data_dir)
    assert note is not None
    os.kill(note.pid, signal.SIGKILL)
    wait_until_gone(note.pid)


def wait_until_gone(pid: int) -> None:
    """A process that was told to end needs a moment; one that stays is a failure."""
    deadline = time.monotonic() + 10
    while is_alive(pid):
        assert time.monotonic() < deadline, f"process {pid} is still there"
        time.sleep(0.02)
