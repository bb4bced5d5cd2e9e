"""Where could they be? The bank of places, searched; and one host with its history."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.kernel.periods import school_year_of
from stafet.offers import api as offers
from stafet.placements import api as placements
from stafet.placements.api import (
    Branch,
    Host,
    HostLine,
    HostSearch,
    Place,
    PlaceKind,
    RegisterKind,
    SchemeKind,
    Willing,
)
from stafet.web import groundwork_parts, host_talks
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Choice, Empty, Filters, Question, Search
from stafet.web.components.tables import Column, Fact, Facts, Table, make_table
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.placement_parts import weekday_words
from stafet.web.registry import PageRequest, page

WRITE = access.Permission.WRITE_PLAN
_A_PAGE, _AGES = 50, range(13, 18)


class BankForm(forms.Form):
    """What stands in the address. What can't be read is as if it had not been asked."""

    branch = forms.TypedChoiceField(choices=Branch.choices, coerce=Branch, required=False, empty_value=None)
    scheme = forms.TypedChoiceField(
        choices=SchemeKind.choices, coerce=SchemeKind, required=False, empty_value=None
    )
    weekday = forms.IntegerField(required=False, min_value=1, max_value=7)
    age = forms.IntegerField(required=False, min_value=0, max_value=99)
    free = forms.BooleanField(required=False)

    def asked(self, words: str) -> HostSearch:
        """The question."""
        self.is_valid()
        said = self.cleaned_data
        return HostSearch(
            words=words,
            branch=said.get("branch"),
            scheme=said.get("scheme"),
            weekday=said.get("weekday"),
            age=said.get("age"),
            only_free=bool(said.get("free")),
        )


@page(allow=WRITE, asks=True)
def hosts(request: PageRequest) -> HttpResponse:
    """The bank, narrowed by questions in the address and by words that are posted."""
    said = request.POST if "branch" in request.POST else request.GET
    search = BankForm(said).asked(request.POST.get("search", "").strip()[:80])
    year = year_of(request)
    found = placements.search_hosts(offers.municipalities_of(request.actor), starts_in=year, asked=search)
    part = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    lines = placements.host_lines(part, starts_in=year)
    context = {
        "search": Search(
            action=_address(search),
            label=gettext("Which company are you looking for?"),
            value=search.words,
            hint=gettext(
                "A name, a town, a number. Not a young person’s name: the bank is about nobody young."
            ),
        ),
        "filters": _filters(search),
        "calls": host_talks.talks_of_the_town(request),
        "work": WorkList(
            heading=gettext("Places"),
            rows=tuple(map(_row, lines)),
            empty=Empty(
                gettext("No host fits"), gettext("Ask for less, or write down a company that is missing.")
            ),
            count=write_number(part.paginator.count),
            name="hosts",
            pager=page_pager(part, **_asked(search)),
        ),
    }
    return render(request, "placements/hosts.html", context)


@page(allow=WRITE)
def host(request: PageRequest, host_id: UUID) -> HttpResponse:
    """One host: its numbers, whom one calls, what it offers, and how it was before."""
    row = host_or_404(request, host_id)
    history = placements.host_history(row)
    args = [row.pk]
    context = {
        "host": row,
        "facts": _facts(row),
        "acts": (
            Action(gettext("Write down what they offer"), reverse("offer_place", args=args)),
            Action(gettext("Ask them by a link"), reverse("ask_host", args=args)),
            Action(gettext("Somebody else is the contact"), reverse("add_contact", args=args)),
            Action(gettext("Write down that you were in touch"), reverse("log_host_talk", args=args)),
        ),
        "contacts": _contacts(history.contacts),
        "places": _places(history.places),
        "talks": groundwork_parts.talks_table(row),
    }
    return render(request, "placements/host.html", context)


def host_or_404(request: PageRequest, host_id: UUID) -> Host:
    """A host of the reader's town."""
    row = Host.objects.filter(municipality_id__in=offers.municipalities_of(request.actor), pk=host_id).first()
    if row is None:
        raise Http404
    return row


def year_of(request: PageRequest) -> int:
    """The year in which the present school year began."""
    return school_year_of(request.today).period.starts_on.year


