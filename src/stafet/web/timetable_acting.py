"""Acts after which another version of a week holds: they end on its page."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from stafet.kernel.sentences import SentenceError
from stafet.schoolweeks.api import SchoolWeek
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.registry import PageRequest


def carry_over(
    request: PageRequest,
    act: Act,
    form: forms.Form,
    do: Callable[[], SchoolWeek],
    said: str,
    then: str = "school_week",
) -> HttpResponse:
    """Do it and go on to the version that holds from now on; otherwise ask, with everything that was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            return done(request, said, reverse(then, args=[do().pk]))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)
