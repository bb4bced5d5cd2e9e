from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "reading.sql"


class Migration(migrations.Migration):
    """The read log, partitioned by month."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), "DROP TABLE audit_reading;")]
