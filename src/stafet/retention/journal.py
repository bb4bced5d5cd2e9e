"""The journal outside the database: one line per deletion, on the disk before the deletion is committed.

A backup that is older than a deletion still has what was deleted. Whoever restores it replays the journal, so
that nobody comes back. A line names nobody: it holds a keyed hash, which only this installation can make.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from stafet.kernel.sentences import SentenceError, sentence
from stafet.retention.models import Deletion

_PURPOSE = b"stafet.retention.journal"


class JournalUnreadable(SentenceError):
    """A line of the journal can't be read, so what it says would be forgotten."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, as in the file and as in the table."""

    id: UUID
    municipality_id: UUID | None
    at: datetime
    kind: str
    key_hash: bytes | None
    rule: str
    until: datetime | None
    rows: int

    def row(self) -> Deletion:
        """The same as a row of the table."""
        return Deletion(
            id=self.id,
            municipality_id=self.municipality_id,
            at=self.at,
            kind=self.kind,
            key_hash=self.key_hash,
            rule=self.rule,
            until=self.until,
            rows=self.rows,
        )


def hashed(key: UUID) -> bytes:
    """What the journal keeps of a key: an HMAC that can't be turned back, nor made by others to compare with."""
    secret = hmac.new(settings.STAFET_NUMBER_KEY.encode(), _PURPOSE, hashlib.sha256).digest()
    return hmac.new(secret, key.bytes, hashlib.sha256).digest()


def place() -> Path:
    """The file of this installation."""
    return Path(settings.STAFET_JOURNAL)


def append(lines: Sequence[Line], *, file: Path | None = None) -> None:
    """Write lines and wait until the disk has them. Whatever fails, fails before anything is deleted."""
    path = file or place()
    path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    text = "".join(f"{json.dumps(_written(line))}\n" for line in lines)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def read(file: Path | None = None) -> Iterator[Line]:
    """Every line, the oldest first. A last line that was torn by a power cut was never followed by a deletion.

    Raises ``JournalUnreadable`` for any other line that can't be read.
    """
    path = file or place()
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    for number, text in enumerate(lines, 1):
        if not text or (number == len(lines)):
            continue
        yield _read(text, number, path)


def merged(*sources: Iterable[Line]) -> list[Line]:
    """Lines of several journals, each once, the oldest first."""
    every = {line.id: line for source in sources for line in source}
    return sorted(every.values(), key=lambda line: (line.at, line.id))


def _read(text: str, number: int, path: Path) -> Line:
    try:
        told = json.loads(text)
        return Line(
            id=UUID(told["id"]),
            municipality_id=UUID(told["municipality"]) if told["municipality"] else None,
            at=datetime.fromisoformat(told["at"]),
            kind=str(told["kind"]),
            key_hash=bytes.fromhex(told["key"]) if told["key"] else None,
            rule=str(told["rule"]),
            until=datetime.fromisoformat(told["until"]) if told["until"] else None,
            rows=int(told["rows"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise JournalUnreadable(
            sentence(
                "Line %(number)s of the journal of deletions, %(file)s, can't be read. Mend it from a copy before "
                "restoring: what it says was deleted would come back.",
                number=number,
                file=str(path),
            )
        ) from error


def _written(line: Line) -> dict[str, object]:
    return {
        "id": str(line.id),
        "municipality": str(line.municipality_id) if line.municipality_id else None,
        "at": line.at.isoformat(),
        "kind": line.kind,
        "key": line.key_hash.hex() if line.key_hash else None,
        "rule": line.rule,
        "until": line.until.isoformat() if line.until else None,
        "rows": line.rows,
    }
