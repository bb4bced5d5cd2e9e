"""Whether an interpreter is needed at a conversation, is booked, and came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.conversations.api import AFTERWARDS, Conversation, ConversationState, InterpreterState
from stafet.kernel.sentences import SentenceError
from stafet.languages import api as languages
from stafet.web import language_parts
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action, Notice
from stafet.web.conversation_forms import InterpreterForm
from stafet.web.registry import PageRequest, page


@dataclass(frozen=True, slots=True)
class InterpretingShown:
    """What the page of a conversation says of it: what is needed while nothing is known, and the way to write it down."""

    needed: Notice | None
    act: Action | None


def before_planning(person_id: UUID, *, on: date) -> Notice | None:
    """That an interpreter is needed, said before one plans."""
    return language_parts.interpreting_notice(languages.interpreting_for(person_id, on=on))


def at_conversation(row: Conversation, *, leads: bool, on: date) -> InterpretingShown | None:
    """Nothing where none is needed and nothing was written, or where the conversation is cancelled."""
    needed = languages.interpreting_for(row.person_id, on=on)
    if row.state == ConversationState.CANCELLED or not (needed or row.interpreter):
        return None
    act = Action(gettext("Write down about the interpreter"), reverse("note_interpreter", args=[row.pk]))
    missing = not row.interpreter and row.state == ConversationState.PLANNED
    return InterpretingShown(
        needed=language_parts.interpreting_notice(needed) if missing else None, act=act if leads else None
    )


@page(purpose=access.Purpose.GUIDANCE, classes="ABD", allow=access.Permission.WRITE_PLAN, writes=True)
def note_interpreter(request: PageRequest, conversation_id: UUID) -> HttpResponse:
    """One is booked, was there, was not needed, or did not come."""
    row = get_object_or_404(conversations.conversations(), pk=conversation_id)
    request.saw(row.person_id)
    if not conversations.can_lead(request.actor, row):
        raise Http404
    form = InterpreterForm(request.POST or None, initial={"what": row.interpreter or None})
    if row.planned_at > request.at:
        ahead = [(each.value, each.label) for each in InterpreterState if each not in AFTERWARDS]
        form.fields["what"].choices = ahead  # type: ignore[attr-defined]
    back = Action(gettext("Back to the conversation"), reverse("conversation", args=[row.pk]))
    if request.method == "POST" and form.is_valid():
        try:
            conversations.note_interpreter(
                conversation=row,
                what=InterpreterState(form.cleaned_data["what"]),
                by=request.actor,
                at=request.at,
            )
            return done(request, gettext("It is written down."), back.href)
        except SentenceError as error:
            refuse(form, error)
    needed = languages.interpreting_for(row.person_id, on=request.today)
    act = Act(
        heading=gettext("How is it with the interpreter?"),
        lead=language_parts.languages_in_words(needed),
        back=back,
        notice=language_parts.never_a_child(),
        do=gettext("Write it down"),
    )
    return ask(request, act, form)
