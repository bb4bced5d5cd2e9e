from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history
from stafet.kernel.privacy import DataClass

TRACKED = ["contactladder", "contactattempt", "conversation", "participant"]
TABLES = [*TRACKED, "agreedstep"]


class Migration(migrations.Migration):
    """Who may see and write conversations and attempts; own notes are guidance notes that few may open."""

    dependencies = [("conversations", "0001_initial"), ("careerplans", "0002_protect")]
    operations = [
        *[protect(f"conversations_{name}", data_class=DataClass.PROCESS) for name in TABLES],
        protect("conversations_ownnote", data_class=DataClass.GUIDANCE_NOTE),
        *[protect_history(f"conversations_{name}event", data_class=DataClass.PROCESS) for name in TRACKED],
        protect_history("conversations_ownnoteevent", data_class=DataClass.GUIDANCE_NOTE),
        *[composite_key(f"conversations_{name}") for name in [*TABLES, "ownnote"]],
    ]
