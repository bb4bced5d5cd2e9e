"""A process that hands people to and fro and says which hand-overs it was told are done. Its children are killed.

``python -m tests.trust.runner <state folder> <database>``: for each line read it starts a child and says
``child <pid>``; the child says the key of each hand-over that was acknowledged; when it is dead, ``gone``.
"""

from __future__ import annotations

import importlib
import os
import sys
from datetime import UTC, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stafet.config.settings")


def main() -> None:
    """Start a child per line until there are no more lines."""
    os.environ["STAFET_HOME"] = sys.argv[1]
    django.setup()
    play = importlib.import_module("tests.trust.play")
    play.connect(sys.argv[2])
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            _hand_over_for_ever(play.once_around)
        _say(f"child {child}")
        os.waitpid(child, 0)
        _say("gone")


def _hand_over_for_ever(once_around: object) -> None:
    at = datetime.now(UTC)  # noqa: TID251  # each hand-over needs a later instant
    try:
        while callable(once_around):
            at += timedelta(seconds=1)
            for key in once_around(at):
                _say(key)
    finally:
        os._exit(1)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
