from pathlib import Path

from django.db import migrations

from stafet.access.api import run

SQL = Path(__file__).resolve().parent.parent / "stories.sql"


class Migration(migrations.Migration):
    """The answers of one home to a story are not met in another."""

    dependencies = [("own", "0008_groundwork"), ("materials", "0002_protect")]
    operations = [run(SQL.read_text(encoding="utf-8"))]
