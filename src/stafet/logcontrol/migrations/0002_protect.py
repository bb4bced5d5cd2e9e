from django.db import migrations

from stafet.access.api import run


class Migration(migrations.Migration):
    """Questions about look-ups are judged in the scope of the job; the application's role never meets them."""

    dependencies = [("logcontrol", "0001_initial"), ("emergency", "0002_opening")]
    operations = [
        run(
            """
            ALTER TABLE logcontrol_lookupquestion ENABLE ROW LEVEL SECURITY;
            ALTER TABLE logcontrol_lookupquestion FORCE ROW LEVEL SECURITY;
            CREATE POLICY job_works ON logcontrol_lookupquestion FOR ALL TO {job}
                USING (municipality_id = (SELECT gate.job_municipality()))
                WITH CHECK (municipality_id = (SELECT gate.job_municipality()));
            """
        )
    ]
