"""What is agreed, and what has changed? The terms in versions: to read, to write, to propose, to adopt."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.kernel.sentences import SentenceError
from stafet.partnerships import api as partnerships
from stafet.partnerships.api import TERMS, Terms, TermsMove, TermsSection, TermsState
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.administration import as_town
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Empty, Notice, Tone
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.cooperation_forms import DayForm, TermsForm
from stafet.web.cooperation_parts import ORGANISE, keeps, kept_or_404, mine, tabs, terms_or_404
from stafet.web.registry import PageRequest, page

DO = {
    TermsMove.PROPOSE: gettext_lazy("Propose it to the parties"),
    TermsMove.REWORK: gettext_lazy("Work on it again"),
    TermsMove.ADOPT: gettext_lazy("Adopt it"),
}
MEANS = {
    TermsMove.PROPOSE: gettext_lazy("Everybody who takes part can read it. It is not in force."),
    TermsMove.REWORK: gettext_lazy("It is a draft again, and only those who write it read it."),
    TermsMove.ADOPT: gettext_lazy(
        "It is in force from that day on, is never changed again, and every party is asked to sign it. "
        "The version before keeps its signatures."
    ),
}


@page()
def terms(request: PageRequest) -> HttpResponse:
    """Every version, the newest first."""
    _rows, chosen = mine(request)
    writes = keeps(request, chosen)
    versions = partnerships.versions_of(chosen) if chosen else ()
    shown = [each for each in versions if writes or each.state != TermsState.DRAFT]
    making = any(each.state in (TermsState.DRAFT, TermsState.PROPOSED) for each in versions)
    context = {
        "tabs": tabs("terms", chosen),
        "work": WorkList(
            heading=gettext("The versions of the terms"),
            rows=tuple(map(_row, shown)),
            empty=Empty(
                gettext("Nothing is agreed yet"),
                gettext("The terms say what the co-operation is for and what each party commits to."),
            ),
            name="versions",
        ),
        "begin": Action(
            gettext("Begin the next version") if versions else gettext("Write the terms"),
            reverse("begin_terms", args=[chosen.pk]),
        )
        if chosen and writes and not making
        else None,
    }
    return render(request, "cooperation/terms.html", context)


@page()
def terms_version(request: PageRequest, terms_id: UUID) -> HttpResponse:
    """One version to read, what changed since the last one, and who has signed it."""
    row = terms_or_404(request, terms_id)
    before = Terms.objects.filter(partnership=row.partnership_id, number=row.number - 1).first()
    changes = partnerships.what_changed(row, since=before) if before else ()
    context = {
        "terms": row,
        "state": _state(row),
        "sections": [(each.label, getattr(row, each.value)) for each in TermsSection],
        "before": before,
        "changes": [
            (TermsSection(each.section).label, [(piece.value, words) for piece, words in each.pieces])
            for each in changes
            if each.is_changed
        ],
        "signatures": _signatures(request, row),
        "acts": _acts(row) if keeps(request, row.partnership) else (),
        "back": _back(row),
    }
    return render(request, "cooperation/terms_version.html", context)


@page(allow=ORGANISE, writes=True)
def begin_terms(request: PageRequest, partnership_id: UUID) -> HttpResponse:
    """The next version begins, with the words of the last one."""
    row = kept_or_404(request, partnership_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            with as_town(row.municipality_id):
                version = partnerships.begin_terms(partnership=row, by=request.actor, at=request.at)
            return done(
                request, gettext("The next version is begun."), reverse("write_terms", args=[version.pk])
            )
        except SentenceError as error:
            form.is_valid()
            refuse(form, error)
    act = Act(
        heading=gettext("Begin the next version of the terms?"),
        lead=gettext(
            "It begins with the words of the last one. Until it is adopted the last one is in force, signatures and all."
        ),
        back=Action(gettext("Back to the terms"), f"{reverse('terms')}?partnership={row.pk}"),
        do=gettext("Begin it"),
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def write_terms(request: PageRequest, terms_id: UUID) -> HttpResponse:
    """Write in a draft."""
    row = _kept(request, terms_id)
    form = TermsForm(
        request.POST or None, initial={each.value: getattr(row, each.value) for each in TermsSection}
    )
    if request.method == "POST" and form.is_valid():
        try:
            with as_town(row.municipality_id):
                partnerships.write_terms(terms=row, words=form.words(), by=request.actor, at=request.at)
            return done(request, gettext("It is written."), _page_of(row))
        except SentenceError as error:
            refuse(form, error)
    settled = None
    if row.state != TermsState.DRAFT and not form.errors:
        settled = Notice(Tone.INFO, gettext("This version is no draft, so it is not changed."))
    act = Act(
        heading=gettext("What do the parties agree? Version %(number)d") % {"number": row.number},
        lead=gettext("One paragraph a line, so that what changes is seen paragraph by paragraph."),
        back=Action(gettext("Back to the version"), _page_of(row)),
        do=gettext("Save"),
        settled=settled,
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def move_terms(request: PageRequest, terms_id: UUID, move: str) -> HttpResponse:
    """Propose it, work on it again, adopt it."""
    row = _kept(request, terms_id)
    wanted = next((each for each in DO if each.value == move), None)
    if wanted is None:
        raise Http404
    adopts = wanted is TermsMove.ADOPT
    sent = request.POST if request.method == "POST" else None
    form: forms.Form = DayForm(sent, initial={"on": request.today}) if adopts else forms.Form(sent)
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"] if adopts else request.today
        try:
            with as_town(row.municipality_id):
                partnerships.move_terms(terms=row, move=wanted, on=on, by=request.actor, at=request.at)
            return done(request, gettext("It is done."), _page_of(row))
        except SentenceError as error:
            refuse(form, error)
    allowed = TERMS.is_allowed(TermsState(row.state), wanted)
    act = Act(
        heading=gettext("%(do)s? Version %(number)d") % {"do": DO[wanted], "number": row.number},
        lead=str(MEANS[wanted]),
        back=Action(gettext("Back to the version"), _page_of(row)),
        do=str(DO[wanted]),
        settled=None if allowed or form.errors else Notice(Tone.INFO, _state(row)),
        grave=adopts,
    )
    return ask(request, act, form)


def _kept(request: PageRequest, terms_id: UUID) -> Terms:
    row = terms_or_404(request, terms_id)
    kept_or_404(request, row.partnership_id)
    return row


def _row(row: Terms) -> WorkRow:
    href = _page_of(row)
    return WorkRow(
        name=gettext("Version %(number)d") % {"number": row.number},
        href=href,
        why=_state(row),
        action=Action(gettext("Read it"), href),
    )


def _state(row: Terms) -> str:
    state = str(TermsState(row.state).label)
    if row.adopted_on is None:
        return state
    if row.state == TermsState.ADOPTED:
        return gettext("In force since %(day)s") % {"day": write_day(row.adopted_on)}
    return gettext("%(state)s; adopted on %(day)s") % {"state": state, "day": write_day(row.adopted_on)}


def _acts(row: Terms) -> tuple[Action, ...]:
    state = TermsState(row.state)
    write = (
        (Action(gettext("Write in it"), reverse("write_terms", args=[row.pk])),)
        if state is TermsState.DRAFT
        else ()
    )
    return write + tuple(
        Action(str(DO[move]), reverse("move_terms", args=[row.pk, move.value]))
        for move in TERMS.moves_from(state)
        if move in DO
    )


def _signatures(request: PageRequest, row: Terms) -> Table | None:
    if row.adopted_on is None:
        return None
    columns = (Column(gettext("Party")), Column(gettext("Signed")))
    found = partnerships.commitments(row.partnership, row, on=request.today)
    missing = gettext("Missing") if row.state == TermsState.ADOPTED else gettext("Was not signed")
    return make_table(
        gettext("Who has signed this version"),
        columns,
        [
            (
                each.name,
                gettext("%(who)s, %(capacity)s, on %(day)s")
                % {
                    "who": each.signature.signed_by,
                    "capacity": each.signature.capacity,
                    "day": write_day(each.signature.signed_on),
                }
                if each.signature
                else missing,
            )
            for each in found
        ],
    )


def _page_of(row: Terms) -> str:
    return reverse("terms_version", args=[row.pk])


def _back(row: Terms) -> Action:
    return Action(gettext("Back to the terms"), f"{reverse('terms')}?partnership={row.partnership_id}")
