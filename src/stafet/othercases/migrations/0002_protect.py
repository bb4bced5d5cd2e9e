from pathlib import Path

from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history, run
from stafet.duplicates.api import follow_merges
from stafet.kernel.privacy import DataClass

SQL = Path(__file__).resolve().parent.parent / "answered.sql"
TABLE = "othercases_othercase"


class Migration(migrations.Migration):
    """A case elsewhere is known to those of the home municipality who have the responsibility, and to nobody else."""

    dependencies = [
        ("othercases", "0001_initial"),
        ("duplicates", "0002_went_along"),
        ("responsibility", "0004_envelope"),
        ("access", "0010_own_hook"),
    ]
    operations = [
        protect(TABLE, data_class=DataClass.GUIDANCE_NOTE),
        protect_history(f"{TABLE}event", data_class=DataClass.GUIDANCE_NOTE),
        composite_key(TABLE),
        run("GRANT SELECT ON organisations_organisation TO {gate};"),
        run(SQL.read_text(encoding="utf-8")),
        follow_merges("othercases", rows=[TABLE]),
    ]
