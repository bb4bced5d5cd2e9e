from pathlib import Path

from django.db import migrations

from stafet.access.api import run

SQL = Path(__file__).resolve().parent.parent / "languages.sql"


class Migration(migrations.Migration):
    """A young person, and for languages also those with custody, read what is written down of it."""

    dependencies = [
        ("own", "0004_placements"),
        ("languages", "0002_protect"),
        ("othercases", "0002_protect"),
    ]
    operations = [run(SQL.read_text(encoding="utf-8"))]
