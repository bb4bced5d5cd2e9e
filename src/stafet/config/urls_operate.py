"""The addresses of those who answer for the data and for the running of Stafet."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import keeping, operation

urlpatterns: list[URLPattern] = [
    path("keeping/", keeping.keeping, name="keeping"),
    path("operation/", operation.operation, name="operation"),
]
