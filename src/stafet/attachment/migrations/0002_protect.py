from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history
from stafet.duplicates.api import follow_merges
from stafet.kernel.privacy import DataClass


class Migration(migrations.Migration):
    """Who may see hours: whoever may see what a young person does. They go where the job goes they are of."""

    dependencies = [
        ("attachment", "0001_initial"),
        ("duplicates", "0002_went_along"),
        ("pathways", "0003_kept_apart"),
        ("people", "0003_in_order"),
        ("responsibility", "0006_kept_apart"),
    ]
    operations = [
        protect("attachment_workhours", data_class=DataClass.PROCESS),
        protect_history("attachment_workhoursevent", data_class=DataClass.PROCESS),
        composite_key("attachment_workhours"),
        follow_merges("attachment", parts={"attachment_workhours": ("pathways_spell", "spell_id")}),
    ]
