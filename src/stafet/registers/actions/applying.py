"""Applying a load: what was shown, all of it or nothing, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.grants import api as grants
from stafet.kernel import rules
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.records import Place, Rejection
from stafet.kernel.sentences import Sentence, sentence
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.registers import statements
from stafet.registers.actions.comparing import take_register
from stafet.registers.actions.events import follow_events
from stafet.registers.actions.following import (
    ask_about_ends,
    follow_turns,
    keep_missing,
    take_in_young_people,
)
from stafet.registers.actions.health import measure_health
from stafet.registers.actions.moves import load_of, move
from stafet.registers.actions.sources import ensure_may_load
from stafet.registers.actions.uploads import record
from stafet.registers.comparison import Circumstances, circumstances_of, compare
from stafet.registers.counts import Findings, Losses, count, stored_consequences, stored_tally, tally_of
from stafet.registers.errors import KnownHasChanged, LossesNotConfirmed, RowsNotAccepted
from stafet.registers.models import Load
from stafet.registers.states import REFUSED, LoadMove, WhichRows
from stafet.registers.wording import stored_problem
from stafet.responsibility import api as responsibility

TEACHES = "stafet.sharing.class_teacher"
TEACHER_SEES = "ABDG"
LARGEST_LOSS = "stafet.register.largest_loss_unasked"


@audit.action
def order_apply(
    *, load_id: UUID, rows: WhichRows, losses_confirmed: int | None, by: Actor, at: datetime
) -> Load:
    """Say that a load is to be applied as it was shown. A job then does it.

    ``losses_confirmed`` is the number of lost places the person was shown and said yes to. Raises
    ``RowsNotAccepted``, ``LossesNotConfirmed``, ``NotAllowedToLoad``.
    """
    load = load_of(load_id)
    ensure_may_load(by, load.municipality_id)
    _check_rows(load, rows)
    _check_losses(load, losses_confirmed, at)
    move(
        load,
        LoadMove.ORDER,
        at=at,
        rows_chosen=rows,
        losses_confirmed=losses_confirmed,
        ordered_at=at,
        ordered_by_id=by.user_id,
        problem=None,
    )
    record(load, "registers.order_apply", by=by, at=at, reason=rows.value)
    return load


@audit.action
def return_to_preview(*, load_id: UUID, because: Sentence, by: Actor, at: datetime) -> None:
    """Applying did not happen: the load waits for a decision again. Nothing has been changed."""
    problem = Rejection(Place(""), because, sentence("Look at the preview once more."))
    load = load_of(load_id)
    move(load, LoadMove.RETURN, at=at, problem=stored_problem(problem))
    record(load, "registers.return_to_preview", by=by, at=at)


@audit.action
def apply_load(*, load_id: UUID, by: Actor, at: datetime) -> None:
    """Do what the preview showed, all of it in this transaction. Only in the scope of a job.

    Raises ``KnownHasChanged`` when comparing now finds anything else than the preview did.
    """
    load = load_of(load_id)
    take_register(load)
    statements.run(_ONE_AT_A_TIME, {"municipality": load.municipality_id})
    circumstances = circumstances_of(load, at=at)
    values = compare(circumstances)
    _check_unchanged(load, count(values))
    written = _write(circumstances, values, by=by)
    measure_health(load, values)
    move(
        load,
        LoadMove.APPLY,
        at=at,
        finished_at=at,
        written=[{"what": k, "rows": v} for k, v in written.items()],
    )
    record(load, "registers.apply_load", by=by, at=at, reason=load.rows_chosen)


def _write(circumstances: Circumstances, values: dict[str, object], *, by: Actor) -> Mapping[str, int]:
    """Everything that follows, in the order of who must be there first. Returns how many rows of what."""
    load, at = circumstances.load, circumstances.at
    municipality_id = load.municipality_id
    prepare_days(circumstances, values)
    statements.run(statements.script("take_in"), values)
    statements.run(statements.script("doubts"), values)
    schools = organisations.take_in_organisations(
        table="incoming_organisation", municipality_id=municipality_id, by=by, at=at
    )
    classes = organisations.take_in_classes(
        table="incoming_class", municipality_id=municipality_id, by=by, at=at
    )
    persons = people.take_in_people(table="incoming_person", municipality_id=municipality_id, by=by, at=at)
    spells = pathways.take_in_spells(table="incoming_spell", municipality_id=municipality_id, by=by, at=at)
    opened = grants.keep_grants_from(
        table="incoming_class_grant",
        municipality_id=municipality_id,
        purpose=access.Purpose.TEACHING,
        classes=TEACHER_SEES,
        source=access.Grant.Source.CLASS,
        by=by,
        at=at,
    )
    keys = statements.run(statements.script("keep_keys"), values)
    return {
        "organisations": schools.new + schools.changed,
        "classes": classes.new + classes.changed,
        "people": persons.new + persons.changed + persons.contacts + persons.numbers + persons.protected,
        "places": spells.new + spells.changed,
        "class_access": opened,
        "keys": keys,
        "missing": keep_missing(circumstances, values) + ask_about_ends(circumstances),
        "taken_in": take_in_young_people(circumstances, by=by),
        "turned": follow_turns(circumstances, by=by),
        "events": follow_events(circumstances, by=by),
        "confirmed": responsibility.confirm_by_presence(municipality_id=municipality_id, by=SYSTEM, at=at),
    }


def prepare_days(circumstances: Circumstances, values: dict[str, object]) -> None:
    """The days and keys of rules that taking in needs."""
    home, day = circumstances.home, circumstances.day
    country = home.country
    values["class_basis"] = TEACHES
    values["coverage_rule"] = f"{country.value}.coverage.from_grade"
    values["gap"] = rules.value("stafet.presence.gap_before_next", on=day)
    values["winds_up"] = rules.value("stafet.register.school_year_winds_up_within", on=day)
    statements.run("CREATE TEMP TABLE load_due (step_kind text, rule text, due_on date) ON COMMIT DROP", {})
    lines = [
        (kind, rule, organisations.policy_deadline(home.municipality_id, rule, country=country, from_day=day))
        for kind, rule in _FIRST_STEPS
    ]
    statements.copy_in("load_due", ("step_kind", "rule", "due_on"), lines)


_FIRST_STEPS = (
    ("next_year", "stafet.intake.next_year_talk_within"),
    ("follow_up", "stafet.intake.follow_up_within"),
    ("first_contact", "stafet.intake.first_contact_within"),
)

# Two registers of one municipality that both bring the same new school must come one after the other.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%(municipality)s::text, 1))"


def _check_rows(load: Load, rows: WhichRows) -> None:
    refused = sum(each.rows for each in tally_of(load.tally) if each.verdict in REFUSED)
    if refused and rows is WhichRows.ALL:
        raise RowsNotAccepted(
            sentence(
                "%(count)s rows are rejected or in conflict, so nothing is applied. Mend them, decide about them, or "
                "choose to apply only the others.",
                count=refused,
            ),
            field="rows",
        )


def _check_losses(load: Load, confirmed: int | None, at: datetime) -> None:
    losses = Losses(load.losses, load.losses_of)
    day = organisations.home(load.municipality_id).day(at)
    if losses.is_more_than(rules.value(LARGEST_LOSS, on=day)) and confirmed != losses.count:
        raise LossesNotConfirmed(
            sentence(
                "%(count)s of %(base)s places would end or go missing. If the file is whole, confirm this number.",
                count=losses.count,
                base=losses.base,
            ),
            field="losses_confirmed",
        )


def _check_unchanged(load: Load, now: Findings) -> None:
    shown = (load.tally, load.consequences, load.losses, load.losses_of, load.protected_rows)
    found = (
        stored_tally(now),
        stored_consequences(now),
        now.losses.count,
        now.losses.base,
        now.protected_rows,
    )
    if shown != found:
        raise KnownHasChanged(
            sentence(
                "Something has changed since the preview, so nothing was applied. Look at the new preview and decide again."
            )
        )
