"""Who is whom? Everybody at work in the municipality and at its partners, by institution and by role.

A name is personal data of a colleague: it is posted, never in an address. Institutions and roles stand in the address.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.organisations import api as organisations
from stafet.partnerships import api as partnerships
from stafet.partnerships.api import DirectoryLine, DirectoryQuestion
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Choice, Empty, Filters, Question, Search
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.cooperation_parts import tabs
from stafet.web.registry import PageRequest, page

_A_PAGE = 50


@page(asks=True)
def directory(request: PageRequest) -> HttpResponse:
    """The posts held now: at which institution, in which role, how to reach them."""
    rows = partnerships.partnerships_of(request.actor)
    towns = {post.municipality_id for post in request.actor.posts if post.municipality_id}
    towns |= {row.municipality_id for row in rows}
    partners = partnerships.party_organisations([row.pk for row in rows], on=request.today)
    everybody = partnerships.directory(DirectoryQuestion(), towns=towns, partners=partners, at=request.at)
    places = organisations.places(frozenset(everybody.values_list("organisation_id", flat=True)))
    question = _question(request, places)
    found = partnerships.directory(question, towns=towns, partners=partners, at=request.at)
    part = Paginator(found, _A_PAGE).get_page(1 if question.search else request.GET.get("page"))
    context = {
        "tabs": tabs("directory", rows[0] if rows else None),
        "search": Search(
            action=reverse("directory"),
            label=gettext("Whom or what are you looking for?"),
            value=question.search,
            hint=gettext("A part of a name, or of an institution’s."),
        ),
        "filters": _filters(question, places),
        "work": WorkList(
            heading=gettext("Who is at work"),
            rows=tuple(map(_row, partnerships.directory_lines(list(part)))),
            empty=Empty(
                gettext("Nobody at work fits"), gettext("Ask for less, or for another institution or role.")
            ),
            count=write_number(part.paginator.count),
            pager=None
            if question.search
            else page_pager(part, organisation=question.organisation_id, role=question.role),
            name="who",
        ),
    }
    return render(request, "cooperation/directory.html", context)


def _question(request: PageRequest, places: Sequence[organisations.Place]) -> DirectoryQuestion:
    role, place = request.GET.get("role", ""), request.GET.get("organisation", "")
    known: dict[str, UUID] = {str(each.organisation_id): each.organisation_id for each in places}
    return DirectoryQuestion(
        organisation_id=known.get(place),
        role=access.Role(role) if role in set(access.Role) else None,
        search=request.POST.get("search", "").strip()[:100],
    )


def _filters(question: DirectoryQuestion, places: Sequence[organisations.Place]) -> Filters:
    where = [Choice("", gettext("Every institution"), chosen=question.organisation_id is None)]
    where += [
        Choice(str(each.organisation_id), each.name, chosen=question.organisation_id == each.organisation_id)
        for each in places
    ]
    roles = [Choice("", gettext("Every role"), chosen=question.role is None)]
    roles += [Choice(role.value, str(role.label), chosen=question.role is role) for role in access.Role]
    return Filters(
        action=reverse("directory"),
        questions=(
            Question("organisation", gettext("At which institution?"), tuple(where)),
            Question("role", gettext("In which role?"), tuple(roles)),
        ),
        clear_href=reverse("directory"),
    )


def _row(line: DirectoryLine) -> WorkRow:
    told = [line.phone, line.email]
    where = ", ".join(dict.fromkeys((line.organisation, line.municipality)))
    answers = gettext("Answers for what is sent there and nobody takes.") if line.is_steward else ""
    return WorkRow(
        name=line.name,
        href="",
        detail=f"{line.role.label} · {where}",
        why=" · ".join(filter(None, told)) or gettext("No work telephone or mail is known."),
        since=answers,
    )
