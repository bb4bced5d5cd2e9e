"""One file of a register: loading it, waiting for it, what became of it, and doing away with it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

from stafet.access import api as access
from stafet.integrations import jobs, receiving
from stafet.kernel.sentences import SentenceError
from stafet.registers import api as registers
from stafet.registers.api import LoadState, SourceFormat
from stafet.web import loads_after, loads_preview, loads_waiting
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.say import say
from stafet.web.loads_finding import line_or_404, load_or_404, source_or_404
from stafet.web.loads_receiving import Received, UploadForm, as_one_file
from stafet.web.registry import PageRequest, page

REGISTER = access.Purpose.REGISTER
LOAD = access.Permission.LOAD_REGISTERS


@page(purpose=REGISTER, allow=LOAD, writes=True)
def upload_file(request: PageRequest, source_id: UUID) -> HttpResponse:
    """Take a file of a register. What it is is found out at once; what it would change comes after."""
    source = source_or_404(request, source_id)
    if source.format in registers.LIVE:
        return redirect("fetch_source", source_id)
    line = line_or_404(request, source_id)
    form = UploadForm(request, source=source)
    if request.method == "POST" and line.open_load_id is None and form.is_valid():
        with as_one_file(form.chosen()) as received:
            answer = _receive(request, source, received, form)
        if answer is not None:
            return answer
    act = Act(
        heading=gettext("Which file is it?"),
        lead=gettext("A file from %(name)s. It is looked at first; nothing changes before you say so.")
        % {"name": source.name},
        back=Action(source.name, reverse("source", args=[source.pk])),
        do=gettext("Load it and show what it would change"),
        settled=_another_waits(line),
    )
    return ask(request, act, form)


def _receive(
    request: PageRequest, source: registers.Source, received: Received, form: UploadForm
) -> HttpResponse | None:
    """The way on, or ``None`` when the file can't be taken; then the form says why."""
    sight = receiving.see(received.path, name=received.name, source=source)
    if sight.refusals:
        for refusal in sight.refusals:
            form.add_error("file", f"{say(refusal.what)} {say(refusal.mend)}")
        if sight.looks_like is not None:
            words = gettext("It looks like this: %(format)s.")
            form.add_error("file", words % {"format": SourceFormat(sight.looks_like).label})
        return None
    try:
        load = registers.receive_upload(
            source=source,
            file_name=received.name,
            content=received.path.read_bytes(),
            by=request.actor,
            at=request.at,
        )
    except SentenceError as error:
        refuse(form, error)
        return None
    if not sight.knows_columns or form.cleaned_data.get("columns_anew"):
        return redirect("choose_columns", load.pk)
    jobs.start_reading(load)
    messages.success(request, _recognised(source, sight))
    return redirect("load_waiting", load.pk)


def _recognised(source: registers.Source, sight: receiving.Sight) -> str:
    if not sight.format_name:
        return gettext("The columns are read as they were described.")
    return gettext("Recognised as %(format)s.") % {"format": sight.format_name}


def _another_waits(line: registers.SourceLine) -> Notice | None:
    if line.open_load_id is None:
        return None
    return Notice(
        Tone.WARNING,
        gettext("A file of this register waits for a decision"),
        gettext(
            "Until it is applied or discarded no other can be loaded. You find it on the register’s page."
        ),
    )


@page(purpose=REGISTER, classes="AD", allow=LOAD)
def load(request: PageRequest, load_id: UUID) -> HttpResponse:
    """The page of a file, whatever has become of it."""
    found = load_or_404(request, load_id)
    match LoadState(found.state):
        case LoadState.PREVIEWED:
            return loads_preview.show(request, found)
        case LoadState.APPLIED:
            return loads_after.show_applied(request, found)
        case LoadState.REFUSED | LoadState.FAILED | LoadState.UNFETCHED | LoadState.DISCARDED:
            return loads_after.show_stopped(request, found)
        case _:
            return redirect("load_waiting", load_id)


@page(purpose=REGISTER, allow=LOAD)
def load_waiting(request: PageRequest, load_id: UUID) -> HttpResponse:
    """While a job is at work: what it does, how far it is. Anybody may leave and come back."""
    found = load_or_404(request, load_id)
    if found.state not in loads_waiting.STATES:
        there = reverse("load", args=[load_id])
        return HttpResponseClientRedirect(there) if request.htmx else HttpResponseRedirect(there)
    if loads_waiting.wants_columns(found):
        return redirect("choose_columns", load_id)
    return render(request, "loads/waiting.html", loads_waiting.context_of(request, found))


@page(purpose=REGISTER, allow=LOAD, writes=True)
def begin_again(request: PageRequest, load_id: UUID) -> HttpResponse:
    """Let work that stopped begin again, or a file that waits be read again as the register is now."""
    found = load_or_404(request, load_id)
    if request.method == "POST" and found.state in {LoadState.PREVIEWED, LoadState.FAILED}:
        registers.put_back(load_id=load_id, by=request.actor, at=request.at)
        jobs.start_reading(found)
        return redirect("load_waiting", load_id)
    if request.method == "POST" and loads_waiting.is_silent(request, found):
        start = {
            LoadState.FETCHING: jobs.start_fetching,
            LoadState.READ: jobs.start_comparing,
            LoadState.COMPARING: jobs.start_comparing,
            LoadState.APPLYING: jobs.start_applying,
        }.get(LoadState(found.state), jobs.start_reading)
        start(found)
        return done(request, gettext("It begins again."), reverse("load_waiting", args=[load_id]))
    return redirect("load", load_id)


@page(purpose=REGISTER, allow=LOAD, writes=True)
def discard_load(request: PageRequest, load_id: UUID) -> HttpResponse:
    """Do away with a file that was not applied."""
    found = load_or_404(request, load_id)
    if request.method == "POST":
        registers.discard_load(load_id=load_id, by=request.actor, at=request.at)
        words = gettext("The file is discarded. Nothing has been changed.")
        return done(request, words, reverse("source", args=[found.source_id]))
    if found.state in {LoadState.APPLIED, LoadState.DISCARDED}:
        return redirect("load", load_id)
    return render(request, "loads/discard.html", {"load": found})
