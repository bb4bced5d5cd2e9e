from pathlib import Path

from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history, run
from stafet.duplicates.api import follow_merges
from stafet.kernel.privacy import DataClass

SQL = Path(__file__).resolve().parent.parent / "counts.sql"


class Migration(migrations.Migration):
    """Who may see and write seats and lists; what the database counts and refuses. Courses and shares are about nobody."""

    dependencies = [
        ("practicalcourses", "0001_initial"),
        ("placements", "0002_protect"),
        ("duplicates", "0002_went_along"),
        ("responsibility", "0004_envelope"),
    ]
    operations = [
        protect("practicalcourses_courseseat", data_class=DataClass.PROCESS),
        protect("practicalcourses_listedpupil", data_class=DataClass.IDENTITY),
        protect_history("practicalcourses_courseseatevent", data_class=DataClass.PROCESS),
        composite_key("practicalcourses_courseseat"),
        composite_key("practicalcourses_listedpupil"),
        run(SQL.read_text(encoding="utf-8")),
        follow_merges(
            "practicalcourses",
            aside=["practicalcourses_courseseat"],
            parts={"practicalcourses_listedpupil": ("practicalcourses_courseseat", "seat_id")},
        ),
    ]
