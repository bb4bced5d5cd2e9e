from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history
from stafet.duplicates.api import follow_merges
from stafet.kernel.privacy import DataClass

TABLES = (
    ("languages_spokenlanguage", DataClass.CONTACT),
    ("languages_earliereducation", DataClass.GUIDANCE_NOTE),
)


class Migration(migrations.Migration):
    """A language is how one reaches somebody; earlier education is a guidance note that few may open."""

    dependencies = [
        ("languages", "0001_initial"),
        ("duplicates", "0002_went_along"),
        ("responsibility", "0004_envelope"),
    ]
    operations = [
        *(protect(table, data_class=data_class) for table, data_class in TABLES),
        *(protect_history(f"{table}event", data_class=data_class) for table, data_class in TABLES),
        *(composite_key(table) for table, _ in TABLES),
        follow_merges("languages", rows=[table for table, _ in TABLES]),
    ]
