from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history
from stafet.kernel.privacy import DataClass


class Migration(migrations.Migration):
    """Who may see spells."""

    dependencies = [("pathways", "0001_initial"), ("people", "0002_protect")]
    operations = [
        protect("pathways_spell", data_class=DataClass.PROCESS),
        protect_history("pathways_spellevent", data_class=DataClass.PROCESS),
        composite_key("pathways_spell"),
    ]
