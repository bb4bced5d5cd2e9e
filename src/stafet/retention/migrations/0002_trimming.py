from pathlib import Path

from django.db import migrations

from stafet.access.api import run

SQL = Path(__file__).resolve().parent.parent / "trimming.sql"


class Migration(migrations.Migration):
    """Jobs may take away what the logs need not keep any longer, and nothing younger."""

    dependencies = [
        ("retention", "0001_initial"),
        ("access", "0002_gate"),
        ("audit", "0002_reading"),
    ]
    operations = [
        run(
            SQL.read_text(encoding="utf-8"),
            undo="""
            DROP POLICY job_trims ON audit_change;
            DROP POLICY job_sees_what_is_nobodys ON audit_change;
            DROP POLICY job_trims ON audit_reading;
            DROP POLICY job_sees_what_is_old ON audit_reading;
            """,
        )
    ]
