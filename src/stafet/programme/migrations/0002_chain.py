from pathlib import Path

from django.db import migrations

from stafet.access.api import run

SQL = Path(__file__).resolve().parent.parent / "chain.sql"


class Migration(migrations.Migration):
    """What is adopted stands; which part may rest on which; no goal without a need."""

    dependencies = [("programme", "0001_initial"), ("access", "0012_programme_roles")]
    operations = [run(SQL.read_text(encoding="utf-8"))]
