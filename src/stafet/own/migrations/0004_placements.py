from pathlib import Path

from django.db import migrations

from stafet.access.api import run

SQL = Path(__file__).resolve().parent.parent / "placements.sql"


class Migration(migrations.Migration):
    """The answers and signatures of one home are not met in another."""

    dependencies = [("own", "0003_plan"), ("placements", "0002_protect")]
    operations = [run(SQL.read_text(encoding="utf-8"))]
