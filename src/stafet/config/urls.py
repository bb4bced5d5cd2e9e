"""Every address of the product. An address holds opaque keys only, never a name, a number or a search term."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stafet.web import door, errors, health, today

urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("log-in/", door.log_in, name="log_in"),
    path("log-out/", door.log_out, name="log_out"),
    path("language/", door.choose_language, name="language"),
    path("health/", health.health, name="health"),
]

handler400 = errors.not_understood
handler403 = errors.nothing_here
handler404 = errors.nothing_here
handler500 = errors.fault
