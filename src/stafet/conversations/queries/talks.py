"""Conversations as somebody may read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.conversations.models import AgreedStep, Conversation, OwnNote, Participant
from stafet.conversations.states import ConversationState, Party
from stafet.kernel.actors import Actor
from stafet.kernel.privacy import DataClass


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation whole: who takes part, what was agreed, the notes few read (none where they are not for the reader)."""

    conversation: Conversation
    participants: tuple[Participant, ...]
    agreed: tuple[careerplans.PlanStep, ...]
    own_notes: tuple[OwnNote, ...]


def conversations() -> QuerySet[Conversation]:
    """Those about people the reader may see."""
    seen = Conversation.objects.filter(access.visible(DataClass.PROCESS), access.visible(DataClass.IDENTITY))
    return seen.select_related("person", "organisation", "led_by")


def conversations_of(person_id: UUID) -> Sequence[Conversation]:
    """All conversations with somebody, the next one first, then the last ones."""
    rows = conversations().filter(person_id=person_id)
    ahead = [row for row in rows.order_by("planned_at", "pk") if row.state == ConversationState.PLANNED]
    past = [row for row in rows.order_by("-planned_at", "-pk") if row.state != ConversationState.PLANNED]
    return [*ahead, *past]


def planned_with(actor: Actor) -> QuerySet[Conversation]:
    """The planned conversations somebody leads or takes part in, the earliest first; also those whose day is over."""
    guests = Participant.objects.filter(access.visible(DataClass.PROCESS), user_id=actor.user_id)
    mine = Q(led_by_id=actor.user_id) | Q(pk__in=guests.values("conversation_id"))
    return conversations().filter(mine, state=ConversationState.PLANNED).order_by("planned_at", "pk")


def conversation_view(conversation: Conversation) -> ConversationView:
    """A conversation the reader may see, with all that belongs to it. Three look-ups."""
    (view,) = conversation_views([conversation])
    return view


def conversation_views(rows: Sequence[Conversation]) -> tuple[ConversationView, ...]:
    """Conversations the reader may see, each with all that belongs to it. Three look-ups, however many they are."""
    process = access.visible(DataClass.PROCESS)
    guests = Participant.objects.filter(process, conversation__in=rows).select_related("user")
    agreed = AgreedStep.objects.filter(process, conversation__in=rows).select_related("plan_step")
    notes = OwnNote.objects.filter(access.visible(DataClass.GUIDANCE_NOTE), conversation__in=rows)
    at_the_tables = sorted(guests.order_by("user__name", "pk"), key=_place_at_the_table)
    steps = list(agreed.order_by("plan_step__due_on", "pk"))
    written = list(notes.select_related("written_by").order_by("written_at", "pk"))
    return tuple(
        ConversationView(
            conversation=row,
            participants=tuple(guest for guest in at_the_tables if guest.conversation_id == row.pk),
            agreed=tuple(each.plan_step for each in steps if each.conversation_id == row.pk),
            own_notes=tuple(note for note in written if note.conversation_id == row.pk),
        )
        for row in rows
    )


def _place_at_the_table(guest: Participant) -> int:
    return list(Party).index(Party(guest.party))
