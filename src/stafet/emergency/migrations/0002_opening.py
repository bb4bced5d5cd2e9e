from pathlib import Path

from django.db import migrations

from stafet.access.api import run

SQL = Path(__file__).resolve().parent.parent / "opening.sql"


class Migration(migrations.Migration):
    """Who may read about an emergency, and the one door by which somebody is opened in one."""

    dependencies = [
        ("emergency", "0001_initial"),
        ("access", "0008_emergency"),
        ("people", "0002_protect"),
        ("responsibility", "0004_envelope"),
        ("audit", "0002_reading"),
    ]
    operations = [run(SQL.read_text(encoding="utf-8"))]
