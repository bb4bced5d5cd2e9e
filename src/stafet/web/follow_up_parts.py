"""What is followed up, as pages show it: cards in sections, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.followup.api import (
    CHECK_IN,
    GOAL,
    ISSUE,
    Attendance,
    CheckIn,
    CheckMove,
    CheckState,
    DayMark,
    Evaluation,
    EvaluationKind,
    FollowUp,
    GoalMove,
    GoalState,
    Incident,
    IncidentHarm,
    IncidentKind,
    Issue,
    IssueState,
    LearningGoal,
    LogEntry,
    PlacementCertificate,
    Plan,
    Side,
)
from stafet.followup.api import Harm as HarmKind
from stafet.placements.api import How, Voice
from stafet.web.components.days import write_day
from stafet.web.components.deadlines import deadline
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.say import say
from stafet.web.components.tables import Column, Table, make_table

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Card:
    """One thing: a small line above, its words, lines below, and what can be done."""

    term: str
    title: str
    lines: tuple[str, ...] = ()
    acts: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Some things of one kind under a heading; ``empty`` stands there when there are none."""

    heading: str
    cards: tuple[Card, ...] = ()
    lead: str = ""
    empty: str = ""
    notice: Notice | None = None
    table: Table | None = None
    acts: tuple[Action, ...] = ()


def goal_card(goal: LearningGoal, acts: tuple[Action, ...] = ()) -> Card:
    """A goal: who set it, where it stands, who found so."""
    set_by = gettext("Set on %(day)s: %(who)s") % {
        "day": write_day(goal.set_on),
        "who": Voice(goal.voice).label,
    }
    lines = [set_by]
    if goal.settled_on:
        who = goal.settled_by.name if goal.settled_by else str(Voice(goal.settled_voice).label)
        lines.append(gettext("Found on %(day)s by %(who)s") % {"day": write_day(goal.settled_on), "who": who})
    if goal.settled_words:
        lines.append(goal.settled_words)
    return Card(str(GoalState(goal.state).label), goal.words, tuple(lines), acts)


def goal_acts(goal: LearningGoal, href: str) -> tuple[Action, ...]:
    """What can be said of a goal; ``href`` is the page with the move left out."""
    labels = {
        GoalMove.REACH: gettext("It is reached"),
        GoalMove.LEAVE: gettext("It is not reached"),
        GoalMove.REOPEN: gettext("Work on it again"),
    }
    moves = GOAL.moves_from(GoalState(goal.state))
    return tuple(Action(labels[move], href.replace("MOVE", move.value)) for move in moves)


def entry_card(entry: LogEntry, acts: tuple[Action, ...] = ()) -> Card:
    """One day in their own words, and the answer."""
    lines = [
        f"{label}: {words}"
        for label, words in (
            (gettext("Learned"), entry.learned),
            (gettext("How it was"), entry.felt),
        )
        if words
    ]
    if entry.answer and entry.answered_by:
        lines.append(
            gettext("%(who)s answers: %(words)s") % {"who": entry.answered_by.name, "words": entry.answer}
        )
    return Card(write_day(entry.day, "weekday"), entry.did, tuple(lines), acts)


def check_card(check: CheckIn, *, today: date, acts: bool) -> Card:
    """A talk that is planned, with whether its day has passed."""
    who = gettext("Asked by %(who)s") % {"who": check.asker}
    can: tuple[Action, ...] = ()
    if acts and CHECK_IN.is_allowed(CheckState(check.state), CheckMove.HOLD):
        can = (
            Action(gettext("Write down what came of it"), reverse("hold_check_in", args=[check.pk])),
            *_ask_by_link(check),
            Action(gettext("Call it off"), reverse("call_off_check_in", args=[check.pk])),
        )
    return Card(deadline(check.due_on, today=today).text, str(Side(check.side).label), (who,), can)


def checks_table(checks: Iterable[CheckIn]) -> Table | None:
    """The talks that were held or called off, the last first."""
    rows = [
        (
            write_day(each.held_on or each.due_on),
            str(Side(each.side).label),
            str(CheckState(each.state).label),
            each.outcome,
        )
        for each in reversed(list(checks))
        if each.state != CheckState.PLANNED
    ]
    columns = (
        Column(gettext("Day")),
        Column(gettext("With whom")),
        Column(gettext("What became of it")),
        Column(gettext("Outcome")),
    )
    return make_table(gettext("Talks so far"), columns, rows) if rows else None


def issue_card(issue: Issue, *, today: date, acts: bool) -> Card:
    """A difficulty."""
    lines = [
        gettext("Told on %(day)s by: %(who)s")
        % {"day": write_day(issue.told_on), "who": Side(issue.told_by).label},
        gettext("Agreed: %(words)s") % {"words": issue.agreed},
        gettext("%(who)s follows it") % {"who": issue.follower},
    ]
    if issue.state == IssueState.CLOSED and issue.closed_on:
        told = {"day": write_day(issue.closed_on), "words": issue.outcome}
        lines.append(gettext("Closed on %(day)s: %(words)s") % told)
        term = str(IssueState.CLOSED.label)
    else:
        term = deadline(issue.look_again_on, today=today).text
    moves = ISSUE.moves_from(IssueState(issue.state)) if acts else ()
    can = tuple(Action(str(move.label), reverse("move_issue", args=[issue.pk, move.value])) for move in moves)
    return Card(term, issue.words, tuple(lines), can)


