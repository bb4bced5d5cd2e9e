from pathlib import Path

from django.db import migrations

from stafet.access.api import run

SQL = Path(__file__).resolve().parent.parent / "courses.sql"


class Migration(migrations.Migration):
    """The answers of one home to a proposed seat are not met in another."""

    dependencies = [("own", "0006_progress"), ("practicalcourses", "0002_protect")]
    operations = [run(SQL.read_text(encoding="utf-8"))]
