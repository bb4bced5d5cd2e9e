"""Pages for when there is no page: nothing here, a form too old, a fault of ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not there, or not for this reader; the two look the same."""
    return render(request, "errors/404.html", status=404)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request no browser of ours sends. It is told as little as what is not there."""
    return render(request, "errors/404.html", status=400)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token did not fit."""
    return render(request, "errors/form_expired.html", status=403)


def fault(request: HttpRequest) -> HttpResponse:
    """Something broke here. The page needs nothing that might be broken too."""
    return render(request, "errors/500.html", {}, status=500)
