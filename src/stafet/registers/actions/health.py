"""Measuring how good a register's data is, right after a load of it was applied."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from stafet.registers import statements
from stafet.registers.models import DataHealth, Load


class Figure(StrEnum):
    """What is counted of a register, each of how many."""

    BIRTH_DATE = "birth_date"
    NATIONAL_NUMBER = "national_number"
    CLASS = "class"
    KNOWN_START = "known_start"
    INFERRED_START = "inferred_start"
    MISSING = "missing"
    WITHOUT_PLACE = "without_place"
    NOT_TAKEN = "not_taken"


def measure_health(load: Load, values: Mapping[str, object]) -> None:
    """Count and keep a load's figures. Protected people are not counted."""
    DataHealth.objects.bulk_create(
        DataHealth(
            municipality_id=load.municipality_id, load=load, figure=Figure(figure), count=count, base=base
        )
        for figure, count, base in statements.rows(_FIGURES, values)
    )


_FIGURES = """
    WITH hidden AS (
        SELECT person_id FROM access_hiddenperson WHERE municipality_id = %(municipality)s AND lifted_at IS NULL
    ),
    known AS (
        SELECT DISTINCT ON (p.id) p.id, p.birth_date
        FROM registers_knownkey k
        JOIN people_person p ON p.municipality_id = %(municipality)s AND p.id = k.target_id
        WHERE k.municipality_id = %(municipality)s AND k.source_id = %(source)s AND k.kind = 'person' AND NOT k.gone
          AND p.id NOT IN (SELECT person_id FROM hidden)
    ),
    places AS (
        SELECT DISTINCT ON (s.id) s.id, s.person_id, s.unit_id, s.starts_inferred, s.missing_since
        FROM registers_knownkey k
        JOIN pathways_spell s ON s.municipality_id = %(municipality)s AND s.id = k.target_id
        WHERE k.municipality_id = %(municipality)s AND k.source_id = %(source)s AND k.kind = 'enrolment'
          AND NOT k.gone AND (s.ends_on IS NULL OR s.ends_on > %(day)s)
          AND s.person_id NOT IN (SELECT person_id FROM hidden)
    )
    SELECT 'birth_date', count(birth_date), count(*) FROM known
    UNION ALL
    SELECT 'national_number', count(*) FILTER (WHERE EXISTS (
        SELECT FROM people_nationalnumber n
        WHERE n.municipality_id = %(municipality)s AND n.person_id = known.id AND n.replaced_at IS NULL)), count(*)
    FROM known
    UNION ALL
    SELECT 'class', count(unit_id), count(*) FROM places
    UNION ALL
    SELECT 'known_start', count(*) FILTER (WHERE NOT starts_inferred), count(*) FROM places
    UNION ALL
    SELECT 'inferred_start', count(*) FILTER (WHERE starts_inferred), count(*) FROM places
    UNION ALL
    SELECT 'missing', count(missing_since), count(*) FROM places
    UNION ALL
    SELECT 'without_place', count(*) FILTER (WHERE id NOT IN (SELECT person_id FROM places)), count(*) FROM known
    UNION ALL
    SELECT 'not_taken', count(*) FILTER (WHERE verdict IN ('conflict', 'rejected')), count(*)
    FROM load_verdict WHERE NOT hidden
"""
