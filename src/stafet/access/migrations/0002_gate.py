from pathlib import Path

from django.db import migrations

from stafet.access.rls import run

SQL = Path(__file__).resolve().parent.parent / "gate.sql"


class Migration(migrations.Migration):
    """The functions row-level security asks, and the policies of the tables below this room."""

    dependencies = [("access", "0001_initial"), ("audit", "0002_reading")]
    operations = [run(SQL.read_text(encoding="utf-8"), undo="DROP SCHEMA gate CASCADE;")]
