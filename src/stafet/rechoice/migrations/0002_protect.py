from pathlib import Path

from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history, run
from stafet.kernel.privacy import DataClass

SQL = Path(__file__).resolve().parent.parent / "opening.sql"
TABLES = ["case", "option", "concern", "concernmeasure"]


class Migration(migrations.Migration):
    """Who may see and write cases and concerns; and every break-off opens its case."""

    dependencies = [("rechoice", "0001_initial"), ("responsibility", "0004_envelope")]
    operations = [
        *[protect(f"rechoice_{name}", data_class=DataClass.PROCESS) for name in TABLES],
        *[protect_history(f"rechoice_{name}event", data_class=DataClass.PROCESS) for name in TABLES],
        *[composite_key(f"rechoice_{name}") for name in TABLES],
        run(SQL.read_text(encoding="utf-8")),
    ]
