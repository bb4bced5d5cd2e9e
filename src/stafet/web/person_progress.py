"""Where is this young person, and where were they? In dated words that somebody says by name; nothing counts them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.pathways import api as pathways
from stafet.progress import api as progress
from stafet.responsibility import api as responsibility
from stafet.web import pieces_parts, progress_parts, reflection_parts
from stafet.web.acting import carry_out
from stafet.web.acts import Act
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.finding import person_or_404
from stafet.web.person import around, identity_or_404
from stafet.web.progress_forms import CorrectProgressForm, ProgressForm, WithdrawForm, said
from stafet.web.reflection_parts import InviteForm
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
STANDS = timedelta(days=14)
"""How long an invitation stands on somebody's page, unless another day is chosen."""


@page(purpose=GUIDANCE, classes="AD")
def person_progress(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Every area with its dated words, what they are seen in, and what the young person says."""
    identity = identity_or_404(request, person_id)
    book = progress.vocabulary_on(request.today)
    writes = progress.can_write_progress(request.actor)
    holder = _holder(person_id)

    def acts(row: progress.ProgressWord) -> tuple[Action, ...]:
        if not progress.can_withdraw_word(request.actor, row, holder):
            return ()
        correct = Action(gettext("Correct it"), reverse("correct_word", args=[row.pk]))
        return (correct, Action(gettext("Withdraw it"), reverse("withdraw_word", args=[row.pk])))

    def add(area: progress.Area) -> Action | None:
        if not writes or book.area(area.code) is None:
            return None
        return Action(gettext("Write down a word"), reverse("say_progress", args=[person_id, area.code]))

    shared = progress.reflections_of(person_id)
    lines = pathways.spells_of([person_id]).get(person_id, ())
    context = {
        "talk": tuple(said(each) for each in shared[0].to_talk_about) if shared else (),
        "shared": reflection_parts.topics_shown(shared),
        "shared_source": reflection_parts.source_words(shared[0].book) if shared else "",
        "invite": Action(
            gettext("Ask them to look at themselves"), reverse("invite_to_reflect", args=[person_id])
        )
        if writes
        else None,
        "invite_class": Action(gettext("Ask a whole class"), reverse("invite_class_to_reflect"))
        if writes
        else None,
        "pieces": tuple(pieces_parts.piece_shown(each, lines) for each in progress.pieces_of(person_id)),
        "areas": progress_parts.areas_shown(
            progress.progress_of(person_id, book=book), country=identity.country, acts=acts, add=add
        ),
        "source": progress_parts.source_words(book),
    }
    return render(request, "person/progress.html", around(request, identity, "person_progress") | context)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def say_progress(request: PageRequest, person_id: UUID, area: str) -> HttpResponse:
    """Say by name where somebody is with one thing, today or on a day before."""
    person = person_or_404(request, person_id)
    found = progress.vocabulary_on(request.today).area(area)
    if found is None:
        raise Http404
    form = ProgressForm(request.POST or None, area=found, today=request.today)
    act = Act(
        heading=f"{said(found.term)}: {person.name}",
        lead=gettext(
            "It is you who say it, by name. The young person reads it, and it stands beside what was said before."
        ),
        back=_back(person_id),
        do=gettext("Save the word"),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: progress.say_progress(person=person, draft=form.draft(), by=request.actor, at=request.at),
        said=gettext("It is written down."),
        where=act.back.href,
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def correct_word(request: PageRequest, progress_word_id: UUID) -> HttpResponse:
    """Another word in place of one that was wrong."""
    row = _word_or_404(request, progress_word_id)
    area = progress.vocabulary_on(request.today).area(row.area)
    if area is None:
        raise Http404
    form = CorrectProgressForm(
        request.POST or None, area=area, today=row.on, word=row.word, seen_in=row.seen_in
    )
    act = Act(
        heading=gettext("Which word is right?"),
        lead=gettext("Both can be read afterwards: the one that holds, and the one that did not, with why."),
        facts=_facts(row),
        back=_back(row.person_id),
        do=gettext("Put it in its place"),
        settled=_settled(row),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: progress.correct_word(
            word=row,
            draft=form.draft(),
            because=form.cleaned_data["because"],
            by=request.actor,
            at=request.at,
        ),
        said=gettext("It is written down."),
        where=act.back.href,
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def withdraw_word(request: PageRequest, progress_word_id: UUID) -> HttpResponse:
    """A word does not hold."""
    row = _word_or_404(request, progress_word_id)
    form = WithdrawForm(request.POST or None)
    act = Act(
        heading=gettext("Withdraw this word"),
        facts=_facts(row),
        back=_back(row.person_id),
        do=gettext("Withdraw it"),
        settled=_settled(row),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: progress.withdraw_word(
            word=row, because=form.cleaned_data["because"], by=request.actor, at=request.at
        ),
        said=gettext("It is withdrawn."),
        where=act.back.href,
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def invite_to_reflect(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Ask whether somebody would like to look at themselves. Whether they did, nobody is told."""
    person = person_or_404(request, person_id)
    form = InviteForm(request.POST or None, initial={"until_on": request.today + STANDS})
    act = Act(
        heading=gettext("Ask %(name)s to look at themselves") % {"name": person.name},
        lead=gettext(
            "It stands on their page. They need not, and you are not told whether they did: they share it with you, or keep it."
        ),
        back=_back(person_id),
        do=gettext("Ask them"),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: progress.invite_to_reflect(
            person=person,
            words=form.cleaned_data["words"],
            until_on=form.cleaned_data["until_on"],
            by=request.actor,
            at=request.at,
        ),
        said=gettext("It stands on their page."),
        where=act.back.href,
    )


def _word_or_404(request: PageRequest, progress_word_id: UUID) -> progress.ProgressWord:
    row = progress.progress_word(progress_word_id)
    if row is None:
        raise Http404
    request.saw(row.person_id)
    return row


def _facts(row: progress.ProgressWord) -> Facts:
    told = Fact(progress_parts.title_of(row), row.seen_in)
    return Facts(gettext("What was said"), (told,))


def _settled(row: progress.ProgressWord) -> Notice | None:
    return Notice(Tone.INFO, gettext("This was withdrawn already.")) if row.withdrawn_at else None


def _holder(person_id: UUID) -> UUID | None:
    held = responsibility.Holding.objects.filter(
        access.visible(DataClass.PROCESS), person_id=person_id, ends_at=None
    )
    return held.values_list("organisation_id", flat=True).first()


def _back(person_id: UUID) -> Action:
    return Action(gettext("Back to the words"), reverse("person_progress", args=[person_id]))
