"""Who does something: a person in the posts they hold, or the system on behalf of one municipality."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

SYSTEM_ID = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Post:
    """One role in one organisation, at most in one of its units (a class or a team)."""

    organisation_id: UUID
    role: str
    unit_id: UUID | None = None
    municipality_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The ``by`` of every action. ``posts`` are those held at the moment the actor was looked up."""

    user_id: UUID
    posts: tuple[Post, ...] = ()

    @property
    def is_system(self) -> bool:
        """Whether this is the system itself: an import or a clock that no person set off."""
        return self.user_id == SYSTEM_ID

    @property
    def organisation_ids(self) -> frozenset[UUID]:
        """The organisations this actor belongs to."""
        return frozenset(post.organisation_id for post in self.posts)

    def has_role(self, *roles: str) -> bool:
        """Whether any post carries one of these roles."""
        return any(post.role in roles for post in self.posts)


SYSTEM = Actor(SYSTEM_ID)
"""The system, acting by a declared rule: an import taken in, a clock that ran out."""
