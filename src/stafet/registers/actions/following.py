"""What follows for people when a load is applied: the promise begins, a question is asked, a break-off starts clocks."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.records import LoadMode
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.registers import statements
from stafet.registers.comparison import Circumstances
from stafet.registers.models import Load
from stafet.registers.states import LIVE, LoadState
from stafet.responsibility import api as responsibility

MISSING_LOADS = "stafet.register.missing_loads"
LEAVING_CONFIRMED = "stafet.register.leaving_confirmed_within"


def take_in_young_people(circumstances: Circumstances, *, by: Actor) -> int:
    """Begin the promise for everybody the comparison found. Returns for how many."""
    return responsibility.take_in_many(
        municipality_id=circumstances.load.municipality_id,
        intakes="incoming_intake",
        by=by,
        at=circumstances.at,
    )


def keep_missing(circumstances: Circumstances, values: dict[str, object]) -> int:
    """Count the whole files in a row that lacked a place; at the rule's number the holder is asked.

    The same file once more is no further evidence, and neither is a live register asked twice on one day. What a live
    register takes back is asked about at once. Returns how many rows were written.
    """
    if _is_no_evidence(circumstances):
        return 0
    enough = {**values, "enough": rules.value(MISSING_LOADS, on=circumstances.day)}
    counted = statements.run(_ONE_MORE_FILE, enough)
    asked = [
        person_id
        for (person_id,) in statements.rows(_LONG_MISSING, enough)
        if _ask_about_leaving(circumstances, person_id)
    ]
    return counted + len(asked)


def ask_about_ends(circumstances: Circumstances) -> int:
    """Ask whoever holds somebody whose place ended early, as a live register says. Returns how many are asked about.

    The end is written down as it was told; whether it is a break-off is for a person to say.
    """
    doubted = statements.rows("SELECT person_id FROM incoming_doubt ORDER BY person_id", {})
    return sum(_ask_about_leaving(circumstances, person_id) for (person_id,) in doubted)


def follow_turns(circumstances: Circumstances, *, by: Actor) -> int:
    """Let break-offs, completions and deaths the file tells of have their consequences. Returns how many."""
    turns = statements.rows(
        "SELECT spell_id, person_id, end_reason, end_reason_code, ends_on FROM incoming_turn"
        " ORDER BY person_id, ends_on, spell_id",
        {},
    )
    for spell_id, person_id, reason, code, ends_on in turns:
        if reason == pathways.EndReason.BROKEN_OFF:
            break_off(circumstances, spell_id, code, on=ends_on, by=by)
        else:
            let_go(circumstances, person_id, _COVERAGE_END[reason], on=ends_on, by=by)
    return len(turns)


def break_off(circumstances: Circumstances, spell_id: UUID, code: str, *, on: date, by: Actor) -> None:
    """A break-off: the promise's own action does the rest."""
    spell = pathways.Spell.objects.get(pk=spell_id)
    responsibility.record_break_off(
        spell=spell,
        reason_code=code,
        on=on,
        by=acting_for(circumstances, by),
        at=circumstances.at,
    )


def let_go(
    circumstances: Circumstances,
    person_id: UUID,
    reason: responsibility.CoverageEnd,
    *,
    on: date,
    by: Actor,
) -> bool:
    """End the promise for somebody it holds for. Returns whether it did."""
    if not is_covered(circumstances, person_id):
        return False
    responsibility.end_coverage(
        person=people.Person.objects.get(pk=person_id),
        reason=reason,
        on=on,
        by=acting_for(circumstances, by),
        at=circumstances.at,
    )
    return True


def acting_for(circumstances: Circumstances, by: Actor) -> Actor:
    """Who does what follows: the person who ordered it if their role may, else the system by its declared rules.

    A register keeper may load registers without being anybody's counsellor; that they ordered the load stands in
    the load and in the log.
    """
    may = any(
        post.municipality_id == circumstances.load.municipality_id
        and access.allowed(post.role, access.Permission.TAKE_IN)
        for post in by.posts
    )
    return by if may else SYSTEM


_COVERAGE_END = {
    pathways.EndReason.COMPLETED.value: responsibility.CoverageEnd.COMPLETED,
    pathways.EndReason.DIED.value: responsibility.CoverageEnd.DIED,
}


def _ask_about_leaving(circumstances: Circumstances, person_id: UUID) -> bool:
    """Give whoever holds somebody the step of finding out whether they have left, unless it is open already."""
    open_steps = responsibility.NextStep.objects.open().filter(
        municipality_id=circumstances.load.municipality_id, person_id=person_id
    )
    if (
        not is_covered(circumstances, person_id)
        or open_steps.filter(kind=responsibility.StepKind.CONFIRM_LEAVING).exists()
    ):
        return False
    due = rules.deadline(
        LEAVING_CONFIRMED, country=circumstances.home.country, from_day=circumstances.day
    ).due_on
    step = responsibility.StepDraft(
        responsibility.StepKind.CONFIRM_LEAVING, due, rule=LEAVING_CONFIRMED, rule_due_on=due
    )
    person = people.Person.objects.get(pk=person_id)
    responsibility.add_step(person=person, step=step, by=SYSTEM, at=circumstances.at)
    return True


def is_covered(circumstances: Circumstances, person_id: UUID) -> bool:
    """Whether the promise holds for somebody."""
    covered = responsibility.Coverage.objects.filter(
        municipality_id=circumstances.load.municipality_id, person_id=person_id, ends_on=None
    )
    return covered.exists()


def _is_no_evidence(circumstances: Circumstances) -> bool:
    """Whether a load says no more about who is missing than the one before it."""
    load = circumstances.load
    if load.source.format not in LIVE:
        return load.content_hash == _last_content(load)
    if load.mode == LoadMode.DELTA:
        return False
    whole = Load.objects.filter(source_id=load.source_id, state=LoadState.APPLIED, mode=LoadMode.BULK)
    last = whole.order_by("-finished_at", "-pk").values_list("finished_at", flat=True).first()
    return last is not None and circumstances.home.day(last) == circumstances.day


def _last_content(load: Load) -> str:
    applied = Load.objects.filter(source_id=load.source_id, state=LoadState.APPLIED).order_by(
        "-finished_at", "-pk"
    )
    return applied.values_list("content_hash", flat=True).first() or ""


_ONE_MORE_FILE = """
    UPDATE registers_knownkey k
    SET missing_loads = CASE WHEN e.is_asked THEN greatest(k.missing_loads + 1, %(enough)s) ELSE k.missing_loads + 1 END
    FROM load_end e
    WHERE k.municipality_id = %(municipality)s AND k.source_id = %(source)s AND k.kind = 'enrolment'
      AND NOT k.gone AND k.target_id = e.spell_id AND NOT e.is_taken_back
"""
_LONG_MISSING = """
    SELECT DISTINCT e.person_id
    FROM load_end e
    JOIN registers_knownkey k
        ON k.municipality_id = %(municipality)s AND k.source_id = %(source)s AND k.kind = 'enrolment'
        AND k.target_id = e.spell_id
    CROSS JOIN load_source r
    WHERE NOT e.is_taken_back AND (e.is_asked OR k.missing_loads = %(enough)s)
      AND NOT (r.asks AND EXISTS (
          SELECT FROM pathways_spell s
          WHERE s.municipality_id = %(municipality)s AND s.person_id = e.person_id AND s.id <> e.spell_id
            AND s.kind = ANY (%(full_time)s) AND s.missing_since IS NULL
            AND s.starts_on <= %(day)s AND (s.ends_on IS NULL OR s.ends_on > %(day)s)))
    ORDER BY e.person_id
"""
