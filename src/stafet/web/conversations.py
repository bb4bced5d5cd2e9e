"""Conversations with one young person: those ahead and those held; plan one; one of them whole."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.conversations.api import Conversation, ConversationKind, ConversationState, Guest, Party
from stafet.kernel.activities import SCHOOL
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.organisations.api import OrganisationKind
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.web import conversation_parts, interpreting
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action
from stafet.web.conversation_forms import PlanConversationForm
from stafet.web.finding import person_or_404
from stafet.web.person import around, identity_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
_PARTIES = {
    OrganisationKind.MUNICIPALITY.value: Party.GUIDANCE,
    OrganisationKind.GUIDANCE_UNIT.value: Party.GUIDANCE,
    OrganisationKind.JOB_CENTRE.value: Party.OTHERS,
    OrganisationKind.COMPANY.value: Party.OTHERS,
    OrganisationKind.SCHOOL.value: Party.SCHOOL,
    OrganisationKind.TENTH_GRADE_CENTRE.value: Party.SCHOOL,
    OrganisationKind.BOARDING_SCHOOL.value: Party.SCHOOL,
}
"""As what somebody takes part, by where they work; elsewhere is a youth education."""


@page(purpose=GUIDANCE, classes="AD")
def person_conversations(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Those ahead first, then the last ones."""
    identity = identity_or_404(request, person_id)
    context = {
        "rows": conversation_parts.conversation_rows(conversations.conversations_of(person_id)),
        "plan": Action(gettext("Plan a conversation"), reverse("plan_conversation", args=[person_id]))
        if conversations.kinds_led_by(request.actor)
        else None,
    }
    around_it = around(request, identity, "person_conversations")
    return render(request, "person/conversations.html", around_it | context)


@page(purpose=GUIDANCE, classes="ABDE")
def conversation(request: PageRequest, conversation_id: UUID) -> HttpResponse:
    """One conversation: the agenda, what was talked about, what was agreed, and the notes few read."""
    row = conversation_or_404(request, conversation_id)
    view = conversations.conversation_view(row)
    leads = conversations.can_lead(request.actor, row)
    acts = conversation_parts.acts_on(view, leads=leads, at=request.at)
    may_note = leads and DataClass.GUIDANCE_NOTE in people.classes_open(row.person_id)
    context = {
        "title": f"{ConversationKind(row.kind).label}: {row.person.name}",
        "back": back_to_all(row.person_id),
        "interpreting": interpreting.at_conversation(row, leads=leads, on=request.today),
        "tag": conversation_parts.state_tag(row),
        "facts": conversation_parts.facts_of(view),
        "agenda": conversation_parts.agenda_of(row),
        "shared_note": row.shared_note,
        "agreed": conversation_parts.agreed_lines(view.agreed),
        "own_notes": [(note.words, note.written_by.name) for note in view.own_notes],
        "acts": acts,
        "interest": interest_act(request, row),
        "shared_act": reverse("write_shared_note", args=[row.pk]) if leads else "",
        "own_act": reverse("write_own_note", args=[row.pk]) if may_note else "",
    }
    return render(request, "conversations/page.html", context)


@page(purpose=GUIDANCE, classes="ABD", allow=WRITE, writes=True)
def plan_conversation(request: PageRequest, person_id: UUID) -> HttpResponse:
    """When, how, with whom, beginning from which guide. A day that is over may be told: then it is held next."""
    person = person_or_404(request, person_id)
    kinds = conversations.kinds_led_by(request.actor)
    if not kinds:
        raise Http404
    where = _whose(request, person_id)
    colleagues, named = _colleagues(request, person_id)
    initial: dict[str, object] = {"at_time": f"{time(13, 0):%H:%M}"}
    form = PlanConversationForm(request.POST or None, kinds=kinds, colleagues=colleagues, initial=initial)
    if request.method == "POST" and form.is_valid():
        leader = Guest(_party_of(where), request.actor.user_id)
        draft = form.draft(organisation_id=where.organisation_id, named=named, leader=leader)
        try:
            row = conversations.plan_conversation(person=person, draft=draft, by=request.actor, at=request.at)
            over = row.planned_at <= request.at
            following = reverse("hold_conversation" if over else "conversation", args=[row.pk])
            return done(request, gettext("The conversation is planned."), following)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("When do you talk with %(name)s?") % {"name": person.name},
        lead=gettext("Has it been held already? Write the day on which it was; then say what came of it."),
        back=back_to_all(person_id),
        notice=interpreting.before_planning(person_id, on=request.today),
        do=gettext("Plan it"),
    )
    return ask(request, act, form)


