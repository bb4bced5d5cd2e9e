"""Who would be lost? Every named way of being lost: how many, why it matters, who acts and how it is mended."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.watch import api as watch
from stafet.watch.api import LostCode
from stafet.web.components.days import write_distance
from stafet.web.components.parts import Action, Empty, Pager
from stafet.web.components.say import say
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page

SEE_WATCH = access.Permission.SEE_WATCH


@dataclass(frozen=True, slots=True)
class Way:
    """One way of being lost, ready to show."""

    title: str
    count: int
    people: str
    why: str
    who_acts: str
    mend: str
    href: str


class AfterForm(forms.Form):
    """The person after whom a page begins."""

    after = forms.UUIDField(required=False)


@page(purpose=access.Purpose.GUIDANCE, classes="D", allow=SEE_WATCH)
def lost_ways(request: PageRequest) -> HttpResponse:
    """The counts. Few, true and repairable; nobody found is good news and says so."""
    found = watch.lost(municipality_id=_home(request), day=request.today)
    ways = [_way(each) for each in found]
    context = {
        "lost": [way for way in ways if way.count],
        "nobody": [way for way in ways if not way.count],
        "empty": Empty(
            gettext("Nobody would be lost"), gettext("Every way we know of was looked at just now.")
        ),
    }
    return render(request, "watch/page.html", context)


@page(purpose=access.Purpose.GUIDANCE, classes="AD", allow=SEE_WATCH)
def lost_people(request: PageRequest, code: str) -> HttpResponse:
    """The people who are lost in one way, the longest lost first."""
    state = _state_or_404(code)
    form = AfterForm(request.GET)
    after = form.cleaned_data.get("after") if form.is_valid() else None
    found = watch.lost_people(state.code, municipality_id=_home(request), day=request.today, after=after)
    request.saw(*(row.person_id for row in found.rows))
    context = {"way": _way(watch.LostCount(state, 0)), "work": _list(request, state, found, after)}
    return render(request, "watch/people.html", context)


def _list(
    request: PageRequest, state: watch.LostState, found: watch.LostPage, after: UUID | None
) -> WorkList:
    here = reverse("lost_people", args=[state.code.value])
    shown = gettext("%(count)d more") if after else gettext("The first %(count)d, the longest lost first")
    pager = Pager(
        shown % {"count": len(found.rows)},
        next_href=f"{here}?after={found.after}" if found.has_next else "",
        first_href=here if after else "",
    )
    return WorkList(
        heading=gettext("Who they are"),
        rows=tuple(_row(request, row) for row in found.rows),
        empty=Empty(
            gettext("Nobody you have a task with"), "", Action(gettext("See all ways"), reverse("watch"))
        ),
        pager=pager if found.has_next or after else None,
        name="lost",
    )


def _row(request: PageRequest, row: watch.LostPerson) -> WorkRow:
    href = reverse(row.state.mend_page, args=[row.person_id])
    return WorkRow(
        name=row.person_name,
        href=href,
        detail=row.organisation_name,
        why=say(row.detail),
        since=write_distance(row.since, request.today),
        action=Action(gettext("Mend it"), href),
    )


def _way(found: watch.LostCount) -> Way:
    state = found.state
    return Way(
        title=say(state.title),
        count=found.count,
        people=ngettext("person", "people", found.count),
        why=say(state.why),
        who_acts=say(state.who_acts),
        mend=say(state.mend),
        href=reverse("lost_people", args=[state.code.value]),
    )


def _state_or_404(code: str) -> watch.LostState:
    try:
        return watch.LOST_STATES[LostCode(code)]
    except ValueError as error:
        raise Http404 from error


def _home(request: PageRequest) -> UUID:
    """The municipality the reader watches over: that of the first post that may."""
    for post in request.actor.posts:
        if post.municipality_id is not None and access.allowed(post.role, SEE_WATCH):
            return post.municipality_id
    raise Http404
