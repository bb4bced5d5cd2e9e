"""Style sheets, scripts and pictures, gathered under hashed names for the web server."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

_STAMP = "gathered.txt"


def gather_static_files() -> None:
    """Gather and compress them, unless nothing changed since the last time: it takes a while."""
    stamp = Path(settings.STATIC_ROOT) / _STAMP
    now = _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now, encoding="utf-8")


def _fingerprint() -> str:
    """Changes when any of the files does."""
    files = [storage.path(name) for finder in get_finders() for name, storage in finder.list([])]
    states = (
        f"{file} {status.st_size} {status.st_mtime_ns}"
        for file in sorted(files)
        for status in [Path(file).stat()]
    )
    return hashlib.sha256("\n".join(states).encode()).hexdigest()
