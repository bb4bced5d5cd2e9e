"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class MergeReason(models.TextChoices):
    """The exact fact that says that two registrations are one person."""

    SAME_NUMBER = "same_number", _("The same national number")
    SAME_NAME = "same_name", _("The same name and the same birth date")


class MergeState(models.TextChoices):
    """Where a proposal to merge stands."""

    PROPOSED = "proposed", _("Waits for somebody else to decide")
    REFUSED = "refused", _("They are two people")
    MERGED = "merged", _("Merged")
    UNDONE = "undone", _("Undone")


class MergeMove(models.TextChoices):
    """What can happen to a proposal."""

    REFUSE = "refuse", _("They are two")
    APPROVE = "approve", _("They are one")
    UNDO = "undo", _("Make them two again")


MERGE: TransitionTable[MergeState, MergeMove] = TransitionTable(
    {
        (MergeState.PROPOSED, MergeMove.REFUSE): MergeState.REFUSED,
        (MergeState.PROPOSED, MergeMove.APPROVE): MergeState.MERGED,
        (MergeState.MERGED, MergeMove.UNDO): MergeState.UNDONE,
    }
)
