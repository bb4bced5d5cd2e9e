"""May a story about me, or my child, be told? What it says, what I have answered, and no at any time."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.materials import api as materials
from stafet.materials.api import PersonStory, StoryConsent
from stafet.own import api as own
from stafet.placements.api import How, Voice
from stafet.web import story_parts
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.mine import around_mine, mine_or_404
from stafet.web.registry import PageRequest, own_page
from stafet.web.story_forms import StoryAnswerForm
from stafet.web.story_parts import StoryPart

_VOICES = {
    own.Capacity.SELF: Voice.YOUNG_PERSON,
    own.Capacity.CUSTODY_HOLDER: Voice.CUSTODY_HOLDER,
}


@own_page(classes="ABD")
def my_stories(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Every story about me."""
    around = around_mine(request, person_id, "my_placement")
    login, _ = mine_or_404(request, person_id)
    rows = list(materials.stories_about(person_id))
    answers = materials.consents_to([row.pk for row in rows])
    parts = [_part(login, row, answers.get(row.pk, ())) for row in rows]
    return render(request, "mine/stories.html", around | {"rows": parts})


@own_page(classes="ABD", writes=True)
def answer_story_myself(request: PageRequest, person_id: UUID, person_story_id: UUID) -> HttpResponse:
    """The whole story, who would read it, and yes or no; also when it is told already."""
    login, _ = mine_or_404(request, person_id)
    row = materials.person_story_for(person_story_id)
    if row is None or row.person_id != person_id:
        raise Http404
    form = StoryAnswerForm(request.POST or None)
    act = Act(
        heading=gettext("May this be told?"),
        lead=gettext(
            "Those who work with young people would read it, without your name. You need not say why, and you can say no later: then it disappears at once, everywhere."
        ),
        notice=Notice(Tone.INFO, row.title, row.words),
        back=Action(gettext("Back to the stories"), reverse("my_stories", args=[person_id])),
        do=gettext("Send my answer"),
        settled=Notice(Tone.INFO, story_parts.state_words(row)) if story_parts.is_gone(row) else None,
    )
    if request.method == "POST" and act.settled is None and form.is_valid():
        try:
            with access.job_scope(login.municipality_id):
                materials.answer_story(
                    story=row,
                    answer=form.said(_key(login)),
                    how=How.LOG_IN,
                    holders=own.custody_holders(row.person, on=request.today),
                    voice=_VOICES[login.capacity],
                    by=request.actor,
                    at=request.at,
                )
            return done(request, gettext("Your answer is written down."), act.back.href)
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


def waits_for_me(login: own.OwnLogin, person_id: UUID) -> Action | None:
    """The way to one's stories: in words that say whether one is asked something."""
    rows = [row for row in materials.stories_about(person_id) if not story_parts.is_gone(row)]
    if not rows:
        return None
    answers = materials.consents_to([row.pk for row in rows])
    asked = any(not _mine_of(login, answers.get(row.pk, ())) for row in rows)
    text = gettext("A story was written: read it, and answer") if asked else gettext("Stories about me")
    return Action(text, reverse("my_stories", args=[person_id]))


def _part(login: own.OwnLogin, row: PersonStory, answers: tuple[StoryConsent, ...]) -> StoryPart:
    mine = _mine_of(login, answers)
    href = reverse("answer_story_myself", args=[row.person_id, row.pk])
    text = gettext("Change my answer") if mine else gettext("Read it, and answer")
    acts = () if story_parts.is_gone(row) else (Action(text, href),)
    return story_parts.story_part(row, mine, acts)


def _mine_of(login: own.OwnLogin, answers: tuple[StoryConsent, ...]) -> tuple[StoryConsent, ...]:
    """What the reader has answered: of other homes nothing is shown."""
    return tuple(each for each in answers if each.custody_id == _key(login))


def _key(login: own.OwnLogin) -> UUID | None:
    """As whom the reader answers: ``None`` is the young person, and nobody else."""
    if login.capacity is own.Capacity.SELF:
        return None
    if login.custody_id is None:
        raise Http404
    return login.custody_id
