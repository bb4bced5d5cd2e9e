"""What can be asked about accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.accounts.claims import Claim
from stafet.accounts.models import (
    CodeApp,
    Identity,
    Invitation,
    LogInService,
    Passkey,
    RecoveryCode,
)
from stafet.accounts.states import InvitationState
from stafet.messages import api as messages
from stafet.organisations import api as organisations


@dataclass(frozen=True, slots=True)
class Factors:
    """What a user has besides the password."""

    has_codes: bool
    passkeys: tuple[Passkey, ...]
    recovery_codes_left: int

    @property
    def any(self) -> bool:
        """Whether there is a second factor. Recovery codes alone are none: they stand in for one that was lost."""
        return self.has_codes or bool(self.passkeys)


def factors_of(user_id: UUID) -> Factors:
    """What a user has besides the password."""
    return Factors(
        has_codes=CodeApp.objects.filter(user_id=user_id).exists(),
        passkeys=tuple(Passkey.objects.filter(user_id=user_id).order_by("added_at", "pk")),
        recovery_codes_left=RecoveryCode.objects.filter(user_id=user_id, used_at=None).count(),
    )


def identities_of(user_id: UUID) -> Sequence[Identity]:
    """The log-in services that open a user's account."""
    return list(
        Identity.objects.filter(user_id=user_id).select_related("service").order_by("service__name", "pk")
    )


def services() -> Sequence[LogInService]:
    """Every log-in service that is offered, by name."""
    rows = LogInService.objects.filter(retired_at=None).select_related("organisation")
    return list(rows.order_by("name", "pk"))


def service(service_id: UUID | str) -> LogInService | None:
    """A log-in service that is offered."""
    rows = LogInService.objects.filter(pk=service_id, retired_at=None)
    return rows.select_related("organisation").first()


def services_of(those: Q) -> Sequence[LogInService]:
    """The log-in services of some organisations, retired ones last."""
    some = organisations.Organisation.objects.filter(those)
    rows = LogInService.objects.filter(organisation__in=some).select_related("organisation")
    return list(rows.order_by("-retired_at", "organisation__name", "name", "pk"))


def invitation_of(link: str, *, at: datetime) -> Invitation | None:
    """The invitation that a link still opens."""
    key = messages.linked_to(link)
    if key is None:
        return None
    rows = Invitation.objects.open_at(at).select_related("organisation__municipality", "unit")
    return rows.filter(link_id=key).first()


def invitation_for(claim: Claim, *, at: datetime) -> Invitation | None:
    """The open invitation that a log-in service's verified e-mail address answers, the latest if there are several.

    Only an invitation to those the service vouches for.
    """
    its = service(claim.service_id)
    if its is None or not (claim.email and claim.email_is_verified):
        return None
    rows = Invitation.objects.open_at(at).filter(email__iexact=claim.email)
    found = rows.select_related("organisation__municipality", "unit").order_by("-sent_at", "pk")
    return next((row for row in found if vouches_for(its, row.organisation)), None)


def is_known(email: str) -> bool:
    """Whether an address has an account that something opens: a password, or a log-in service."""
    user = access.User.objects.filter(email__iexact=email).first()
    return user is not None and (user.has_usable_password() or Identity.objects.filter(user=user).exists())


def invitations_to(those: Q, *, since: datetime) -> Sequence[Invitation]:
    """The invitations to some organisations that wait, and those that ran out after an instant."""
    some = organisations.Organisation.objects.filter(those)
    rows = Invitation.objects.filter(
        organisation__in=some, state=InvitationState.SENT, expires_at__gt=since
    ).select_related("organisation", "unit")
    return list(rows.order_by("expires_at", "email", "pk"))


def posts_of(user_id: UUID, *, at: datetime) -> Sequence[access.Membership]:
    """The posts a user has now, locked out or not."""
    rows = access.Membership.objects.filter(user_id=user_id, starts_at__lte=at).exclude(ends_at__lte=at)
    return list(
        rows.select_related("organisation", "unit", "user").order_by("organisation__name", "role", "pk")
    )


def colleagues_in(those: Q, *, at: datetime) -> Sequence[access.Membership]:
    """The posts in some organisations now, by organisation and by who has them."""
    some = organisations.Organisation.objects.filter(those)
    rows = access.Membership.objects.filter(organisation__in=some, starts_at__lte=at).exclude(ends_at__lte=at)
    return list(
        rows.select_related("organisation", "unit", "user").order_by(
            "organisation__name", "user__name", "role", "pk"
        )
    )


def vouches_for(service: LogInService, organisation: organisations.Organisation) -> bool:
    """Whether an organisation's people may log in with a service: its own, or the municipality's for all of its own."""
    if service.organisation_id == organisation.pk:
        return True
    owner = service.organisation
    kind = organisations.OrganisationKind.MUNICIPALITY
    return owner.kind == kind and owner.municipality_id == organisation.municipality_id
