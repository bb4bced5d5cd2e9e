"""Whole files as a register exports them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from stafet.integrations.oneroster_writer import (
    RosterClass,
    RosterContent,
    RosterEnrolment,
    RosterOrg,
    RosterPerson,
    RosterTerm,
    write_oneroster,
)

YEAR = RosterTerm("T1", "2026/27", "schoolYear", date(2026, 8, 1), date(2027, 8, 1), 2027)


def oneroster(path: Path, count: int, *, first: int = 1, version: str = "1.2") -> Path:
    """A OneRoster set: one school, one class, so many pupils of grade 9."""
    numbers = range(first, first + count)
    content = RosterContent(
        orgs=[RosterOrg("S1", "Bakkeskolen")],
        terms=[YEAR],
        classes=[RosterClass("C1", "9.A", "S1", ("T1",), grade=9)],
        people=lambda: [
            RosterPerson(f"P{n}", f"Elev{n}", "Hansen", "S1", grade=9, birth_date=date(2011, 5, 4))
            for n in numbers
        ],
        enrolments=lambda: [
            RosterEnrolment(f"E{n}", f"P{n}", "C1", "S1", starts_on=date(2026, 8, 10)) for n in numbers
        ],
    )
    write_oneroster(path, content, version=version)
    return path


def events(path: Path, *lines: str) -> Path:
    """An events file: institution; person number; event; day; reason."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
