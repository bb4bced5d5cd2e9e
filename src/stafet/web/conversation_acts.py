"""What can happen to a conversation: held, missed, moved, cancelled, its agenda changed, something agreed, a note written."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.conversations import api as conversations
from stafet.conversations.api import (
    CONVERSATION,
    Conversation,
    ConversationMove,
    ConversationOutcome,
    ConversationState,
    Topic,
)
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import SentenceError
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.web import conversation_parts
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.closing import closable_steps, closing_section
from stafet.web.components.days import write_instant
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.conversation_forms import (
    HELD_FIELDS,
    AgendaForm,
    AgreeForm,
    CancelForm,
    HoldForm,
    NoteForm,
    TimeForm,
)
from stafet.web.conversations import conversation_or_404
from stafet.web.registry import PageRequest, page
from stafet.web.step_forms import name_user

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
_TALKS = (
    responsibility.StepKind.CONVERSATION,
    responsibility.StepKind.RISK_CONVERSATION,
    responsibility.StepKind.NEXT_YEAR,
    responsibility.StepKind.FIRST_CONTACT,
    responsibility.StepKind.FOLLOW_UP,
)
"""Steps that a conversation may be the doing of."""


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def hold_conversation(request: PageRequest, conversation_id: UUID) -> HttpResponse:
    """What came of it, what all read, who was there, which step is done with it."""
    row = _led_or_404(request, conversation_id)
    form = HoldForm(
        request.POST or None,
        steps=closable_steps(request, row.person_id, _TALKS),
        at=request.at,
        initial={"assignee": name_user(request.actor.user_id), "shared_note": row.shared_note},
    )
    guests = conversations.conversation_view(row).participants
    form.seat([(str(guest.pk), conversation_parts.name_guest(guest)) for guest in guests])
    if request.method == "POST" and form.is_valid():
        held = form.held()
        try:
            following = conversations.hold_conversation(
                conversation=row,
                held=held,
                finish=form.finish(_step_outcome(held.outcome)),
                by=request.actor,
                at=request.at,
            )
            return done(request, _said(following), _here(row))
        except SentenceError as error:
            refuse(form, error)
    act = _act(
        row,
        gettext("How did the conversation with %(name)s go?") % {"name": row.person.name},
        gettext("Write it down"),
        move=ConversationMove.HOLD,
        sections=(Section("", HELD_FIELDS), *closing_section(form)),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def miss_conversation(request: PageRequest, conversation_id: UUID) -> HttpResponse:
    """The young person did not come."""
    row = _led_or_404(request, conversation_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            following = conversations.miss_conversation(conversation=row, by=request.actor, at=request.at)
            return done(request, _said(following), _here(row))
        except SentenceError as error:
            refuse(form, error)
    act = _act(
        row,
        gettext("%(name)s did not come") % {"name": row.person.name},
        gettext("Write it down"),
        lead=gettext(
            "The conversation ends as not held. Plan a new one, or write down how you try to reach them."
        ),
        move=ConversationMove.MISS,
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def cancel_conversation(request: PageRequest, conversation_id: UUID) -> HttpResponse:
    """It is not held, and why."""
    row = _led_or_404(request, conversation_id)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            conversations.cancel_conversation(
                conversation=row, because=form.cleaned_data["because"], by=request.actor, at=request.at
            )
            return done(request, gettext("The conversation is cancelled."), _here(row))
        except SentenceError as error:
            refuse(form, error)
    lead = gettext("Its row of meetings ends with it.") if row.repeats_weeks else ""
    act = _act(
        row,
        gettext("Cancel the conversation"),
        gettext("Cancel the conversation"),
        lead=lead,
        move=ConversationMove.CANCEL,
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def move_conversation(request: PageRequest, conversation_id: UUID) -> HttpResponse:
    """Meet at another time."""
    row = _led_or_404(request, conversation_id)
    local = timezone.localtime(row.planned_at)
    form = TimeForm(request.POST or None, initial={"on": local.date(), "at_time": f"{local:%H:%M}"})
    if request.method == "POST" and form.is_valid():
        try:
            conversations.move_conversation(
                conversation=row, to=form.planned_at(), by=request.actor, at=request.at
            )
            return done(request, gettext("The conversation has a new time."), _here(row))
        except SentenceError as error:
            refuse(form, error)
    act = _act(row, gettext("When do you meet instead?"), gettext("Move it"), move=ConversationMove.CANCEL)
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def set_agenda(request: PageRequest, conversation_id: UUID) -> HttpResponse:
    """What is talked about."""
    row = _led_or_404(request, conversation_id)
    form = AgendaForm(request.POST or None, conversation=row)
    if request.method == "POST" and form.is_valid():
        try:
            conversations.set_agenda(
                conversation=row,
                topics=[Topic(topic) for topic in form.cleaned_data["topics"]],
                own_points=form.cleaned_data["own_points"],
                by=request.actor,
                at=request.at,
            )
            return done(request, gettext("The agenda is saved."), _here(row))
        except SentenceError as error:
            refuse(form, error)
    act = _act(
        row, gettext("What do you talk about?"), gettext("Save the agenda"), move=ConversationMove.CANCEL
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def agree_in_conversation(request: PageRequest, conversation_id: UUID) -> HttpResponse:
    """Something was agreed: it becomes a step of the plan."""
    row = _led_or_404(request, conversation_id)
    goals = careerplans.PlanGoal.objects.filter(
        access.visible(DataClass.PROCESS), person_id=row.person_id, state=careerplans.GoalState.OPEN
    )
    form = AgreeForm(request.POST or None, goals=list(goals.order_by("pk")))
    if request.method == "POST" and form.is_valid():
        try:
            conversations.agree_step(
                conversation=row,
                step=form.step(),
                goal=form.chosen_goal(),
                new_goal=form.cleaned_data["new_goal"],
                by=request.actor,
                at=request.at,
            )
            return done(request, gettext("It stands in the plan."), _here(row))
        except SentenceError as error:
            refuse(form, error)
    act = _act(
        row,
        gettext("What did you agree with %(name)s?") % {"name": row.person.name},
        gettext("Save what was agreed"),
        lead=gettext("It becomes a step of the plan. A plan that was approved is then talked through anew."),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def write_shared_note(request: PageRequest, conversation_id: UUID) -> HttpResponse:
    """The note that all read, the young person first."""
    row = _led_or_404(request, conversation_id)
    form = NoteForm(request.POST or None, initial={"words": row.shared_note})
    if request.method == "POST" and form.is_valid():
        try:
            conversations.write_shared_note(
                conversation=row, words=form.cleaned_data["words"], by=request.actor, at=request.at
            )
            return done(request, gettext("The note is saved."), _here(row))
        except SentenceError as error:
            refuse(form, error)
    act = _act(
        row,
        gettext("The note you share"),
        gettext("Save the note"),
        lead=gettext(
            "All read it who may see the young person’s process, the young person first. Nothing about health."
        ),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AE", allow=WRITE, writes=True)
def write_own_note(request: PageRequest, conversation_id: UUID) -> HttpResponse:
    """One's own note, for those who counsel."""
    row = _led_or_404(request, conversation_id)
    if DataClass.GUIDANCE_NOTE not in people.classes_open(row.person_id):
        raise Http404
    mine = [
        note.words
        for note in conversations.conversation_view(row).own_notes
        if note.written_by_id == request.actor.user_id
    ]
    form = NoteForm(request.POST or None, initial={"words": "".join(mine)})
    if request.method == "POST" and form.is_valid():
        try:
            conversations.write_own_note(
                conversation=row, words=form.cleaned_data["words"], by=request.actor, at=request.at
            )
            return done(request, gettext("The note is saved."), _here(row))
        except SentenceError as error:
            refuse(form, error)
    act = _act(
        row,
        gettext("Your own note"),
        gettext("Save the note"),
        lead=gettext("Only those who counsel them read it. It is in the copy the young person may ask for."),
    )
    return ask(request, act, form)


