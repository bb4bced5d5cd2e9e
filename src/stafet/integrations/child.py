"""The reading process: reads one upload under hard limits and writes what it finds as lines of JSON.

Started by ``reading`` with a job on standard input. A hostile file can exhaust this process and nothing
else: it has its own memory and processor limits, can write no files, leaves no core dump, and holds no
database connection and no secrets but the source's own key.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stafet.integrations.findings import Unreadable
from stafet.integrations.limits import STANDARD, Limits
from stafet.integrations.protocol import Finished, Item, ReaderSettings
from stafet.integrations.registry import reader_named, recognise
from stafet.integrations.upload import open_upload
from stafet.integrations.wire import line_of, settings_from_json, settings_to_json
from stafet.registers.records import Rejection

_LINES_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be read. ``reader`` is a reader's name, or empty to recognise the format."""

    path: str
    name: str
    reader: str
    settings: ReaderSettings

    def to_json(self) -> str:
        """The job as one line, for the reading process."""
        return json.dumps([self.path, self.name, self.reader, settings_to_json(self.settings)])

    @classmethod
    def from_json(cls, line: str) -> Job:
        """The job a line writes."""
        path, name, reader, settings = json.loads(line)
        return cls(path, name, reader, settings_from_json(settings))


def items_of(job: Job) -> Iterator[Item]:
    """The job's items, as its reader gives them."""
    try:
        upload = open_upload(Path(job.path), name=job.name)
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


def limit_this_process(limits: Limits = STANDARD) -> None:
    """Take away what reading does not need, and bound what it does."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.processor_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main() -> None:
    """Read the job on standard input and write its items to standard output, one a line."""
    limit_this_process()
    job = Job.from_json(sys.stdin.readline())
    waiting: list[str] = []
    for item in items_of(job):
        waiting.append(line_of(item))
        if len(waiting) >= _LINES_AT_ONCE:
            sys.stdout.write("\n".join(waiting) + "\n")
            waiting.clear()
    sys.stdout.write("\n".join([*waiting, ""]))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
