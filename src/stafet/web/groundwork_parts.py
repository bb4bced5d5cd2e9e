"""What is done around a placement, as pages show it: cards, notices that say what is missing, and one shared timeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.formats import time_format
from django.utils.translation import gettext

from stafet.followup import api as followup
from stafet.followup.api import CheckState, Side
from stafet.groundwork import api as groundwork
from stafet.groundwork.api import (
    ADVISED,
    MEETING,
    MEETS,
    TRANSFER,
    Advice,
    AdviceReply,
    Adviser,
    Around,
    Guest,
    HostTalk,
    MeetingState,
    StartMeeting,
    TeamRole,
    Transfer,
    TransferState,
    TransferTo,
)
from stafet.placements import api as placements
from stafet.placements.api import OVER, Host, PlacementView, WayState
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.follow_up_parts import Card


@dataclass(frozen=True, slots=True)
class AroundPart:
    """What stands with a placement on its person’s page: what is missing around it, and the way to all of it."""

    notices: tuple[Notice, ...]
    look: Action


def around_part(view: PlacementView, here: Around, today: date) -> AroundPart:
    """What is missing around one placement."""
    look = Action(gettext("Around the placement"), reverse("around_placement", args=[view.placement.pk]))
    return AroundPart(tuple(_missing(view, here, today)), look)


def _missing(view: PlacementView, here: Around, today: date) -> Iterable[Notice]:
    state = WayState(view.placement.state)
    lacking = here.missing_advice() if state in ADVISED else ()
    if lacking:
        yield Notice(
            Tone.INFO,
            gettext("Nobody has advised yet: %(who)s")
            % {"who": ", ".join(str(each.label) for each in lacking)},
            gettext("It is an aid to the conversation. They can apply without it."),
        )
    if state in MEETS and not here.has_met:
        yield meeting_notice(view, here.planned, today)
    for row in here.transfers:
        if row.state in groundwork.OPEN_TRANSFERS:
            yield Notice(Tone.INFO, transfer_words(row))


def meeting_notice(view: PlacementView, planned: StartMeeting | None, today: date) -> Notice:
    """The start meeting that comes next, or by when there should be one."""
    if planned is not None:
        told = {"day": write_day(planned.on)}
        if planned.on < today:
            return Notice(
                Tone.WARNING,
                gettext("The start meeting was to be on %(day)s. Say what became of it.") % told,
            )
        return Notice(Tone.INFO, gettext("The start meeting is on %(day)s.") % told)
    current = view.current
    approved = current.decided_on if current is not None and current.decided_on else view.placement.since_on
    due = groundwork.meet_by(approved)
    return Notice(
        Tone.WARNING if due < today else Tone.INFO,
        gettext("Next: a start meeting by %(day)s") % {"day": write_day(due)},
        gettext("The agreement is approved. Everybody meets before or just after the first day."),
    )


def advice_card(
    row: Advice, replies: Iterable[AdviceReply], *, names: bool, acts: tuple[Action, ...] = ()
) -> Card:
    """Advice, and what was said to it. In own name nobody is named."""
    who = str(Adviser(row.adviser).label)
    if names and row.by is not None:
        who = f"{who}, {row.by.name}"
    answers = tuple(
        gettext("%(who)s answered on %(day)s: %(words)s")
        % {"who": reply.name, "day": write_day(reply.on), "words": reply.words}
        for reply in replies
    )
    return Card(write_day(row.on), who, (row.words, *answers), acts)


def meeting_card(row: StartMeeting, *, writes: bool) -> Card:
    """A start meeting: when, where, with whom, what about, what came of it."""
    guests = ", ".join(str(Guest(each).label) for each in row.guests)
    told = {
        "day": write_day(row.on, "weekday"),
        "time": time_format(row.begins_at, "H:i"),
        "where": row.where,
    }
    title = gettext("%(day)s at %(time)s, %(where)s") % told
    lines = [gettext("Takes part: %(who)s") % {"who": guests}, *row.agenda.splitlines()]
    if row.agreed:
        lines.append(gettext("What came of it: %(words)s") % {"words": row.agreed})
    moves = MEETING.moves_from(MeetingState(row.state)) if writes else ()
    acts = tuple(
        Action(str(move.label), reverse("settle_start_meeting", args=[row.pk, move.value])) for move in moves
    )
    return Card(str(MeetingState(row.state).label), title, tuple(lines), acts)


def transfer_words(row: Transfer) -> str:
    """How far a transfer has come, in a sentence."""
    told = {
        "to": TransferTo(row.to).label,
        "place": row.organisation.name,
        "state": TransferState(row.state).label,
        "day": write_day(row.first_day),
    }
    return gettext("%(to)s, %(place)s: %(state)s. First day: %(day)s") % told


def transfer_card(row: Transfer, *, writes: bool) -> Card:
    """Where they go on, what is to be known there, who received it, and whether they were there."""
    told = [row.words]
    if row.receipt_on:
        told.append(
            gettext("Received on %(day)s by %(who)s")
            % {"day": write_day(row.receipt_on), "who": row.receiver}
        )
    if row.arrived_on:
        told.append(gettext("Was there on %(day)s") % {"day": write_day(row.arrived_on)})
    if row.end_words:
        told.append(row.end_words)
    moves = TRANSFER.moves_from(TransferState(row.state)) if writes else ()
    acts = tuple(
        Action(str(move.label), reverse("move_transfer", args=[row.pk, move.value])) for move in moves
    )
    sent = gettext("Sent on %(day)s") % {"day": write_day(row.sent_on)}
    return Card(sent, transfer_words(row), tuple(told), acts)


def team_table(view: PlacementView, here: Around) -> Table:
    """Who is around: those that were named, and the company’s contact as the bank of places has it."""
    named = {row.role: row for row in here.team}
    rows = [
        (
            str(role.label),
            named[role].name if role in named else gettext("nobody yet"),
            named[role].reached if role in named else "",
        )
        for role in TeamRole
    ]
    place = view.placement.place
    if place is not None:
        for each in placements.host_history(place.host).contacts:
            if each.ends_on is None:
                reached = ", ".join(filter(None, (each.phone, each.email)))
                rows.append(
                    (gettext("The company, %(host)s") % {"host": place.host.name}, each.name, reached)
                )
    columns = tuple(Column(text) for text in (gettext("As what"), gettext("Who"), gettext("Reached by")))
    return make_table(gettext("Who is around"), columns, rows)


def timeline(view: PlacementView, here: Around) -> Table:
    """Everything about one placement in one line of days, the newest first, from every room that keeps some of it."""
    found = [*_moves(view), *_of_this_room(here), *_talks(view.placement.pk)]
    rows = [(write_day(day), what, words) for day, what, words in sorted(found, key=lambda row: row[0])[::-1]]
    columns = tuple(Column(text) for text in (gettext("Day"), gettext("What"), gettext("In words")))
    return make_table(gettext("What has happened"), columns, rows)


def talks_table(host: Host) -> Table | None:
    """Every time somebody was in touch with a host."""
    rows = groundwork.talks_with(host)
    if not rows:
        return None
    columns = tuple(
        Column(text)
        for text in (
            gettext("Day"),
            gettext("How"),
            gettext("Who"),
            gettext("About what"),
            gettext("Again on"),
        )
    )
    return make_table(gettext("When somebody was in touch"), columns, map(_talk, rows))


def can_write(view: PlacementView) -> bool:
    """Whether anything is still to be done around it."""
    return view.placement.state not in OVER and view.placement.aside_since is None


def _moves(view: PlacementView) -> Iterable[tuple[date, str, str]]:
    for entry in view.entries:
        yield entry.on, str(WayState(entry.to_state).label), entry.words
    for row in view.agreements:
        if row.decided_on:
            yield row.decided_on, gettext("The leader has decided about the agreement"), row.host_name


def _of_this_room(here: Around) -> Iterable[tuple[date, str, str]]:
    for advice in here.advice:
        yield advice.on, gettext("Advice: %(who)s") % {"who": Adviser(advice.adviser).label}, ""
    for meeting in here.meetings:
        state = MeetingState(meeting.state).label
        yield meeting.on, gettext("Start meeting: %(state)s") % {"state": state}, meeting.agreed
    for row in here.transfers:
        yield row.sent_on, gettext("A transfer was sent"), row.organisation.name
        if row.receipt_on:
            yield row.receipt_on, gettext("The transfer was received"), row.receiver
        if row.arrived_on:
            yield row.arrived_on, gettext("Was there on the first day"), row.organisation.name


def _talks(placement_id: UUID) -> Iterable[tuple[date, str, str]]:
    view = followup.follow_up(placement_id)
    for check in view.checks if view is not None else ():
        if check.state == CheckState.HELD and check.held_on is not None:
            yield (
                check.held_on,
                gettext("Talk with: %(who)s") % {"who": Side(check.side).label},
                check.outcome,
            )


def _talk(row: HostTalk) -> tuple[str, ...]:
    return (
        write_day(row.on),
        str(row.get_way_display()),
        row.by.name if row.by else "",
        row.words,
        write_day(row.next_on) if row.next_on else "",
    )