def _led_or_404(request: PageRequest, conversation_id: UUID) -> Conversation:
    row = conversation_or_404(request, conversation_id)
    if not conversations.can_lead(request.actor, row):
        raise Http404
    return row


def _act(
    row: Conversation,
    heading: str,
    do: str,
    *,
    lead: str = "",
    sections: tuple[Section, ...] = (),
    move: ConversationMove | None = None,
) -> Act:
    """The page about one act; where the conversation does not allow it any more, it says what stands now."""
    state = ConversationState(row.state)
    settled = None
    if move is not None and not CONVERSATION.is_allowed(state, move):
        settled = Notice(Tone.INFO, gettext("The conversation is “%(state)s” now.") % {"state": state.label})
    return Act(
        heading=heading,
        lead=lead or write_instant(row.planned_at),
        back=Action(gettext("Back to the conversation"), _here(row)),
        do=do,
        sections=sections,
        settled=settled,
    )


def _step_outcome(outcome: ConversationOutcome) -> responsibility.StepOutcome:
    if outcome is ConversationOutcome.SOMETHING_AGREED:
        return responsibility.StepOutcome.AGREED_NEXT
    return responsibility.StepOutcome.REACHED_GOAL


def _said(following: Conversation | None) -> str:
    if following is None:
        return gettext("It is written down.")
    return gettext("It is written down, and the next one is planned.")


def _here(row: Conversation) -> str:
    return reverse("conversation", args=[row.pk])
