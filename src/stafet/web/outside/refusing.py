"""The page that says why somebody who comes from a log-in service does not get in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stafet.kernel.sentences import Sentence


def refused(request: HttpRequest, what: Sentence, *, status: int = 400) -> HttpResponse:
    """Say it. Nothing has changed, and nobody is logged in who was not before.

    ``status`` is 400 when what came can't be relied on, 403 when we know who it is and they may not come in.
    """
    return render(request, "registration/service_refused.html", {"what": what}, status=status)
