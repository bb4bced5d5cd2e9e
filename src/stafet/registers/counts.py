"""What a comparison comes to in numbers, and how the numbers are kept beside a load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from uuid import UUID

from stafet.registers import statements
from stafet.registers.states import RowKind, Verdict


class Effect(StrEnum):
    """What applying does to people beyond writing down what the file says."""

    TAKEN_IN = "taken_in"
    MISSING = "missing"
    ENDED = "ended"
    BROKEN_OFF = "broken_off"
    AT_RISK = "at_risk"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of a kind have a verdict. Rows about protected people are not among them."""

    kind: RowKind
    verdict: Verdict
    rows: int


@dataclass(frozen=True, slots=True)
class Consequence:
    """What will happen to how many people, and at which organisation the work lands (``None``: nowhere)."""

    effect: Effect
    people: int
    organisation_id: UUID | None = None
    organisation_name: str = ""


@dataclass(frozen=True, slots=True)
class Losses:
    """How many places of a register would end or go missing, of how many that it says are running."""

    count: int
    base: int

    def is_more_than(self, percent: int) -> bool:
        """Whether the share is more than so many percent."""
        return self.count * 100 > percent * self.base


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything a comparison counts. Two comparisons with equal findings would do the same."""

    tally: tuple[Count, ...]
    consequences: tuple[Consequence, ...]
    losses: Losses
    protected_rows: int


def count(values: Mapping[str, object]) -> Findings:
    """Count what the working tables of a comparison hold."""
    tally = tuple(
        Count(RowKind(kind), Verdict(verdict), rows)
        for kind, verdict, rows in statements.rows(_TALLY, values)
    )
    ended, base = statements.rows(_LOSSES, values)[0]
    protected = statements.rows("SELECT count(*) FROM load_verdict WHERE hidden", values)
    return Findings(tally, _consequences(values), Losses(ended, base), protected[0][0])


def _consequences(values: Mapping[str, object]) -> tuple[Consequence, ...]:
    return tuple(
        Consequence(Effect(effect), people, where, name or "")
        for effect, where, name, people in statements.rows(_CONSEQUENCES, values)
    )


def stored_tally(findings: Findings) -> list[dict[str, object]]:
    """The tally as JSON can hold it."""
    return [asdict(each) for each in findings.tally]


def tally_of(stored: list[dict[str, object]]) -> tuple[Count, ...]:
    """The tally ``stored_tally`` made."""
    return tuple(
        Count(RowKind(str(each["kind"])), Verdict(str(each["verdict"])), int(str(each["rows"])))
        for each in stored
    )


def stored_consequences(findings: Findings) -> list[dict[str, object]]:
    """The consequences as JSON can hold them."""
    return [
        {
            "effect": each.effect.value,
            "people": each.people,
            "organisation_id": str(each.organisation_id) if each.organisation_id else "",
            "organisation_name": each.organisation_name,
        }
        for each in findings.consequences
    ]


def consequences_of(stored: list[dict[str, object]]) -> tuple[Consequence, ...]:
    """The consequences ``stored_consequences`` made."""
    return tuple(
        Consequence(
            Effect(str(each["effect"])),
            int(str(each["people"])),
            UUID(str(each["organisation_id"])) if each["organisation_id"] else None,
            str(each["organisation_name"]),
        )
        for each in stored
    )


_TALLY = """
    SELECT kind, verdict, count(*) FROM load_verdict WHERE NOT hidden GROUP BY kind, verdict
    UNION ALL
    SELECT 'absent', 'ended', count(*) FROM load_end
    WHERE NOT hidden AND NOT is_taken_back AND missing_since IS NULL HAVING count(*) > 0
    ORDER BY 1, 2
"""
_LOSSES = """
    SELECT
        (SELECT count(*) FROM load_end WHERE is_taken_back OR missing_since IS NULL)
        + (SELECT count(*) FROM load_enrolment e
           WHERE e.taken AND NOT e.removed AND e.known_id IS NOT NULL AND e.said IS DISTINCT FROM e.fingerprint
             AND e.ends_on <= %(day)s AND (e.said_ends_on IS NULL OR e.said_ends_on > %(day)s)),
        (SELECT count(DISTINCT s.id) FROM load_known k
         JOIN pathways_spell s ON s.municipality_id = %(municipality)s AND s.id = k.target_id
         WHERE k.kind = 'enrolment' AND NOT k.gone AND s.missing_since IS NULL
           AND (s.ends_on IS NULL OR s.ends_on > %(day)s))
"""
# What is done for protected people is not among the effects: it lands at the last resort, and is told there.
_CONSEQUENCES = """
    SELECT effect, organisation_id, name, people FROM (
        SELECT 'taken_in' AS effect, i.organisation_id, coalesce(o.name, n.name) AS name, count(*) AS people
        FROM load_intake i
        LEFT JOIN organisations_organisation o ON o.id = i.organisation_id
        LEFT JOIN load_name n ON n.id = i.organisation_id
        WHERE NOT i.hidden
        GROUP BY i.organisation_id, coalesce(o.name, n.name)
        UNION ALL
        SELECT CASE WHEN e.is_taken_back THEN 'ended' ELSE 'missing' END, h.organisation_id, o.name,
            count(DISTINCT e.person_id)
        FROM load_end e
        LEFT JOIN responsibility_holding h
            ON h.municipality_id = %(municipality)s AND h.person_id = e.person_id AND h.ends_at IS NULL
        LEFT JOIN organisations_organisation o ON o.id = h.organisation_id
        WHERE NOT e.hidden AND (e.is_taken_back OR e.missing_since IS NULL)
        GROUP BY 1, h.organisation_id, o.name
        UNION ALL
        SELECT v.category, NULL, NULL, count(DISTINCT v.person_id)
        FROM load_event v
        WHERE v.taken AND v.nth = 1 AND NOT v.hidden AND v.said IS DISTINCT FROM v.fingerprint AND v.category <> 'enrolled'
        GROUP BY v.category
    ) effects
    ORDER BY effect, people DESC, organisation_id
"""
