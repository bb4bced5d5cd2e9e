"""The closed lists of this room, and the table of an invitation's life."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class Protocol(models.TextChoices):
    """How we talk with a log-in service."""

    OIDC = "oidc", _("OpenID Connect")
    SAML = "saml", _("SAML 2.0")


class Assurance(models.TextChoices):
    """How sure a log-in service is of who somebody is: the levels of the eIDAS regulation (910/2014, article 8)."""

    LOW = "low", _("Low: one factor, so Stafet asks for its own second factor")
    SUBSTANTIAL = "substantial", _("Substantial: the service asks for two factors")
    HIGH = "high", _("High: the service asks for two factors and has seen the person")


class InvitationState(models.TextChoices):
    """Where an invitation stands. That it has run out is judged by its day."""

    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class InvitationMove(models.TextChoices):
    """What can happen to an invitation."""

    ACCEPT = "accept", _("Accept")
    WITHDRAW = "withdraw", _("Withdraw")
    SEND_AGAIN = "send_again", _("Send again")


INVITATION: TransitionTable[InvitationState, InvitationMove] = TransitionTable(
    {
        (InvitationState.SENT, InvitationMove.ACCEPT): InvitationState.ACCEPTED,
        (InvitationState.SENT, InvitationMove.WITHDRAW): InvitationState.WITHDRAWN,
        (InvitationState.SENT, InvitationMove.SEND_AGAIN): InvitationState.SENT,
    }
)
"""The life of an invitation."""
