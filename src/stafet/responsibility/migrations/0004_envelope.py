from pathlib import Path

from django.db import migrations

from stafet.access.api import run

SQL = Path(__file__).resolve().parent.parent / "envelope.sql"


class Migration(migrations.Migration):
    """An answered hand-over closes to whoever it was offered to, in the database too."""

    dependencies = [("responsibility", "0003_requests")]
    operations = [run(SQL.read_text(encoding="utf-8"))]
