"""Has anybody reached them? Of one young person: the ladder; of all: who has not been reached, and what is next."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.conversations.api import ContactSituation
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import SentenceError
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.web import contact_parts
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.closing import closable_steps, closing_section
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.contact_forms import ATTEMPT_FIELDS, AttemptForm, SettleForm
from stafet.web.finding import person_or_404
from stafet.web.person import around, identity_or_404
from stafet.web.registry import PageRequest, page
from stafet.web.step_forms import STEP_FIELDS, name_user

GUIDANCE = access.Purpose.GUIDANCE
WRITE, HOLD = access.Permission.WRITE_PLAN, access.Permission.HOLD


@page(purpose=GUIDANCE, classes="AD")
def person_contact(request: PageRequest, person_id: UUID) -> HttpResponse:
    """The ladder: what was tried when, what came of it, what is next by when."""
    identity = identity_or_404(request, person_id)
    view = conversations.contact_of(_person(person_id), today=request.today)
    situation = ContactSituation(view.ladder.situation) if view.ladder else None
    context = {
        "situation": situation.label if situation else "",
        "means": contact_parts.MEANS.get(situation, "") if situation else "",
        "told": contact_parts.told_situation(view, today=request.today),
        "is_sought": view.next_move is not None,
        "rungs": contact_parts.rung_rows(view, today=request.today),
        "attempts": contact_parts.attempt_table(gettext("Every attempt"), view.attempts)
        if view.attempts
        else None,
        "earlier": contact_parts.earlier_tables(view),
        "acts": _acts(request, person_id, view),
    }
    return render(request, "person/contact.html", around(request, identity, "person_contact") | context)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def record_attempt(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Write down one attempt, and close the step of first contact with it."""
    person = person_or_404(request, person_id)
    steps = closable_steps(request, person_id, (responsibility.StepKind.FIRST_CONTACT,))
    view = conversations.contact_of(person, today=request.today)
    following = view.next_move
    initial: dict[str, object] = {"on": request.today, "assignee": name_user(request.actor.user_id)}
    if following and following.ways:
        initial["way"] = following.ways[0].value
    form = AttemptForm(request.POST or None, steps=steps, at=request.at, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            conversations.record_attempt(
                person=person,
                attempt=form.attempt(),
                finish=form.finished(),
                by=request.actor,
                at=request.at,
            )
            return done(request, gettext("The attempt is written down."), _here(person_id))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Did you reach %(name)s?") % {"name": person.name},
        lead=gettext("Also an attempt without answer counts: it says that somebody tried, and what is next."),
        back=_back(person_id),
        do=gettext("Write it down"),
        sections=(Section("", ATTEMPT_FIELDS), *closing_section(form)),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def settle_contact(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Decide what happens instead, with a reason and a new day."""
    person = person_or_404(request, person_id)
    view = conversations.contact_of(person, today=request.today)
    holding = _holding(request, person_id)
    if holding is None or (view.ladder is None and not view.earlier):
        raise Http404
    form = SettleForm(
        request.POST or None,
        organisation_id=holding.organisation_id,
        at=request.at,
        initial={
            "kind": responsibility.StepKind.FOLLOW_UP.value,
            "assignee": name_user(request.actor.user_id),
        },
    )
    if request.method == "POST" and view.ladder is not None and form.is_valid():
        try:
            conversations.settle_contact(
                ladder=view.ladder,
                because=form.cleaned_data["because"],
                step=form.draft(),
                by=request.actor,
                at=request.at,
            )
            return done(request, gettext("It is decided, and the next step has a date."), _here(person_id))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("What happens instead for %(name)s?") % {"name": person.name},
        lead=gettext(
            "Nobody is let go without a word: you say why, what happens instead, and when it is looked at again."
        ),
        back=_back(person_id),
        do=gettext("Decide it"),
        sections=(Section("", ("because",)), Section(gettext("What happens instead?"), STEP_FIELDS)),
        settled=None if view.ladder else Notice(Tone.INFO, gettext("Nobody is sought here now.")),
    )
    return ask(request, act, form)


def _acts(request: PageRequest, person_id: UUID, view: conversations.ContactView) -> tuple[Action, ...]:
    """What the reader can do, what is next first: another attempt, or a decision when nothing is left to try."""
    acts = []
    if conversations.can_seek(request.actor):
        acts.append(Action(gettext("Write down an attempt"), reverse("record_attempt", args=[person_id])))
    if view.ladder is not None and _holding(request, person_id) is not None:
        acts.append(
            Action(gettext("Decide what happens instead"), reverse("settle_contact", args=[person_id]))
        )
    decides = view.next_move is not None and view.next_move.is_decision
    return tuple(reversed(acts)) if decides else tuple(acts)


def _holding(request: PageRequest, person_id: UUID) -> responsibility.Holding | None:
    """Who has the responsibility, where the reader may set its next step."""
    held = responsibility.Holding.objects.filter(
        access.visible(DataClass.PROCESS), person_id=person_id, ends_at=None
    ).first()
    return held if held is not None and responsibility.can_add_step(request.actor, held) else None


def _person(person_id: UUID) -> people.Person:
    return people.Person.objects.get(pk=person_id)


def _here(person_id: UUID) -> str:
    return reverse("person_contact", args=[person_id])


def _back(person_id: UUID) -> Action:
    return Action(gettext("Back to contact"), _here(person_id))
