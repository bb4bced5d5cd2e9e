"""The town's school system, answering well until a test spoils it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.integrations.ss12000.system import System, running
from tests.integrations.ss12000.town import lillby


@pytest.fixture
def system() -> Iterator[System]:
    with running(System(lillby())) as answering:
        yield answering
