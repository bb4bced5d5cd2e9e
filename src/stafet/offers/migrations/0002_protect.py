from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history
from stafet.kernel.privacy import DataClass

TABLES = ["offerneed", "seat"]


class Migration(migrations.Migration):
    """Who may see and write what young people need and which seats they have. Offers are about nobody."""

    dependencies = [("offers", "0001_initial"), ("responsibility", "0004_envelope")]
    operations = [
        *[protect(f"offers_{name}", data_class=DataClass.PROCESS) for name in TABLES],
        *[protect_history(f"offers_{name}event", data_class=DataClass.PROCESS) for name in TABLES],
        *[composite_key(f"offers_{name}") for name in TABLES],
    ]
