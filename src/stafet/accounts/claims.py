"""What a log-in service says of somebody who stands at the door."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Claim:
    """Who it is for the service. ``subject`` is what it calls them for good; ``level`` what it says of this log-in."""

    service_id: UUID
    subject: str
    email: str = ""
    email_is_verified: bool = False
    name: str = ""
    level: str = ""
