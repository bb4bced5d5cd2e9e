"""The command ``stafet``: Django's commands and ours, with one sentence when something is wrong."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

from django.core.management import execute_from_command_line

from stafet.kernel.sentences import SentenceError

log = logging.getLogger(__name__)


def main() -> None:
    """Run the command named on the command line; the process ends with 1 when it could not be done."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stafet.config.settings")
    try:
        execute_from_command_line(_spelled(sys.argv))
    except Exception as problem:
        if _says_what_is_wrong(problem):
            sys.exit(f"{problem}")
        if os.environ.get("STAFET_LOG") != "json":
            raise
        # What an error says may quote a row; where lines are gathered, only its class and place are written.
        log.exception("The command stopped.")
        sys.exit(1)


def _says_what_is_wrong(problem: Exception) -> bool:
    """Whether it is a sentence for whoever typed: ours, or the framework's that it knows no such app (and no subclass)."""
    return isinstance(problem, SentenceError) or type(problem) is LookupError


def _spelled(words: Sequence[str]) -> list[str]:
    """A command's name may be written with hyphens, as people do; its module can't."""
    return [
        word.replace("-", "_") if place == 1 and word[:1] != "-" else word for place, word in enumerate(words)
    ]


if __name__ == "__main__":
    main()
