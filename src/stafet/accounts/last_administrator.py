"""A municipality is never left without somebody who can let people in and out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from stafet.access import api as access
from stafet.accounts.errors import LastAdministrator
from stafet.kernel.sentences import Sentence, sentence
from stafet.organisations import api as organisations

TOWN = organisations.OrganisationKind.MUNICIPALITY


def must_leave_an_administrator(posts: Sequence[access.Membership], *, at: datetime) -> None:
    """Refuse to end posts, or to lock out who has them, when nobody would be left. Raises ``LastAdministrator``.

    All posts of administrators of the municipality are held fast first: of two who end each other's at once, whoever
    comes second sees what the first did.
    """
    ending = {post.pk for post in posts}
    for municipality_id in {post.organisation.municipality_id for post in posts if _runs_the_town(post)}:
        held = _administrators_of(municipality_id, at=at).select_for_update(of=("self",)).order_by("pk")
        if not [post for post in held if post.pk not in ending]:
            raise LastAdministrator(
                sentence(
                    "This is the municipality's last administrator: without one nobody could let anybody in or out. "
                    "Invite another one first."
                )
            )


def why_not_ones_own(membership: access.Membership, *, at: datetime) -> Sentence:
    """Why nobody ends their own post, and what whoever runs the municipality alone does first."""
    all_of_them = _administrators_of(membership.organisation.municipality_id, at=at)
    if _runs_the_town(membership) and not all_of_them.exclude(user_id=membership.user_id).exists():
        return sentence(
            "You are the municipality's last administrator, so your post can't end: nobody could let anybody in or out. "
            "Invite another administrator first; they can end your post."
        )
    return sentence("Nobody ends their own post. Ask another administrator, so that two people know of it.")


def _administrators_of(municipality_id: UUID, *, at: datetime) -> QuerySet[access.Membership]:
    """The posts that run the accounts of a whole municipality now, of users who may log in."""
    return access.Membership.objects.current_at(at).filter(
        role=access.Role.ADMINISTRATOR,
        organisation__kind=TOWN,
        organisation__municipality_id=municipality_id,
    )


def _runs_the_town(post: access.Membership) -> bool:
    return post.role == access.Role.ADMINISTRATOR and post.organisation.kind == TOWN
