"""The addresses of the figures about placements."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import placement_reports

urlpatterns: list[URLPattern] = [
    path("placements/reports/", placement_reports.placement_reports, name="placement_reports"),
    path("placements/reports/file/", placement_reports.placement_reports_file, name="placement_reports_file"),
]
