"""Which language a page speaks: what was chosen, else the user's own, else what the browser asks for."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

LANGUAGE_COOKIE = "stafet_language"
_KNOWN = frozenset(code for code, _ in settings.LANGUAGES)


class LanguageMiddleware:
    """Activates the language around the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Choose, answer, and say in the answer which language it is in."""
        chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
        language = chosen if chosen in _KNOWN else translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
