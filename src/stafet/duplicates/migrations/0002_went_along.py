from pathlib import Path

from django.db import migrations, models

from stafet.access.api import run

SQL = Path(__file__).resolve().parent.parent / "following.sql"


class Migration(migrations.Migration):
    """What rooms above keep about a person follows a merge, and goes back when it is undone."""

    dependencies = [("duplicates", "0001_initial")]
    operations = [
        migrations.AddField(
            "merge",
            "went_along",
            models.JSONField(default=dict, help_text="Keys of the rows of rooms above, by table."),
        ),
        run(SQL.read_text(encoding="utf-8")),
    ]
