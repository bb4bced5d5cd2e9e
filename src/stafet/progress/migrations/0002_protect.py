from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history
from stafet.duplicates.api import follow_merges
from stafet.kernel.privacy import DataClass

TABLES = ["progressword", "ownwords"]


class Migration(migrations.Migration):
    """Who may see and write where somebody is; and that it follows when two registrations are one."""

    dependencies = [
        ("progress", "0001_initial"),
        ("duplicates", "0002_went_along"),
        ("responsibility", "0004_envelope"),
    ]
    operations = [
        *[protect(f"progress_{name}", data_class=DataClass.PROCESS) for name in TABLES],
        *[protect_history(f"progress_{name}event", data_class=DataClass.PROCESS) for name in TABLES],
        *[composite_key(f"progress_{name}") for name in TABLES],
        follow_merges(
            "progress",
            rows=["progress_progressword"],
            parts={"progress_ownwords": ("progress_progressword", "progress_word_id")},
        ),
    ]
