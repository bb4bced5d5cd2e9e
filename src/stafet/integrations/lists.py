"""Lists of words that people keep: YAML files beside the reader they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any, cast

import yaml

# The loader in C, where PyYAML was built with it: the reading process starts anew for every file.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_list(package: str, name: str) -> Mapping[str, Any]:
    """The list of a name in a package, such as ``words.yaml``."""
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return cast("Mapping[str, Any]", yaml.load(text, _LOADER))  # noqa: S506 (a safe loader either way)
