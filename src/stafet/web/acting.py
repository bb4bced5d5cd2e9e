"""The round that most acts go: ask, try, and either say that it is done or give back what was typed with why not."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpResponse

from stafet.kernel.sentences import SentenceError
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.registry import PageRequest


def carry_out(
    request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object], *, said: str, where: str
) -> HttpResponse:
    """Do it when it was sent and is right, say so, and go on; otherwise ask, with everything that was typed."""
    if request.method == "POST" and act.settled is None and form.is_valid():
        try:
            do()
            return done(request, said, where)
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


class NothingToFillIn(forms.Form):
    """An act that is only confirmed."""
