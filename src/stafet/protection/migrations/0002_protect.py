from django.db import migrations

from stafet.access.api import composite_key, run


class Migration(migrations.Migration):
    """Decisions about protection are met in the scope of the job only, by code that asks who is on the named list."""

    dependencies = [("protection", "0001_initial"), ("people", "0002_protect"), ("access", "0009_readers")]
    operations = [
        composite_key("protection_protectiondecision"),
        run(
            """
            ALTER TABLE protection_protectiondecision ENABLE ROW LEVEL SECURITY;
            ALTER TABLE protection_protectiondecision FORCE ROW LEVEL SECURITY;
            CREATE POLICY job_works ON protection_protectiondecision FOR ALL TO {job}
                USING (municipality_id = (SELECT gate.job_municipality()))
                WITH CHECK (municipality_id = (SELECT gate.job_municipality()));
            """
        ),
    ]
