from pathlib import Path

from django.db import migrations

from stafet.access.api import composite_key, protect, run
from stafet.duplicates.api import follow_merges
from stafet.kernel.privacy import DataClass

SQL = Path(__file__).resolve().parent.parent / "counts.sql"
TABLES = ["part", "attendancemark"]


class Migration(migrations.Migration):
    """Who may see and write who takes part and who came; what the database counts and refuses. Events are about nobody."""

    dependencies = [
        ("events", "0001_initial"),
        ("duplicates", "0002_went_along"),
        ("responsibility", "0004_envelope"),
        ("own", "0007_courses"),
    ]
    operations = [
        *[protect(f"events_{name}", data_class=DataClass.PROCESS) for name in TABLES],
        *[composite_key(f"events_{name}") for name in TABLES],
        run(SQL.read_text(encoding="utf-8")),
        follow_merges(
            "events",
            aside=["events_part"],
            parts={"events_attendancemark": ("events_part", "part_id")},
        ),
    ]
