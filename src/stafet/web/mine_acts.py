"""What the pages share on which a young person writes for themselves: who may, and the round that an act goes."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.own import api as own
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action
from stafet.web.mine import mine_or_404
from stafet.web.registry import PageRequest


def self_or_404(request: PageRequest, person_id: UUID) -> own.OwnLogin:
    """The own log-in of the young person themselves; those with custody have none of this."""
    login, _ = mine_or_404(request, person_id)
    if login.capacity is not own.Capacity.SELF:
        raise Http404
    return login


def ask_own(
    request: PageRequest, login: own.OwnLogin, act: Act, form: forms.Form, write: Callable[[], None]
) -> HttpResponse:
    """Ask for one act; it is done in the scope of a job, for whom the database has shown that it is theirs."""
    if request.method == "POST" and act.settled is None and form.is_valid():
        try:
            with access.job_scope(login.municipality_id):
                write()
            return done(request, gettext("It is saved."), act.back.href)
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


def back_to_progress(person_id: UUID) -> Action:
    """Back to where I am."""
    return Action(gettext("Back to where I am"), reverse("my_progress", args=[person_id]))
