from pathlib import Path

from django.db import migrations

from stafet.access.api import composite_key, protect, run
from stafet.kernel.privacy import DataClass

SQL = Path(__file__).resolve().parent.parent / "own.sql"
TABLES = (
    ("own_custody", DataClass.CONTACT),
    ("own_personallogin", DataClass.CONTACT),
    ("own_owninvitation", DataClass.CONTACT),
    ("own_correction", DataClass.PROCESS),
)


class Migration(migrations.Migration):
    """Who may see which table of this room, and what an own log-in opens."""

    dependencies = [("own", "0001_initial"), ("access", "0010_own_hook")]
    operations = [
        *(protect(table, data_class=data_class) for table, data_class in TABLES),
        *(composite_key(table) for table, _ in TABLES),
        run("GRANT SELECT ON organisations_municipality TO {gate};"),
        run(SQL.read_text(encoding="utf-8")),
    ]