def interest_act(request: PageRequest, row: Conversation) -> Action | None:
    """The way there from a conversation that was held with a pupil."""
    if not can_note_interest(request, row):
        return None
    return Action(gettext("A placement came up"), reverse("note_interest", args=[row.pk]))


def can_note_interest(request: PageRequest, row: Conversation) -> bool:
    """Whether it was held, with somebody who goes to school now, and the reader writes in their plan."""
    if row.state != ConversationState.HELD or not access.may(request.actor, WRITE):
        return False
    spells = pathways.Spell.objects.filter(access.visible(DataClass.PROCESS), person_id=row.person_id)
    return spells.running_on(request.today).of_kind(*SCHOOL).exists()


def conversation_or_404(request: PageRequest, conversation_id: UUID) -> Conversation:
    """A conversation with somebody the reader may see."""
    row = get_object_or_404(conversations.conversations(), pk=conversation_id)
    request.saw(row.person_id)
    return row


def back_to_all(person_id: UUID) -> Action:
    """Back to all conversations of somebody."""
    return Action(gettext("Back to the conversations"), reverse("person_conversations", args=[person_id]))


def _whose(request: PageRequest, person_id: UUID) -> organisations.Place:
    """For which of their organisations the reader plans it: the one that has the responsibility, if it is theirs."""
    mine = access.organisations_where(request.actor, WRITE)
    held = responsibility.Holding.objects.filter(
        access.visible(DataClass.PROCESS), person_id=person_id, ends_at=None, organisation_id__in=mine
    )
    first = held.values_list("organisation_id", flat=True).first()
    ordered = [post.organisation_id for post in request.actor.posts if post.organisation_id in mine]
    return next(place for place in organisations.places([first or ordered[0]]))


def _party_of(place: organisations.Place) -> Party:
    kind = organisations.Organisation.objects.values_list("kind", flat=True).get(pk=place.organisation_id)
    return _PARTIES.get(kind, Party.INSTITUTION)


def _colleagues(request: PageRequest, person_id: UUID) -> tuple[list[tuple[str, str]], dict[str, Party]]:
    """Who may be invited, by organisation: those who work where the young person is held or attends, and the reader's own."""
    spells = pathways.Spell.objects.running_on(request.today).filter(
        access.visible(DataClass.PROCESS), person_id=person_id, organisation__isnull=False
    )
    held = responsibility.Holding.objects.filter(
        access.visible(DataClass.PROCESS), person_id=person_id, ends_at=None
    )
    keys = {
        *access.organisations_where(request.actor, WRITE),
        *spells.values_list("organisation_id", flat=True),
        *held.values_list("organisation_id", flat=True),
    }
    choices: list[tuple[str, str]] = []
    named: dict[str, Party] = {}
    for place in organisations.Organisation.objects.filter(pk__in=keys).order_by("name"):
        there = [
            user for user in access.readers_of(place.pk, at=request.at) if user.pk != request.actor.user_id
        ]
        named |= {str(user.pk): _PARTIES.get(place.kind, Party.INSTITUTION) for user in there}
        choices.extend((str(user.pk), f"{user.name}, {place.name}") for user in there)
    return choices, named
