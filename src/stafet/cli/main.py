"""The command ``stafet``: Django's commands and ours, with one sentence when something is wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from django.core.management import execute_from_command_line

from stafet.kernel.sentences import SentenceError


def main() -> None:
    """Run the command named on the command line; the process ends with 1 when it could not be done."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stafet.config.settings")
    try:
        execute_from_command_line(_spelled(sys.argv))
    except SentenceError as problem:
        sys.exit(f"{problem}")


def _spelled(words: Sequence[str]) -> list[str]:
    """A command's name may be written with hyphens, as people do; its module can't."""
    return [
        word.replace("-", "_") if place == 1 and word[:1] != "-" else word for place, word in enumerate(words)
    ]


if __name__ == "__main__":
    main()
