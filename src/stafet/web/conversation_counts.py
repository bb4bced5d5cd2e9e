"""How many conversations were held, and how many took part in guidance of groups? By month, place and kind, without content."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.conversation_forms import GroupForm
from stafet.web.registry import PageRequest, page

WRITE = access.Permission.WRITE_PLAN
_A_YEAR = timedelta(days=365)


@page(purpose=access.Purpose.GUIDANCE, classes="D", allow=WRITE)
def conversation_counts(request: PageRequest) -> HttpResponse:
    """The last year. A number that is small enough to be somebody is not shown, and there are no sums to find it from."""
    least = conversations.smallest_group(on=request.today)
    context = {
        "talks": _talks(request, least),
        "groups": _groups(request, least),
        "since": write_day((request.at - _A_YEAR).date()),
        "least": least,
        "add_href": reverse("record_group"),
    }
    return render(request, "conversations/counts.html", context)


@page(allow=WRITE, writes=True)
def record_group(request: PageRequest) -> HttpResponse:
    """Write down that a group was guided: a number, no names."""
    homes = {post.municipality_id for post in request.actor.posts if post.municipality_id}
    places = organisations.Organisation.objects.running_on(request.today).filter(municipality_id__in=homes)
    named = [(str(place.pk), place.name) for place in places.order_by("name", "pk")]
    form = GroupForm(request.POST or None, places=named, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            conversations.record_group(session=form.draft(), by=request.actor, at=request.at)
            return done(request, gettext("The session is written down."), reverse("conversation_counts"))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Which group did you guide?"),
        lead=gettext("Only how many took part is kept, never who."),
        back=Action(gettext("Back to the numbers"), reverse("conversation_counts")),
        do=gettext("Write it down"),
    )
    return ask(request, act, form)


def _talks(request: PageRequest, least: int) -> Table:
    rows = conversations.conversation_counts(since=request.at - _A_YEAR, on=request.today)
    columns = (
        Column(gettext("Month")),
        Column(gettext("Where")),
        Column(gettext("Which conversation")),
        Column(gettext("Held"), numeric=True),
        Column(gettext("With how many people"), numeric=True),
    )
    return make_table(
        gettext("Conversations that were held, with people you may see"),
        columns,
        [
            (
                write_day(row.month, "month"),
                row.place,
                str(row.kind.label),
                _number(row.times, least),
                _number(row.people, least),
            )
            for row in rows
        ],
    )


def _groups(request: PageRequest, least: int) -> Table:
    since = (request.at - _A_YEAR).date()
    rows = conversations.group_counts(request.actor, since=since, on=request.today)
    columns = (
        Column(gettext("Month")),
        Column(gettext("Where")),
        Column(gettext("About what")),
        Column(gettext("Sessions"), numeric=True),
        Column(gettext("Took part, counted each time"), numeric=True),
    )
    return make_table(
        gettext("Guidance of groups"),
        columns,
        [
            (
                write_day(row.month, "month"),
                row.place,
                str(row.topic.label),
                _number(row.times, least),
                _number(row.took_part, least),
            )
            for row in rows
        ],
    )


def _number(number: int | None, least: int) -> str:
    if number is None:
        return gettext("fewer than %(least)d") % {"least": least}
    return write_number(number)
