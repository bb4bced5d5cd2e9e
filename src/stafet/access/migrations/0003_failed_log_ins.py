from django.db import migrations

from stafet.access.rls import run


class Migration(migrations.Migration):
    """Where wrong tries to log in are counted, under keyed hashes."""

    dependencies = [("access", "0002_gate")]
    operations = [
        run(
            """
            CREATE TABLE access_failed_log_in (
                key bytea PRIMARY KEY,
                tries integer NOT NULL,
                tried_at timestamptz NOT NULL,
                free_at timestamptz NOT NULL
            );
            CREATE INDEX failed_log_in_old ON access_failed_log_in (tried_at);
            """,
            undo="DROP TABLE access_failed_log_in;",
        ),
    ]
