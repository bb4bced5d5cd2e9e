from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history
from stafet.duplicates.api import follow_merges
from stafet.kernel.privacy import DataClass

TABLES = ["learninggoal", "logentry", "attendanceday", "checkin"]


class Migration(migrations.Migration):
    """Who may see and write what a placement is followed by; and that it goes where its placement goes.

    The trigger's name lets it fire after the one of the placements: their rows have moved by then.
    """

    dependencies = [
        ("followup", "0001_initial"),
        ("placements", "0003_follows_merges"),
        ("duplicates", "0002_went_along"),
        ("responsibility", "0004_envelope"),
    ]
    operations = [
        *[protect(f"followup_{name}", data_class=DataClass.PROCESS) for name in TABLES],
        *[protect_history(f"followup_{name}event", data_class=DataClass.PROCESS) for name in TABLES],
        *[composite_key(f"followup_{name}") for name in TABLES],
        follow_merges(
            "placements_then_followup",
            parts={f"followup_{name}": ("placements_placement", "placement_id") for name in TABLES},
        ),
    ]
