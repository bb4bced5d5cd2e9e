"""The reading process: reads one upload under hard limits and writes what it finds as lines of JSON.

Started by ``reading`` with a job on standard input. A hostile file can exhaust this process and nothing
else: it has its own memory and processor limits, can write no files, leaves no core dump, and holds no
database connection and no secrets but the source's own key.
"""

from __future__ import annotations

import json
import resource
import sys
import traceback
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType

from stafet.integrations.findings import Unreadable
from stafet.integrations.limits import STANDARD, Limits
from stafet.integrations.protocol import Finished, Item, ReaderSettings, Reading
from stafet.integrations.registry import reader_named, recognise
from stafet.integrations.tables.look import NOBODY, Hidden, headers_and_sample, numbers_met
from stafet.integrations.upload import Upload, open_upload
from stafet.integrations.wire import Told, line_of, settings_from_json, settings_to_json
from stafet.kernel.records import Rejection

OUT_OF_MEMORY = 3
"""How the process ends when it has used up its memory and noticed. Often it does not get that far."""
_LINES_AT_ONCE = 200


class Task(StrEnum):
    """What is to be done with an upload: read it, or only look what tables it has."""

    READ = "read"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be read. ``reader`` is a reader's name, or empty to recognise the format.

    ``hidden`` is what a look must not show; ``tells_numbers``: it tells first which national numbers there may be.
    """

    path: str
    name: str
    reader: str
    settings: ReaderSettings
    task: Task = Task.READ
    limits: Limits = STANDARD
    hidden: Hidden = NOBODY
    tells_numbers: bool = False

    def to_json(self) -> str:
        """The job as one line, for the reading process."""
        settings = settings_to_json(self.settings)
        how = [settings, self.task, astuple(self.limits), astuple(self.hidden), self.tells_numbers]
        return json.dumps([self.path, self.name, self.reader, *how])

    @classmethod
    def from_json(cls, line: str) -> Job:
        """The job a line writes."""
        path, name, reader, settings, task, limits, (names, rows), tells_numbers = json.loads(line)
        return cls(
            path,
            name,
            reader,
            settings_from_json(settings),
            Task(task),
            Limits(*limits),
            Hidden(tuple(map(tuple, names)), tuple(map(tuple, rows))),
            tells_numbers,
        )

    def open(self) -> Upload:
        """The job's upload. Raises ``Unreadable``."""
        return open_upload(Path(self.path), name=self.name, limits=self.limits)


def items_of(job: Job) -> Iterator[Item]:
    """The job's items, as its reader gives them."""
    try:
        upload = job.open()
        reader = reader_named(job.reader) or recognise(upload)
    except Unreadable as stop:
        yield from stop.rejections
        yield Finished(whole=False)
        return
    if isinstance(reader, Rejection):
        yield reader
        yield Finished(whole=False)
        return
    yield from reader.read(upload, job.settings)


def looks_of(job: Job) -> Iterator[Told]:
    """What the job's upload is, if that can be told, and its tables, each looked at once, or why they can't be."""
    try:
        upload = job.open()
        yield from _begun(upload)
        if job.tells_numbers:
            yield from numbers_met(upload)
        yield from headers_and_sample(upload, hidden=job.hidden)
    except Unreadable as stop:
        yield from stop.rejections
        yield Finished(whole=False)
    else:
        yield Finished(whole=True)


def _begun(upload: Upload) -> Iterator[Reading]:
    """What a reader that recognises the upload would begin with. A table nobody has described is begun by none."""
    reader = recognise(upload)
    if not isinstance(reader, Rejection):
        first = next(reader.read(upload, ReaderSettings()), None)
        if isinstance(first, Reading):
            yield first


def limit_this_process(limits: Limits) -> None:
    """Take away what reading does not need, and bound what it does."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.processor_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def tell_where(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Write what went wrong and where, without the error's own text: it may hold somebody's name."""
    where = traceback.extract_tb(trace)[-1] if trace else None
    sys.stderr.write(
        f"{kind.__name__} at {Path(where.filename).name}:{where.lineno}" if where else kind.__name__
    )


def main() -> None:
    """Read the job on standard input and write its items to standard output, one a line."""
    sys.excepthook = tell_where
    job = Job.from_json(sys.stdin.readline())
    limit_this_process(job.limits)
    try:
        _write_items(job)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


def _write_items(job: Job) -> None:
    waiting: list[str] = []
    for item in items_of(job) if job.task is Task.READ else looks_of(job):
        waiting.append(line_of(item))
        if len(waiting) >= _LINES_AT_ONCE:
            sys.stdout.write("\n".join(waiting) + "\n")
            waiting.clear()
    sys.stdout.write("\n".join([*waiting, ""]))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
