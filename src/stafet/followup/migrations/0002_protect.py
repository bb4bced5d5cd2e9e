from pathlib import Path

from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history, run
from stafet.duplicates.api import follow_merges
from stafet.kernel.privacy import DataClass

SQL = Path(__file__).resolve().parent.parent / "signed.sql"
PLAIN = ["planperiod", "planconfirmation", "placementcertificate"]
TRACKED = ["learninggoal", "logentry", "attendanceday", "checkin", "issue", "incident", "evaluation"]
HARM = "incidentharm"


class Migration(migrations.Migration):
    """Who may see and write what is followed up; what it did to somebody's health is for the few who read guidance notes.

    When two registrations become one, rows go where their placement goes, also back. The name of the step puts it
    after that of placements: a placement goes first.
    """

    dependencies = [
        ("followup", "0001_initial"),
        ("placements", "0003_follows_merges"),
        ("duplicates", "0002_went_along"),
        ("responsibility", "0004_envelope"),
    ]
    operations = [
        *[protect(f"followup_{name}", data_class=DataClass.PROCESS) for name in [*PLAIN, *TRACKED]],
        protect(f"followup_{HARM}", data_class=DataClass.GUIDANCE_NOTE),
        *[protect_history(f"followup_{name}event", data_class=DataClass.PROCESS) for name in TRACKED],
        protect_history(f"followup_{HARM}event", data_class=DataClass.GUIDANCE_NOTE),
        *[composite_key(f"followup_{name}") for name in [*PLAIN, *TRACKED, HARM]],
        run(SQL.read_text(encoding="utf-8")),
        follow_merges(
            "placements_then_followup",
            parts={
                **{
                    f"followup_{name}": ("placements_placement", "placement_id")
                    for name in [*PLAIN, *TRACKED]
                },
                f"followup_{HARM}": ("followup_incident", "incident_id"),
            },
        ),
    ]
