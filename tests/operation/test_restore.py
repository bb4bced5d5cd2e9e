"""The real thing: a machine was lost, and its Stafet comes back on another one, without anybody who was deleted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import psycopg
import pytest
from django.test import override_settings
from tests.cast import Cast
from tests.conftest import NOW
from tests.operation.conftest import BackUp
from tests.retention.town import busy_town, end_promise, nightly, people_in_the_journal, years_later

from stafet.operation import api as operation
from stafet.postgres import api as postgres
from stafet.retention import api as retention


@pytest.fixture
def other_machine() -> Iterator[tuple[postgres.Cluster, postgres.DatabaseUrls]]:
    """An empty PostgreSQL that has never seen Stafet."""
    with postgres.throwaway_cluster(postgres.find_binaries()) as cluster:
        yield cluster, postgres.connection_settings(cluster.data_dir.parent, {})


@pytest.fixture
def lost(everyone: Cast, back_up: BackUp, database: psycopg.Connection) -> Path:
    """The last backup, from after Hanne was deleted, but with the rows of before: the night had not committed yet."""
    world = busy_town(everyone)
    end_promise(world.persons["hanne"], NOW)
    folder = back_up()
    with years_later(database, 6) as later:
        nightly(later)
    (folder / "deletions.jsonl").write_bytes(retention.journal_file().read_bytes())
    return folder


def restored(
    machine: tuple[postgres.Cluster, postgres.DatabaseUrls], folder: Path, home: Path
) -> operation.Table:
    cluster, urls = machine
    return operation.restore(
        urls,
        folder,
        home=home,
        environ={},
        at=NOW,
        prepare=lambda: postgres.start_private_database(cluster, urls),
    )


def may_log_in(urls: postgres.DatabaseUrls) -> bool:
    try:
        psycopg.connect(urls.app).close()
    except psycopg.OperationalError:
        return False
    return True


def test_on_another_machine_everything_is_there_but_whoever_was_deleted(
    lost: Path, other_machine: tuple[postgres.Cluster, postgres.DatabaseUrls], tmp_path: Path
) -> None:
    with override_settings(STAFET_JOURNAL=tmp_path / "new" / "deletions.jsonl"):
        table = restored(other_machine, lost, tmp_path)
        assert [one.what for one in table.verdicts if not one.right] == []
        assert len(list(retention.read_journal())) > 0, "the new machine has the journal, too"
        gone = people_in_the_journal()
    figures = {one.what: one.figure for one in table.verdicts}
    assert figures["deleted people that were back, deleted again"].startswith(f"{gone} ")
    assert may_log_in(other_machine[1])
    with psycopg.connect(other_machine[1].administrator) as there:
        assert there.execute("SELECT count(*) FROM browsers_session").fetchone() == (0,), (
            "everybody logs in anew"
        )
    with pytest.raises(operation.CannotRestore, match="already has tables"):
        restored(other_machine, lost, tmp_path)


def test_a_restore_that_went_wrong_lets_nobody_in_and_stafet_does_not_start(
    lost: Path, other_machine: tuple[postgres.Cluster, postgres.DatabaseUrls], tmp_path: Path
) -> None:
    with patch.object(retention, "replay_deletions", lambda **_: retention.Replay()):
        table = restored(other_machine, lost, tmp_path)
    assert not table.right
    assert not may_log_in(other_machine[1])
    assert json.loads((tmp_path / "operation" / "last-restore.json").read_text())["whole"] is False


def test_with_other_keys_nothing_is_begun(
    lost: Path, other_machine: tuple[postgres.Cluster, postgres.DatabaseUrls], tmp_path: Path
) -> None:
    with (
        override_settings(STAFET_NUMBER_KEY="another"),
        pytest.raises(operation.CannotRestore, match=r"STAFET_NUMBER_KEY.*keys.json"),
    ):
        restored(other_machine, lost, tmp_path)
