"""To whom somebody can be handed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from stafet.access import api as access
from stafet.organisations import api as organisations


@dataclass(frozen=True, slots=True)
class ReceiverChoice:
    """An organisation, or one of its teams, where somebody reads what is sent.

    ``readers`` counts those who could take over; ``steward_name`` is who answers for what is not taken, empty
    when nobody is named.
    """

    organisation_id: UUID
    organisation_name: str
    kind: organisations.OrganisationKind
    unit_id: UUID | None
    unit_name: str
    readers: int
    steward_name: str


@dataclass(frozen=True, slots=True)
class _Post:
    """One post of somebody who could take over."""

    user_id: UUID
    name: str
    unit_id: UUID | None
    is_steward: bool


def receivers(*, at: datetime) -> frozenset[UUID]:
    """The organisations where somebody can take over now: all others would leave an offer unread. One query."""
    return frozenset(
        _posts(at).values_list("organisation_id", flat=True).order_by("organisation_id").distinct()
    )


def receivers_for(*, municipality_id: UUID, at: datetime) -> tuple[ReceiverChoice, ...]:
    """Every place and team of a municipality where somebody can take over now, by name. Two queries.

    A post in the whole organisation reads for each of its teams; a post in one team only for that team.
    """
    found: defaultdict[tuple[str, UUID, str], list[_Post]] = defaultdict(list)
    here = _posts(at).filter(organisation__municipality_id=municipality_id).order_by("user__name", "id")
    for organisation_id, name, kind, user_id, user, unit_id, is_steward in here.values_list(
        "organisation_id",
        "organisation__name",
        "organisation__kind",
        "user_id",
        "user__name",
        "unit_id",
        "is_steward",
    ):
        found[name, organisation_id, kind].append(_Post(user_id, user, unit_id, is_steward))
    teams = _teams(organisation_id for _, organisation_id, _ in found)
    return tuple(
        choice
        for (name, organisation_id, kind), posts in sorted(found.items())
        for unit_id, unit_name in [(None, ""), *teams[organisation_id]]
        if (choice := _choice(organisation_id, name, kind, unit_id, unit_name, posts)) is not None
    )


def _posts(at: datetime) -> QuerySet[access.Membership]:
    return access.Membership.objects.current_at(at).filter(role__in=access.roles_with(access.Permission.HOLD))


def _teams(organisation_ids: Iterable[UUID]) -> defaultdict[UUID, list[tuple[UUID, str]]]:
    teams: defaultdict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    units = organisations.Unit.objects.filter(
        organisation_id__in=list(organisation_ids), kind=organisations.UnitKind.TEAM, ends_on=None
    )
    for organisation_id, unit_id, name in units.order_by("name", "id").values_list(
        "organisation_id", "id", "name"
    ):
        teams[organisation_id].append((unit_id, name))
    return teams


def _choice(
    organisation_id: UUID, name: str, kind: str, unit_id: UUID | None, unit_name: str, posts: list[_Post]
) -> ReceiverChoice | None:
    reading = [post for post in posts if unit_id is None or post.unit_id in {None, unit_id}]
    if not reading:
        return None
    return ReceiverChoice(
        organisation_id=organisation_id,
        organisation_name=name,
        kind=organisations.OrganisationKind(kind),
        unit_id=unit_id,
        unit_name=unit_name,
        readers=len({post.user_id for post in reading}),
        steward_name=next((post.name for post in reading if post.is_steward), ""),
    )
