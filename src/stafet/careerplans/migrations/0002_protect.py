from django.db import migrations

from stafet.access.api import composite_key, protect, protect_history
from stafet.kernel.privacy import DataClass

TABLES = ["careerplan", "plangoal", "planstep", "planpart", "planversion"]
TRACKED = ["careerplan", "plangoal", "planstep", "planpart"]


class Migration(migrations.Migration):
    """Who may see and write plans; what somebody needs help with is a guidance note that few may open."""

    dependencies = [("careerplans", "0001_initial"), ("responsibility", "0004_envelope")]
    operations = [
        *[protect(f"careerplans_{name}", data_class=DataClass.PROCESS) for name in TABLES],
        protect("careerplans_supportneed", data_class=DataClass.GUIDANCE_NOTE),
        *[protect_history(f"careerplans_{name}event", data_class=DataClass.PROCESS) for name in TRACKED],
        protect_history("careerplans_supportneedevent", data_class=DataClass.GUIDANCE_NOTE),
        *[composite_key(f"careerplans_{name}") for name in [*TABLES, "supportneed"]],
    ]
