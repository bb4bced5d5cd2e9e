import django.contrib.postgres.constraints
import stafet.audit.apart
import stafet.responsibility.ranges
from django.conf import settings
from django.db import migrations


class Migration(migrations.Migration):
    """Looking up who holds never goes through the index that keeps holdings apart."""

    dependencies = [
        ('organisations', '0003_kinds'),
        ('people', '0003_in_order'),
        ('responsibility', '0005_consent'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='holding',
            name='held_by_one_at_a_time',
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(stafet.audit.apart.KeptApart('municipality_id'), '='), (stafet.audit.apart.KeptApart('person_id'), '='), (stafet.responsibility.ranges.InstantRange('starts_at', 'ends_at'), '&&')], name='held_by_one_at_a_time', violation_error_message='Somebody else already holds the responsibility at that time.'),
        ),
    ]
