"""Which conversations do you have? Those that were to be held and say nothing yet, then those ahead, by day."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.conversations.api import Conversation, ConversationKind
from stafet.web.components.days import write_distance, write_instant
from stafet.web.components.deadlines import deadline
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Empty
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page

_A_PAGE = 50


@page(purpose=access.Purpose.GUIDANCE, classes="AD", allow=access.Permission.WRITE_PLAN)
def my_talks(request: PageRequest) -> HttpResponse:
    """The planned conversations the reader leads or takes part in. A constant number of statements."""
    found = conversations.planned_with(request.actor)
    part = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    request.saw(*(row.person_id for row in part))
    talks = WorkList(
        heading=gettext("Planned, the earliest first"),
        rows=tuple(talk_row(request, row) for row in part),
        empty=Empty(
            gettext("No conversation is planned with you"),
            gettext("Plan one on the page of a young person, under Conversations."),
            Action(gettext("To the young people"), reverse("people")),
        ),
        name="talks",
        pager=page_pager(part),
    )
    return render(request, "conversations/mine.html", {"talks": talks})


def talk_row(request: PageRequest, row: Conversation) -> WorkRow:
    """A planned conversation: with whom, when and where; or that nobody has said what came of it."""
    here = reverse("conversation", args=[row.pk])
    over = row.planned_at <= request.at
    day = timezone.localtime(row.planned_at).date()
    leads = conversations.can_lead(request.actor, row)
    hold = Action(gettext("Say what came of it"), reverse("hold_conversation", args=[row.pk]))
    return WorkRow(
        name=row.person.name,
        href=here,
        detail=str(ConversationKind(row.kind).label),
        why=gettext("It was to be held; nobody has said what came of it.")
        if over
        else ", ".join(filter(None, (write_instant(row.planned_at), row.place))),
        since="" if over else write_distance(day, request.today),
        by=deadline(day, today=request.today) if over else None,
        action=hold if over and leads else Action(gettext("To the conversation"), here),
    )
