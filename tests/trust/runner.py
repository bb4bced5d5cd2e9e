"""A process that hands people to and fro and says which hand-overs it was told are done. It is meant to be killed.

``python -m tests.trust.runner <state folder> <database> <seconds>``: prints a line per acknowledged acceptance.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from datetime import UTC, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stafet.config.settings")


def main() -> None:
    """Hand over until the time is up or the process is killed."""
    folder, database, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    os.environ["STAFET_HOME"] = folder
    django.setup()
    play = importlib.import_module("tests.trust.play")
    play.connect(database)
    until = time.monotonic() + seconds
    at = datetime.now(UTC)  # noqa: TID251  # each hand-over needs a later instant
    while time.monotonic() < until:
        at += timedelta(seconds=1)
        for line in play.once_around(at):
            print(line, flush=True)  # noqa: T201  # what was acknowledged


if __name__ == "__main__":
    main()
