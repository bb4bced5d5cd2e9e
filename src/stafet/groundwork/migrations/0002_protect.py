from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history
from stafet.duplicates.api import follow_merges
from stafet.kernel.privacy import DataClass

PLAIN = ["advice", "advicereply"]
TRACKED = ["teamseat", "startmeeting", "transfer"]
OF_A_PLACEMENT = ["advice", *TRACKED]


class Migration(migrations.Migration):
    """Who may see and write what is done around a pupil. Classes, money, tasks and talks with companies are about nobody young.

    When two registrations become one, rows go where their placement goes, also back. The name of the step puts it after
    that of placements: a placement goes first.
    """

    dependencies = [
        ("groundwork", "0001_initial"),
        ("placements", "0003_follows_merges"),
        ("duplicates", "0002_went_along"),
        ("responsibility", "0004_envelope"),
    ]
    operations = [
        *[protect(f"groundwork_{name}", data_class=DataClass.PROCESS) for name in [*PLAIN, *TRACKED]],
        *[protect_history(f"groundwork_{name}event", data_class=DataClass.PROCESS) for name in TRACKED],
        *[composite_key(f"groundwork_{name}") for name in [*PLAIN, *TRACKED]],
        follow_merges(
            "placements_then_groundwork",
            parts={
                **{f"groundwork_{name}": ("placements_placement", "placement_id") for name in OF_A_PLACEMENT},
                "groundwork_advicereply": ("groundwork_advice", "advice_id"),
            },
        ),
    ]
