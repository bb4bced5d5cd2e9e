from pathlib import Path

from django.db import migrations

from stafet.access.api import run

SQL = Path(__file__).resolve().parent.parent / "municipalities.sql"


class Migration(migrations.Migration):
    """The list of people is read in its order and only as far as the page goes, behind the same fence."""

    dependencies = [("people", "0002_protect"), ("access", "0011_where")]
    operations = [run(SQL.read_text(encoding="utf-8"))]
