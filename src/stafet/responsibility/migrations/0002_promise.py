from pathlib import Path

from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history, run
from stafet.kernel.privacy import DataClass

ROOM = Path(__file__).resolve().parent.parent
EITHER_SIDE = (
    "from_organisation_id = ANY ((SELECT gate.my_organisations())::uuid[])"
    " OR to_organisation_id = ANY ((SELECT gate.my_organisations())::uuid[])"
)
ASKED = "to_organisation_id = ANY ((SELECT gate.my_organisations())::uuid[])"
# Who asks sees the request only once it was answered with an offer: before that it would tell who is known here.
OFFERED_TO_ME = "(state = 'offered' AND by_organisation_id = ANY ((SELECT gate.my_organisations())::uuid[]))"
TABLES = ["coverage", "holding", "nextstep", "handover", "handoverpackage", "holdingrequest", "breakoff"]


class Migration(migrations.Migration):
    """The promise as a constraint, and who may see and write the tables of responsibility."""

    dependencies = [("responsibility", "0001_initial"), ("pathways", "0002_protect")]
    operations = [
        run((ROOM / "offers.sql").read_text(encoding="utf-8")),
        protect("responsibility_coverage", data_class=DataClass.PROCESS, gate_writes=True),
        protect("responsibility_holding", data_class=DataClass.PROCESS),
        protect("responsibility_nextstep", data_class=DataClass.PROCESS),
        protect(
            "responsibility_handover",
            data_class=DataClass.PROCESS,
            also_reads=EITHER_SIDE,
            also_writes=EITHER_SIDE,
        ),
        protect("responsibility_handoverpackage", data_class=DataClass.PROCESS),
        protect(
            "responsibility_holdingrequest",
            data_class=DataClass.PROCESS,
            also_reads=f"{ASKED} OR {OFFERED_TO_ME}",
            also_writes=ASKED,
        ),
        protect("responsibility_breakoff", data_class=DataClass.PROCESS),
        run((ROOM / "promise.sql").read_text(encoding="utf-8")),
        *[
            protect_history(f"responsibility_{name}event", data_class=DataClass.PROCESS)
            for name in ["coverage", "holding", "nextstep", "handover"]
        ],
        *[composite_key(f"responsibility_{name}") for name in TABLES],
    ]
