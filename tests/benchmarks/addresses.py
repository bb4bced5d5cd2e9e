"""The product's addresses and one more: a page that does nothing, behind everything every page stands behind."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path

from stafet.config.urls import handler400, handler403, handler404, handler500
from stafet.config.urls import urlpatterns as of_the_product
from stafet.web.registry import PageRequest, page

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@page()
def nothing(request: PageRequest) -> HttpResponse:
    """Session, user, posts, scope and transaction, and then nothing."""
    return HttpResponse("")


urlpatterns = [*of_the_product, path("nothing/", nothing, name="nothing")]
