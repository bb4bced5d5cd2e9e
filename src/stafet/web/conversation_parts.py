"""A conversation as its pages show it: when, with whom, what about, what was agreed, what can be done now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from stafet.careerplans import api as careerplans
from stafet.careerplans.api import DoneBy
from stafet.conversations import api as conversations
from stafet.conversations.api import (
    Conversation,
    ConversationKind,
    ConversationOutcome,
    ConversationState,
    ConversationWay,
    InterpreterState,
    Participant,
    Party,
    Topic,
)
from stafet.web.components.days import write_day, write_instant
from stafet.web.components.parts import Action, Tag, Tone
from stafet.web.components.tables import Fact, Facts

_TONES = {
    ConversationState.PLANNED: Tone.INFO,
    ConversationState.HELD: Tone.SUCCESS,
    ConversationState.NOT_ATTENDED: Tone.WARNING,
    ConversationState.CANCELLED: Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One conversation in the list of somebody's."""

    title: str
    when: str
    note: str
    tag: Tag
    href: str


def conversation_rows(found: Sequence[Conversation]) -> tuple[ConversationRow, ...]:
    """Conversations as a list: what, when, who leads it, what came of it."""
    return tuple(
        ConversationRow(
            title=str(ConversationKind(row.kind).label),
            when=write_instant(row.planned_at),
            note=_note(row),
            tag=state_tag(row),
            href=reverse("conversation", args=[row.pk]),
        )
        for row in found
    )


def state_tag(row: Conversation) -> Tag:
    """Where it stands, in a word."""
    state = ConversationState(row.state)
    return Tag(str(state.label), _TONES[state])


def facts_of(view: conversations.ConversationView) -> Facts:
    """When, how, where, with whom."""
    row = view.conversation
    held = row.state == ConversationState.HELD
    where = ", ".join(filter(None, (str(ConversationWay(row.way).label), row.place)))
    facts = [
        Fact(gettext("When"), write_instant(row.planned_at)),
        Fact(gettext("How"), where),
        Fact(gettext("With"), ", ".join(name_guest(guest) for guest in view.participants)),
        Fact(gettext("Led by"), _leader(row)),
    ]
    if held:
        missing = [name_guest(guest) for guest in view.participants if guest.took_part is False]
        facts.append(Fact(gettext("What came of it"), str(ConversationOutcome(row.outcome).label)))
        if missing:
            facts.append(Fact(gettext("Were not there"), ", ".join(missing)))
    if row.interpreter:
        facts.append(Fact(gettext("Interpreter"), str(InterpreterState(row.interpreter).label)))
    if row.repeats_weeks:
        facts.append(Fact(gettext("Recurs"), gettext("Every %(count)d weeks") % {"count": row.repeats_weeks}))
    if row.because:
        facts.append(Fact(gettext("Why it was cancelled"), row.because))
    return Facts(gettext("About the conversation"), tuple(facts))


def name_guest(guest: Participant) -> str:
    """Whoever works here by name and party, the others by what they are."""
    party = str(Party(guest.party).label)
    return f"{guest.user.name} ({party.lower()})" if guest.user else party


def agenda_of(row: Conversation) -> tuple[str, ...]:
    """What is talked about, topics in the reader's language, then the points in somebody's own words."""
    return (*(str(Topic(topic).label) for topic in row.topics), *row.own_points)


def agreed_lines(steps: Sequence[careerplans.PlanStep]) -> tuple[tuple[str, str], ...]:
    """What was agreed: what, and who by when, or when it was done."""
    return tuple((step.words, _agreed_note(step)) for step in steps)


def acts_on(view: conversations.ConversationView, *, leads: bool, at: datetime) -> tuple[Action, ...]:
    """What can be done with it now, the next thing first."""
    row = view.conversation
    if not leads:
        return ()
    if row.state != ConversationState.PLANNED:
        return _links(row, (gettext("Write down what was agreed"), "agree_in_conversation"))
    change = (
        (gettext("Change the agenda"), "set_agenda"),
        (gettext("Move it"), "move_conversation"),
        (gettext("Cancel it"), "cancel_conversation"),
    )
    if row.planned_at > at:
        return _links(row, *change)
    return _links(
        row,
        (gettext("It was held"), "hold_conversation"),
        (gettext("The young person did not come"), "miss_conversation"),
        *change,
    )


def _links(row: Conversation, *named: tuple[str, str]) -> tuple[Action, ...]:
    return tuple(Action(text, reverse(name, args=[row.pk])) for text, name in named)


def _note(row: Conversation) -> str:
    if row.state == ConversationState.HELD:
        return str(ConversationOutcome(row.outcome).label)
    return row.because or _leader(row)


def _leader(row: Conversation) -> str:
    name = row.led_by.name if row.led_by else gettext("Stafet")
    return f"{name}, {row.organisation.name}"


def _agreed_note(step: careerplans.PlanStep) -> str:
    who = str(DoneBy(step.done_by).label)
    if step.done_on is not None:
        return gettext("%(who)s, done %(day)s") % {"who": who, "day": write_day(step.done_on)}
    return gettext("%(who)s, by %(day)s") % {"who": who, "day": write_day(step.due_on)}
