from pathlib import Path

from django.db import migrations

from stafet.access.rls import run

MUNICIPAL = Path(__file__).resolve().parent.parent / "municipal.sql"


class Migration(migrations.Migration):
    """A job of one municipality changes no organisation of another, and decides nothing for it."""

    dependencies = [("access", "0006_administrator"), ("organisations", "0002_municipal_policy")]
    operations = [run(MUNICIPAL.read_text(encoding="utf-8"))]
