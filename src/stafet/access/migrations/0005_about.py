from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from stafet.access.rls import run

SIGHT = Path(__file__).resolve().parent.parent / "sight.sql"


class Migration(migrations.Migration):
    """A transaction may say whom it is about, and is then told quickly whether it may meet them."""

    dependencies = [("access", "0004_named_readers"), ("organisations", "0001_initial")]
    operations = [
        migrations.AddIndex(
            "grant",
            models.Index(
                fields=["organisation", "purpose", "person_id"],
                include=("classes", "valid", "unit"),
                name="grant_opens_person",
            ),
        ),
        run(SIGHT.read_text(encoding="utf-8")),
        migrations.RemoveIndex("grant", "grant_of_organisation"),
        migrations.AlterField(
            "grant",
            "organisation",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
    ]
