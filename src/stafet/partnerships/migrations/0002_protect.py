from django.db import migrations

from stafet.access.api import run

TABLES = ("partnership", "partnershipwords", "party", "terms", "signature", "workflow", "workflowstep")
_ONE = """
    ALTER TABLE partnerships_{table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY everybody_reads ON partnerships_{table} FOR SELECT USING (true);
    CREATE POLICY job_keeps ON partnerships_{table} FOR ALL TO {{job}}
        USING (municipality_id = (SELECT gate.job_municipality()))
        WITH CHECK (municipality_id = (SELECT gate.job_municipality()));
"""


class Migration(migrations.Migration):
    """Everybody at work reads what the partners have agreed; only the municipality that keeps it writes."""

    dependencies = [("partnerships", "0001_initial"), ("access", "0007_municipal_tables")]
    operations = [run(_ONE.format(table=table)) for table in TABLES]
