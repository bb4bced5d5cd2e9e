"""The tables of this room: attempts to reach somebody, conversations, guidance of groups."""

from stafet.conversations.models.contact import LONGEST_WORDS, ContactAttempt, ContactLadder
from stafet.conversations.models.groups import GroupSession
from stafet.conversations.models.talks import (
    LONGEST_NOTE,
    LONGEST_POINT,
    AgreedStep,
    Conversation,
    OwnNote,
    Participant,
)

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_POINT",
    "LONGEST_WORDS",
    "AgreedStep",
    "ContactAttempt",
    "ContactLadder",
    "Conversation",
    "GroupSession",
    "OwnNote",
    "Participant",
]
