"""What the commands leave in the state folder for the page of operation: when, and whether it went well. No rows, no names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

BACKUP = "last-backup.json"
DRILL = "last-drill.json"
RESTORE = "last-restore.json"
_FOLDER = "operation"


def write(home: Path, name: str, told: Mapping[str, object]) -> None:
    """Put a note down, whole or not at all."""
    folder = home / _FOLDER
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    draft = folder / f"{name}.new"
    draft.write_text(json.dumps(told, indent=1), encoding="utf-8")
    draft.replace(folder / name)


def read(home: Path, name: str) -> Mapping[str, object] | None:
    """The note, or ``None`` when there is none that can be read."""
    try:
        told = json.loads((home / _FOLDER / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None
