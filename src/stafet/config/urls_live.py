"""The addresses of live registers: how they are reached, and what is found out when one lets somebody drop."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import confirm_leaving, connection

urlpatterns: list[URLPattern] = [
    path("registers/<uuid:source_id>/connection/", connection.connection, name="connection"),
    path("registers/<uuid:source_id>/connection/test/", connection.test_connection, name="test_connection"),
    path("registers/<uuid:source_id>/fetch/", connection.fetch_source, name="fetch_source"),
    path("steps/<uuid:step_id>/leaving/", confirm_leaving.confirm_leaving, name="confirm_leaving"),
]
