"""What must be true of the relay at every moment, asked behind all fences, in SQL that knows no action.

Each statement finds what is wrong: a name and the persons (or rows) of whom it is so. Nothing found is right.
"""

from __future__ import annotations

from uuid import UUID

import psycopg

WRONG: dict[str, str] = {
    "covered and not held exactly once": """
        SELECT c.person_id FROM responsibility_coverage c
        WHERE c.municipality_id = %(home)s AND c.ends_on IS NULL AND 1 <> (
            SELECT count(*) FROM responsibility_holding h WHERE h.person_id = c.person_id AND h.ends_at IS NULL)""",
    "covered without an open step": """
        SELECT c.person_id FROM responsibility_coverage c
        WHERE c.municipality_id = %(home)s AND c.ends_on IS NULL AND NOT EXISTS (
            SELECT FROM responsibility_nextstep s WHERE s.person_id = c.person_id AND s.state = 'open')""",
    "held, offered or to be done for somebody who is not covered": """
        SELECT p.id FROM people_person p
        WHERE p.municipality_id = %(home)s
          AND NOT EXISTS (SELECT FROM responsibility_coverage c WHERE c.person_id = p.id AND c.ends_on IS NULL)
          AND (EXISTS (SELECT FROM responsibility_holding h WHERE h.person_id = p.id AND h.ends_at IS NULL)
            OR EXISTS (SELECT FROM responsibility_handover o WHERE o.person_id = p.id AND o.state = 'offered')
            OR EXISTS (SELECT FROM responsibility_nextstep s WHERE s.person_id = p.id AND s.state = 'open'))""",
    "more than one open offer": """
        SELECT person_id FROM responsibility_handover
        WHERE municipality_id = %(home)s AND state = 'offered' GROUP BY person_id HAVING count(*) > 1""",
    "offered by somebody who does not hold": """
        SELECT o.person_id FROM responsibility_handover o
        WHERE o.municipality_id = %(home)s AND o.state = 'offered' AND NOT EXISTS (
            SELECT FROM responsibility_holding h WHERE h.person_id = o.person_id AND h.ends_at IS NULL
              AND h.organisation_id = o.from_organisation_id)""",
    "to be done by somebody who does not hold": """
        SELECT s.person_id FROM responsibility_nextstep s
        WHERE s.municipality_id = %(home)s AND s.state = 'open' AND NOT EXISTS (
            SELECT FROM responsibility_holding h WHERE h.person_id = s.person_id AND h.ends_at IS NULL
              AND h.organisation_id = s.organisation_id)""",
    "a gap or an overlap in who held": """
        SELECT person_id FROM (
            SELECT person_id, starts_at, acquired_by,
                   lag(ends_at) OVER of_person AS before_ended, row_number() OVER of_person AS place
            FROM responsibility_holding WHERE municipality_id = %(home)s
            WINDOW of_person AS (PARTITION BY person_id ORDER BY starts_at)) held
        WHERE (acquired_by <> 'taken_in' AND (place = 1 OR before_ended IS DISTINCT FROM starts_at))
           OR (acquired_by = 'taken_in' AND place > 1 AND (before_ended IS NULL OR before_ended > starts_at))""",
    "taken in more often than covered": """
        SELECT h.person_id FROM responsibility_holding h
        WHERE h.municipality_id = %(home)s AND h.acquired_by = 'taken_in' GROUP BY h.person_id
        HAVING count(*) <> (SELECT count(*) FROM responsibility_coverage c WHERE c.person_id = h.person_id)""",
    "a holding without its grant, or with one that ends at another time": """
        SELECT h.person_id FROM responsibility_holding h
        WHERE h.municipality_id = %(home)s AND NOT EXISTS (
            SELECT FROM access_grant g
            WHERE g.source = 'holding' AND g.source_id = h.id AND g.person_id = h.person_id
              AND g.organisation_id = h.organisation_id AND g.purpose = 'guidance'
              AND (CASE WHEN h.ends_at IS NULL THEN upper_inf(g.valid) AND g.valid @> h.starts_at
                   ELSE isempty(g.valid) OR upper(g.valid) <= h.ends_at END))""",
    "a grant of a holder who does not hold": """
        SELECT g.person_id FROM access_grant g
        WHERE g.municipality_id = %(home)s AND g.source = 'holding' AND NOT EXISTS (
            SELECT FROM responsibility_holding h WHERE h.id = g.source_id AND h.organisation_id = g.organisation_id)""",
    "the municipality's own sight and its promise disagree": """
        SELECT c.person_id FROM responsibility_coverage c
        WHERE c.municipality_id = %(home)s AND (c.ends_on IS NULL) <> EXISTS (
            SELECT FROM access_grant g WHERE g.source = 'duty' AND g.source_id = c.id AND upper_inf(g.valid)
              AND NOT isempty(g.valid))""",
    "accepted without exactly one holding that names it": """
        SELECT o.person_id FROM responsibility_handover o
        WHERE o.municipality_id = %(home)s AND (o.state IN ('accepted', 'confirmed')) <> (1 = (
            SELECT count(*) FROM responsibility_holding h
            WHERE h.handover_id = o.id AND h.organisation_id = o.to_organisation_id))""",
    "offered without a package": """
        SELECT o.person_id FROM responsibility_handover o
        WHERE o.municipality_id = %(home)s AND NOT EXISTS (
            SELECT FROM responsibility_handoverpackage p WHERE p.handover_id = o.id)""",
    "lapsed and not come home": """
        SELECT o.person_id FROM responsibility_handover o
        JOIN organisations_municipality m ON m.id = o.municipality_id
        WHERE o.municipality_id = %(home)s AND o.state = 'lapsed' AND NOT EXISTS (
            SELECT FROM responsibility_holding h
            WHERE h.person_id = o.person_id AND h.organisation_id = m.last_resort_id
              AND h.starts_at <= o.answered_at + interval '1 second'
              AND (h.ends_at IS NULL OR h.ends_at > o.answered_at))""",
    "a legal clock that was lost when the baton changed hands": """
        SELECT s.person_id FROM responsibility_nextstep s
        WHERE s.municipality_id = %(home)s AND s.outcome = 'handed_over' AND s.rule ~ '^(dk|se)[.]' AND NOT EXISTS (
            SELECT FROM responsibility_nextstep n
            WHERE n.person_id = s.person_id AND n.rule = s.rule AND n.rule_due_on = s.rule_due_on
              AND n.opened_at >= s.closed_at)""",
    "postponed without saying so": """
        SELECT s.person_id FROM responsibility_nextstepevent e
        JOIN responsibility_nextstep s ON s.id = e.pgh_obj_id
        WHERE s.municipality_id = %(home)s AND s.due_on <> e.due_on
          AND (s.postponed <= e.postponed OR s.postponed_because = '' OR s.due_on < e.due_on)""",
    "a rule's day that was moved": """
        SELECT s.person_id FROM responsibility_nextstepevent e
        JOIN responsibility_nextstep s ON s.id = e.pgh_obj_id
        WHERE s.municipality_id = %(home)s AND s.rule_due_on IS DISTINCT FROM e.rule_due_on""",
    "a break-off without its clock": """
        SELECT b.person_id FROM responsibility_breakoff b
        JOIN responsibility_nextstep s ON s.id = b.step_id
        WHERE b.municipality_id = %(home)s AND (s.rule = '' OR s.person_id <> b.person_id AND s.state = 'open')""",
}


def wrong(superuser: psycopg.Connection, home: UUID) -> dict[str, int]:
    """What is wrong in one municipality, and of how many."""
    found = {name: len(superuser.execute(query, {"home": home}).fetchall()) for name, query in WRONG.items()}
    return {name: number for name, number in found.items() if number}
