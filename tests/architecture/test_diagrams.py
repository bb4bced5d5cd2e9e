"""The diagrams of the documentation say what the tables say."""

from __future__ import annotations

from pathlib import Path

from stafet.cli import diagrams
from stafet.registers import api as registers
from tests.architecture.house import ROOT


def test_the_documentation_shows_the_tables_as_they_are() -> None:
    assert (ROOT / diagrams.PAGE).read_text(encoding="utf-8") == diagrams.page(), "Run stafet diagrams."


def test_every_move_of_a_table_is_drawn() -> None:
    drawn = diagrams.page()
    assert all(f"  {before} --> {after}: " in drawn for (before, _), after in registers.LOAD.moves.items())


def test_the_page_is_written_where_the_documentation_is(tmp_path: Path) -> None:
    (tmp_path / "docs/explanation").mkdir(parents=True)
    assert diagrams.write(tmp_path).read_text(encoding="utf-8") == diagrams.page()
