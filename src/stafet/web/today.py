"""What waits for you today?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from stafet.access import api as access
from stafet.web.registry import PageRequest, page


@page(purpose=access.Purpose.GUIDANCE, classes="AD")
def today(request: PageRequest) -> HttpResponse:
    """The first page."""
    return render(request, "today/page.html", {})
