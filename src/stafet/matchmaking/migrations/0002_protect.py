from django.db import migrations

from stafet.access.api import composite_key, protect
from stafet.duplicates.api import follow_merges
from stafet.kernel.privacy import DataClass

TABLES = ["wishlist", "wish", "entry", "refusal", "proposal"]


class Migration(migrations.Migration):
    """Who may see and write wishes, entries and proposals; and that they follow when two registrations are one."""

    dependencies = [
        ("matchmaking", "0001_initial"),
        ("duplicates", "0002_went_along"),
        ("responsibility", "0004_envelope"),
    ]
    operations = [
        *[protect(f"matchmaking_{name}", data_class=DataClass.PROCESS) for name in TABLES],
        *[composite_key(f"matchmaking_{name}") for name in TABLES],
        follow_merges("matchmaking", rows=[f"matchmaking_{name}" for name in TABLES]),
    ]
