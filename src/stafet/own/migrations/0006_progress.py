from pathlib import Path

from django.db import migrations

from stafet.access.api import run

SQL = Path(__file__).resolve().parent.parent / "progress.sql"


class Migration(migrations.Migration):
    """No home reads another home's words about somebody's way."""

    dependencies = [("own", "0005_languages"), ("progress", "0002_protect")]
    operations = [run(SQL.read_text(encoding="utf-8"))]
