from django.db import migrations

from stafet.access.api import composite_key, protect
from stafet.duplicates.api import follow_merges
from stafet.kernel.privacy import DataClass

TABLES = ["entry", "wishlist", "wish", "proposal"]


class Migration(migrations.Migration):
    """Who may see and write who is asked, wishes and proposals; and that they follow when two registrations are one."""

    dependencies = [
        ("introcourses", "0001_initial"),
        ("events", "0002_protect"),
        ("duplicates", "0002_went_along"),
        ("responsibility", "0004_envelope"),
        ("own", "0007_courses"),
    ]
    operations = [
        *[protect(f"introcourses_{name}", data_class=DataClass.PROCESS) for name in TABLES],
        *[composite_key(f"introcourses_{name}") for name in TABLES],
        follow_merges(
            "introcourses",
            aside=["introcourses_entry"],
            parts={
                "introcourses_wishlist": ("introcourses_entry", "entry_id"),
                "introcourses_wish": ("introcourses_wishlist", "wish_list_id"),
                "introcourses_proposal": ("introcourses_entry", "entry_id"),
            },
        ),
    ]
