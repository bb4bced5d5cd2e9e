"""Is everything in order here? The organisations of the municipality, and the ways to all that is administered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.access import api as access
from stafet.administration import api as administration
from stafet.administration.api import PlaceLine, PlaceQuestion, PlaceWarning
from stafet.organisations import api as organisations
from stafet.organisations.api import OrganisationKind
from stafet.web.components.parts import (
    Action,
    Choice,
    Empty,
    Filters,
    Notice,
    Pager,
    Question,
    Tab,
    Tabs,
    Tone,
)
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page

ORGANISE = access.Permission.ORGANISE
WARNINGS = {
    PlaceWarning.NOBODY_READS: gettext_lazy("Nobody reads there: what is sent there is lost."),
    PlaceWarning.NO_STEWARD: gettext_lazy(
        "Nobody is named to answer for what is sent there and nobody takes."
    ),
}
_PAGES = (
    ("administration", gettext_lazy("Organisations")),
    ("decisions", gettext_lazy("What is decided")),
    ("rule_list", gettext_lazy("Law and rules")),
    ("role_table", gettext_lazy("Roles")),
    ("code_lists", gettext_lazy("Code lists")),
)


@page(allow=ORGANISE)
def administration_home(request: PageRequest) -> HttpResponse:
    """Every organisation the reader organises: what it is, who works there, and what is wrong."""
    question = _question(request)
    found = administration.organised_places(request.actor, question, on=request.today, at=request.at)
    towns = administration.towns_organised_by(request.actor)
    context = {
        "tabs": tabs(request, "administration"),
        "filters": _filters(question),
        "work": _list(request, question, found),
        "notice": _no_last_resort(request),
        "open_href": reverse("open_organisation") if towns else "",
    }
    return render(request, "administration/places.html", context)


def tabs(request: PageRequest, current: str) -> Tabs:
    """The pages of the administration, on top of each of them."""
    items = [Tab(str(text), reverse(name), name == current) for name, text in _PAGES]
    if access.may(request.actor, access.Permission.ADMINISTER):
        items.insert(1, Tab(gettext("Colleagues"), reverse("colleagues")))
    return Tabs(gettext("Pages of the administration"), tuple(items))


def place_or_404(request: PageRequest, organisation_id: UUID) -> organisations.Organisation:
    """An organisation the reader organises; any other is not there."""
    rows = organisations.Organisation.objects.filter(administration.organised_by(request.actor))
    found = rows.select_related("municipality", "parent").filter(pk=organisation_id).first()
    if found is None:
        raise Http404
    return found


def town_or_404(request: PageRequest) -> organisations.Home:
    """The municipality whose house the reader keeps: of several the first. Whoever leads one school keeps none."""
    mine = administration.towns_organised_by(request.actor)
    if not mine:
        raise Http404
    return organisations.home(min(mine))


@contextmanager
def as_town(municipality_id: UUID) -> Iterator[None]:
    """What is administered is written by the municipality's job, in the name of whoever asks; the room asks who may."""
    with access.job_scope(municipality_id):
        yield


def _question(request: PageRequest) -> PlaceQuestion:
    kind, after = request.GET.get("kind", ""), request.GET.get("after", "")
    return PlaceQuestion(
        kind=OrganisationKind(kind) if kind in set(OrganisationKind) else None,
        only_warned=request.GET.get("which", "") == "warned",
        after=_key(after),
    )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _filters(question: PlaceQuestion) -> Filters:
    kinds = [Choice("", gettext("Every kind"), chosen=question.kind is None)]
    kinds += [Choice(kind.value, str(kind.label), chosen=question.kind is kind) for kind in OrganisationKind]
    which = (
        Choice("", gettext("All of them"), chosen=not question.only_warned),
        Choice("warned", gettext("Those where something is wrong"), chosen=question.only_warned),
    )
    return Filters(
        action=reverse("administration"),
        questions=(
            Question("kind", gettext("Which kind?"), tuple(kinds)),
            Question("which", gettext("Which organisations?"), which),
        ),
        swaps="places",
    )


def _list(request: PageRequest, question: PlaceQuestion, found: administration.PlacePage) -> WorkList:
    return WorkList(
        heading=gettext("Organisations"),
        rows=tuple(_row(line) for line in found.rows),
        empty=_empty(question),
        pager=_pager(request, question, found),
        name="places",
    )


def _row(line: PlaceLine) -> WorkRow:
    place = line.organisation
    href = reverse("place", args=[place.pk])
    return WorkRow(
        name=place.name,
        href=href,
        why=" ".join(filter(None, (people_words(line), warning_words(line)))),
        detail=", ".join((str(OrganisationKind(place.kind).label), place.municipality.name)),
        action=Action(gettext("Look"), href),
    )


def people_words(line: PlaceLine) -> str:
    """How many work there, and who answers."""
    if line.people == 0:
        words = gettext("Nobody works there in Stafet.")
    else:
        words = ngettext("%(count)d person at work.", "%(count)d people at work.", line.people) % {
            "count": line.people
        }
    if line.stewards:
        words += " " + gettext("Answers there: %(names)s.") % {"names": ", ".join(line.stewards)}
    if line.is_last_resort:
        words += " " + gettext("Holds when nobody else does.")
    return words


def warning_words(line: PlaceLine) -> str:
    """What is wrong, if anything."""
    return str(WARNINGS[line.warning]) if line.warning else ""


def _empty(question: PlaceQuestion) -> Empty:
    if question.only_warned:
        return Empty(
            gettext("Nothing is wrong"),
            gettext("Everywhere somebody reads, and somebody is named to answer."),
        )
    return Empty(
        gettext("There is no organisation of this kind"), gettext("Registers bring them, or you open one.")
    )


def _pager(request: PageRequest, question: PlaceQuestion, found: administration.PlacePage) -> Pager | None:
    if question.after is None and found.after is None:
        return None
    asked = request.GET.copy()
    asked.pop("after", None)
    first = f"?{asked.urlencode()}"
    if found.after is None:
        return Pager(gettext("The last page"), first_href=first)
    asked["after"] = str(found.after)
    return Pager(
        gettext("50 at a time, by name"),
        next_href=f"?{asked.urlencode()}",
        first_href=first if question.after else "",
    )


def _no_last_resort(request: PageRequest) -> Notice | None:
    towns = administration.towns_without_last_resort(request.actor)
    if not towns:
        return None
    return Notice(
        Tone.ERROR,
        gettext("Nobody holds when nobody else does"),
        gettext("Open the organisation that is to, and name it the organisation of last resort."),
        points=tuple(towns),
    )