def place_words(place: Place | None) -> str:
    """What is offered this year, in one sentence."""
    if place is None:
        return gettext("Not asked this school year")
    if place.willing != Willing.YES:
        return str(Willing(place.willing).label)
    free = ngettext("%(count)d place free", "%(count)d places free", place.free) % {"count": place.free}
    age = gettext("from the age of %(age)d") % {"age": place.from_age}
    return ", ".join((free, weekday_words(place.weekdays), age))


def _row(line: HostLine) -> WorkRow:
    href = reverse("host", args=[line.host.pk])
    where = ", ".join((str(Branch(line.host.branch).label), line.host.town))
    said = line.place.answered_at if line.place else None
    return WorkRow(
        name=line.host.name,
        href=href,
        detail=where,
        why=place_words(line.place),
        since=gettext("said on %(day)s") % {"day": write_day(said.date())} if said else "",
        action=Action(gettext("Look at it"), href),
    )


def _facts(row: Host) -> Facts:
    items = (
        Fact(
            gettext("Kind"), str(PlaceKind(row.kind).label), change_href=reverse("change_host", args=[row.pk])
        ),
        Fact(str(RegisterKind(row.register).label), row.number),
        Fact(gettext("P-number"), row.unit_number),
        Fact(gettext("Branch"), str(Branch(row.branch).label)),
        Fact(gettext("Address"), ", ".join(filter(None, (row.address, row.town)))),
        Fact(gettext("Written to"), gettext("They do not want to be") if row.no_more_asking else ""),
    )
    return Facts(row.name, tuple(item for item in items if item.value))


def _contacts(rows: tuple[placements.HostContact, ...]) -> Table:
    columns = tuple(
        Column(text)
        for text in (gettext("Who"), gettext("Reached by"), gettext("Why they suit"), gettext("When"))
    )
    lines = [
        (
            ", ".join(filter(None, (row.name, row.task))),
            ", ".join(filter(None, (row.phone, row.email))),
            row.suits,
            gettext("%(first)s to %(last)s")
            % {"first": write_day(row.starts_on), "last": write_day(row.ends_on)}
            if row.ends_on
            else gettext("since %(day)s") % {"day": write_day(row.starts_on)},
        )
        for row in rows
    ]
    return make_table(gettext("Whom one calls"), columns, lines)


def _places(rows: tuple[Place, ...]) -> Table:
    columns = (Column(gettext("School year")), Column(gettext("What they offer")), Column(gettext("Tasks")))
    lines = [(f"{row.starts_in}/{(row.starts_in + 1) % 100:02}", place_words(row), row.tasks) for row in rows]
    return make_table(gettext("What they offer, year by year"), columns, lines)


def _filters(search: HostSearch) -> Filters:
    days = tuple((str(day), str(WEEKDAYS[day - 1])) for day in range(1, 6))
    ages = tuple((str(age), str(age)) for age in _AGES)
    return Filters(
        action=reverse("hosts"),
        questions=(
            _question("branch", gettext("Which branch?"), Branch.choices, search.branch),
            _question("scheme", gettext("For what?"), SchemeKind.choices, search.scheme),
            _question("weekday", gettext("On which day?"), days, search.weekday),
            _question("age", gettext("How old are they?"), ages, search.age),
            _question(
                "free",
                gettext("Only with a free place?"),
                ((("1", gettext("Yes"))),),
                "1" if search.only_free else "",
            ),
        ),
        clear_href=reverse("hosts") if _asked(search) else "",
        swaps="hosts",
        searched=search.words,
    )


def _question(name: str, ask: str, choices: object, chosen: object) -> Question:
    value = "" if chosen is None else str(chosen)
    every = Choice("", gettext("Any"), chosen=not value)
    found = tuple(Choice(str(key), str(text), chosen=str(key) == value) for key, text in choices)  # type: ignore[attr-defined]
    return Question(name, ask, (every, *found))


def _asked(search: HostSearch) -> dict[str, str | int]:
    told = {
        "branch": search.branch,
        "scheme": search.scheme,
        "weekday": search.weekday,
        "age": search.age,
        "free": 1 if search.only_free else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _address(search: HostSearch) -> str:
    asked = _asked(search)
    return f"{reverse('hosts')}?{urlencode(asked)}" if asked else reverse("hosts")
