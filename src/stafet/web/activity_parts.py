"""A case of the activity responsibility as its page shows it: stations, facts, measures as table and picture, follow-ups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from stafet.outreach import api as outreach
from stafet.outreach.api import (
    CASE,
    CaseMove,
    CaseState,
    CodeList,
    FollowUpKind,
    FollowUpResult,
    GroupReason,
    Party,
)
from stafet.web.activity import STATES
from stafet.web.activity_forms import say_code
from stafet.web.components.days import write_day, write_period
from stafet.web.components.parts import Action, Station
from stafet.web.components.tables import Column, Fact, Facts, Table, make_table
from stafet.web.components.timeline import Lane, Spell, SpellState, Timeline

CONTACT_PAGE = "person_contact"
"""The page of the contact ladder, which another room has."""


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One follow-up or after-check: what, when, what came of it, and the way to say so."""

    kind: str
    when: str
    note: str
    is_late: bool
    act: Action | None


def stations(case: outreach.ActivityCase) -> tuple[Station, ...]:
    """Where the case stands among its stations."""
    now = STATES.index(CaseState(case.state))
    notes = {
        CaseState.REGISTERED: write_day(case.registered_on),
        CaseState.EXITED: write_day(case.exited_on) if case.exited_on else "",
    }
    return tuple(
        Station(str(state.label), notes.get(state, ""), place < now, place == now)
        for place, state in enumerate(STATES)
    )


def facts(case: outreach.ActivityCase, because: str) -> Facts:
    """Why somebody is registered, since when, and by when somebody tries to reach them."""
    items = [
        Fact(gettext("Why they are registered"), str(GroupReason(case.reason).label)),
        Fact(gettext("What the registers say today"), because),
        Fact(gettext("First attempt to reach them by"), write_day(case.first_contact_by)),
    ]
    if case.revised_on:
        items.append(Fact(gettext("Measures last revised"), write_day(case.revised_on)))
    if case.exited_on:
        items.append(Fact(gettext("Why they left"), say_code(CodeList.EXIT_REASON, case.exit_reason)))
    return Facts(gettext("The case"), tuple(items))


def how_it_ended(case: outreach.ActivityCase) -> str:
    """How an earlier registration was left; or that another one goes on, since two registrations are one."""
    if case.aside_since is not None and case.exited_on is None:
        return gettext("Stands aside: the other registration goes on")
    return say_code(CodeList.EXIT_REASON, case.exit_reason)


def measure_table(measures: Sequence[outreach.Measure], *, writes: bool) -> Table:
    """Every measure: what, whose, from when until when, why it ended. What still runs leads to where it is ended."""
    columns = (
        Column(gettext("Measure")),
        Column(gettext("Responsible")),
        Column(gettext("When")),
        Column(gettext("How it ended")),
    )
    rows = [
        (
            ": ".join(filter(None, (say_code(CodeList.MEASURE, each.kind), each.words))),
            str(Party(each.party).label),
            _when(each),
            say_code(CodeList.MEASURE_END, each.end_reason) if each.ends_on else gettext("Runs: end it"),
        )
        for each in measures
    ]
    table = make_table(gettext("Measures of the plan"), columns, rows)
    linked = tuple(
        (*cells[:-1], replace(cells[-1], href=reverse("end_measure", args=[each.pk])))
        if writes and each.ends_on is None
        else (*cells[:-1], replace(cells[-1], text=gettext("Runs")))
        if each.ends_on is None
        else cells
        for cells, each in zip(table.rows, measures, strict=True)
    )
    return replace(table, rows=linked)


def measure_lanes(view: outreach.CaseView, *, today: date) -> Timeline:
    """The measures as a picture: one lane for each who is responsible."""
    lanes = (
        Lane(str(party.label), tuple(_spell(each, today) for each in view.measures if each.party == party))
        for party in Party
    )
    return Timeline(tuple(lane for lane in lanes if lane.spells), today, name="measures")


def follow_up_rows(view: outreach.CaseView, *, today: date, writes: bool) -> tuple[FollowUpRow, ...]:
    """Everything that was, is or will be looked at again."""
    return tuple(
        FollowUpRow(
            kind=str(FollowUpKind(each.kind).label),
            when=write_day(each.done_on or each.due_on),
            note=str(FollowUpResult(each.result).label) if each.result else gettext("To be done"),
            is_late=each.done_on is None and each.due_on < today,
            act=Action(gettext("Write down what came of it"), reverse("finish_follow_up", args=[each.pk]))
            if writes and each.done_on is None
            else None,
        )
        for each in view.follow_ups
    )


def acts(view: outreach.CaseView | None, person_id: UUID, *, writes: bool) -> tuple[Action, ...]:
    """What can be done now, the next thing first."""
    if view is None or not writes:
        return ()
    state, found = CaseState(view.case.state), []
    for move, text, name in (
        (CaseMove.ASSESS, gettext("Assess what they do"), "assess_activity"),
        (CaseMove.BEGIN_MEASURE, gettext("Begin a measure"), "begin_measure"),
        (CaseMove.EXIT, gettext("Agree on a follow-up"), "agree_follow_up"),
        (CaseMove.EXIT, gettext("Write down the exit"), "exit_activity"),
        (CaseMove.REOPEN, gettext("Take the exit back"), "reopen_activity"),
    ):
        if CASE.is_allowed(state, move):
            found.append(Action(text, reverse(name, args=[person_id])))
    if state is not CaseState.REGISTERED and not view.open_follow_ups:
        found.sort(key=lambda act: not act.href.endswith("/follow-ups/new/"))
    return tuple(found)


def way_to_contact(person_id: UUID) -> Action | None:
    """The way to the contact ladder, where this installation has one."""
    try:
        return Action(gettext("Attempts to reach them"), reverse(CONTACT_PAGE, args=[person_id]))
    except NoReverseMatch:
        return None


def _when(measure: outreach.Measure) -> str:
    if measure.ends_on is None and measure.planned_until is not None:
        return gettext("%(from)s, planned until %(until)s") % {
            "from": write_day(measure.starts_on),
            "until": write_day(measure.planned_until),
        }
    return write_period(measure.starts_on, measure.ends_on)


def _spell(measure: outreach.Measure, today: date) -> Spell:
    ends_on = measure.ends_on or (
        measure.planned_until + timedelta(days=1) if measure.planned_until else None
    )
    state = (
        SpellState.ENDED
        if measure.ends_on
        else SpellState.PLANNED
        if measure.starts_on > today
        else SpellState.RUNNING
    )
    return Spell(say_code(CodeList.MEASURE, measure.kind), measure.starts_on, ends_on, state, measure.words)
