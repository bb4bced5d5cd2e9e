"""A private PostgreSQL cluster: made, started, asked and stopped; reachable by its own user only."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from stafet.kernel.sentences import SentenceError, sentence
from stafet.postgres.accounts import ServerAccount, server_account
from stafet.postgres.binaries import Binaries
from stafet.postgres.lockfile import forget_reused_process, read_lock_file
from stafet.postgres.tuning import configuration

SUPERUSER = "postgres"
DATA_FOLDER = "postgres"
"""The name of the data folder inside the state folder."""

_SOCKET_NAME = ".s.PGSQL.5432"
_LONGEST_SOCKET_PATH = 103
"""Bytes a socket's path may have everywhere (macOS 103, Linux 107)."""

_START_SECONDS = 120
_OUR_SETTINGS = "stafet.conf"


class ClusterFailed(SentenceError):
    """The private PostgreSQL could not be made, started or stopped."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster in ``data_dir``, run by ``binaries``.

    ``throwaway`` trades durability for speed and is for tests. Listens on a Unix socket in a folder
    only its user may enter, never on the network; whoever can enter the folder is trusted.
    """

    data_dir: Path
    binaries: Binaries
    throwaway: bool = False

    @property
    def socket_folder(self) -> Path:
        """The folder that holds, or will hold, the server's socket."""
        return socket_folder(self.data_dir)

    def exists(self) -> bool:
        """Whether the cluster has been made."""
        return (self.data_dir / "PG_VERSION").is_file()

    def is_running(self) -> bool:
        """Whether a server answers on the socket."""
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(5)
                line.connect(str(self.socket_folder / _SOCKET_NAME))
        except OSError:
            return False
        return True

    def create(self) -> None:
        """Make the cluster, once; a second call changes nothing. Raises ``ClusterFailed``."""
        if self.exists():
            return
        account = self._account()
        # Made aside and renamed when whole: a start that was interrupted leaves no half-made cluster.
        draft = self.data_dir.with_name(f"{self.data_dir.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        _private_folder(draft, account)
        made = account.run([self.binaries.program("initdb"), "-D", str(draft), *self._initdb_options()])
        if not made.succeeded:
            raise ClusterFailed(
                sentence(
                    "PostgreSQL could not make its data folder %(folder)s: %(reason)s",
                    folder=str(self.data_dir),
                    reason=_reason(made.words),
                )
            )
        with (draft / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.write(f"\ninclude_if_exists = '{_OUR_SETTINGS}'\n")
        draft.rename(self.data_dir)

    def start(self) -> None:
        """Start the server and wait until it answers; a running one is left as it is.

        Raises ``ClusterFailed``.
        """
        if self.is_running():
            return
        self._check_version()
        account = self._account()
        folder = planned_socket_folder(self.data_dir)
        if folder != self.data_dir:
            _private_folder(folder, account)
        forget_reused_process(self.data_dir, folder)
        (self.data_dir / _OUR_SETTINGS).write_text(
            configuration(socket_folder=folder, throwaway=self.throwaway), encoding="utf-8"
        )
        started = account.run(self._pg_ctl("start", "-t", str(_START_SECONDS)))
        if not started.succeeded:
            words = started.words + self._newest_log()
            raise ClusterFailed(
                sentence(
                    "PostgreSQL did not start in %(folder)s: %(reason)s",
                    folder=str(self.data_dir),
                    reason=_reason(words),
                )
            )

    def stop(self) -> None:
        """Stop the server, ending open connections; a stopped one is left as it is.

        Raises ``ClusterFailed``.
        """
        if read_lock_file(self.data_dir) is None:
            return
        stopped = self._account().run(self._pg_ctl("stop", "-m", "fast"))
        if not stopped.succeeded and self.is_running():
            raise ClusterFailed(
                sentence(
                    "PostgreSQL did not stop in %(folder)s: %(reason)s",
                    folder=str(self.data_dir),
                    reason=_reason(stopped.words),
                )
            )

    def superuser_dsn(self, dbname: str = "postgres") -> str:
        """How the superuser connects: for making roles and databases, never for serving pages."""
        return self.dsn(user=SUPERUSER, dbname=dbname)

    def dsn(self, *, user: str, dbname: str) -> str:
        """How a role connects to a database of this cluster."""
        return private_dsn(self.data_dir, user=user, dbname=dbname)

    def clone(self, template: str, name: str) -> None:
        """Make database ``name`` as a copy of ``template``, with the same owner; an older ``name`` goes.

        Ends every connection to the template first, since PostgreSQL copies only what nobody uses.
        """
        with psycopg.connect(self.superuser_dsn(), autocommit=True) as connection:
            owner = connection.execute(
                "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", [template]
            ).fetchone()
            if owner is None:
                raise ClusterFailed(sentence("There is no database %(name)s to copy.", name=template))
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [template]
            )
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                    sql.Identifier(name), sql.Identifier(template), sql.Identifier(owner[0])
                )
            )

    def drop(self, name: str) -> None:
        """Drop a database, ending its connections; one that is not there is no error."""
        with psycopg.connect(self.superuser_dsn(), autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def _account(self) -> ServerAccount:
        return server_account(programs=self.binaries.folder, data=self.data_dir)

    def _pg_ctl(self, *words: str) -> list[str]:
        return [self.binaries.program("pg_ctl"), *words, "-w", "-D", str(self.data_dir)]

    def _initdb_options(self) -> list[str]:
        """Text in UTF-8, sorted by code point, with letters beyond A–Z known to trigram search.

        ``--lc-ctype`` matters: with plain C, pg_trgm drops the letters æ, ø, å, ä and ö. Before
        PostgreSQL 17 there is no built-in provider, and the C library's C.UTF-8 stands in.
        """
        builtin = [
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--lc-ctype=C.UTF-8",
        ]
        return [
            *("-U", SUPERUSER, "-E", "UTF8", "--data-checksums"),
            *(builtin if self.binaries.major >= 17 else ["--locale=C.UTF-8"]),
            *("--auth-local=trust", "--auth-host=reject", "--no-instructions"),
            *(["--no-sync"] if self.throwaway else []),
        ]

    def _check_version(self) -> None:
        made_by = (self.data_dir / "PG_VERSION").read_text(encoding="utf-8").strip() if self.exists() else ""
        if made_by != str(self.binaries.major):
            raise ClusterFailed(
                sentence(
                    "The data in %(folder)s belongs to PostgreSQL %(made_by)s, but the programs found are "
                    "%(major)s: dump the data with the old ones and restore it with the new.",
                    folder=str(self.data_dir),
                    made_by=made_by or "?",
                    major=self.binaries.major,
                )
            )

    def _newest_log(self) -> str:
        """What the server wrote into its own log last, since a late failure is told only there."""
        logs = sorted((self.data_dir / "log").glob("*.log"), key=lambda log: log.stat().st_mtime)
        return logs[-1].read_text(encoding="utf-8", errors="replace") if logs else ""


def private_dsn(data_dir: Path, *, user: str, dbname: str) -> str:
    """How ``user`` connects to a database of the cluster in ``data_dir``, running or not."""
    return make_conninfo(host=str(socket_folder(data_dir)), port="5432", user=user, dbname=dbname)


def socket_folder(data_dir: Path) -> Path:
    """Where the socket is: the running server's word, else the data folder or a short private one."""
    note = read_lock_file(data_dir)
    if note is not None and note.socket_folder is not None:
        return note.socket_folder
    return planned_socket_folder(data_dir)


def planned_socket_folder(data_dir: Path) -> Path:
    """The data folder itself, or a short folder named after it when the path is too long for a socket."""
    if len(os.fsencode(data_dir / _SOCKET_NAME)) <= _LONGEST_SOCKET_PATH:
        return data_dir
    mark = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"stafet-{os.geteuid()}-{mark}"


@contextmanager
def throwaway_cluster(binaries: Binaries) -> Iterator[Cluster]:
    """A running cluster for tests, in a state folder of its own that is gone afterwards.

    The data are where ``local_cluster`` looks: set ``STAFET_HOME`` to ``cluster.data_dir.parent``, and
    the settings meet this cluster.
    """
    folder = Path(tempfile.mkdtemp(prefix="stafet-"))
    # Passable but not readable, for the account that stands in where root has no user namespaces.
    folder.chmod(0o711)
    cluster = Cluster(folder / DATA_FOLDER, binaries, throwaway=True)
    try:
        cluster.create()
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder)


def _private_folder(folder: Path, account: ServerAccount) -> None:
    """Make the folder for the server; take an existing one only when no one else could have prepared it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid not in {os.geteuid(), account.uid}:
        raise ClusterFailed(sentence("The folder %(folder)s belongs to someone else.", folder=str(folder)))
    folder.chmod(0o700)
    account.take_over(folder)


def _reason(words: str) -> str:
    """The lines that explain a failure: the last that says it is fatal with the one before it, else the last."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    fatal = [number for number, line in enumerate(lines) if "FATAL" in line or " error: " in line]
    last = fatal[-1] if fatal else len(lines) - 1
    return " / ".join(lines[max(last - 1, 0) : last + 1]) or "no reason given"
