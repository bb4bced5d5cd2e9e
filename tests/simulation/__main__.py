"""``python -m tests.simulation``: a country in fast motion, in a cluster of its own; prints what came of it.

A whole country (``--municipalities 98 --people 1000000 --days 730``) takes days on two cores; the campaign says how big
it was. Ends with 1 when the promise did not hold for everyone after some day.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

import django


def main(words: list[str]) -> int:
    """Everything that knows Django is loaded after the folder has been chosen: settings read it once."""
    parser = ArgumentParser(prog="python -m tests.simulation", description="Live a country in fast motion.")
    parser.add_argument("--municipalities", type=int, default=8, help="how many municipalities (8)")
    parser.add_argument("--people", type=int, default=8_000, help="how many young people in all (8000)")
    parser.add_argument("--days", type=int, default=730, help="how many days (730)")
    asked = parser.parse_args(words)
    folder = Path(tempfile.mkdtemp(prefix="stafet-country-"))
    folder.chmod(0o711)
    os.environ["STAFET_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "stafet.config.settings"
    try:
        django.setup()
        status: int = import_module("tests.simulation.apart").run(asked, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
