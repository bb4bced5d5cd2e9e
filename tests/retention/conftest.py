from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True)
def journal_file(tmp_path: Path) -> Iterator[Path]:
    """Every test has a journal of its own."""
    file = tmp_path / "deletions.jsonl"
    with override_settings(STAFET_JOURNAL=file):
        yield file
