"""Which stories are there about somebody, and has everybody said yes? Written, asked, told and taken back by those who work with them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.materials import api as materials
from stafet.materials.api import PersonStory, StoryState
from stafet.own import api as own
from stafet.placements.api import Holder, How, Voice
from stafet.web import story_parts
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.finding import person_or_404
from stafet.web.person import around, identity_or_404
from stafet.web.registry import PageRequest, page
from stafet.web.story_forms import StaffAnswerForm, StoryForm
from stafet.web.story_parts import StoryPart

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN


@page(purpose=GUIDANCE, classes="ABD", allow=WRITE)
def person_stories(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Every story about somebody, with who has said what."""
    identity = identity_or_404(request, person_id)
    rows = list(materials.stories_about(person_id))
    answers = materials.consents_to([row.pk for row in rows])
    context = {
        "rows": [_part(request, row, answers.get(row.pk, ())) for row in rows],
        "begin": Action(gettext("Write a story"), reverse("write_story", args=[person_id])),
    }
    return render(request, "person/stories.html", context | around(request, identity, "person_placement"))


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def write_story(request: PageRequest, person_id: UUID) -> HttpResponse:
    """A story about somebody: they read it on their own page, and are asked."""
    person = person_or_404(request, person_id)
    form = StoryForm(request.POST or None)
    act = Act(
        heading=gettext("What has gone well for %(name)s?") % {"name": person.name},
        lead=gettext(
            "Only you and others who work with them read it, and they themselves. It is told without a name once they have said yes, and those with custody, too."
        ),
        back=_to_stories(person_id),
        do=gettext("Save it, and ask"),
        settled=Notice(Tone.WARNING, gettext("No story is written about somebody who is protected."))
        if access.is_hidden(person_id)
        else None,
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: materials.write_story(person=person, facts=form.facts(), by=request.actor, at=request.at),
    )


@page(purpose=GUIDANCE, classes="ABD", allow=WRITE, writes=True)
def record_story_answer(request: PageRequest, person_story_id: UUID) -> HttpResponse:
    """Somebody has answered in a conversation or on paper."""
    row = _story_or_404(request, person_story_id)
    holders = own.custody_holders(row.person, on=request.today)
    form = StaffAnswerForm(request.POST or None, holders=holders, name=row.person.name)
    act = Act(
        heading=gettext("Who has answered, and what?"),
        lead=gettext(
            "They have read the story, and know that they can say no at any time. A no takes it away from every page."
        ),
        notice=Notice(Tone.INFO, row.title, row.words),
        back=_to_stories(row.person_id),
        do=gettext("Write the answer down"),
        settled=_gone(row),
    )
    return _carry_out(
        request,
        act,
        form,
        lambda: materials.answer_story(
            story=row,
            answer=form.answered(),
            how=How.PAPER,
            holders=holders,
            voice=Voice.STAFF,
            by=request.actor,
            at=request.at,
        ),
    )


@page(purpose=GUIDANCE, classes="ABD", allow=WRITE, writes=True)
def publish_story(request: PageRequest, person_story_id: UUID) -> HttpResponse:
    """It is told, now that everybody has said yes."""
    row = _story_or_404(request, person_story_id)
    holders = own.custody_holders(row.person, on=request.today)
    shared = materials.shared_by_all(row, holders)
    readers = (
        gettext("Everybody who works with young people here reads it, and in other municipalities, too.")
        if shared
        else gettext("Everybody who works with young people here reads it.")
    )
    act = Act(
        heading=gettext("Tell “%(title)s”?") % {"title": row.title},
        lead=gettext("Without a name. %(readers)s") % {"readers": readers},
        notice=_waits(row, holders),
        back=_to_stories(row.person_id),
        do=gettext("Tell it"),
        settled=_gone(row) or _told(row),
    )
    return _confirm(
        request,
        act,
        lambda: materials.publish_story(story=row, holders=holders, by=request.actor, at=request.at),
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def drop_story(request: PageRequest, person_story_id: UUID) -> HttpResponse:
    """Taken back: nothing of it stays."""
    row = _story_or_404(request, person_story_id)
    act = Act(
        heading=gettext("Take the story back?"),
        lead=gettext(
            "It disappears from every page at once, also in other municipalities. Nothing of its words is kept."
        ),
        back=_to_stories(row.person_id),
        do=gettext("Take it back"),
        settled=_gone(row),
        grave=True,
    )
    return _confirm(request, act, lambda: materials.drop_story(story=row, by=request.actor, at=request.at))


def _story_or_404(request: PageRequest, person_story_id: UUID) -> PersonStory:
    row = materials.person_story_for(person_story_id)
    if row is None:
        raise Http404
    request.saw(row.person_id)
    return row


def _part(request: PageRequest, row: PersonStory, answers: tuple[materials.StoryConsent, ...]) -> StoryPart:
    if story_parts.is_gone(row):
        return story_parts.story_part(row, answers, ())
    holders = own.custody_holders(row.person, on=request.today)
    missing = materials.missing_answers(row, holders)
    acts = [Action(gettext("Write an answer down"), reverse("record_story_answer", args=[row.pk]))]
    if row.state == StoryState.WRITTEN and not missing:
        acts.insert(0, Action(gettext("Tell it"), reverse("publish_story", args=[row.pk])))
    acts.append(Action(gettext("Take it back"), reverse("drop_story", args=[row.pk])))
    part = story_parts.story_part(row, answers, tuple(acts))
    waits = story_parts.missing_words(missing, row.person.name)
    return StoryPart(
        part.title, part.words, " ".join(filter(None, (part.state, waits))), part.answers, part.acts
    )


def _waits(row: PersonStory, holders: tuple[Holder, ...]) -> Notice | None:
    missing = materials.missing_answers(row, holders)
    if not missing:
        return None
    return Notice(Tone.WARNING, story_parts.missing_words(missing, row.person.name))


def _gone(row: PersonStory) -> Notice | None:
    return Notice(Tone.INFO, story_parts.state_words(row)) if story_parts.is_gone(row) else None


def _told(row: PersonStory) -> Notice | None:
    return Notice(Tone.INFO, story_parts.state_words(row)) if row.story is not None else None


def _to_stories(person_id: UUID) -> Action:
    return Action(gettext("Back to the stories"), reverse("person_stories", args=[person_id]))


def _confirm(request: PageRequest, act: Act, do: Callable[[], object]) -> HttpResponse:
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    return _carry_out(request, act, form, do)


def _carry_out(request: PageRequest, act: Act, form: forms.Form, do: Callable[[], object]) -> HttpResponse:
    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)
