"""How a room above says which of its tables follow a merge: a step of its migration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.migrations import RunSQL

from stafet.access import api as access


def follow_merges(
    room: str,
    *,
    rows: Sequence[str] = (),
    aside: Sequence[str] = (),
    parts: Mapping[str, tuple[str, str]] | None = None,
) -> RunSQL:
    """Let rows about a person go to whoever is kept when two registrations are one, and back when it is undone.

    ``aside`` are tables of which a person may have one row only: what the kept person has goes on, the other stands
    aside (its column ``aside_since``) and stays readable. ``parts`` belong to a row of another table, which they name
    with the column that points to it: they go where that row goes. A table comes before its parts.
    """
    told = [
        *rows,
        *(f"{table} aside" for table in aside),
        *(f"{table} of {parent} by {key}" for table, (parent, key) in (parts or {}).items()),
    ]
    words = ", ".join(f"'{each}'" for each in told)
    return access.run(
        f"""
        CREATE TRIGGER {room}_follow AFTER UPDATE OF state ON duplicates_merge
            FOR EACH ROW EXECUTE FUNCTION duplicates_follow({words});
        """,
        undo=f"DROP TRIGGER {room}_follow ON duplicates_merge;",
    )
