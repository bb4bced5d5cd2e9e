"""The closed lists of school weeks, and what can become of a proposal."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class WeekOrigin(models.TextChoices):
    """How a version of a week came about."""

    FILE = "file", _("Read from a file")
    TYPED = "typed", _("Typed in")
    CORRECTED = "corrected", _("Corrected by hand")
    PROPOSAL = "proposal", _("A proposal that was taken")
    RETURNED = "returned", _("Gone back to an earlier version")


class WeekFormat(models.TextChoices):
    """What kind of file a week was read from."""

    XHSTT = "xhstt", _("XHSTT (XML)")
    GPU001 = "gpu001", _("List from Untis (GPU001)")


class DayFrame(models.TextChoices):
    """What a class's day must look like afterwards; the same as in the kernel, with words for people."""

    STRICT = "strict", _("Every class has exactly the hours it has now")
    GAP = "gap", _("A day may be one hour longer or shorter, without new holes")


class ProposalState(models.TextChoices):
    """Where a proposal stands."""

    WAITING = "waiting", _("Waits for its turn")
    SOLVING = "solving", _("Is being worked out")
    SOLVED = "solved", _("Waits for a decision")
    IMPOSSIBLE = "impossible", _("Not possible under these rules")
    UNDECIDED = "undecided", _("Not found out in the time")
    FAILED = "failed", _("Stopped by a fault")
    ACCEPTED = "accepted", _("Taken")
    DISCARDED = "discarded", _("Put aside")


class ProposalMove(models.TextChoices):
    """What can happen to a proposal."""

    BEGIN = "begin", _("Begin")
    SOLVE = "solve", _("Find a week")
    RULE_OUT = "rule_out", _("Find that there is none")
    GIVE_UP = "give_up", _("Run out of time")
    FAIL = "fail", _("Stop")
    TRY_AGAIN = "try_again", _("Try again with more time")
    ACCEPT = "accept", _("Take it")
    DISCARD = "discard", _("Put it aside")


_S, _M = ProposalState, ProposalMove
PROPOSAL = TransitionTable(
    {
        (_S.WAITING, _M.BEGIN): _S.SOLVING,
        (_S.WAITING, _M.FAIL): _S.FAILED,
        (_S.WAITING, _M.DISCARD): _S.DISCARDED,
        (_S.SOLVING, _M.BEGIN): _S.SOLVING,
        (_S.SOLVING, _M.SOLVE): _S.SOLVED,
        (_S.SOLVING, _M.RULE_OUT): _S.IMPOSSIBLE,
        (_S.SOLVING, _M.GIVE_UP): _S.UNDECIDED,
        (_S.SOLVING, _M.FAIL): _S.FAILED,
        (_S.UNDECIDED, _M.TRY_AGAIN): _S.WAITING,
        (_S.FAILED, _M.TRY_AGAIN): _S.WAITING,
        (_S.SOLVED, _M.TRY_AGAIN): _S.WAITING,
        (_S.SOLVED, _M.ACCEPT): _S.ACCEPTED,
        (_S.SOLVED, _M.DISCARD): _S.DISCARDED,
        (_S.IMPOSSIBLE, _M.DISCARD): _S.DISCARDED,
        (_S.UNDECIDED, _M.DISCARD): _S.DISCARDED,
        (_S.FAILED, _M.DISCARD): _S.DISCARDED,
    }
)
UNDER_WAY = (ProposalState.WAITING, ProposalState.SOLVING)
"""While a job is at work."""
