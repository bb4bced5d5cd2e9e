from pathlib import Path

from django.db import migrations

from stafet.access.api import composite_key, protect, run
from stafet.duplicates.api import follow_merges
from stafet.kernel.privacy import DataClass

SQL = Path(__file__).resolve().parent.parent / "rules.sql"
TABLES = ["personstory", "storyconsent"]


class Migration(migrations.Migration):
    """Who may see and write stories about somebody and the answers to them; what the database never lets happen."""

    dependencies = [
        ("materials", "0001_initial"),
        ("duplicates", "0002_went_along"),
        ("responsibility", "0004_envelope"),
    ]
    operations = [
        *[protect(f"materials_{name}", data_class=DataClass.PROCESS) for name in TABLES],
        *[composite_key(f"materials_{name}") for name in TABLES],
        run(SQL.read_text(encoding="utf-8")),
        follow_merges(
            "materials",
            rows=["materials_personstory"],
            parts={"materials_storyconsent": ("materials_personstory", "person_story_id")},
        ),
    ]
