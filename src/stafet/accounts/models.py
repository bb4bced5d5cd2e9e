"""Log-in services and who is who there, second factors, invitations. All about staff, none about the young."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from stafet.access import api as access
from stafet.accounts.states import Assurance, InvitationState, Protocol
from stafet.kernel.identity import uuid7
from stafet.kernel.privacy import NotPersonal

_STAFF = NotPersonal("staff accounts: governed by the employer, not by a young person's retention")


class LogInService(models.Model):
    """An organisation's own service that says who somebody is, and how sure it is."""

    privacy = NotPersonal("an organisation's service")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    protocol = models.CharField(max_length=4, choices=Protocol.choices)
    assurance = models.CharField(max_length=12, choices=Assurance.choices)
    issuer = models.CharField(max_length=500, help_text="OIDC: the issuer's address. SAML: the entity id.")
    client_id = models.CharField(max_length=191, blank=True)
    client_secret = models.BinaryField(
        default=bytes, help_text="Sealed. OIDC: what it knows us by. SAML: the key we sign with, PEM."
    )
    sign_on_url = models.URLField(max_length=500, blank=True)
    certificate = models.TextField(blank=True, help_text="What a SAML service signs with, in base64.")
    subject_attribute = models.CharField(max_length=200, blank=True)
    email_attribute = models.CharField(max_length=200, blank=True)
    vouches_for_email = models.BooleanField(default=False)
    own_certificate = models.TextField(blank=True, help_text="What we sign with towards a SAML service, PEM.")
    level_attribute = models.CharField(max_length=200, blank=True)
    demanded_level = models.CharField(
        max_length=500, blank=True, help_text="What it must say of this log-in, one of several, by spaces."
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(protocol=Protocol.OIDC, client_id__gt="")
                | Q(protocol=Protocol.SAML, sign_on_url__gt="", certificate__gt=""),
                name="log_in_service_can_be_reached",
                violation_error_message=_(
                    "An OpenID Connect service has a client id; a SAML service has an address to log in at "
                    "and a certificate."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Identity(models.Model):
    """One user as one log-in service knows them. The subject never changes, unlike names and addresses."""

    privacy = _STAFF

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(LogInService, models.PROTECT, related_name="+")
    user = models.ForeignKey(access.User, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "subject"], name="identity_is_of_one_user"),
            models.UniqueConstraint(fields=["service", "user"], name="user_has_one_identity_per_service"),
        ]

    def __str__(self) -> str:
        return f"identity of {self.user_id}"


class CodeApp(models.Model):
    """The app that shows a user new codes (TOTP, RFC 6238). ``last_step`` is the last that was used: none works twice."""

    privacy = _STAFF

    user = models.OneToOneField(access.User, models.PROTECT, primary_key=True, related_name="+")
    secret = models.BinaryField(help_text="Sealed.")
    set_up_at = models.DateTimeField()
    last_step = models.BigIntegerField()

    def __str__(self) -> str:
        return f"codes of {self.user_id}"


class Passkey(models.Model):
    """A device that proves itself (WebAuthn). ``sign_count`` goes back when somebody has copied it."""

    privacy = _STAFF

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(access.User, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    credential = models.BinaryField(help_text="Public: the key it signs with, and its number.")
    sign_count = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """A code on paper, for when the device is lost. Kept as a keyed hash."""

    privacy = _STAFF

    user = models.ForeignKey(access.User, models.PROTECT, related_name="+")
    code_hash = models.BinaryField(unique=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"recovery code of {self.user_id}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads on invitations."""

    def open_at(self, at: datetime) -> Self:
        """Those that can still be accepted."""
        return self.filter(state=InvitationState.SENT, expires_at__gt=at)


class Invitation(models.Model):
    """Somebody is to have a post. ``link_id`` is what the link in the last message names; an older link opens nothing."""

    privacy = _STAFF

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    link_id = models.UUIDField(unique=True)
    email = models.EmailField()
    language = models.CharField(max_length=2)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+", null=True, blank=True)
    role = models.CharField(max_length=32, choices=access.Role.choices)
    is_steward = models.BooleanField(default=False)
    state = models.CharField(
        max_length=9, choices=InvitationState.choices, default=InvitationState.SENT.value
    )
    invited_by_id = models.UUIDField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    user = models.ForeignKey(access.User, models.PROTECT, related_name="+", null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                "role",
                condition=Q(state=InvitationState.SENT),
                name="invited_once_to_a_post",
                violation_error_message=_("This colleague has an invitation to this post already."),
            ),
            models.CheckConstraint(
                condition=Q(state=InvitationState.ACCEPTED, user__isnull=False)
                | (~Q(state=InvitationState.ACCEPTED) & Q(user=None)),
                name="accepted_invitation_has_a_user",
                violation_error_message=_("An invitation is accepted by somebody."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")),
                name="invitation_ends_after_it_is_sent",
                violation_error_message=_("An invitation runs out after it is sent."),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.state}"
