"""The drill: a backup brought back into a database of its own, judged, and thrown away; and the same for real.

A backup that was never brought back is a hope. The drill touches nothing of the running installation: it makes a
PostgreSQL of its own in a temporary folder, and stops it again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from stafet.operation import fences, judging, loading, manifest, notes, smoke
from stafet.operation.judging import Table, Verdict
from stafet.postgres import api as postgres
from stafet.retention import api as retention

LONGEST = timedelta(minutes=30)
"""How long it may take until pages are answered again."""
OLDEST = timedelta(hours=26)
"""A backup a night, and a little for the night it takes."""
_JOBS = 2


def drill(folder: Path, *, home: Path, environ: Mapping[str, str], at: datetime) -> Table:
    """Bring a backup back into a scratch database and judge it. Leaves a note of how it went, also when it fails."""
    table, right = Table(), False
    try:
        configured = environ.get("STAFET_POSTGRES", "")
        binaries = postgres.find_binaries(Path(configured) if configured else None)
        made = manifest.read(folder)
        with postgres.throwaway_cluster(binaries) as cluster:
            urls = postgres.connection_settings(
                cluster.data_dir.parent, {"STAFET_ROLE_PREFIX": environ.get("STAFET_ROLE_PREFIX", "")}
            )
            bring_back(
                urls, folder, made, table, environ=environ, at=at, prepare=lambda: _prepare(cluster, urls)
            )
        table.verdicts.append(_age(made, at))
        right = table.right
    finally:
        wrong = [verdict.what for verdict in table.verdicts if not verdict.right]
        notes.write(home, notes.DRILL, {"at": at.isoformat(), "whole": right, "wrong": wrong})
    return table


def bring_back(
    urls: postgres.DatabaseUrls,
    folder: Path,
    made: manifest.Manifest,
    table: Table,
    *,
    environ: Mapping[str, str],
    at: datetime,
    prepare: Callable[[], None],
) -> None:
    """Load, compare, delete again, judge; open the door only when every line is right, and see that pages are answered."""
    begun = time.monotonic()
    with table.timed() as found:
        loading.check_fits(made, folder, urls)
        prepare()
        loading.load(urls, folder, environ=environ, jobs=_JOBS)
        found.append(
            Verdict("dump brought back", f"{made.dump_bytes:,} bytes", "unchanged since", right=True)
        )
    with loading.pointed_to(urls):
        with table.timed() as found:
            found.extend([*judging.compare(urls, made), judging.compare_keys(made)])
        with table.timed() as found:
            found.append(
                Verdict("newer migrations applied", str(loading.bring_up_to_date()), "any", right=True)
            )
        _delete_again(urls, folder, made, table, at=at)
        with table.timed() as found:
            found.extend(judging.promise_kept(urls))
        with table.timed() as found:
            found.append(_fences())
        if table.right:
            loading.open_door(urls)
            with table.timed() as found:
                found.extend(smoke.answered())
    took = time.monotonic() - begun
    table.verdicts.append(
        Verdict("until pages are answered", f"{took:.0f} s", f"{LONGEST.seconds} s", took <= LONGEST.seconds)
    )


def _delete_again(
    urls: postgres.DatabaseUrls, folder: Path, made: manifest.Manifest, table: Table, *, at: datetime
) -> None:
    """The journal goes over the database while nobody can log in."""
    with table.timed() as found:
        shut = loading.door_is_shut(urls)
        found.append(Verdict("log-in before the journal", "refused" if shut else "possible", "refused", shut))
        lines, verdict = judging.compare_journal(made, folder, list(retention.read_journal()))
        found.extend([verdict, *judging.replay(lines, at=at)])


def _fences() -> Verdict:
    wrong = [str(each) for each in fences.wrong_fences(fences.asking("owner"))]
    return Verdict("fences of the database that are down", str(len(wrong)), "0", not wrong)


def _prepare(cluster: postgres.Cluster, urls: postgres.DatabaseUrls) -> None:
    postgres.start_private_database(cluster, urls)


def _age(made: manifest.Manifest, at: datetime) -> Verdict:
    hours = (at - made.made_at).total_seconds() / 3600
    return Verdict(
        "age of the backup",
        f"{hours:.1f} hours",
        f"{OLDEST.total_seconds() / 3600:.0f} hours",
        at - made.made_at <= OLDEST,
    )
