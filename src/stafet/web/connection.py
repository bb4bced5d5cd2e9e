"""How is this school system reached? Saying it, testing it, and fetching from it now."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.integrations import jobs
from stafet.kernel.sentences import SentenceError
from stafet.registers import api as registers
from stafet.web import connection_forms
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.connection_forms import ConnectionForm
from stafet.web.loads_finding import line_or_404, source_or_404
from stafet.web.registry import PageRequest, page

REGISTER = access.Purpose.REGISTER
LOAD = access.Permission.LOAD_REGISTERS


@page(purpose=REGISTER, allow=LOAD, writes=True)
def connection(request: PageRequest, source_id: UUID) -> HttpResponse:
    """Say how a live register is reached. The secret is written, never shown."""
    source = _live_or_404(request, source_id)
    state = registers.connection_of(source_id)
    form = ConnectionForm(
        request.POST or None,
        has_secret=state is not None,
        initial=connection_forms.known(state.connection) if state else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            registers.connect_source(source=source, draft=form.draft(), by=request.actor, at=request.at)
            words = gettext("It is written down. Test it now: nothing is fetched yet.")
            return done(request, words, reverse("source", args=[source_id]))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("How is %(name)s reached?") % {"name": source.name},
        lead=gettext("The supplier of the school system tells you what to write here."),
        back=Action(source.name, reverse("source", args=[source_id])),
        do=gettext("Save"),
        sections=connection_forms.sections(),
    )
    return ask(request, act, form)


@page(purpose=REGISTER, allow=LOAD, writes=True)
def test_connection(request: PageRequest, source_id: UUID) -> HttpResponse:
    """Find out whether it can be reached, and what it offers."""
    source = _live_or_404(request, source_id)
    if registers.connection_of(source_id) is None:
        return redirect("connection", source_id)
    if request.method == "POST":
        registers.keep_test(source_id=source_id, found=None, by=request.actor, at=request.at)
        jobs.start_testing(source)
        return done(
            request,
            gettext("It is being tested. This page shows the answer."),
            reverse("source", args=[source_id]),
        )
    act = Act(
        heading=gettext("Test the connection to %(name)s?") % {"name": source.name},
        lead=gettext(
            "It is asked for one entry of each kind, to see what it offers. Nothing is kept of the entries."
        ),
        back=Action(source.name, reverse("source", args=[source_id])),
        do=gettext("Test it"),
    )
    return ask(request, act, forms.Form())


@page(purpose=REGISTER, allow=LOAD, writes=True)
def fetch_source(request: PageRequest, source_id: UUID) -> HttpResponse:
    """Fetch from a live register now, instead of waiting for its hour."""
    source = _live_or_404(request, source_id)
    if registers.connection_of(source_id) is None:
        return redirect("connection", source_id)
    line = line_or_404(request, source_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and line.open_load_id is None:
        try:
            load = registers.begin_fetch(source=source, by=request.actor, at=request.at)
            jobs.start_fetching(load)
            return redirect("load_waiting", load.pk)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Fetch from %(name)s now?") % {"name": source.name},
        lead=gettext("What it tells is compared with what is known. Nothing changes before you say so."),
        back=Action(source.name, reverse("source", args=[source_id])),
        do=gettext("Fetch it and show what it would change"),
        settled=_another_waits(line),
    )
    return ask(request, act, form)


def _live_or_404(request: PageRequest, source_id: UUID) -> registers.Source:
    source = source_or_404(request, source_id)
    if source.format not in registers.LIVE:
        raise Http404
    return source


def _another_waits(line: registers.SourceLine) -> Notice | None:
    if line.open_load_id is None:
        return None
    return Notice(
        Tone.WARNING,
        gettext("What was fetched before waits for a decision"),
        gettext(
            "Until it is applied or discarded nothing more is fetched. You find it on the register’s page."
        ),
    )
