"""What can be done while a placement lasts: goals, answers to the log, talks, difficulties, what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.followup import api as followup
from stafet.followup.api import (
    CHECK_IN,
    GOAL,
    ISSUE,
    CheckIn,
    CheckMove,
    CheckState,
    GoalMove,
    GoalState,
    Incident,
    Issue,
    IssueMove,
    IssueState,
    LearningGoal,
    LogEntry,
    Side,
)
from stafet.web import follow_up_forms as asked
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act
from stafet.web.components.days import write_day
from stafet.web.components.parts import Notice, Tone
from stafet.web.follow_up import GUIDANCE, back_to, follow_up_or_404, row_or_404
from stafet.web.registry import PageRequest, page

WRITE = access.Permission.WRITE_PLAN
M = TypeVar("M", GoalMove, IssueMove)
_A_WEEK = timedelta(days=7)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def set_goal(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """One thing they want to learn."""
    view = follow_up_or_404(request, placement_id)
    form = asked.GoalForm(request.POST or None)
    form.fields["words"].label = gettext("What do they want to learn?")
    act = Act(
        heading=gettext("What does %(name)s want to learn?") % {"name": view.placement.person.name},
        lead=gettext("Set few goals, and set them together."),
        back=back_to("follow_learning", placement_id),
        do=gettext("Set the goal"),
    )

    def do() -> None:
        followup.set_goal(
            placement=view.placement, words=form.cleaned_data["words"], by=request.actor, at=request.at
        )

    return _go(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def settle_goal(request: PageRequest, learning_goal_id: UUID, goal_move: str) -> HttpResponse:
    """It is reached, or not, or goes on."""
    goal = row_or_404(request, LearningGoal, learning_goal_id)
    what = _move(GoalMove, goal_move)
    form = asked.SettleForm(request.POST or None)
    act = Act(
        heading=f"{goal.words}: {what.label}",
        lead=goal.person.name,
        back=back_to("follow_learning", goal.placement_id),
        do=gettext("Write it down"),
        settled=_settled(GOAL.is_allowed(GoalState(goal.state), what), str(GoalState(goal.state).label)),
    )

    def do() -> None:
        followup.settle_goal(
            goal=goal, what=what, words=form.cleaned_data["words"], by=request.actor, at=request.at
        )

    return _go(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def answer_entry(request: PageRequest, log_entry_id: UUID) -> HttpResponse:
    """A few words back to the young person."""
    entry = row_or_404(request, LogEntry, log_entry_id)
    form = asked.AnswerForm(request.POST or None, initial={"words": entry.answer})
    act = Act(
        heading=gettext("What do you answer %(name)s?") % {"name": entry.person.name},
        lead=f"{write_day(entry.day, 'weekday')}: {entry.did}",
        back=back_to("follow_learning", entry.placement_id),
        do=gettext("Send the answer"),
    )

    def do() -> None:
        followup.answer_entry(entry=entry, words=form.cleaned_data["words"], by=request.actor, at=request.at)

    return _go(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def plan_check_in(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """Plan a talk with one of the five."""
    view = follow_up_or_404(request, placement_id)
    initial = {"asker": str(request.user), "due_on": request.today + 2 * _A_WEEK}
    form = asked.CheckInForm(request.POST or None, initial=initial)
    act = Act(
        heading=gettext("Whom do you talk to about %(name)s?") % {"name": view.placement.person.name},
        back=back_to("follow_up", placement_id),
        do=gettext("Plan the talk"),
    )

    def do() -> None:
        followup.plan_check_in(placement=view.placement, facts=form.facts(), by=request.actor, at=request.at)

    return _go(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def plan_all_check_ins(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """Plan a talk with each of the five who has none, in the rhythm of the rule."""
    view = follow_up_or_404(request, placement_id)
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    act = Act(
        heading=gettext("Plan a talk with each of the five?"),
        lead=gettext(
            "With those who have none planned, in the rhythm of the rule. You ask. Each can be changed."
        ),
        back=back_to("follow_up", placement_id),
        do=gettext("Plan them"),
    )

    def do() -> None:
        followup.plan_all_check_ins(
            placement=view.placement, asker=str(request.user), by=request.actor, at=request.at
        )

    return _go(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def hold_check_in(request: PageRequest, check_in_id: UUID) -> HttpResponse:
    """What came of a talk; the next one is planned with it."""
    row = row_or_404(request, CheckIn, check_in_id)
    form = asked.HoldForm(request.POST or None, initial={"on": request.today})
    act = _of_check_in(row, CheckMove.HOLD, gettext("What came of it?"))

    def do() -> None:
        said = form.cleaned_data
        followup.hold_check_in(
            check_in=row,
            on=said["on"],
            outcome=said["outcome"],
            next_on=said["next_on"],
            by=request.actor,
            at=request.at,
        )

    return _go(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def call_off_check_in(request: PageRequest, check_in_id: UUID) -> HttpResponse:
    """It is not held; the next one is planned all the same."""
    row = row_or_404(request, CheckIn, check_in_id)
    form = asked.CallOffForm(request.POST or None)
    act = _of_check_in(row, CheckMove.CALL_OFF, gettext("Why is it not held?"))

    def do() -> None:
        said = form.cleaned_data
        followup.call_off_check_in(
            check_in=row, because=said["outcome"], next_on=said["next_on"], by=request.actor, at=request.at
        )

    return _go(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def tell_issue(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """Tell the class team that something is difficult."""
    view = follow_up_or_404(request, placement_id)
    initial = {
        "told_on": request.today,
        "follower": str(request.user),
        "look_again_on": request.today + _A_WEEK,
    }
    form = asked.IssueForm(request.POST or None, initial=initial)
    act = Act(
        heading=gettext("What is difficult for %(name)s?") % {"name": view.placement.person.name},
        lead=gettext(
            "The leader and the teachers of the class get a message that names nobody, and read it here."
        ),
        back=back_to("follow_up", placement_id),
        do=gettext("Tell the class team"),
    )

    def do() -> None:
        followup.tell_issue(placement=view.placement, facts=form.facts(), by=request.actor, at=request.at)

    return _go(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def move_issue(request: PageRequest, issue_id: UUID, issue_move: str) -> HttpResponse:
    """How a difficulty ended; or that it goes on."""
    row = row_or_404(request, Issue, issue_id)
    what = _move(IssueMove, issue_move)
    form = asked.CloseForm(request.POST or None)
    if what is IssueMove.REOPEN:
        form.fields["outcome"].label = gettext("What is agreed now?")
    state = IssueState(row.state)
    act = Act(
        heading=f"{row.words}: {what.label}",
        lead=row.person.name,
        back=back_to("follow_up", row.placement_id),
        do=str(what.label),
        settled=_settled(ISSUE.is_allowed(state, what), str(state.label)),
    )

    def do() -> None:
        followup.move_issue(
            issue=row, what=what, words=form.cleaned_data["outcome"], by=request.actor, at=request.at
        )

    return _go(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def record_incident(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """That something happened; not a word about health."""
    view = follow_up_or_404(request, placement_id)
    form = asked.IncidentForm(request.POST or None, initial={"on": request.today})
    act = Act(
        heading=gettext("What happened?"),
        lead=view.placement.person.name,
        back=back_to("follow_up", placement_id),
        do=gettext("Write it down"),
    )

    def do() -> None:
        followup.record_incident(
            placement=view.placement, facts=form.facts(), by=request.actor, at=request.at
        )

    return _go(request, act, form, do)


@page(purpose=GUIDANCE, classes="ADE", allow=WRITE, writes=True)
def write_harm(request: PageRequest, incident_id: UUID) -> HttpResponse:
    """What it did to them, for the few who may read that."""
    row = row_or_404(request, Incident, incident_id)
    if not followup.may_know_harm(row.placement_id):
        raise Http404
    harm = follow_up_or_404(request, row.placement_id).harms.get(row.pk)
    known = {"harm": harm.harm, "words": harm.words} if harm else None
    form = asked.HarmForm(request.POST or None, initial=known)
    act = Act(
        heading=gettext("What did it do to them?"),
        lead=gettext(
            "It is read by those who counsel them and by the leader of the school, not by teachers, the town’s office, those at home or the company."
        ),
        back=back_to("follow_up", row.placement_id),
        do=gettext("Write it down"),
    )

    def do() -> None:
        followup.write_harm(incident=row, facts=form.facts(), by=request.actor, at=request.at)

    return _go(request, act, form, do)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def judge_incident(request: PageRequest, incident_id: UUID) -> HttpResponse:
    """Whether an authority must be told, and that it was."""
    row = row_or_404(request, Incident, incident_id)
    known = {"reported_on": row.reported_on, "reported_to": row.reported_to}
    if row.must_be_reported is not None:
        known["must_be_reported"] = "yes" if row.must_be_reported else "no"
    form = asked.ReportForm(request.POST or None, initial=known)
    act = Act(
        heading=gettext("Must it be reported to an authority?"),
        lead=gettext(
            "Look it up at the working environment authority and at the insurance. We do not judge it (to verify)."
        ),
        back=back_to("follow_up", row.placement_id),
        do=gettext("Write it down"),
    )

    def do() -> None:
        said = form.cleaned_data
        followup.judge_incident(
            incident=row,
            must_be_reported=said["must_be_reported"] == "yes",
            reported_on=said["reported_on"],
            reported_to=said["reported_to"],
            by=request.actor,
            at=request.at,
        )

    return _go(request, act, form, do)


def _of_check_in(row: CheckIn, what: CheckMove, heading: str) -> Act:
    state = CheckState(row.state)
    return Act(
        heading=heading,
        lead=f"{row.person.name}, {Side(row.side).label}, {write_day(row.due_on)}",
        back=back_to("follow_up", row.placement_id),
        do=gettext("Write it down"),
        settled=_settled(CHECK_IN.is_allowed(state, what), str(state.label)),
    )


def _settled(is_open: object, state: str) -> Notice | None:
    """What stands now, where the move is not possible any more."""
    return None if is_open else Notice(Tone.INFO, gettext("This is “%(state)s” now.") % {"state": state})


def _move(moves: type[M], text: str) -> M:
    if text not in moves.values:
        raise Http404
    return moves(text)


def _go(request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object]) -> HttpResponse:
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)
