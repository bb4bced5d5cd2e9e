"""What has gone well? The stories of the municipality, and what others share; for leaders who meet, and everybody who works here."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.materials import api as materials
from stafet.materials.api import Story
from stafet.offers import api as offers
from stafet.organisations import api as organisations
from stafet.placements.api import SchemeKind
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.days import write_day
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Choice, Filters, Question
from stafet.web.components.written import write_text
from stafet.web.registry import PageRequest, page
from stafet.web.story_forms import OpenStoryForm

WRITE = access.Permission.WRITE_PLAN
_A_PAGE = 20


@page(allow=WRITE)
def stories(request: PageRequest) -> HttpResponse:
    """The newest first."""
    scheme = request.GET.get("scheme", "")
    found = materials.stories_for(request.actor, scheme_kind=scheme if scheme in SchemeKind.values else "")
    part = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    names = dict(organisations.municipalities())
    towns = offers.municipalities_of(request.actor)
    context = {
        "filters": _filters(scheme),
        "rows": [
            _told(request, row, "" if row.municipality_id in towns else names[row.municipality_id])
            for row in part
        ],
        "pager": page_pager(part),
    }
    return render(request, "materials/stories.html", context)


@page(allow=WRITE, writes=True)
def tell_story(request: PageRequest) -> HttpResponse:
    """One more, about nobody in particular."""
    towns = sorted(offers.municipalities_of(request.actor))
    if not towns:
        raise Http404
    form = OpenStoryForm(request.POST or None)
    act = Act(
        heading=gettext("What has gone well?"),
        lead=gettext(
            "Here you tell what is about nobody in particular. A story about a young person begins on their own page, and they are asked first."
        ),
        back=_to_stories(),
        do=gettext("Tell it"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            materials.tell_story(
                municipality_id=towns[0],
                facts=form.facts(),
                is_about_nobody=form.cleaned_data["is_about_nobody"],
                is_shared=form.cleaned_data["is_shared"],
                by=request.actor,
                at=request.at,
            )
            return done(request, gettext("The story is told."), act.back.href)
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


@page(allow=WRITE, writes=True)
def take_story_back(request: PageRequest, story_id: UUID) -> HttpResponse:
    """It disappears from every page."""
    row = materials.story_for(request.actor, story_id)
    if row is None or not materials.can_take_back(request.actor, row):
        raise Http404
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    act = Act(
        heading=gettext("Take “%(title)s” back?") % {"title": row.title},
        lead=gettext(
            "It disappears from every page at once, also in other municipalities. Nothing of its words is kept."
        ),
        back=_to_stories(),
        do=gettext("Take it back"),
        grave=True,
    )
    return carry_out(
        request,
        act,
        form,
        lambda: materials.take_back(story=row, by=request.actor, at=request.at),
        said=gettext("The story is gone."),
        where=act.back.href,
    )


def _told(request: PageRequest, row: Story, elsewhere: str) -> dict[str, object]:
    scheme = str(SchemeKind(row.scheme_kind).label) if row.scheme_kind else ""
    shared = gettext("other municipalities read it, too") if row.is_shared and not elsewhere else ""
    mine = materials.can_take_back(request.actor, row)
    return {
        "title": row.title,
        "words": write_text(row.words),
        "foot": " · ".join(filter(None, (write_day(row.told_on), elsewhere, scheme, shared))),
        "back": Action(gettext("Take it back"), reverse("take_story_back", args=[row.pk])) if mine else None,
    }


def _filters(chosen: str) -> Filters:
    found = [("", gettext("All")), *((each.value, str(each.label)) for each in SchemeKind)]
    choices = tuple(Choice(value, text, value == chosen) for value, text in found)
    here = reverse("stories")
    return Filters(
        here, (Question("scheme", gettext("Which scheme?"), choices),), clear_href=here if chosen else ""
    )


def _to_stories() -> Action:
    return Action(gettext("Good stories"), reverse("stories"))
