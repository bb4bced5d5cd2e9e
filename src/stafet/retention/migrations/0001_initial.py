from django.db import migrations, models

import stafet.kernel.identity


class Migration(migrations.Migration):
    """The journal of deletions."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Deletion",
            fields=[
                ("id", models.UUIDField(default=stafet.kernel.identity.uuid7, editable=False, primary_key=True, serialize=False)),
                ("municipality_id", models.UUIDField(help_text="Empty for what belongs to no one municipality.", null=True)),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(help_text="A person, or the model whose rows went.", max_length=60)),
                ("key_hash", models.BinaryField(max_length=32, null=True)),
                ("rule", models.CharField(help_text="How long after which event: P5Y after coverage_ended.", max_length=60)),
                ("until", models.DateTimeField(null=True)),
                ("rows", models.PositiveIntegerField()),
            ],
        ),
        migrations.AddIndex(
            model_name="deletion",
            index=models.Index(fields=["municipality_id", "-at"], name="deletion_recent"),
        ),
        migrations.AddConstraint(
            model_name="deletion",
            constraint=models.CheckConstraint(
                condition=models.Q(("key_hash__isnull", False), ("until", None))
                | models.Q(("key_hash", None), ("until__isnull", False)),
                name="deletion_names_a_key_or_an_age",
                violation_error_message="A deletion says which key or up to which instant.",
            ),
        ),
    ]
