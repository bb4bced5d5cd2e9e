"""One session as an entry in a calendar, in the format of RFC 5545. It names nobody."""

from __future__ import annotations

from datetime import UTC, datetime

from stafet.events.models import EventSession
from stafet.events.states import EventState

_WIDTH = 73
"""Octets of a line before it is folded; the standard allows 75 with the break."""


def calendar_of(session: EventSession, *, at: datetime) -> str:
    """The entry: title, hours and place. Read again after a change it replaces the one before; a cancelled one says so."""
    cancelled = session.event.state == EventState.CANCELLED
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Stafet//Events//EN",
        f"METHOD:{'CANCEL' if cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{session.pk}@stafet",
        f"DTSTAMP:{_stamp(at)}",
        f"LAST-MODIFIED:{_stamp(session.known_at)}",
        f"SEQUENCE:{int(session.known_at.timestamp()) % 1_000_000_000}",
        f"DTSTART:{_stamp(session.starts_at)}",
        f"DTEND:{_stamp(session.ends_at)}",
        f"SUMMARY:{_escaped(session.event.title)}",
        f"LOCATION:{_escaped(session.place)}",
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for character in ("\\", ";", ","):
        text = text.replace(character, f"\\{character}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> list[str]:
    """A long line in pieces; no character is cut in two. Every piece but the first begins with a space."""
    pieces, piece = [], ""
    for character in line:
        if len((piece + character).encode()) > _WIDTH:
            pieces.append(piece)
            piece = " "
        piece += character
    return [*pieces, piece]
