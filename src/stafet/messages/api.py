"""The door of the room ``messages``."""

from stafet.messages.actions import (
    Letter,
    Recipient,
    Sending,
    queue_letters,
    queue_message,
    send_due,
    written,
)
from stafet.messages.links import link_for, linked_to
from stafet.messages.models import OutgoingMessage
from stafet.messages.queries import Opening, opening
from stafet.messages.states import EMERGENCY_TEMPLATES, HANDOVER_TEMPLATES, MessageState, Template

__all__ = [
    "EMERGENCY_TEMPLATES",
    "HANDOVER_TEMPLATES",
    "Letter",
    "MessageState",
    "Opening",
    "OutgoingMessage",
    "Recipient",
    "Sending",
    "Template",
    "link_for",
    "linked_to",
    "opening",
    "queue_letters",
    "queue_message",
    "send_due",
    "written",
]
