"""As whom the server runs. PostgreSQL refuses to be root; nothing here opens a folder or makes an account."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stafet.kernel.sentences import SentenceError, sentence

_NOBODY = 65534
_EXISTING_ACCOUNTS = ("postgres", "nobody")


class NoAccount(SentenceError):
    """We are root, and neither a user namespace nor an existing account can run the server."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a program ended, and what it said."""

    succeeded: bool
    words: str


@dataclass(frozen=True, slots=True)
class ServerAccount:
    """How to start a program of the server: words put before it, or an account to change to.

    ``uid`` and ``gid`` are None when the program may run as we are (perhaps inside a user namespace,
    where it sees an ordinary user while its files stay ours outside).
    """

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None

    def run(self, command: Sequence[str]) -> Outcome:
        """Run ``command`` to its end.

        Input is closed and output goes to a nameless file: a server left in the background would
        otherwise hold the caller's pipes open for ever.
        """
        with tempfile.TemporaryFile() as words:
            code = subprocess.run(
                [*self.prefix, *command],
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
                env=_clean_environment(),
                cwd="/",
                check=False,
                user=self.uid,
                group=self.gid,
                extra_groups=None if self.uid is None else [],
            ).returncode
            words.seek(0)
            return Outcome(code == 0, words.read().decode("utf-8", errors="replace"))

    def take_over(self, folder: Path) -> None:
        """Give ``folder``, which we just made for the server, to the account that will run it."""
        if self.uid is not None and self.gid is not None:
            os.chown(folder, self.uid, self.gid)


def server_account(*, programs: Path, data: Path, namespaces: bool = True) -> ServerAccount:
    """The account for a server with these programs and this (perhaps future) data folder.

    ``namespaces=False`` passes over user namespaces, as containers that deny them do.
    Raises ``NoAccount``.
    """
    if os.geteuid() != 0:
        return ServerAccount()
    inside = _namespace()
    if namespaces and inside is not None:
        return inside
    for name in _EXISTING_ACCOUNTS:
        account = _existing(name)
        if account is not None and _reaches(account, programs=programs, data=data):
            return account
    raise NoAccount(
        sentence(
            "PostgreSQL does not run as root, this system denies user namespaces, and no ordinary account "
            "reaches both %(programs)s and %(data)s: start Stafet as an ordinary user, or name a server "
            "in DATABASE_URL.",
            programs=str(programs),
            data=str(data),
        )
    )


def _namespace() -> ServerAccount | None:
    unshare = shutil.which("unshare")
    if unshare is None:
        return None
    prefix = (unshare, "--user", f"--map-user={_NOBODY}", f"--map-group={_NOBODY}", "--")
    tried = subprocess.run([*prefix, "true"], capture_output=True, check=False)
    return ServerAccount(prefix) if tried.returncode == 0 else None


def _existing(name: str) -> ServerAccount | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return ServerAccount(uid=entry.pw_uid, gid=entry.pw_gid)


def _reaches(account: ServerAccount, *, programs: Path, data: Path) -> bool:
    """Whether the account can run the programs and walk to the data folder's parent."""
    tests = (["test", "-x", str(programs / "postgres")], ["test", "-x", str(_nearest_existing(data.parent))])
    return all(account.run(test).succeeded for test in tests)


def _nearest_existing(folder: Path) -> Path:
    return folder if folder.exists() else _nearest_existing(folder.parent)


def _clean_environment() -> dict[str, str]:
    """Our environment without what would steer PostgreSQL's programs or its language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}
