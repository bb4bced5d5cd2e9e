"""Who has not been reached? By situation, the longest sought first, each with what is next; and for whom nobody has tried."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.conversations.api import OPEN_SITUATIONS, ContactSituation
from stafet.responsibility import api as responsibility
from stafet.web.components.days import count_days
from stafet.web.components.deadlines import deadline
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager, told_part
from stafet.web.components.parts import Action, Empty, Figure, Figures, Pager
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.contact_parts import write_next
from stafet.web.registry import PageRequest, page

_A_PAGE = 50


@page(purpose=access.Purpose.GUIDANCE, classes="AD", allow=access.Permission.WRITE_PLAN)
def unreached(request: PageRequest) -> HttpResponse:
    """Everybody who has not been reached. A constant number of statements, however many they are."""
    chosen = _chosen(request)
    part = Paginator(conversations.unreached(chosen), _A_PAGE).get_page(request.GET.get("page"))
    lines = conversations.unreached_lines(part, today=request.today)
    first = Paginator(conversations.not_yet_tried(), _A_PAGE).get_page(1)
    waiting = list(first)
    request.saw(*(line.person_id for line in lines), *(step.person_id for step in waiting))
    context = {
        "counts": _figures(),
        "sought": WorkList(
            heading=str(chosen.label) if chosen else gettext("Being sought"),
            rows=tuple(_row(request, line) for line in lines),
            empty=Empty(
                gettext("Nobody here"),
                gettext("Of those you may see, nobody is being sought in vain."),
            ),
            name="sought",
            pager=page_pager(part, situation=chosen),
        ),
        "waiting": WorkList(
            heading=gettext("Nobody has tried yet"),
            rows=tuple(_waiting_row(request, step) for step in waiting),
            empty=Empty(gettext("Everybody who is to be contacted is being sought")),
            name="waiting",
            pager=Pager(told_part(first)) if first.has_next() else None,
        ),
        "all_href": reverse("unreached") if chosen else "",
    }
    return render(request, "contact/unreached.html", context)


def _chosen(request: PageRequest) -> ContactSituation | None:
    wanted = request.GET.get("situation", "")
    return next((each for each in OPEN_SITUATIONS if each.value == wanted), None)


def _figures() -> Figures:
    counts = conversations.count_unreached()
    return Figures(
        gettext("How many, by situation"),
        tuple(
            Figure(
                write_number(counts.get(each, 0)),
                str(each.label),
                href=f"{reverse('unreached')}?situation={each.value}" if counts.get(each) else "",
            )
            for each in OPEN_SITUATIONS
        ),
    )


def _row(request: PageRequest, line: conversations.UnreachedLine) -> WorkRow:
    href = reverse("person_contact", args=[line.person_id])
    following = line.next_move
    tries = ngettext("%(count)d attempt", "%(count)d attempts", line.attempts) % {"count": line.attempts}
    since = gettext("sought for %(days)s") % {"days": count_days((request.today - line.begun_on).days)}
    return WorkRow(
        name=line.name,
        href=href,
        detail=str(line.situation.label),
        why=gettext("%(tries)s. Next: %(next)s") % {"tries": tries, "next": write_next(following)},
        since=since,
        by=deadline(following.due_on, today=request.today) if following else None,
        action=Action(gettext("To the ladder"), href),
    )


def _waiting_row(request: PageRequest, step: responsibility.NextStep) -> WorkRow:
    return WorkRow(
        name=step.person.name,
        href=reverse("person_contact", args=[step.person_id]),
        detail=step.organisation.name,
        why=gettext("First contact is to be made, and no attempt is written down."),
        by=deadline(step.due_on, today=request.today),
        action=Action(gettext("Write down an attempt"), reverse("record_attempt", args=[step.person_id])),
    )
