"""Lines of the log: what happened, when, on which page, how long it took. Never about whom.

A line of another's library keeps the sentence it was written with and drops the values that were to fill it; an error
is its class and where it was raised. What it said stays out: PostgreSQL and forms quote the rows and words they refuse.
No path is written, only the name of its page, since paths hold keys; no search term, since it is a name.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

OURS = "stafet"
_FRAMEWORK = "django.request"
_EXTRAS = ("request", "view", "method", "status", "ms")
_PLACES = 6


def facts(record: logging.LogRecord) -> dict[str, object]:
    """All that a line may say."""
    told: dict[str, object] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": _event(record),
    }
    told.update({name: value for name, value in _extras(record).items() if value not in {None, ""}})
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        told["error"] = [_class(each) for each in _chain(error)]
        told["at"] = _places(error)
    return told


class JsonLines(logging.Formatter):
    """One JSON object a line, for whatever gathers logs."""

    def format(self, record: logging.LogRecord) -> str:
        """As JSON."""
        return json.dumps(facts(record), ensure_ascii=False, default=str)


class PlainLines(logging.Formatter):
    """The same for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """As words."""
        told = facts(record)
        first = f"{told.pop('time')} {str(told.pop('level')).upper():7} {told.pop('event')}"
        places = told.pop("at", [])
        rest = " ".join(f"{name}={_plain(value)}" for name, value in told.items() if name != "logger")
        lines = places if isinstance(places, list) else []
        return "\n".join([f"{first} {rest}".rstrip(), *(f"    {place}" for place in lines)])


def _event(record: logging.LogRecord) -> str:
    """Our own lines hold no personal data, which a test sees to; of others we know only the sentence."""
    if record.name.partition(".")[0] == OURS:
        return record.getMessage()
    if record.name == _FRAMEWORK:
        return "a page failed" if record.levelno >= logging.ERROR else "a page was refused"
    return str(record.msg) if isinstance(record.msg, str) else type(record.msg).__name__


def _extras(record: logging.LogRecord) -> Mapping[str, object]:
    """What the line of a request was given, or what the framework's own line knows of its request."""
    found = {name: getattr(record, name, None) for name in _EXTRAS}
    request = found["request"]
    if request is not None and not isinstance(request, str):
        match = getattr(request, "resolver_match", None)
        found["request"] = str(getattr(request, "request_id", ""))
        found["view"] = getattr(match, "view_name", "")
    if found["status"] is None:
        found["status"] = getattr(record, "status_code", None)
    return found


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from, each once."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        yield current
        seen.add(id(current))
        current = current.__cause__ or current.__context__


def _class(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _places(error: BaseException) -> list[str]:
    """Where it was raised, the last first: files, lines and functions of the code, no values."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    return [f"{'/'.join(Path(one.filename).parts[-3:])}:{one.lineno} {one.name}" for one in reversed(frames)]


def _plain(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
