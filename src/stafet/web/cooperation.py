"""Who works together, how far, and who has signed? The partnership's first page, and what it says about itself."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.partnerships import api as partnerships
from stafet.partnerships.api import Area, Commitment, Level, PartnershipView, PartyKind, Subject
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.administration import as_town
from stafet.web.components.days import write_day, write_instant
from stafet.web.components.parts import Action, Empty, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.cooperation_forms import FoundForm, WordsForm
from stafet.web.cooperation_parts import (
    ORGANISE,
    back_to,
    home_of,
    keeps,
    kept_or_404,
    mine,
    others,
    partnership_or_404,
    tabs,
)
from stafet.web.registry import PageRequest, page


@page()
def cooperation(request: PageRequest) -> HttpResponse:
    """The partnership: who takes part and how far, which signatures are missing, what comes next."""
    rows, chosen = mine(request)
    if chosen is None:
        return render(
            request, "cooperation/none.html", {"tabs": tabs("cooperation", None), "empty": _none(request)}
        )
    view = partnerships.partnership_view(chosen, on=request.today)
    writes = keeps(request, chosen)
    context = {
        "tabs": tabs("cooperation", chosen),
        "partnership": chosen,
        "others": others(rows, chosen),
        "notice": _next(view),
        "next_act": _next_act(view, writes=writes),
        "facts": _facts(view, writes=writes),
        "parties": _parties(request, view, writes=writes),
        "add_href": reverse("add_party", args=[chosen.pk]) if writes else "",
        "history_href": reverse("partnership_history", args=[chosen.pk]),
    }
    return render(request, "cooperation/page.html", context)


@page(allow=ORGANISE, writes=True)
def found_partnership(request: PageRequest) -> HttpResponse:
    """A co-operation begins."""
    towns = partnerships.towns_kept_by(request.actor)
    if not towns:
        raise Http404
    town = min(towns)
    places = organisations.places([post.organisation_id for post in request.actor.posts])
    units = organisations.places(organisations.duty_units(town, on=request.today))
    form = FoundForm(
        request.POST or None,
        places=sorted({*places, *units}, key=lambda each: each.name),
        initial={"on": request.today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            with as_town(town):
                row = partnerships.found_partnership(
                    municipality_id=town,
                    name=form.cleaned_data["name"],
                    with_municipalities=form.others(),
                    coordinator_id=UUID(form.cleaned_data["coordinator"]),
                    on=form.cleaned_data["on"],
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("The co-operation is there. Who takes part?"), home_of(row))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Which co-operation begins?"),
        lead=gettext("Those who work with the same young people agree on who does what."),
        back=Action(gettext("Back to the co-operation"), reverse("cooperation")),
        do=gettext("Begin it"),
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def say_of_partnership(request: PageRequest, partnership_id: UUID, subject: str) -> HttpResponse:
    """Its vision, its mission, for whom it is, where it comes from."""
    row = kept_or_404(request, partnership_id)
    if subject not in Subject:
        raise Http404
    about = Subject(subject)
    said = partnerships.partnership_view(row, on=request.today).words.get(about)
    form = WordsForm(request.POST or None, initial={"words": said.words if said else ""})
    if request.method == "POST" and form.is_valid():
        try:
            with as_town(row.municipality_id):
                partnerships.say_of_partnership(
                    partnership=row,
                    subject=about,
                    words=form.cleaned_data["words"],
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("It is written. What stood there before is kept."), home_of(row))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=f"{about.label}: {row.name}",
        lead=gettext("Everybody at work reads it. The words before stay under “Earlier words”."),
        back=back_to(row),
        do=gettext("Save the words"),
    )
    return ask(request, act, form)


@page()
def partnership_history(request: PageRequest, partnership_id: UUID) -> HttpResponse:
    """Everything the partnership has said about itself."""
    row = partnership_or_404(request, partnership_id)
    said = [
        (Subject(each.subject).label, each.words, write_instant(each.known_at))
        for each in partnerships.words_over_time(row)
    ]
    context = {"partnership": row, "said": said, "back": back_to(row)}
    return render(request, "cooperation/history.html", context)


def _none(request: PageRequest) -> Empty:
    begins = bool(partnerships.towns_kept_by(request.actor))
    return Empty(
        gettext("No co-operation is written down yet"),
        gettext("When those who work with the same young people agree on something, it stands here."),
        Action(gettext("Begin one"), reverse("found_partnership")) if begins else None,
    )


def _next(view: PartnershipView) -> Notice | None:
    missing = len(view.missing)
    if missing and view.adopted:
        words = ngettext(
            "%(count)d party has not signed version %(number)d",
            "%(count)d parties have not signed version %(number)d",
            missing,
        ) % {"count": missing, "number": view.adopted.number}
        return Notice(Tone.WARNING, words, ", ".join(each.name for each in view.missing))
    if view.adopted is None:
        return Notice(Tone.INFO, gettext("No terms are adopted yet"), gettext("So there is nothing to sign."))
    return None


def _next_act(view: PartnershipView, *, writes: bool) -> Action | None:
    if view.in_the_making is not None and writes:
        words = gettext("Go on with version %(number)d") % {"number": view.in_the_making.number}
        return Action(words, reverse("terms_version", args=[view.in_the_making.pk]))
    if view.adopted is not None:
        return Action(gettext("Read the terms"), reverse("terms_version", args=[view.adopted.pk]))
    if writes:
        return Action(gettext("Write the terms"), reverse("begin_terms", args=[view.partnership.pk]))
    return None


def _facts(view: PartnershipView, *, writes: bool) -> Facts:
    row = view.partnership
    where = ", ".join(row.with_municipalities)
    told = [
        Fact(gettext("Coordinated by"), row.coordinator.name),
        Fact(gettext("Since"), write_day(row.begun_on)),
        *([Fact(gettext("Together with"), where)] if where else []),
    ]
    for subject in Subject:
        said = view.words.get(subject)
        href = reverse("say_of_partnership", args=[row.pk, subject.value]) if writes else ""
        if said or writes:
            words = said.words if said else gettext("Nothing is written yet.")
            told.append(Fact(str(subject.label), words, change_href=href))
    return Facts(gettext("What this co-operation is"), tuple(told))


def _parties(request: PageRequest, view: PartnershipView, *, writes: bool) -> WorkList:
    signable = set(
        partnerships.Party.objects.filter(
            partnerships.parties_signable_by(request.actor), partnership=view.partnership
        ).values_list("pk", flat=True)
    )
    rows = tuple(
        _party(each, view, signs=each.party.pk in signable, writes=writes) for each in view.commitments
    )
    signed = len([each for each in view.commitments if each.signature])
    count = gettext("%(signed)d of %(all)d have signed") % {"signed": signed, "all": len(rows)}
    return WorkList(
        heading=gettext("Who takes part"),
        rows=rows,
        empty=Empty(gettext("Nobody takes part yet"), gettext("Write down who joins.")),
        count=count if view.adopted and rows else "",
        name="parties",
    )


def _party(each: Commitment, view: PartnershipView, *, signs: bool, writes: bool) -> WorkRow:
    party = each.party
    more = (
        (
            Action(gettext("Change how it takes part"), reverse("change_party", args=[party.pk])),
            Action(gettext("It no longer takes part"), reverse("end_party", args=[party.pk])),
        )
        if writes
        else ()
    )
    asked = ", ".join(filter(None, (party.contact, party.contact_at)))
    return WorkRow(
        name=each.name,
        href="",
        detail=" · ".join(filter(None, (str(PartyKind(party.kind).label), level_words(party), asked))),
        why=_signed(each, view),
        action=Action(gettext("Write down the signature"), reverse("sign_terms", args=[party.pk]))
        if signs and view.adopted and not each.signature
        else None,
        more=more,
    )


def level_words(party: partnerships.Party) -> str:
    """How far a party takes part, with the areas it has chosen."""
    level = str(Level(party.level).label)
    areas = ", ".join(str(Area(area).label) for area in party.areas)
    return f"{level}: {areas}" if areas else level


def _signed(each: Commitment, view: PartnershipView) -> str:
    if view.adopted is None:
        return gettext("There is nothing to sign yet.")
    if each.signature is None:
        return gettext("Has not signed version %(number)d.") % {"number": view.adopted.number}
    return gettext("Version %(number)d signed by %(who)s, %(capacity)s, on %(day)s.") % {
        "number": view.adopted.number,
        "who": each.signature.signed_by,
        "capacity": each.signature.capacity,
        "day": write_day(each.signature.signed_on),
    }
