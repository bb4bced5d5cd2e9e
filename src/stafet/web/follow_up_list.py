"""Which placements have something due?"""

from __future__ import annotations

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.followup import api as followup
from stafet.followup.api import Due, Side
from stafet.kernel import rules
from stafet.offers import api as offers
from stafet.web import placement_parts
from stafet.web.components.deadlines import deadline
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Empty
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.follow_up_parts import Card, Part
from stafet.web.registry import PageRequest, page

_A_PAGE = 50
_WITHIN = "stafet.followup.due_within"


@page(purpose=access.Purpose.GUIDANCE, classes="AD", allow=access.Permission.WRITE_PLAN)
def due_placements(request: PageRequest) -> HttpResponse:
    """Talks and difficulties that are due, and placements with no talk planned, the longest due first."""
    until = request.today + timedelta(days=int(rules.value(_WITHIN, on=request.today)))
    part = Paginator(followup.due_placements(until=until), _A_PAGE).get_page(request.GET.get("page"))
    request.saw(*(row.person_id for row in part))
    work = WorkList(
        heading=gettext("Due"),
        rows=tuple(_row(request, due) for due in followup.due_at(list(part), until=until)),
        empty=Empty(
            gettext("Nothing is due"), gettext("Every placement you may see has its next talk planned.")
        ),
        count=write_number(part.paginator.count),
        name="due",
        pager=page_pager(part),
    )
    return render(request, "follow_up/list.html", {"work": work, "parts": _stories(request)})


def _row(request: PageRequest, due: Due) -> WorkRow:
    placement = due.placement
    href = reverse("follow_up", args=[placement.pk])
    host = placement.place.host.name if placement.place else ""
    first = min(
        (*(each.due_on for each in due.checks), *(each.look_again_on for each in due.issues)), default=None
    )
    return WorkRow(
        name=placement.person.name,
        href=href,
        detail=", ".join(
            filter(None, (placement.scheme.name, placement.school.name, placement.class_name, host))
        ),
        why=_why(due),
        since=placement_parts.waited_words(placement.since_on, request.today),
        by=deadline(first, today=request.today) if first else None,
        action=Action(gettext("Go on"), href),
    )


def _why(due: Due) -> str:
    words = [
        *(gettext("Talk with: %(who)s") % {"who": Side(each.side).label} for each in due.checks),
        *(gettext("Difficulty: look again") for _ in due.issues[:1]),
    ]
    return ". ".join(words) or gettext("No talk is planned")


def _stories(request: PageRequest) -> tuple[Part, ...]:
    """What young people say may be told on: with nobody's name."""
    rows = followup.stories(municipality_ids=tuple(offers.municipalities_of(request.actor)))
    request.saw(*(row.person_id for row in rows))
    if not rows:
        return ()
    cards = tuple(Card(placement_parts.title(row.placement), row.well) for row in rows)
    lead = gettext("They have said yes to being told about without their name.")
    return (Part(gettext("What went well"), cards, lead=lead),)
