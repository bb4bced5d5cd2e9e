"""What does this pupil wish for? Said by themselves, or with somebody who counsels; and how long the ways are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.matchmaking import api as matchmaking
from stafet.offers import api as offers
from stafet.organisations.api import Organisation, OrganisationKind
from stafet.own import api as own
from stafet.placements import api as placements
from stafet.placements.api import Host, HostSearch, Placement, Voice, WayState
from stafet.web.acting import carry_out
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.days import write_instant
from stafet.web.components.parts import Action, Choice, Filters, Notice, Question, Tone
from stafet.web.hosts import year_of
from stafet.web.matching_forms import WaysForm, WishForm
from stafet.web.mine import mine_or_404
from stafet.web.person_placement import view_or_404
from stafet.web.registry import PageRequest, own_page, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
_MOST_HOSTS = 500


@page(purpose=GUIDANCE, classes="ABD", allow=WRITE, writes=True)
def wishes(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """Somebody who counsels writes down with a pupil what they wish for."""
    placement = view_or_404(request, placement_id).placement
    form = _form(request, placement)
    act = _act(
        placement,
        gettext("Where would %(name)s like to be?") % {"name": placement.person.name},
        Action(gettext("Back to the placement"), reverse("person_placement", args=[placement.person_id])),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: matchmaking.say_wishes(
            placement=placement, draft=form.draft(), voice=Voice.STAFF, by=request.actor, at=request.at
        ),
        said=gettext("It is written down."),
        where=act.back.href,
    )


@own_page(classes="ABD", writes=True)
def my_wishes(request: PageRequest, person_id: UUID, placement_id: UUID) -> HttpResponse:
    """The young person says themselves where they would like to be. Those at home see it, and do not say it for them."""
    login, _identity = mine_or_404(request, person_id)
    view = placements.placement_view(placement_id)
    if view is None or view.placement.person_id != person_id or login.capacity is not own.Capacity.SELF:
        raise Http404
    placement = view.placement
    form = _form(request, placement)
    act = _act(
        placement,
        gettext("Where would you like to be?"),
        Action(gettext("Back to my placement"), reverse("my_placement", args=[person_id])),
    )
    if request.method == "POST" and act.settled is None and form.is_valid():
        try:
            with access.job_scope(login.municipality_id):
                matchmaking.say_wishes(
                    placement=placement,
                    draft=form.draft(),
                    voice=Voice.YOUNG_PERSON,
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("It is written down."), act.back.href)
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


@page(allow=WRITE, writes=True)
def ways(request: PageRequest) -> HttpResponse:
    """How many minutes does it take from a school to each host? As somebody looked it up; nothing is reckoned."""
    schools = _schools(request)
    school = schools.get(request.GET.get("school", "")) or next(iter(schools.values()), None)
    if school is None:
        return render(request, "matching/ways.html", {"form": None, "school": None, "filters": None})
    form = WaysForm(
        request.POST if request.method == "POST" else None,
        hosts=_hosts(request, school),
        minutes=matchmaking.ways_from(school.pk),
    )
    if request.method == "POST" and form.is_valid():
        try:
            matchmaking.set_travel(school=school, minutes=form.minutes(), by=request.actor, at=request.at)
            return HttpResponseRedirect(f"{reverse('ways')}?school={school.pk}")
        except SentenceError as error:
            refuse(form, error)
    context = {"form": form, "school": school, "filters": _filters(schools, school)}
    return render(request, "matching/ways.html", context)


def _form(request: PageRequest, placement: Placement) -> WishForm:
    return WishForm(
        request.POST if request.method == "POST" else None,
        places=matchmaking.could_wish_for(placement),
        minutes=matchmaking.ways_from(placement.school_id),
        view=matchmaking.wishes_for(placement),
    )


def _act(placement: Placement, heading: str, back: Action) -> Act:
    state = WayState(placement.state)
    is_wishing = state in matchmaking.WISHING
    return Act(
        heading=heading,
        lead=gettext(
            "The best one first. Wishes promise nothing; when places are given out, as many as possible are met, by rules that are shown."
        ),
        back=back,
        do=gettext("Save the wishes"),
        notice=_frozen(placement) if is_wishing else None,
        settled=None
        if is_wishing
        else Notice(Tone.INFO, gettext("This is “%(state)s” now.") % {"state": state.label}),
    )


def _frozen(placement: Placement) -> Notice | None:
    """That a round goes by what was wished before it closed."""
    the_round = matchmaking.frozen_in(placement)
    if the_round is None or the_round.closed_at is None:
        return None
    return Notice(
        Tone.INFO,
        gettext("“%(name)s” is closed") % {"name": the_round.name},
        gettext("It goes by the wishes as they stood on %(time)s. What is said now counts afterwards.")
        % {"time": write_instant(the_round.closed_at)},
    )


def _schools(request: PageRequest) -> Mapping[str, Organisation]:
    towns = offers.municipalities_of(request.actor)
    rows = Organisation.objects.filter(municipality_id__in=towns, kind=OrganisationKind.SCHOOL)
    return {str(row.pk): row for row in rows.order_by("name", "pk")}


def _hosts(request: PageRequest, school: Organisation) -> Sequence[Host]:
    found = placements.search_hosts([school.municipality_id], starts_in=year_of(request), asked=HostSearch())
    return list(found[:_MOST_HOSTS])


def _filters(schools: Mapping[str, Organisation], chosen: Organisation) -> Filters:
    choices = tuple(Choice(key, row.name, row.pk == chosen.pk) for key, row in schools.items())
    return Filters(
        action=reverse("ways"), questions=(Question("school", gettext("From which school?"), choices),)
    )
