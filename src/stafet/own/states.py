"""The closed lists of this room, and the table of an own invitation's life."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable

ANSWERED_WITHIN = "stafet.own.answered_within"
"""The rule by which somebody is answered who says that something is wrong; it marks the step."""


class Capacity(models.TextChoices):
    """What somebody is to the young person whose data they see."""

    SELF = "self", _("The young person")
    CUSTODY_HOLDER = "custody_holder", _("Custody holder")


class CustodyKind(models.TextChoices):
    """What a grown-up is to a young person in law. Only the first two see anything."""

    SHARED = "shared", _("Shared custody")
    SOLE = "sole", _("Sole custody")
    FOSTER = "foster", _("Foster parent without custody")
    NONE = "none", _("Parent without custody")


SEES = (CustodyKind.SHARED, CustodyKind.SOLE)
"""Who has custody, and so sees the child's own data until it is of age."""


class CustodyEnd(models.TextChoices):
    """Why custody ended."""

    CHANGED = "changed", _("Custody was changed")
    DIED = "died", _("The custody holder has died")
    MISTAKE = "mistake", _("It was written down by mistake")


class Closed(models.TextChoices):
    """Why an own log-in opens nothing now; the values are those the database answers."""

    ENDED = "ended", _("The log-in has been ended.")
    DIED = "died", _("Stafet can't show anything here any more.")
    OF_AGE = "of_age", _("The young person is 18. From that birthday on only they themselves see this.")
    NO_CUSTODY = "no_custody", _("Only whoever has custody sees this.")
    NOT_YET = "not_yet", _("The custody that was written down has not begun yet.")
    CUSTODY_ENDED = "custody_ended", _("The custody that was written down here has ended.")
    CLOSED = "closed", _("Stafet can't show anything here. Call the municipality.")
    ONE_FACTOR = "one_factor", _("Set up a second step under “My account”, and log in with it.")


class InvitationState(models.TextChoices):
    """Where an own invitation stands. That it has run out is judged by its day."""

    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class InvitationMove(models.TextChoices):
    """What can happen to an own invitation."""

    ACCEPT = "accept", _("Accept")
    WITHDRAW = "withdraw", _("Withdraw")


OWN_INVITATION: TransitionTable[InvitationState, InvitationMove] = TransitionTable(
    {
        (InvitationState.SENT, InvitationMove.ACCEPT): InvitationState.ACCEPTED,
        (InvitationState.SENT, InvitationMove.WITHDRAW): InvitationState.WITHDRAWN,
    }
)
"""The life of an own invitation."""
