from django.db import migrations, models


class Migration(migrations.Migration):
    """In which municipalities an organisation has anybody is found by skipping, not by reading every grant."""

    dependencies = [("access", "0010_own_hook")]
    operations = [
        migrations.AddIndex(
            "grant", models.Index(fields=["organisation", "municipality_id"], name="grant_where")
        ),
    ]
