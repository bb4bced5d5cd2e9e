"""The reference data, read."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np

from stafet.kernel.effects.cells import Cell, Starts
from stafet.kernel.effects.panel import NEVER, Panel

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def told(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def counties() -> tuple[list[Cell], Starts]:
    """Teenage employment; 2003 is period nought."""
    found = rows("mpdta.csv")
    cells = [Cell(row["county"], int(row["year"]) - 2003, 1, float(row["lemp"])) for row in found]
    starts = {
        row["county"]: int(row["first_treat"]) - 2003 if row["first_treat"] != "0" else None for row in found
    }
    return cells, starts


def states(*, weighted: bool, first: int = 50) -> Panel:
    """Homicides; 2000 is period nought."""
    found = rows("castle.csv")
    names = sorted({int(row["state"]) for row in found})[:first]
    of_state = {name: [row for row in found if int(row["state"]) == name] for name in names}
    starts = [
        next((at for at, row in enumerate(of_state[name]) if row["law"] == "1"), NEVER) for name in names
    ]
    weights = [float(of_state[name][0]["weight"]) if weighted else 1.0 for name in names]
    return Panel(
        tuple(map(str, names)),
        np.array([[float(row["log_homicide"]) for row in of_state[name]] for name in names]),
        np.array(weights),
        np.array(starts, dtype=np.int64),
    )
