from pathlib import Path

from django.db import migrations

from stafet.access.rls import run

SQL = Path(__file__).resolve().parent.parent / "named_readers.sql"


class Migration(migrations.Migration):
    """How the named list of a hidden person is asked and changed."""

    dependencies = [("access", "0003_failed_log_ins")]
    operations = [run(SQL.read_text(encoding="utf-8"))]
