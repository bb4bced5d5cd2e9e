import django.contrib.postgres.constraints
import stafet.audit.apart
import stafet.pathways.models
from django.db import migrations


class Migration(migrations.Migration):
    """Looking up somebody's spells never goes through the index that keeps them apart."""

    dependencies = [
        ('organisations', '0003_kinds'),
        ('pathways', '0002_protect'),
        ('people', '0003_in_order'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='spell',
            name='spell_no_overlap_at_same_place',
        ),
        migrations.AddConstraint(
            model_name='spell',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(stafet.audit.apart.KeptApart('municipality_id'), '='), (stafet.audit.apart.KeptApart('person_id'), '='), (stafet.audit.apart.KeptApart('kind'), '='), (stafet.audit.apart.KeptApart('organisation_id'), '='), (stafet.pathways.models.DateRange('starts_on', 'ends_on'), '&&')], name='spell_no_overlap_at_same_place', violation_error_message="The same activity at the same place can't run twice at once."),
        ),
    ]
