"""Row-level security: the fourth fence, in the one form that was measured to be fast.

A policy compares the row's person with an array that is computed once per statement:
``person_id = ANY ((SELECT gate.my_persons('D'))::uuid[])``. Who "my" is comes from a signed setting that
only lives inside the transaction. Rooms protect their tables in their migrations with ``protect``.
"""

from __future__ import annotations

from django.conf import settings
from django.db.migrations.operations.special import RunSQL

from stafet.kernel.privacy import DataClass


def _named(text: str) -> str:
    """Put this installation's role names into a statement."""
    roles = settings.STAFET_ROLES
    names = {
        "app": "app",
        "job": "job",
        "audit": "audit",
        "public": "public",
        "backup": "backup",
        "owner": "owner",
    }
    for key, purpose in names.items():
        text = text.replace("{" + key + "}", f"{roles.prefix}_{purpose}")
    return text.replace("{gate}", roles.gate)


def run(statements: str, *, undo: str = "") -> RunSQL:
    """A migration step in SQL in which ``{app}``, ``{job}``, ``{gate}`` … stand for the role names."""
    return RunSQL(_named(statements), _named(undo) if undo else RunSQL.noop)


def protect(
    table: str,
    *,
    data_class: DataClass,
    person: str = "person_id",
    also_reads: str = "",
    also_writes: str = "",
    gate_writes: bool = False,
) -> RunSQL:
    """Protect a table that holds rows about persons.

    The application reads and writes rows of persons it has a grant for in ``data_class``; ``also_reads`` and
    ``also_writes`` are further conditions, each a SQL expression of the same form. Hidden persons are
    excluded by a policy of their own that no other policy can widen. The job role sees the municipality its
    context names. The gate reads all, so that its functions can judge.
    """
    mine = f"{person} = ANY ((SELECT gate.my_persons('{data_class.value}'))::uuid[])"
    reads = f"({mine}{f' OR {also_reads}' if also_reads else ''})"
    writes = f"({mine}{f' OR {also_writes}' if also_writes else ''})"
    tenant = "municipality_id = (SELECT gate.job_municipality())"
    gate_update = (
        f"CREATE POLICY gate_writes ON {table} FOR UPDATE TO {{gate}} USING (true);" if gate_writes else ""
    )
    gate_right = f"GRANT SELECT{', UPDATE' if gate_writes else ''} ON {table} TO {{gate}};"
    return run(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY app_reads ON {table} FOR SELECT TO {{app}} USING {reads};
        CREATE POLICY app_inserts ON {table} FOR INSERT TO {{app}} WITH CHECK {writes};
        CREATE POLICY app_updates ON {table} FOR UPDATE TO {{app}} USING {writes} WITH CHECK {writes};
        CREATE POLICY app_hidden ON {table} AS RESTRICTIVE FOR ALL TO {{app}}
            USING (NOT ({person} = ANY ((SELECT gate.hidden_persons())::uuid[])));
        CREATE POLICY job_works ON {table} FOR ALL TO {{job}} USING ({tenant}) WITH CHECK ({tenant});
        CREATE POLICY gate_reads ON {table} FOR SELECT TO {{gate}} USING (true);
        {gate_update}
        {gate_right}
        """
    )


def protect_history(table: str, *, data_class: DataClass, person: str = "person_id") -> RunSQL:
    """Protect the superseded versions of a tracked table: readable like the rows, written by triggers only."""
    mine = f"{person} = ANY ((SELECT gate.my_persons('{data_class.value}'))::uuid[])"
    tenant = "municipality_id = (SELECT gate.job_municipality())"
    return run(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY app_reads ON {table} FOR SELECT TO {{app}} USING ({mine});
        CREATE POLICY app_appends ON {table} FOR INSERT TO {{app}} WITH CHECK (true);
        CREATE POLICY app_hidden ON {table} AS RESTRICTIVE FOR SELECT TO {{app}}
            USING (NOT ({person} = ANY ((SELECT gate.hidden_persons())::uuid[])));
        CREATE POLICY job_reads ON {table} FOR SELECT TO {{job}} USING ({tenant});
        CREATE POLICY job_appends ON {table} FOR INSERT TO {{job}} WITH CHECK ({tenant});
        CREATE POLICY job_deletes ON {table} FOR DELETE TO {{job}} USING ({tenant});
        """
    )


def composite_key(table: str, *, parent: str = "people_person", column: str = "person_id") -> RunSQL:
    """Let the database itself refuse a row that belongs to one municipality and points into another."""
    name = f"{table}_{column}_same_municipality"
    return run(
        f"""
        ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (municipality_id, {column})
            REFERENCES {parent} (municipality_id, id) DEFERRABLE INITIALLY DEFERRED;
        """,
        undo=f"ALTER TABLE {table} DROP CONSTRAINT {name};",
    )
