"""What can be asked about messages."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from stafet.messages.models import OutgoingMessage
from stafet.messages.states import Template


@dataclass(frozen=True, slots=True)
class Opening:
    """What a message's link leads to: the kind of occasion and the thing itself."""

    template: Template
    about: UUID | None


def opening(message_id: UUID) -> Opening | None:
    """Where a link leads, or ``None``. Whoever follows it must be logged in and allowed to see the thing."""
    row = OutgoingMessage.objects.filter(pk=message_id).values_list("template", "opens").first()
    return None if row is None else Opening(Template(row[0]), row[1])
