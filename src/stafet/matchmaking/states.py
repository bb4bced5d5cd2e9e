"""The closed lists of this room, and what can become of a round, a run and a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.matching import AFTER_A_CHANGE, FROM_THE_START, Priority
from stafet.kernel.transitions import TransitionTable


class RoundState(models.TextChoices):
    """How far a round is."""

    OPEN = "open", _("Wishes are taken in")
    CLOSED = "closed", _("Closed: it can be matched")
    FINISHED = "finished", _("Finished")
    CALLED_OFF = "called_off", _("Called off")


class RoundMove(models.TextChoices):
    """What can happen to a round."""

    CLOSE = "close", _("Close the round")
    FINISH = "finish", _("Finish the round")
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
    """How far a run is."""

    WAITING = "waiting", _("Waits for its turn")
    WORKING = "working", _("Is being worked out")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


class RunMove(models.TextChoices):
    """What can happen to a run."""

    BEGIN = "begin", _("Begin")
    ANSWER = "answer", _("Answer")
    STOP = "stop", _("Stop")


RUN: TransitionTable[RunState, RunMove] = TransitionTable(
    {
        (RunState.WAITING, RunMove.BEGIN): RunState.WORKING,
        (RunState.WORKING, RunMove.BEGIN): RunState.WORKING,
        (RunState.WORKING, RunMove.ANSWER): RunState.DONE,
        (RunState.WAITING, RunMove.STOP): RunState.STOPPED,
        (RunState.WORKING, RunMove.STOP): RunState.STOPPED,
    }
)


class ProposalState(models.TextChoices):
    """What a person has said to what a run proposes."""

    PROPOSED = "proposed", _("Nobody has decided yet")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Not this one")


class ProposalMove(models.TextChoices):
    """What a person can say to a proposal."""

    ACCEPT = "accept", _("Accept")
    REFUSE = "refuse", _("Not this one")


PROPOSAL: TransitionTable[ProposalState, ProposalMove] = TransitionTable(
    {
        (ProposalState.PROPOSED, ProposalMove.ACCEPT): ProposalState.ACCEPTED,
        (ProposalState.PROPOSED, ProposalMove.REFUSE): ProposalState.REFUSED,
    }
)


class WhyNot(models.TextChoices):
    """Why a pair that was proposed is not to be. It says nothing about what anybody is worth."""

    PUPIL = "pupil", _("The pupil does not want it")
    HOME = "home", _("Those at home do not want it")
    HOST = "host", _("The host can’t take them")
    WAY = "way", _("The way there does not work")
    DAYS = "days", _("The days do not work")
    TASKS = "tasks", _("The tasks are not right for them")
    OTHER = "other", _("Something else")


class SeedKind(models.TextChoices):
    """Where the seed of the lot comes from."""

    DRAWN = "drawn", _("Stafet draws it, and shows it when the round is closed")
    TYPED = "typed", _("We publish our own text beforehand")


class Fairness(models.TextChoices):
    """By which rule places are given out."""

    PRIORITIES = "priorities", _("The town’s priorities")
    DEFERRED = "deferred", _("Deferred acceptance")


class Order(models.TextChoices):
    """Orders of priorities that a town can declare."""

    WORST_OFF = "worst_off", _("Those with the lowest wish first")
    ALL_TOGETHER = "all_together", _("All wishes together as high up as possible")
    WISH_BEFORE_COMPANY = "wish_before_company", _("A wish before a company")
    SHORT_WAYS = "short_ways", _("Short ways before high wishes")


_P = Priority
ORDERS: Mapping[Order, tuple[Priority, ...]] = MappingProxyType(
    {
        Order.WORST_OFF: FROM_THE_START,
        Order.ALL_TOGETHER: (_P.PLACED, _P.COMPANY, _P.TOTAL_RANK, _P.WORST_OFF, _P.TRAVEL, _P.CHANGES),
        Order.WISH_BEFORE_COMPANY: (
            *(_P.PLACED, _P.WORST_OFF, _P.TOTAL_RANK, _P.COMPANY, _P.TRAVEL, _P.CHANGES),
        ),
        Order.SHORT_WAYS: (_P.PLACED, _P.COMPANY, _P.TRAVEL, _P.WORST_OFF, _P.TOTAL_RANK, _P.CHANGES),
    }
)


def order_of(order: Order, *, fewest_changes: bool) -> tuple[Priority, ...]:
    """The priorities of a run. After a change nobody is moved who need not be; the rest keeps the order of the town."""
    declared = ORDERS[order]
    if not fewest_changes:
        return declared
    first = AFTER_A_CHANGE[:2]
    return (*first, *(each for each in declared if each not in first))
