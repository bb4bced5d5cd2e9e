"""Classes and teams of an organisation, and who answers there."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from stafet.access import api as access
from stafet.administration import api as administration
from stafet.kernel.sentences import SentenceError
from stafet.organisations.api import Unit, UnitKind
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.administration import ORGANISE, as_town, place_or_404
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.place_parts import back_to
from stafet.web.places_forms import UnitForm
from stafet.web.registry import PageRequest, page


@page(allow=ORGANISE, writes=True)
def open_unit(request: PageRequest, organisation_id: UUID) -> HttpResponse:
    """A class or a team begins."""
    row = place_or_404(request, organisation_id)
    form = UnitForm(request.POST or None, initial={"kind": UnitKind.TEAM.value})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            with as_town(row.municipality_id):
                administration.open_unit(
                    organisation_id=row.pk,
                    kind=UnitKind(said["kind"]),
                    name=said["name"].strip(),
                    grade=said["grade"],
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("It is open."), reverse("place", args=[row.pk]))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Which class or team is new?"),
        lead=gettext("A hand-over can be sent to a team. A teacher sees the pupils of their class."),
        back=back_to(row.pk, row.name),
        do=gettext("Open it"),
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def change_unit(request: PageRequest, unit_id: UUID) -> HttpResponse:
    """It is called otherwise, or is in another grade."""
    unit = _unit_or_404(request, unit_id)
    known = {"name": unit.name, "grade": unit.grade, "seen": administration.seen_unit(unit)}
    form = UnitForm(request.POST or None, is_new=False, initial=known)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            with as_town(unit.organisation.municipality_id):
                administration.change_unit(
                    unit_id=unit.pk,
                    name=said["name"].strip(),
                    grade=said["grade"],
                    seen=said["seen"],
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("It is changed."), reverse("place", args=[unit.organisation_id]))
        except SentenceError as error:
            form.refuse_changed(error, seen=administration.seen_unit(unit))
    act = Act(
        heading=gettext("What is it called?"),
        back=back_to(unit.organisation_id, unit.organisation.name),
        do=gettext("Save"),
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
def close_unit(request: PageRequest, unit_id: UUID) -> HttpResponse:
    """It no longer exists; first nothing may wait for it."""
    unit = _unit_or_404(request, unit_id)
    town = unit.organisation.municipality_id
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            with as_town(town):
                administration.close_unit(unit_id=unit.pk, on=request.today, by=request.actor, at=request.at)
            return done(request, gettext("It is closed."), reverse("place", args=[unit.organisation_id]))
        except SentenceError as error:
            form.is_valid()
            refuse(form, error)
    with as_town(town):
        left = administration.left_in_unit(unit.pk, on=request.today, at=request.at)
    waits = left.steps or left.offers or left.posts
    act = Act(
        heading=gettext("Does %(name)s no longer exist?") % {"name": unit.name},
        lead=gettext("From today on nothing can be sent there."),
        back=back_to(unit.organisation_id, unit.organisation.name),
        do=gettext("Close it"),
        facts=_still_there(left),
        settled=Notice(
            Tone.WARNING,
            gettext("Something still waits for it"),
            gettext("Give the steps, offers and posts to somebody else first; then it can close."),
        )
        if waits and not form.errors
        else None,
        grave=True,
    )
    return ask(request, act, form)


@page(allow=ORGANISE, writes=True)
@require_POST
def name_steward(request: PageRequest, membership_id: UUID) -> HttpResponse:
    """Somebody answers from now on for what is sent there and nobody takes."""
    return _name(request, membership_id, is_steward=True)


@page(allow=ORGANISE, writes=True)
@require_POST
def unname_steward(request: PageRequest, membership_id: UUID) -> HttpResponse:
    """Somebody no longer answers; without anybody named, everybody there is reminded."""
    return _name(request, membership_id, is_steward=False)


def _name(request: PageRequest, membership_id: UUID, *, is_steward: bool) -> HttpResponse:
    post = access.Membership.objects.filter(pk=membership_id).first()
    if post is None:
        raise Http404
    row = place_or_404(request, post.organisation_id)
    with as_town(row.municipality_id):
        administration.name_steward(
            membership_id=membership_id, is_steward=is_steward, by=request.actor, at=request.at
        )
    words = (
        gettext("From now on they answer for what is sent here and nobody takes.")
        if is_steward
        else gettext("They no longer answer for what is sent here.")
    )
    return done(request, words, reverse("place", args=[row.pk]))


def _still_there(left: administration.StillThere) -> Facts:
    counted = (
        (gettext("Open steps"), left.steps),
        (gettext("Hand-overs that wait there for an answer"), left.offers),
        (gettext("Posts in it"), left.posts),
        (gettext("Young people who attend it, by the registers"), left.attending),
    )
    return Facts(gettext("What is there"), tuple(Fact(text, write_number(count)) for text, count in counted))


def _unit_or_404(request: PageRequest, unit_id: UUID) -> Unit:
    unit = Unit.objects.select_related("organisation").filter(pk=unit_id).first()
    if unit is None or (unit.ends_on is not None and unit.ends_on <= request.today):
        raise Http404
    place_or_404(request, unit.organisation_id)
    return unit
