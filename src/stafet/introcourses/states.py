"""What can become of a round of wishes, of one answer to it, and of what is proposed for one pupil."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.matching import Priority
from stafet.kernel.transitions import TransitionTable


class RoundState(models.TextChoices):
    """How far a round of wishes is."""

    OPEN = "open", _("Wishes are taken in")
    CLOSED = "closed", _("Closed: courses can be given out")
    FINISHED = "finished", _("Finished")
    CALLED_OFF = "called_off", _("Called off")


class RoundMove(models.TextChoices):
    """What can happen to a round of wishes."""

    CLOSE = "close", _("Close it for wishes")
    FINISH = "finish", _("Finish it")
    CALL_OFF = "call_off", _("Call it off")


ROUND: TransitionTable[RoundState, RoundMove] = TransitionTable(
    {
        (RoundState.OPEN, RoundMove.CLOSE): RoundState.CLOSED,
        (RoundState.CLOSED, RoundMove.FINISH): RoundState.FINISHED,
        (RoundState.OPEN, RoundMove.CALL_OFF): RoundState.CALLED_OFF,
        (RoundState.CLOSED, RoundMove.CALL_OFF): RoundState.CALLED_OFF,
    }
)


class RunState(models.TextChoices):
    """How far one answer is."""

    WAITING = "waiting", _("Waits for its turn")
    DONE = "done", _("Worked out")
    STOPPED = "stopped", _("Was not worked out")


class RunMove(models.TextChoices):
    """What can happen to one answer."""

    ANSWER = "answer", _("Answer")
    STOP = "stop", _("Stop")


RUN: TransitionTable[RunState, RunMove] = TransitionTable(
    {
        (RunState.WAITING, RunMove.ANSWER): RunState.DONE,
        (RunState.WAITING, RunMove.STOP): RunState.STOPPED,
    }
)


class ProposalState(models.TextChoices):
    """What a person has said to what is proposed for one pupil."""

    PROPOSED = "proposed", _("Nobody has decided yet")
    ACCEPTED = "accepted", _("Signed up")
    REFUSED = "refused", _("Not this one")


class ProposalMove(models.TextChoices):
    """What a person can say to it."""

    ACCEPT = "accept", _("Sign them up")
    REFUSE = "refuse", _("Not this one")


PROPOSAL: TransitionTable[ProposalState, ProposalMove] = TransitionTable(
    {
        (ProposalState.PROPOSED, ProposalMove.ACCEPT): ProposalState.ACCEPTED,
        (ProposalState.PROPOSED, ProposalMove.REFUSE): ProposalState.REFUSED,
    }
)


class Barred(models.TextChoices):
    """Why one pupil can't be given one course, before anybody is compared with anybody."""

    HAS = "has", _("They are signed up for it already")
    OVERLAPS = "overlaps", _("It is at the same time as something that is signed up for already")
    REFUSED = "refused", _("It was said that this one is not to be")
    GONE = "gone", _("It was called off, or taken out of the round")
    BEGUN = "begun", _("It has begun")


ORDER = (Priority.PLACED, Priority.WORST_OFF, Priority.TOTAL_RANK)
"""What counts, the most important first: everybody a course; then nobody far down their own list as long as it can be
helped; then all wishes together. What is still equal is drawn by lot."""
