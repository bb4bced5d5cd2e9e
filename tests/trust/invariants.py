"""The promise, asked of the database by a superuser who passes every fence: what must be true of everyone."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg

INVARIANTS: Mapping[str, str] = {
    "a covered person without exactly one holder": """
        SELECT count(*) FROM responsibility_coverage c WHERE c.ends_on IS NULL AND 1 <> (
            SELECT count(*) FROM responsibility_holding h
            WHERE h.municipality_id = c.municipality_id AND h.person_id = c.person_id AND h.ends_at IS NULL)
    """,
    "a covered person without a next step": """
        SELECT count(*) FROM responsibility_coverage c WHERE c.ends_on IS NULL AND NOT EXISTS (
            SELECT FROM responsibility_nextstep s
            WHERE s.municipality_id = c.municipality_id AND s.person_id = c.person_id AND s.state = 'open')
    """,
    "somebody held who is not covered": """
        SELECT count(*) FROM responsibility_holding h WHERE h.ends_at IS NULL AND NOT EXISTS (
            SELECT FROM responsibility_coverage c
            WHERE c.municipality_id = h.municipality_id AND c.person_id = h.person_id AND c.ends_on IS NULL)
    """,
    "a gap between two holdings of one coverage": """
        SELECT count(*) FROM (
            SELECT h.ends_at, lead(h.starts_at) OVER (PARTITION BY h.municipality_id, h.person_id ORDER BY h.starts_at) n
            FROM responsibility_holding h) g
        WHERE g.n IS NOT NULL AND g.n <> g.ends_at
    """,
    "two open offers of one person": """
        SELECT count(*) FROM (
            SELECT 1 FROM responsibility_handover WHERE state = 'offered'
            GROUP BY municipality_id, person_id HAVING count(*) > 1) d
    """,
    "a holding by hand-over whose hand-over was not accepted": """
        SELECT count(*) FROM responsibility_holding h LEFT JOIN responsibility_handover o ON o.id = h.handover_id
        WHERE h.acquired_by = 'accepted' AND (o.id IS NULL OR o.state NOT IN ('accepted', 'confirmed'))
    """,
    "an accepted hand-over that gave nobody a holding": """
        SELECT count(*) FROM responsibility_handover o WHERE o.state IN ('accepted', 'confirmed') AND 1 <> (
            SELECT count(*) FROM responsibility_holding h WHERE h.handover_id = o.id)
    """,
    "an open holding without its grant": """
        SELECT count(*) FROM responsibility_holding h WHERE h.ends_at IS NULL AND NOT EXISTS (
            SELECT FROM access_grant g WHERE g.source = 'holding' AND g.source_id = h.id
              AND g.organisation_id = h.organisation_id AND upper_inf(g.valid))
    """,
    "a grant of a holding that is over": """
        SELECT count(*) FROM access_grant g JOIN responsibility_holding h ON h.id = g.source_id
        WHERE g.source = 'holding' AND h.ends_at IS NOT NULL AND upper_inf(g.valid)
    """,
}


def broken(database: psycopg.Connection) -> list[str]:
    """The sentences that are true of somebody, with how many."""
    counts = {words: _count(database, question) for words, question in INVARIANTS.items()}
    return [f"{words}: {count}" for words, count in counts.items() if count]


def _count(database: psycopg.Connection, question: str) -> int:
    row = database.execute(question).fetchone()
    return int(row[0]) if row else 0
