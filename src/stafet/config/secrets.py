"""The installation's keys: from the environment, else made once and kept in the state folder for its user only."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

_FILE = "keys.json"


@dataclass(frozen=True, slots=True)
class Secrets:
    """Four keys, each for one thing, so that losing one does not lose the others.

    ``session_key`` signs sessions, ``context_key`` signs who is asking the database, ``number_key`` keys the
    hash national numbers are found by, ``seal_key`` (32 bytes in hex) seals them.
    """

    session_key: str
    context_key: str
    number_key: str
    seal_key: str


def load_secrets(home: Path, environ: Mapping[str, str]) -> Secrets:
    """Read the keys; those neither in the environment nor in the folder are made and kept."""
    path = home / _FILE
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    names = [field.name for field in fields(Secrets)]
    found = {name: environ.get(f"STAFET_{name.upper()}") or kept.get(name) or "" for name in names}
    made = {name: secrets.token_hex(32) for name, value in found.items() if not value}
    keys = Secrets(**{**found, **made})
    if made:
        _keep(path, keys, environ)
    return keys


def _keep(path: Path, keys: Secrets, environ: Mapping[str, str]) -> None:
    """Write what was made (never what the environment gave) for our eyes only, whole or not at all."""
    path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    own = {name: value for name, value in asdict(keys).items() if not environ.get(f"STAFET_{name.upper()}")}
    draft = path.with_suffix(".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(own, file, indent=1)
    draft.replace(path)
