from pathlib import Path

from django.db import migrations

from stafet.access.rls import run

_SQL = Path(__file__).resolve().parent.parent


def _read(name: str) -> str:
    return (_SQL / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    """The functions row-level security asks, and the policies of the tables below this room."""

    dependencies = [("access", "0001_initial"), ("audit", "0002_reading")]
    operations = [
        run(_read("gate.sql"), undo="DROP SCHEMA gate CASCADE;"),
        run(_read("sight.sql")),
        run(_read("policies.sql")),
    ]
