from pathlib import Path

from django.db import migrations

from stafet.access.api import run

SQL = Path(__file__).resolve().parent.parent / "requests.sql"


class Migration(migrations.Migration):
    """Asking for a person, envelopes of those who become hidden, and writing down somebody new."""

    dependencies = [("responsibility", "0002_promise"), ("access", "0004_named_readers")]
    operations = [run(SQL.read_text(encoding="utf-8"))]
