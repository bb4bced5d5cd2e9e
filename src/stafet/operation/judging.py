"""What must be true of a restored database before anybody is let in: each as a figure, its target and a verdict."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

import psycopg
from django.db import connections

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.operation import manifest, promise
from stafet.organisations import api as organisations
from stafet.postgres import api as postgres
from stafet.retention import api as retention


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of the table of a drill. ``seconds`` is how long it took to find out or to do."""

    what: str
    figure: str
    target: str
    right: bool
    seconds: float = 0.0


@dataclass(slots=True)
class Table:
    """The lines so far; whoever adds one says how long it took."""

    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def right(self) -> bool:
        """Whether every line is as it must be."""
        return all(verdict.right for verdict in self.verdicts)

    @contextmanager
    def timed(self) -> Iterator[list[Verdict]]:
        """Add the verdicts that are appended inside, the first with the time they took together."""
        begun, found = time.monotonic(), list[Verdict]()
        yield found
        took = time.monotonic() - begun
        for number, one in enumerate(found):
            self.verdicts.append(
                Verdict(one.what, one.figure, one.target, one.right, took if number == 0 else 0.0)
            )


def compare(urls: postgres.DatabaseUrls, made: manifest.Manifest) -> list[Verdict]:
    """Whether what came back is what went in: tables, rows, content."""
    with psycopg.connect(urls.backup) as connection:
        found = manifest.tables_of(connection)
        steps = manifest.migrations_of(connection)
    wrong = manifest.differences(made.tables, found)
    there = len(made.tables) - len(wrong["missing"])
    return [
        Verdict(
            "tables that came back",
            _named(f"{there}", wrong["missing"] + wrong["unexpected"]),
            f"{len(made.tables)}",
            not wrong["missing"] and not wrong["unexpected"],
        ),
        Verdict(
            "rows that came back",
            _named(str(sum(table.rows for table in found)), wrong["counted otherwise"]),
            str(made.rows),
            not wrong["counted otherwise"] and made.rows > 0,
        ),
        Verdict(
            "tables with other content",
            _named(str(len(wrong["altered"])), wrong["altered"]),
            "0",
            not wrong["altered"],
        ),
        Verdict(
            "migrations of the backup", str(len(steps)), str(len(made.migrations)), steps == made.migrations
        ),
    ]


def compare_keys(made: manifest.Manifest) -> Verdict:
    """Whether the keys here are those the backup's numbers were sealed with."""
    other = sorted(name for name, mark in manifest.key_fingerprints().items() if made.keys.get(name) != mark)
    return Verdict("keys that are not those of the backup", _named(str(len(other)), other), "0", not other)


def replay(lines: Sequence[retention.Line], *, at: datetime) -> list[Verdict]:
    """Delete again what was deleted, in every municipality, and look whether anybody is left."""
    persons = rows = left = 0
    for municipality_id in municipalities():
        with access.job_scope(municipality_id):
            done = retention.replay_deletions(municipality_id=municipality_id, lines=lines, by=SYSTEM, at=at)
            persons, rows = persons + done.persons, rows + done.rows
        with access.job_scope(municipality_id):
            left += retention.returned(municipality_id, lines)
    return [
        Verdict(
            "deleted people that were back, deleted again", f"{persons} ({rows} more rows)", "any", right=True
        ),
        Verdict("deleted people still there", str(left), "0", left == 0),
    ]


def compare_journal(
    made: manifest.Manifest, folder: Path, own: Sequence[retention.Line]
) -> tuple[list[retention.Line], Verdict]:
    """Every line known, from the installation's journal and the backup's copy, and how many the installation has lost."""
    copied = list(retention.read_journal(folder / manifest.JOURNAL))
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT id FROM retention_deletion")
        in_table = {row[0] for row in cursor.fetchall()}
    mine = {line.id for line in own}
    lost = ({line.id for line in copied} | in_table) - mine
    whole = len(copied) >= made.journal_lines
    verdict = Verdict("deletions that the journal here has lost", str(len(lost)), "0", not lost and whole)
    return retention.merged_journals(own, copied), verdict


def promise_kept(urls: postgres.DatabaseUrls) -> list[Verdict]:
    """The promise, asked of the database past every fence."""
    with psycopg.connect(urls.backup) as connection:
        figures = promise.figures(connection.execute)
    return [
        Verdict("people the promise holds for", str(figures.covered), "any", right=True),
        Verdict(
            "of them with exactly one holder",
            str(figures.one_holder),
            str(figures.covered),
            not figures.without_one_holder,
        ),
        Verdict(
            "of them with an open step that has a date",
            str(figures.next_step),
            str(figures.covered),
            not figures.without_step,
        ),
    ]


def municipalities() -> list[UUID]:
    """Every municipality, asked as the owner: the application is not let in yet."""
    rows = organisations.Municipality.objects.using("owner").order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _named(figure: str, names: Sequence[str]) -> str:
    shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return f"{figure} ({shown})" if names else figure
