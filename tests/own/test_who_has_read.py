"""Who has read about me, over many look-ups: the index of persons answers, also under row-level security."""

from __future__ import annotations

import time

import psycopg
from django.db import connections

from stafet.access import api as access
from stafet.audit import api as audit
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held
from tests.goals.record import CAMPAIGN, measured
from tests.own.conftest import Joins

MANY = 1_000_000 if CAMPAIGN else 60_000
OF_AMINA = 300
_FILL = """
    INSERT INTO audit_reading (id, at, by_id, organisation_ids, roles, purpose, view, person_ids, data_classes,
        search_term, result, request_id)
    SELECT gate.new_id(), %s - n * interval '5 minutes', gate.new_id(), ARRAY[%s]::uuid[], '{counsellor}', 'guidance',
        'web.people.people',
        array(SELECT gen_random_uuid() FROM generate_series(1, 3)) || CASE WHEN n %% %s = 0 THEN ARRAY[%s]::uuid[] ELSE '{}' END,
        'AD', '', 'shown', gate.new_id()
    FROM generate_series(1, %s) n
"""


def test_a_page_of_it_is_quick_among_many_and_reads_by_the_index(
    everyone: Cast, amina: Held, joins: Joins, database: psycopg.Connection
) -> None:
    young = joins(amina)
    database.execute(_FILL, [NOW, everyone.guidance.pk, MANY // OF_AMINA, amina.person.pk, MANY])
    database.execute("ANALYZE audit_reading")
    took: list[float] = []
    found: tuple[audit.PastLook, ...] = ()
    for _ in range(20):
        with access.own_scope(young.pk, one_factor=False, about=[amina.person.pk]):
            begun = time.perf_counter()
            found = audit.looks_at(amina.person.pk, limit=101, but_as=("self",))
            took.append(time.perf_counter() - begun)
    assert len(found) == 101
    measured("who has read", sorted(took)[18], f"among {MANY:,} look-ups")
    assert sorted(took)[18] < 1
    with access.own_scope(young.pk, one_factor=False, about=[amina.person.pk]):
        plan = _plan(amina)
    assert "Bitmap Index Scan" in plan
    assert "Seq Scan on audit_reading" not in plan


def _plan(held: Held) -> str:
    with connections[access.USER_ALIAS].cursor() as cursor:
        cursor.execute(
            "EXPLAIN (ANALYZE, TIMING OFF) SELECT at, organisation_ids, roles, purpose, data_classes FROM audit_reading"
            " WHERE person_ids @> ARRAY[%s]::uuid[] AND result = 'shown' AND NOT roles && '{self}'::varchar[]"
            " ORDER BY at DESC, id DESC LIMIT 101",
            [held.person.pk],
        )
        return "\n".join(line for (line,) in cursor.fetchall())
