from pathlib import Path

from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history, run
from stafet.kernel.privacy import DataClass

SQL = Path(__file__).resolve().parent.parent / "gates.sql"
TABLES = ["placement", "wayentry", "custodyconsent", "agreement", "signature"]


class Migration(migrations.Migration):
    """Who may see and write the ways of pupils; and what the database refuses. Hosts and models are about nobody young."""

    dependencies = [("placements", "0001_initial"), ("responsibility", "0004_envelope")]
    operations = [
        *[protect(f"placements_{name}", data_class=DataClass.PROCESS) for name in TABLES],
        protect_history("placements_placementevent", data_class=DataClass.PROCESS),
        *[composite_key(f"placements_{name}") for name in TABLES],
        run(SQL.read_text(encoding="utf-8")),
    ]
