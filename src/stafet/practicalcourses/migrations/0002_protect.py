from pathlib import Path

from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history, run
from stafet.duplicates.api import follow_merges
from stafet.kernel.privacy import DataClass

SQL = Path(__file__).resolve().parent.parent / "counts.sql"
TABLES = ["courseseat", "seatanswer"]


class Migration(migrations.Migration):
    """Who may see and write seats and answers; what the database counts and refuses. Courses and shares are about nobody."""

    dependencies = [
        ("practicalcourses", "0001_initial"),
        ("placements", "0003_follows_merges"),
        ("duplicates", "0002_went_along"),
        ("responsibility", "0004_envelope"),
    ]
    operations = [
        *[protect(f"practicalcourses_{name}", data_class=DataClass.PROCESS) for name in TABLES],
        protect_history("practicalcourses_courseseatevent", data_class=DataClass.PROCESS),
        *[composite_key(f"practicalcourses_{name}") for name in TABLES],
        run(SQL.read_text(encoding="utf-8")),
        follow_merges(
            "practicalcourses",
            aside=["practicalcourses_courseseat"],
            parts={"practicalcourses_seatanswer": ("practicalcourses_courseseat", "seat_id")},
        ),
    ]
