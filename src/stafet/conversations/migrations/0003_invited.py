from pathlib import Path

from django.db import migrations

from stafet.access.api import run

SQL = Path(__file__).resolve().parent.parent / "invited.sql"


class Migration(migrations.Migration):
    """A colleague who was invited learns when and where, without learning whom it is about."""

    dependencies = [("conversations", "0002_protect"), ("responsibility", "0003_requests")]
    operations = [run(SQL.read_text(encoding="utf-8"))]
