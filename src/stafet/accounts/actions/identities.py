"""Who somebody from a log-in service is here. The subject decides; an e-mail address only says who was invited."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.access import api as access
from stafet.accounts.claims import Claim
from stafet.accounts.errors import NotLetIn
from stafet.accounts.models import Identity
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence


@audit.action
def link_identity(*, claim: Claim, user_id: UUID, by: Actor, at: datetime) -> Identity:
    """From now on whoever the service calls this is this user.

    Raises ``NotLetIn`` when the service's subject is somebody else here, or this user somebody else there: that is
    for a human to undo first, never for us to move.
    """
    known = Identity.objects.filter(service_id=claim.service_id, subject=claim.subject).first()
    if known is not None and known.user_id == user_id:
        return known
    try:
        with transaction.atomic(using=audit.current_alias()):
            identity = Identity.objects.create(
                service_id=claim.service_id, user_id=user_id, subject=claim.subject, linked_at=at
            )
    except IntegrityError as taken:
        raise NotLetIn(
            sentence(
                "The log-in service names somebody else than before. Nothing was changed. Ask whoever runs your "
                "organisation's accounts to disconnect the old one first."
            )
        ) from taken
    audit.record_many(
        action="accounts.link_identity",
        municipality_id=access.scope_municipality(),
        subject_id=identity.pk,
        by=by,
        at=at,
    )
    return identity


@audit.action
def unlink_identities(*, user_id: UUID, by: Actor, at: datetime) -> int:
    """No log-in service opens this account any more. Returns how many did."""
    count, _ = Identity.objects.filter(user_id=user_id).delete()
    audit.record_many(
        action="accounts.unlink_identities", municipality_id=None, subject_id=user_id, by=by, at=at
    )
    return count


def user_of(claim: Claim) -> access.User | None:
    """The user a service's subject is, if it is anybody's and may log in."""
    identity = (
        Identity.objects.filter(service_id=claim.service_id, subject=claim.subject, user__is_active=True)
        .select_related("user")
        .first()
    )
    return identity.user if identity else None