def incident_card(incident: Incident, harm: IncidentHarm | None, *, few: bool, acts: bool) -> Card:
    """What happened; what it did to somebody only for the few, and that it is not shown said to the others."""
    lines = [incident.prevented_by] if incident.prevented_by else []
    if harm is not None:
        lines.append(": ".join(filter(None, (str(HarmKind(harm.harm).label), harm.words))))
    elif not few:
        lines.append(gettext("Whether somebody was hurt is read by those who counsel them, and the leader."))
    lines.append(_report_words(incident))
    can = []
    if acts:
        can.append(
            Action(
                gettext("Report it, or say that it need not be"),
                reverse("judge_incident", args=[incident.pk]),
            )
        )
        if few:
            can.append(Action(gettext("What it did to them"), reverse("write_harm", args=[incident.pk])))
    return Card(write_day(incident.on), str(IncidentKind(incident.kind).label), tuple(lines), tuple(can))


def plan_notice(plan: Plan) -> Notice:
    """Whether the plan is complete, and what is missing; whether the company has confirmed it."""
    points = tuple(say(each) for each in plan.missing)
    if points:
        return Notice(Tone.WARNING, gettext("The plan is not complete yet"), points=points)
    if plan.confirmed is None:
        return Notice(
            Tone.INFO, gettext("The plan is complete. The company has not confirmed it as it stands now.")
        )
    told = {"who": plan.confirmed.name, "day": write_day(plan.confirmed.on)}
    return Notice(
        Tone.SUCCESS,
        gettext("The plan is complete, and confirmed by %(who)s on %(day)s") % told,
        plan.confirmed.words,
    )


def days_table(view: FollowUp, *, until: date | None = None) -> Table:
    """The days at the place, all or those before a day, and what became of each. What is planned stands with its weeks."""
    marks = {each.day: each for each in view.days}
    columns = (Column(gettext("Day")), Column(gettext("What became of it")))
    rows = [
        (
            write_day(day, "short"),
            mark_words(marks[day].mark, marks[day].minutes) if day in marks else "",
        )
        for day in sorted({*(each.day for each in view.plan.days), *marks})
        if until is None or day < until
    ]
    return make_table(gettext("The days at the place"), columns, rows)


def mark_words(mark: str, minutes: int) -> str:
    """What became of a day, with the hours where they were there."""
    label = str(DayMark(mark).label)
    return f"{label}, {hours_words(minutes)}" if minutes else label


def hours_words(minutes: int) -> str:
    """Hours and minutes as people say them."""
    told = {"hours": write_number(minutes // 60), "minutes": minutes % 60}
    if told["minutes"]:
        return gettext("%(hours)s h %(minutes)d min") % told
    return gettext("%(hours)s h") % told


def totals_words(totals: Attendance, planned: int) -> str:
    """Days and hours with their base: of how many days anything is told, and how many were planned until today."""
    told = {
        "there": totals.there,
        "told": totals.told,
        "planned": planned,
        "hours": hours_words(totals.minutes),
    }
    return (
        gettext(
            "There on %(there)d of %(told)d days that are told about (%(planned)d were planned so far): %(hours)s."
        )
        % told
    )


def evaluation_card(row: Evaluation, acts: tuple[Action, ...] = ()) -> Card:
    """How it was, in their own words, and a few of the host's."""
    told = (
        (gettext("What goes well"), row.well),
        (gettext("What is hard"), row.hard),
        (gettext("In class"), row.in_class),
        (gettext("What they want now"), row.next_words),
        (row.host_name, row.host_words),
    )
    lines = tuple(f"{label}: {words}" for label, words in told if words)
    return Card(_signed_words(row), str(EvaluationKind(row.kind).label), lines, acts)


def certificate_card(row: PlacementCertificate, href: str) -> Card:
    """A certificate, with the way to its PDF."""
    days = ngettext("%(count)d day", "%(count)d days", row.days) % {"count": row.days}
    issued = gettext("Issued on %(day)s by %(who)s") % {
        "day": write_day(row.issued_on),
        "who": row.issued_by.name,
    }
    line = f"{row.host_name}: {days}, {hours_words(row.minutes)}"
    return Card(issued, gettext("Certificate"), (line,), (Action(gettext("As a PDF"), href),))


def _signed_words(row: Evaluation) -> str:
    if row.signed_at is None:
        return gettext("The young person has not signed it yet")
    signed = {"day": write_day(row.signed_at.date()), "how": How(row.how).label}
    return gettext("Signed by the young person on %(day)s: %(how)s") % signed


def _ask_by_link(check: CheckIn) -> tuple[Action, ...]:
    if check.side != Side.HOST:
        return ()
    return (Action(gettext("Ask them by a link"), reverse("ask_about_check_in", args=[check.pk])),)


def _report_words(incident: Incident) -> str:
    if incident.reported_on:
        told = {"who": incident.reported_to, "day": write_day(incident.reported_on)}
        return gettext("Reported to %(who)s on %(day)s") % told
    if incident.must_be_reported is None:
        return gettext("Nobody has judged yet whether it must be reported")
    if incident.must_be_reported:
        return gettext("It must be reported, and has not been")
    return gettext("It need not be reported")
