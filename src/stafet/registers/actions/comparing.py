"""Comparing a load with what is known, and writing beside each row what it would do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.registers import statements
from stafet.registers.actions.moves import load_of, move
from stafet.registers.actions.uploads import record
from stafet.registers.comparison import circumstances_of, compare
from stafet.registers.counts import count, stored_consequences, stored_tally
from stafet.registers.errors import AnotherLoadIsOpen
from stafet.registers.models import Load
from stafet.registers.states import LoadMove


@audit.action
def begin_comparing(*, load_id: UUID, by: Actor, at: datetime) -> None:
    """Say that the comparison begins, so that the page can. After a choice it begins again."""
    load = load_of(load_id)
    move(load, LoadMove.COMPARE, at=at)
    record(load, "registers.begin_comparing", by=by, at=at)


@audit.action
def compare_load(*, load_id: UUID, by: Actor, at: datetime) -> None:
    """Find each row's verdict, and what applying would do to how many people. Nothing but the load changes."""
    load = load_of(load_id)
    take_register(load)
    values = compare(circumstances_of(load, at=at))
    statements.run(_WRITE_VERDICTS, values)
    _write_absent(values)
    findings = count(values)
    move(
        load,
        LoadMove.SHOW,
        at=at,
        tally=stored_tally(findings),
        consequences=stored_consequences(findings),
        losses=findings.losses.count,
        losses_of=findings.losses.base,
        protected_rows=findings.protected_rows,
    )
    record(load, "registers.compare_load", by=by, at=at)


def take_register(load: Load) -> None:
    """Keep every other load of the register, and every applying in the municipality, out until we are done.

    Raises ``AnotherLoadIsOpen`` when a job is at work on the register already.
    """
    taken = statements.rows(
        "SELECT pg_try_advisory_xact_lock(hashtextextended(%(source)s::text, 0))", {"source": load.source_id}
    )
    if not taken[0][0]:
        raise AnotherLoadIsOpen(
            sentence("Another job is at work on this register. Try again in a few minutes.")
        )


def _write_absent(values: Mapping[str, object]) -> None:
    """Give what a whole file no longer says a row of its own, so that it can be looked at like the others."""
    statements.run(
        "DELETE FROM registers_stagedrow"
        " WHERE load_id = %(load)s AND municipality_id = %(municipality)s AND kind = 'absent'",
        values,
    )
    statements.run(_WRITE_ABSENT, {**values, "what": _ABSENT.text, "mend": _ABSENT_MEND.text})


_ABSENT = sentence(
    "%(name)s is no longer in the file at %(other)s. The place is marked as missing; nobody is taken out."
)
_ABSENT_MEND = sentence(
    "If they have left, whoever holds confirms it. If the file is not whole, discard the load."
)

_WRITE_VERDICTS = """
    UPDATE registers_stagedrow r
    SET verdict = v.verdict,
        what = CASE WHEN r.kind = 'unread' THEN r.what ELSE v.what END,
        mend = CASE WHEN r.kind = 'unread' THEN r.mend ELSE v.mend END,
        "values" = v."values",
        choices = CASE WHEN r.choice = '' THEN v.choices ELSE r.choices END, target_id = v.target_id, person_id = v.person_id,
        shown = NOT v.hidden
    FROM load_verdict v
    WHERE r.load_id = %(load)s AND r.municipality_id = %(municipality)s AND r.position = v.position
"""
_WRITE_ABSENT = """
    INSERT INTO registers_stagedrow (municipality_id, load_id, position, kind, file, "row", "column", external_id,
        person_key, organisation_key, group_key, removed, category, name, given_names, family_name, search_key, sort_key,
        email, phone, protection, number_kind, programme_code, programme_name, starts_on, starts_inferred, end_reason,
        end_reason_code, fingerprint, verdict, what, mend, "values", choices, choice, target_id, person_id, shown)
    SELECT %(municipality)s, %(load)s, last.position + row_number() OVER (ORDER BY e.spell_id), 'absent', '', 0, '', '',
        '', '', '', false, e.kind, o.name, p.given_names, p.family_name, '', '', '', '', '', '', '', '', e.starts_on,
        false, '', '', '', 'ended', %(what)s, %(mend)s,
        jsonb_build_object('name', trim(p.given_names || ' ' || p.family_name), 'other', o.name), '{}', '', e.spell_id,
        e.person_id, NOT e.hidden
    FROM load_end e
    JOIN people_person p ON p.municipality_id = %(municipality)s AND p.id = e.person_id
    JOIN organisations_organisation o ON o.id = e.organisation_id
    CROSS JOIN (SELECT coalesce(max(position), 0) AS position FROM load_row) last
    WHERE NOT e.is_taken_back AND e.missing_since IS NULL
"""
