"""Where am I, and where was I? What others say by name, what I say myself, and my words beside theirs."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.own import api as own
from stafet.people import api as people
from stafet.progress import api as progress
from stafet.progress.api import Voice
from stafet.web import progress_parts
from stafet.web.acts import Act
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.mine import around_mine, mine_or_404
from stafet.web.mine_acts import ask_own, self_or_404
from stafet.web.mine_portfolio import portfolio_link
from stafet.web.mine_reflections import invited
from stafet.web.progress_forms import BesideForm, MyProgressForm, WithdrawForm, said
from stafet.web.registry import PageRequest, own_page

_VOICES = {own.Capacity.SELF: Voice.YOUNG_PERSON, own.Capacity.CUSTODY_HOLDER: Voice.HOME}


@own_page(classes="AD")
def my_progress(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Every area with its dated words. The young person adds words of their own; those with custody say theirs beside."""
    around = around_mine(request, person_id, "my_progress")
    login, identity = mine_or_404(request, person_id)
    book = progress.vocabulary_on(request.today)
    is_self = login.capacity is own.Capacity.SELF

    def acts(row: progress.ProgressWord) -> tuple[Action, ...]:
        args = [person_id, row.pk]
        if row.voice == Voice.YOUNG_PERSON and is_self:
            return (Action(gettext("Take it back"), reverse("withdraw_my_word", args=args)),)
        return (Action(gettext("Say something about it"), reverse("add_my_words", args=args)),)

    def add(area: progress.Area) -> Action | None:
        if not is_self or area.is_statement or book.area(area.code) is None:
            return None
        return Action(gettext("Say where you are"), reverse("say_my_progress", args=[person_id, area.code]))

    context = {
        "areas": progress_parts.areas_shown(
            progress.progress_of(person_id, book=book), country=identity.country, acts=acts, add=add
        ),
        "source": progress_parts.source_words(book),
        "invited": invited(request, person_id) if is_self else None,
        "myself": Action(gettext("How I see myself"), reverse("my_reflections", args=[person_id]))
        if is_self
        else None,
        "portfolio": portfolio_link(request, login),
    }
    return render(request, "mine/progress.html", around | context)


@own_page(classes="AD", writes=True)
def say_my_progress(request: PageRequest, person_id: UUID, area: str) -> HttpResponse:
    """The young person says where they are with one thing."""
    login = self_or_404(request, person_id)
    found = progress.vocabulary_on(request.today).area(area)
    if found is None or found.is_statement:
        raise Http404
    form = MyProgressForm(request.POST or None, area=found, today=request.today)
    act = Act(
        heading=said(found.term),
        lead=gettext("Those around you who work with your plan read it. You can take it back."),
        back=_back(person_id),
        do=gettext("Save the word"),
    )

    def say() -> None:
        progress.say_own_progress(
            person=people.Person.objects.get(pk=person_id),
            draft=form.draft(),
            by=request.actor,
            at=request.at,
        )

    return ask_own(request, login, act, form, say)


@own_page(classes="AD", writes=True)
def add_my_words(request: PageRequest, person_id: UUID, progress_word_id: UUID) -> HttpResponse:
    """Say something of a word that somebody else has said."""
    login, _ = mine_or_404(request, person_id)
    row = _word_or_404(person_id, progress_word_id)
    voice = _VOICES[login.capacity]
    form = BesideForm(
        request.POST or None, initial={"words": progress.own_words_of(row, voice, request.actor.user_id)}
    )
    act = Act(
        heading=progress_parts.title_of(row),
        lead=gettext("Your words stand beside what was said; it is not changed."),
        back=_back(person_id),
        do=gettext("Save the words"),
        settled=_settled(row),
    )

    def add() -> None:
        progress.add_own_words(
            word=row, voice=voice, words=form.cleaned_data["words"], by=request.actor, at=request.at
        )

    return ask_own(request, login, act, form, add)


@own_page(classes="AD", writes=True)
def withdraw_my_word(request: PageRequest, person_id: UUID, progress_word_id: UUID) -> HttpResponse:
    """The young person takes back what they said."""
    login = self_or_404(request, person_id)
    row = _word_or_404(person_id, progress_word_id)
    if row.voice != Voice.YOUNG_PERSON:
        raise Http404
    form = WithdrawForm(request.POST or None)
    act = Act(
        heading=gettext("Take back “%(word)s”") % {"word": progress_parts.title_of(row)},
        back=_back(person_id),
        do=gettext("Take it back"),
        settled=_settled(row),
    )

    def withdraw() -> None:
        progress.withdraw_own_word(
            word=row, because=form.cleaned_data["because"], by=request.actor, at=request.at
        )

    return ask_own(request, login, act, form, withdraw)


def _word_or_404(person_id: UUID, progress_word_id: UUID) -> progress.ProgressWord:
    row = progress.progress_word(progress_word_id)
    if row is None or row.person_id != person_id:
        raise Http404
    return row


def _settled(row: progress.ProgressWord) -> Notice | None:
    return Notice(Tone.INFO, gettext("This was withdrawn already.")) if row.withdrawn_at else None


def _back(person_id: UUID) -> Action:
    return Action(gettext("Back to my words"), reverse("my_progress", args=[person_id]))
