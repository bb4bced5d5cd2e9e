"""Who is whom: everybody at work where a partner is, by institution and role."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from stafet.access import api as access
from stafet.organisations import api as organisations


@dataclass(frozen=True, slots=True)
class DirectoryQuestion:
    """Who is looked for: at one institution, in one role, by a part of a name or of an institution's."""

    organisation_id: UUID | None = None
    role: access.Role | None = None
    search: str = ""


@dataclass(frozen=True, slots=True)
class DirectoryLine:
    """Somebody at work: the post, where, and how to reach them."""

    membership_id: UUID
    name: str
    role: access.Role
    is_steward: bool
    organisation: str
    kind: organisations.OrganisationKind
    municipality: str
    phone: str
    email: str


def directory(
    question: DirectoryQuestion, *, towns: Collection[UUID], partners: Collection[UUID], at: datetime
) -> QuerySet[access.Membership]:
    """The posts held now in these municipalities and at these partners, by institution and name."""
    posts = access.Membership.objects.current_at(at).filter(
        Q(organisation__municipality_id__in=towns) | Q(organisation_id__in=partners)
    )
    if question.organisation_id is not None:
        posts = posts.filter(organisation_id=question.organisation_id)
    if question.role is not None:
        posts = posts.filter(role=question.role)
    for word in question.search.split():
        posts = posts.filter(Q(user__name__icontains=word) | Q(organisation__name__icontains=word))
    found = posts.select_related("user", "organisation", "organisation__municipality")
    return found.order_by("organisation__name", "user__name", "pk")


def directory_lines(
    posts: QuerySet[access.Membership] | Collection[access.Membership],
) -> tuple[DirectoryLine, ...]:
    """A part of the directory, as lines."""
    return tuple(
        DirectoryLine(
            membership_id=post.pk,
            name=post.user.name,
            role=access.Role(post.role),
            is_steward=post.is_steward,
            organisation=post.organisation.name,
            kind=organisations.OrganisationKind(post.organisation.kind),
            municipality=post.organisation.municipality.name,
            phone=post.organisation.phone,
            email=post.user.email,
        )
        for post in posts
    )
