"""Addresses of a product that was written badly: the real ones and a planted one."""

from __future__ import annotations

from django.db import connections
from django.http import HttpResponse
from django.urls import path

from stafet.audit import api as audit
from stafet.config import urls
from stafet.people import api as people
from stafet.web.registry import PageRequest, page


@page(classes="A")
def tells_without_logging(request: PageRequest) -> HttpResponse:
    """Shows whomever it finds and tells the log nothing."""
    return HttpResponse(" ".join(person.name for person in people.Person.objects.order_by("pk")))


@page()
def builds_its_question(request: PageRequest) -> HttpResponse:
    """Writes what was typed into the question itself."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(f"SELECT '{request.GET.get('search', '')}'")
    return HttpResponse("asked")


@page()
def goes_anywhere(request: PageRequest) -> HttpResponse:
    """Leads wherever it is told to."""
    return HttpResponse(status=302, headers={"Location": request.GET.get("search", "").partition("\r")[0]})


@page()
def repeats_it_raw(request: PageRequest) -> HttpResponse:
    """Says what was typed, as it was typed."""
    return HttpResponse(f'<p title="{request.GET.get("search", "")}">')


urlpatterns = [
    *urls.urlpatterns,
    path("planted/", tells_without_logging),
    path("builds-its-question/", builds_its_question),
    path("goes-anywhere/", goes_anywhere),
    path("repeats-it-raw/", repeats_it_raw),
]
