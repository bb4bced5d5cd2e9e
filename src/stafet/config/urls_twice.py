"""Addresses of who was registered twice."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stafet.web import twice

urlpatterns: list[URLPattern | URLResolver] = [
    path("twice/", twice.registered_twice, name="registered_twice"),
    path("twice/<uuid:first_id>/<uuid:second_id>/", twice.propose_merge, name="propose_merge"),
    path("merges/<uuid:merge_id>/", twice.merge, name="merge"),
    path("merges/<uuid:merge_id>/undo/", twice.undo_merge, name="undo_merge"),
]
