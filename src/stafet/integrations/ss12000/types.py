"""The list of school types and programmes: what each means here, and which are left out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from stafet.integrations.lists import read_list


@cache
def types() -> Mapping[str, Any]:
    """The list, as ``school_types.yaml`` keeps it."""
    return read_list("stafet.integrations.ss12000", "school_types.yaml")
