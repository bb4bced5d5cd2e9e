"""What do the registers tell us? The list of registers with how they are, and adding, changing and retiring one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.registers import api as registers
from stafet.web import sources_forms
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.days import write_day, write_distance
from stafet.web.components.parts import Action, Empty, Tag, Tone
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.loads_finding import municipalities_of, source_or_404
from stafet.web.loads_history import history
from stafet.web.registry import PageRequest, page
from stafet.web.sources_forms import SourceForm

REGISTER = access.Purpose.REGISTER
LOAD = access.Permission.LOAD_REGISTERS
_LATEST = 10


@page(purpose=REGISTER, allow=LOAD)
def sources(request: PageRequest) -> HttpResponse:
    """Every register: when it last told something, whether that is too long ago, and what waits."""
    lines = registers.sources(request.actor, at=request.at)
    latest = registers.loads(request.actor, limit=_LATEST)
    context = {
        "work": _list(request, lines),
        "table": history(latest) if latest else None,
    }
    return render(request, "sources/page.html", context)


@page(purpose=REGISTER, allow=LOAD, writes=True)
def add_source(request: PageRequest) -> HttpResponse:
    """Write down a register nobody has loaded yet."""
    municipality_id, _ = municipalities_of(request)[0]
    home = organisations.home(municipality_id)
    form = SourceForm(
        request.POST or None,
        municipality_id=municipality_id,
        day=request.today,
        initial={"country": home.country.value},
    )
    if request.method == "POST" and form.is_valid():
        try:
            source = registers.create_source(
                municipality_id=municipality_id, draft=form.draft(), by=request.actor, at=request.at
            )
            if source.format in registers.LIVE:
                words = gettext("The register is written down. Say how it is reached.")
                return done(request, words, reverse("connection", args=[source.pk]))
            words = gettext("The register is written down. Load its first file.")
            return done(request, words, reverse("upload_file", args=[source.pk]))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Which register is it?"),
        lead=gettext("Nothing is loaded yet. You see what a file would change before anything happens."),
        back=Action(gettext("Back to the registers"), reverse("sources")),
        do=gettext("Write it down"),
        sections=sources_forms.sections(),
    )
    return ask(request, act, form)


@page(purpose=REGISTER, allow=LOAD, writes=True)
def change_source(request: PageRequest, source_id: UUID) -> HttpResponse:
    """Correct what was said about a register. It counts from the next file on."""
    source = source_or_404(request, source_id)
    form = SourceForm(
        request.POST or None,
        municipality_id=source.municipality_id,
        day=request.today,
        source_id=source.pk,
        initial=sources_forms.known(source),
    )
    if request.method == "POST" and form.is_valid():
        draft = sources_forms.with_mapping(form.draft(), source.mapping_id)
        try:
            registers.change_source(source=source, draft=draft, by=request.actor, at=request.at)
            return done(request, gettext("It counts from the next file on."), _page_of(source.pk))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("What is this register like?"),
        lead=gettext("What was read before stays as it was read."),
        back=Action(source.name, _page_of(source.pk)),
        do=gettext("Save"),
        sections=sources_forms.sections(),
    )
    return ask(request, act, form)


@page(purpose=REGISTER, allow=LOAD, writes=True)
def retire_source(request: PageRequest, source_id: UUID) -> HttpResponse:
    """No more files come from a register."""
    source = source_or_404(request, source_id)
    if request.method == "POST":
        registers.retire_source(source=source, by=request.actor, at=request.at)
        return done(request, gettext("No more files are expected from it."), reverse("sources"))
    return render(request, "sources/retire.html", {"source": source})


def health_sentence(request: PageRequest, line: registers.SourceLine) -> str:
    """How a register is, in one sentence."""
    if line.told_at is None or line.stale_on is None:
        return gettext("Nothing has been loaded from it yet.")
    told_on = timezone.localtime(line.told_at).date()
    words = (
        gettext("It last told something %(when)s, on %(day)s: that is too long ago.")
        if line.is_stale
        else gettext("It last told something %(when)s, on %(day)s.")
    )
    return words % {"when": write_distance(told_on, request.today), "day": write_day(told_on)}


def state_tag(line: registers.SourceLine) -> Tag:
    """How a register is, in a word or two."""
    if line.open_load_id is not None:
        return Tag(gettext("A file waits"), Tone.WARNING)
    if line.told_at is None:
        return Tag(gettext("New"), Tone.NEUTRAL)
    return (
        Tag(gettext("Too old"), Tone.WARNING) if line.is_stale else Tag(gettext("Up to date"), Tone.SUCCESS)
    )


def _list(request: PageRequest, lines: Sequence[registers.SourceLine]) -> WorkList:
    return WorkList(
        heading=gettext("The registers"),
        rows=tuple(_row(request, line) for line in lines),
        empty=Empty(
            gettext("There is no register yet"),
            gettext("Write down the first one, and load a file of it. Nothing changes before you say so."),
            Action(gettext("Add a register"), reverse("add_source")),
        ),
        name="registers",
    )


def _row(request: PageRequest, line: registers.SourceLine) -> WorkRow:
    why = health_sentence(request, line)
    action = (
        Action(gettext("Fetch now"), reverse("fetch_source", args=[line.source_id]))
        if line.format in registers.LIVE
        else Action(gettext("Load a file"), reverse("upload_file", args=[line.source_id]))
    )
    if line.open_load_id is not None:
        waits = gettext("A file waits for your decision.")
        why = f"{why} {waits}"
        action = Action(gettext("Look at the file"), reverse("load", args=[line.open_load_id]))
    return WorkRow(
        name=line.name,
        href=_page_of(line.source_id),
        why=why,
        detail=", ".join(filter(None, (str(line.format.label), line.organisation_name))),
        action=action,
        more=(
            Action(gettext("How good are its data?"), _page_of(line.source_id)),
            Action(gettext("Change the register"), reverse("change_source", args=[line.source_id])),
        ),
    )


def _page_of(source_id: UUID) -> str:
    return reverse("source", args=[source_id])
