"""The addresses of answering for it: emergency access and its review, control of the log, protection."""

from __future__ import annotations

from django.urls import URLPattern, path

from stafet.web import emergency

urlpatterns: list[URLPattern] = [
    path("emergency/", emergency.emergencies, name="emergencies"),
    path("emergency/new/", emergency.ask_in_emergency, name="ask_in_emergency"),
    path("emergency/<uuid:emergency_id>/", emergency.emergency_access, name="emergency_access"),
]
