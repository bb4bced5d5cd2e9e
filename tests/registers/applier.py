"""A process that applies one load, for being killed: ``python -m tests.registers.applier <home> <database> <load> <municipality>``."""

from __future__ import annotations

import importlib
import os
import sys
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stafet.config.settings")


def main() -> None:
    """Say that it begins, and apply."""
    home, database, load, municipality = sys.argv[1:]
    os.environ["STAFET_HOME"] = home
    django.setup()
    importlib.import_module("tests.trust.play").connect(database)
    loading = importlib.import_module("stafet.integrations.loading")
    sys.stdout.write("begins\n")
    sys.stdout.flush()
    loading.apply_load(UUID(load), UUID(municipality))


if __name__ == "__main__":
    main()
