from pathlib import Path

from django.db import migrations

from stafet.access.api import run

SQL = Path(__file__).resolve().parent.parent / "plan.sql"


class Migration(migrations.Migration):
    """A young person reads what they need help with; no home reads another home's words in the plan."""

    dependencies = [("own", "0002_sight"), ("careerplans", "0003_at_home")]
    operations = [run(SQL.read_text(encoding="utf-8"))]
