"""How do I see myself, and how did I? Mine: I look when I like, and say whether anybody else reads it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.people import api as people
from stafet.progress import api as progress
from stafet.web import reflection_parts
from stafet.web.acts import Act
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.mine import around_mine
from stafet.web.mine_acts import ask_own, back_to_progress, self_or_404
from stafet.web.reflection_parts import ReflectionForm
from stafet.web.registry import PageRequest, own_page


@dataclass(frozen=True, slots=True)
class TimeShown:
    """One time I looked at myself, who reads it, and what I can do with it."""

    day: str
    readers: str
    acts: tuple[Action, ...]


@own_page(classes="AD")
def my_reflections(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Every time beside each other, statement by statement."""
    around = around_mine(request, person_id, "my_progress")
    self_or_404(request, person_id)
    found = progress.reflections_of(person_id)
    book = progress.framework_on(request.today)
    context = {
        "invited": invited(request, person_id),
        "topics": reflection_parts.topics_shown(found),
        "times": tuple(_time(person_id, line) for line in found),
        "look": Action(gettext("Look at yourself"), reverse("reflect", args=[person_id])),
        "source": reflection_parts.source_words(book),
        "back": back_to_progress(person_id),
    }
    return render(request, "mine/reflections.html", around | context)


@own_page(classes="AD", writes=True)
def reflect(request: PageRequest, person_id: UUID) -> HttpResponse:
    """A handful of statements, to answer as many of as one likes."""
    login = self_or_404(request, person_id)
    form = ReflectionForm(request.POST or None, book=progress.framework_on(request.today))
    act = Act(
        heading=gettext("How do you see yourself?"),
        lead=gettext(
            "Answer what you like, in words. There is no right answer, and nothing is counted: it is for you, to look back on."
        ),
        back=_back(person_id),
        do=gettext("Save it"),
        sections=form.sections(),
    )

    def write() -> None:
        progress.reflect(
            person=people.Person.objects.get(pk=person_id),
            replies=form.replies(),
            is_shared=form.is_shared,
            by=request.actor,
            at=request.at,
        )

    return ask_own(request, login, act, form, write)


@own_page(classes="AD", writes=True)
def share_reflection(request: PageRequest, person_id: UUID, reflection_id: UUID) -> HttpResponse:
    """Let those who counsel me read it, or no longer."""
    login = self_or_404(request, person_id)
    row = _line_or_404(person_id, reflection_id).row
    is_shared = row.shared_at is not None
    act = Act(
        heading=gettext("Keep it to yourself again") if is_shared else gettext("Share it"),
        lead=gettext("Those who counsel you could read it until now. From now on they cannot.")
        if is_shared
        else gettext("Those who counsel you can read it from now on. You can take that back."),
        back=_back(person_id),
        do=gettext("Keep it to myself") if is_shared else gettext("Share it"),
    )

    def write() -> None:
        progress.share_reflection(reflection=row, is_shared=not is_shared, by=request.actor, at=request.at)

    return ask_own(request, login, act, _nothing(request), write)


@own_page(classes="AD", writes=True)
def throw_away_reflection(request: PageRequest, person_id: UUID, reflection_id: UUID) -> HttpResponse:
    """It is gone, also for me."""
    login = self_or_404(request, person_id)
    row = _line_or_404(person_id, reflection_id).row
    act = Act(
        heading=gettext("Throw away what you said on %(day)s") % {"day": write_day(row.on)},
        lead=gettext("It is gone then, also for you."),
        back=_back(person_id),
        do=gettext("Throw it away"),
        grave=True,
    )

    def write() -> None:
        progress.throw_away_reflection(reflection=row, by=request.actor, at=request.at)

    return ask_own(request, login, act, _nothing(request), write)


def invited(request: PageRequest, person_id: UUID) -> Notice | None:
    """That somebody has asked whether I would like to; I need not."""
    row = progress.invitation_to_reflect(person_id, on=request.today)
    if row is None:
        return None
    heading = gettext("%(name)s asks whether you would like to look at yourself") % {
        "name": row.invited_by.name
    }
    need_not = gettext("You need not. Whether you did, nobody is told.")
    return Notice(Tone.INFO, heading, f"{row.words} {need_not}" if row.words else need_not)


def _time(person_id: UUID, line: progress.ReflectionLine) -> TimeShown:
    args = [person_id, line.row.pk]
    is_shared = line.row.shared_at is not None
    share = gettext("Keep it to myself") if is_shared else gettext("Share it")
    return TimeShown(
        day=write_day(line.row.on),
        readers=gettext("You and those who counsel you") if is_shared else gettext("Only you"),
        acts=(
            Action(share, reverse("share_reflection", args=args)),
            Action(gettext("Throw it away"), reverse("throw_away_reflection", args=args)),
        ),
    )


def _line_or_404(person_id: UUID, reflection_id: UUID) -> progress.ReflectionLine:
    line = progress.reflection_of(person_id, reflection_id)
    if line is None:
        raise Http404
    return line


def _nothing(request: PageRequest) -> forms.Form:
    return forms.Form(request.POST if request.method == "POST" else None)


def _back(person_id: UUID) -> Action:
    return Action(gettext("Back to how I see myself"), reverse("my_reflections", args=[person_id]))
