"""What can be asked about protections: by those on the named list only, in the scope of the job."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.people import api as people
from stafet.people.api import ProtectionKind
from stafet.protection.models import ProtectionDecision
from stafet.protection.states import Decision


@dataclass(frozen=True, slots=True)
class Protected:
    """How somebody's protection stands, for those who may know."""

    person_id: UUID
    kind: ProtectionKind
    since: datetime
    flag_gone_at: datetime | None
    decisions: tuple[ProtectionDecision, ...]

    @property
    def until_on(self) -> date | None:
        """When it is to be looked at again."""
        return self.decisions[0].until_on if self.decisions else None

    @property
    def proposed(self) -> ProtectionDecision | None:
        """The proposal to end it that nobody has answered."""
        latest = self.decisions[0] if self.decisions else None
        return latest if latest is not None and latest.decision == Decision.ENDING else None

    def is_question(self, *, day: date) -> bool:
        """Whether a register no longer says so since the last decision, or the day to look again has come."""
        decided = self.decisions[0].at if self.decisions else None
        lapsed = self.flag_gone_at is not None and (decided is None or decided < self.flag_gone_at)
        return lapsed or (self.until_on is not None and self.until_on <= day)


def can_decide(actor: Actor, municipality_id: UUID) -> bool:
    """Whether somebody may mark young people of a municipality as protected."""
    return actor.is_system or municipality_id in municipalities_protected_by(actor)


def municipalities_protected_by(actor: Actor) -> frozenset[UUID]:
    """The many to ``can_decide``."""
    return frozenset(
        post.municipality_id
        for post in actor.posts
        if post.municipality_id is not None and access.allowed(post.role, access.Permission.PROTECT)
    )


def protected_for(actor: Actor, *, at: datetime) -> Sequence[Protected]:
    """Everybody on whose named list the actor stands, the longest protected first."""
    named = access.NamedReader.objects.filter(user_id=actor.user_id, valid__contains=at)
    return _protected(named.values_list("person_id", flat=True))


def protection_of(person_id: UUID, actor: Actor, *, at: datetime) -> Protected | None:
    """How one person's protection stands; ``None`` to whoever is not on the list."""
    return next((each for each in protected_for(actor, at=at) if each.person_id == person_id), None)


def _protected(person_ids: Iterable[UUID]) -> Sequence[Protected]:
    rows = people.Protection.objects.filter(person_id__in=list(person_ids), lifted_at=None).order_by(
        "since_at", "pk"
    )
    decisions = ProtectionDecision.objects.filter(person_id__in=[row.person_id for row in rows])
    by_person: dict[UUID, list[ProtectionDecision]] = {}
    for decision in decisions.select_related("decided_by").order_by("-at", "-pk"):
        by_person.setdefault(decision.person_id, []).append(decision)
    return [
        Protected(
            row.person_id,
            ProtectionKind(row.kind),
            row.since_at,
            row.flag_gone_at,
            tuple(each for each in by_person.get(row.person_id, ()) if each.at >= row.since_at),
        )
        for row in rows
    ]
