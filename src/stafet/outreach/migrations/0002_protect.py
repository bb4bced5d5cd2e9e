from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history, run
from stafet.kernel.privacy import DataClass

TABLES = ["activitycase", "assessment", "measure", "followup"]
# What a municipality loads is about nobody: everybody reads it, and only its own jobs add to it.
LAYOUTS = """
    ALTER TABLE outreach_reportlayout ENABLE ROW LEVEL SECURITY;
    CREATE POLICY everybody_reads ON outreach_reportlayout FOR SELECT USING (true);
    CREATE POLICY job_loads ON outreach_reportlayout FOR INSERT TO {job}
        WITH CHECK (municipality_id = (SELECT gate.job_municipality()));
"""


class Migration(migrations.Migration):
    """Who may see and write cases: whoever may see what a young person does."""

    dependencies = [("outreach", "0001_initial"), ("responsibility", "0004_envelope")]
    operations = [
        *[protect(f"outreach_{name}", data_class=DataClass.PROCESS) for name in TABLES],
        *[protect_history(f"outreach_{name}event", data_class=DataClass.PROCESS) for name in TABLES],
        *[composite_key(f"outreach_{name}") for name in TABLES],
        run(LAYOUTS),
    ]
