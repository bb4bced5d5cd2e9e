"""Addresses of a product that was written badly: the real ones and a planted one."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path

from stafet.config import urls
from stafet.people import api as people
from stafet.web.registry import PageRequest, page


@page(classes="A")
def tells_without_logging(request: PageRequest) -> HttpResponse:
    """Shows whomever it finds and tells the log nothing."""
    return HttpResponse(" ".join(person.name for person in people.Person.objects.order_by("pk")))


urlpatterns = [*urls.urlpatterns, path("planted/", tells_without_logging)]
