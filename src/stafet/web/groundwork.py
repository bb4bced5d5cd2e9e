"""What is done around one placement, and where is something missing?"""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.groundwork import api as groundwork
from stafet.groundwork.api import ADVISED, Around, MeetingNeed, StartMeeting, Transfer
from stafet.overview import api as overview
from stafet.placements.api import Placement, PlacementView
from stafet.web import groundwork_parts, placement_parts
from stafet.web.components.days import write_day
from stafet.web.components.deadlines import deadline
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Empty
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.follow_up_parts import Card, Part
from stafet.web.person import around, identity_or_404
from stafet.web.person_placement import view_or_404
from stafet.web.registry import PageRequest, page
from stafet.web.step_rows import line_words, who_does_it

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
_A_PAGE, _FEW = 50, 20


@page(purpose=GUIDANCE, classes="ABD")
def around_placement(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """Who is around, what comes next and who does it, advice, start meeting, transfers, and everything in one timeline."""
    view = view_or_404(request, placement_id)
    identity = identity_or_404(request, view.placement.person_id)
    here = groundwork.around([placement_id])[placement_id]
    writes = groundwork.can_prepare(request.actor) and groundwork_parts.can_write(view)
    context = {
        "title": placement_parts.title(view.placement),
        "state": placement_parts.end_words(view.placement),
        "back": placement_parts.back_to_person(view.placement.person_id),
        "notices": groundwork_parts.around_part(view, here, request.today).notices,
        "parts": (
            _next(request, view, writes=writes),
            _meetings(view, here, writes=writes),
            _advice(view, here, writes=writes),
            _team(view, here, writes=writes),
            _transfers(request, view, here),
            Part(gettext("What has happened"), table=groundwork_parts.timeline(view, here)),
        ),
    }
    return render(
        request, "groundwork/placement.html", around(request, identity, "person_placement") | context
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def groundwork_missing(request: PageRequest) -> HttpResponse:
    """Start meetings that were not held, transfers nobody has confirmed, and advice nobody has written."""
    part = Paginator(groundwork.without_start_meeting(), _A_PAGE).get_page(request.GET.get("page"))
    needs = groundwork.meeting_needs(list(part))
    transfers = groundwork.open_transfers()
    unadvised = groundwork.without_advice()
    shown, silent = list(transfers[:_FEW]), list(unadvised[:_FEW])
    request.saw(*(row.person_id for row in (*part, *silent)), *(row.person_id for row in shown))
    context = {
        "lists": (
            WorkList(
                heading=gettext("Without a start meeting"),
                rows=tuple(_meeting_row(request, need) for need in needs),
                empty=Empty(gettext("Everybody with an approved agreement has met")),
                count=write_number(part.paginator.count),
                name="meetings",
                pager=page_pager(part),
            ),
            WorkList(
                heading=gettext("On their way to a course or a vocational school"),
                rows=tuple(_transfer_row(request, row) for row in shown),
                empty=Empty(gettext("Every transfer is received, and they were there on the first day")),
                count=write_number(transfers.count()),
                name="transfers",
            ),
            WorkList(
                heading=gettext("Without advice"),
                rows=tuple(_advice_row(request, row) for row in silent),
                empty=Empty(gettext("A teacher and a counsellor have advised everybody")),
                count=write_number(unadvised.count()),
                name="advice",
            ),
        )
    }
    return render(request, "groundwork/missing.html", context)


def _next(request: PageRequest, view: PlacementView, *, writes: bool) -> Part:
    """The one next step that is due first, with who does it: as the person’s page keeps it."""
    person_id = view.placement.person_id
    lines = overview.steps_of(person_id, day=request.today)
    cards = tuple(Card(write_day(line.due_on), line_words(line), (who_does_it(line),)) for line in lines[:1])
    acts = (Action(gettext("Agree on a step"), reverse("add_step", args=[person_id])),) if writes else ()
    return Part(
        gettext("What comes next, and who does it"),
        cards,
        lead=gettext("Steps are the young person’s: they are set and finished under “Now and next”."),
        empty=gettext("No step is open that you may see."),
        acts=acts,
    )


def _meetings(view: PlacementView, here: Around, *, writes: bool) -> Part:
    plan = Action(gettext("Plan a start meeting"), reverse("plan_start_meeting", args=[view.placement.pk]))
    return Part(
        gettext("Start meeting"),
        tuple(groundwork_parts.meeting_card(row, writes=writes) for row in here.meetings),
        empty=gettext("None is planned."),
        acts=(plan,) if writes and here.planned is None else (),
    )


def _advice(view: PlacementView, here: Around, *, writes: bool) -> Part:
    write = Action(gettext("Write advice"), reverse("write_advice", args=[view.placement.pk]))
    return Part(
        gettext("Advice"),
        tuple(
            groundwork_parts.advice_card(row, here.replies.get(row.pk, ()), names=True) for row in here.advice
        ),
        lead=gettext("An aid to the conversation. The choice is theirs: nobody says no because of it."),
        empty=gettext("Nobody has written any yet."),
        acts=(write,) if writes and view.placement.state in ADVISED else (),
    )


def _team(view: PlacementView, here: Around, *, writes: bool) -> Part:
    name = Action(gettext("Say who it is"), reverse("name_team", args=[view.placement.pk]))
    return Part(
        gettext("Who is around"),
        table=groundwork_parts.team_table(view, here),
        acts=(name,) if writes else (),
    )


def _transfers(request: PageRequest, view: PlacementView, here: Around) -> Part:
    writes = groundwork.can_prepare(request.actor) and view.placement.aside_since is None
    send = Action(
        gettext("Hand on to a course or a school"), reverse("send_transfer", args=[view.placement.pk])
    )
    return Part(
        gettext("Where they go on"),
        tuple(groundwork_parts.transfer_card(row, writes=writes) for row in here.transfers),
        lead=gettext(
            "It stays open until somebody there has received it, and they were there on the first day."
        ),
        empty=gettext("Nothing is under way."),
        acts=(send,) if writes else (),
    )


def _detail(row: Placement) -> str:
    return ", ".join(filter(None, (row.scheme.name, row.school.name, row.class_name)))


def _meeting_row(request: PageRequest, need: MeetingNeed) -> WorkRow:
    row = need.placement
    href = reverse("around_placement", args=[row.pk])
    return WorkRow(
        name=row.person.name,
        href=href,
        detail=_detail(row),
        why=_meeting_why(request, need.planned),
        since=placement_parts.waited_words(row.since_on, request.today),
        by=deadline(need.by, today=request.today),
        action=Action(gettext("Go on"), href),
    )


def _meeting_why(request: PageRequest, planned: StartMeeting | None) -> str:
    if planned is None:
        return gettext("The agreement is approved, and no start meeting is planned")
    told = {"day": write_day(planned.on)}
    if planned.on < request.today:
        return gettext("It was to be on %(day)s, and nobody says what became of it") % told
    return gettext("Planned on %(day)s") % told


def _transfer_row(request: PageRequest, row: Transfer) -> WorkRow:
    href = reverse("around_placement", args=[row.placement_id])
    return WorkRow(
        name=row.person.name,
        href=href,
        detail=row.placement.scheme.name,
        why=groundwork_parts.transfer_words(row),
        by=deadline(row.first_day, today=request.today),
        action=Action(gettext("Go on"), href),
    )


def _advice_row(request: PageRequest, row: Placement) -> WorkRow:
    href = reverse("around_placement", args=[row.pk])
    return WorkRow(
        name=row.person.name,
        href=href,
        detail=_detail(row),
        why=gettext("A teacher or a counsellor has not advised yet. It stops nothing"),
        since=placement_parts.waited_words(row.since_on, request.today),
        action=Action(gettext("Go on"), href),
    )
