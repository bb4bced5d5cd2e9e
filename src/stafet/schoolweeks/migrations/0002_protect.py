from pathlib import Path

from django.db import migrations

from stafet.access.api import run

SQL = Path(__file__).resolve().parent.parent / "gate.sql"


class Migration(migrations.Migration):
    """Who reads and who keeps a school's week."""

    dependencies = [("schoolweeks", "0001_initial"), ("responsibility", "0002_promise")]
    operations = [run(SQL.read_text(encoding="utf-8"), undo="DROP FUNCTION gate.my_week_schools(boolean);")]
