"""A web server answers pages; what searches for hours belongs to the worker, and so does the memory it takes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_LOADED = """
import sys
import django
django.setup()
from importlib import import_module
import_module("{module}")
print(*sorted({{name.split(".")[0] for name in sys.modules}} & {{"ortools", "numpy", "scipy"}}))
"""


def _solvers_loaded_with(module: str, home: Path) -> str:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "stafet.config.settings", "STAFET_HOME": str(home)}
    told = subprocess.run(
        [sys.executable, "-c", _LOADED.format(module=module)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return told.stdout.strip()


def test_every_page_there_is_loads_no_solver(tmp_path: Path) -> None:
    assert _solvers_loaded_with("stafet.config.urls", tmp_path) == ""


@pytest.mark.parametrize("solver", ["stafet.kernel.timetables.solve", "stafet.kernel.matching.solve"])
def test_a_solver_that_is_loaded_is_found(tmp_path: Path, solver: str) -> None:
    assert "ortools" in _solvers_loaded_with(solver, tmp_path)
