"""The closed lists of this room, and the table of the hand-over."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class CoverageEnd(models.TextChoices):
    """Why the promise no longer holds for somebody."""

    COMPLETED = "completed", _("Completed a youth education")
    AGE = "age", _("Reached the upper age")
    MOVED = "moved", _("Moved to another municipality")
    DIED = "died", _("Died")
    MERGED = "merged", _("Was registered twice")


class AcquiredBy(models.TextChoices):
    """The only ways a holding begins. Nothing else ever writes one."""

    TAKEN_IN = "taken_in", _("Taken in")
    ACCEPTED = "accepted", _("Accepted a hand-over")
    FELL_BACK = "fell_back", _("Fell back to the home municipality")


class FallBackReason(models.TextChoices):
    """Why the home municipality holds again."""

    UNANSWERED = "unanswered", _("Nobody answered the hand-over")
    ORGANISATION_CLOSED = "closed", _("The organisation has closed")
    NOBODY_LEFT = "nobody_left", _("Nobody is left there who could act")
    TAKEN_BACK = "taken_back", _("The home municipality took it back")


class StepKind(models.TextChoices):
    """What is to be done. The words beside it are the person's own."""

    FIRST_CONTACT = "first_contact", _("Make first contact")
    OFFER_ACTIVITY = "offer_activity", _("Offer a new activity")
    CONVERSATION = "conversation", _("Hold a conversation")
    FOLLOW_UP = "follow_up", _("Follow up")
    CONFIRM_START = "confirm_start", _("Confirm the start")
    CONFIRM_LEAVING = "confirm_leaving", _("Find out whether they have left")
    FIND_NEXT = "find_next", _("Find what comes next")
    RISK_CONVERSATION = "risk_conversation", _("Talk about the risk of dropping out")
    NEXT_YEAR = "next_year", _("Talk about what comes after this school year")
    WAIT = "wait", _("Wait, then look again")
    OTHER = "other", _("Something else")


class StepState(models.TextChoices):
    """Where a step stands."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class StepOutcome(models.TextChoices):
    """What came of a step."""

    REACHED_GOAL = "reached_goal", _("It was done as agreed")
    AGREED_NEXT = "agreed_next", _("A new step was agreed")
    NOT_REACHED = "not_reached", _("The young person was not reached")
    DECLINED = "declined", _("The young person did not want it")
    STILL_THERE = "still_there", _("They are still there")
    HAS_LEFT = "has_left", _("They have left")
    NO_LONGER_NEEDED = "no_longer_needed", _("It is no longer needed")
    HANDED_OVER = "handed_over", _("Somebody else has taken over")
    COVERAGE_ENDED = "coverage_ended", _("The promise no longer applies")


class LeavingAnswer(models.TextChoices):
    """What a person found out about a place that a register let drop, or ended early."""

    STILL_THERE = "still_there", _("They are still there")
    BROKEN_OFF = "broken_off", _("They have broken off")
    CHANGED = "changed", _("They have changed to something else")
    COMPLETED = "completed", _("They have completed it")
    MOVED = "moved", _("They have moved away")


class HandoverState(models.TextChoices):
    """Where a hand-over stands. The sender is responsible in all of them but one."""

    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")
    CONFIRMED = "confirmed", _("Confirmed by presence")


class HandoverMove(models.TextChoices):
    """What can happen to a hand-over."""

    ACCEPT = "accept", _("Accept")
    DECLINE = "decline", _("Decline")
    WITHDRAW = "withdraw", _("Withdraw")
    LAPSE = "lapse", _("Lapse")
    CONFIRM = "confirm", _("Confirm by presence")


HANDOVER: TransitionTable[HandoverState, HandoverMove] = TransitionTable(
    {
        (HandoverState.OFFERED, HandoverMove.ACCEPT): HandoverState.ACCEPTED,
        (HandoverState.OFFERED, HandoverMove.DECLINE): HandoverState.DECLINED,
        (HandoverState.OFFERED, HandoverMove.WITHDRAW): HandoverState.WITHDRAWN,
        (HandoverState.OFFERED, HandoverMove.LAPSE): HandoverState.LAPSED,
        (HandoverState.ACCEPTED, HandoverMove.CONFIRM): HandoverState.CONFIRMED,
    }
)


class HandoverKind(models.TextChoices):
    """What is handed over, as the receiver reads it on the envelope."""

    START = "start", _("Starts at a new place")
    CHANGE = "change", _("Changes to something else")
    DROP_OUT = "drop_out", _("Has broken off")
    MOVE = "move", _("Moves to another municipality")
    INTERNAL = "internal", _("Changes hands within the cooperation")
    REQUESTED = "requested", _("Was asked for by the receiver")


class DeclineReason(models.TextChoices):
    """Why a receiver says no; each has its consequence for the sender's next step."""

    NOT_OURS = "not_ours", _("The young person does not belong with us")
    NO_PLACE = "no_place", _("There is no place")
    NOT_STARTED = "not_started", _("The young person does not start here")
    MISSING_INFORMATION = "missing_information", _("Something we need is missing")
    OTHER = "other", _("Another reason")


class RequestState(models.TextChoices):
    """Where a receiver's request for a person stands."""

    ASKED = "asked", _("Asked")
    OFFERED = "offered", _("Answered with an offer")
    REFUSED = "refused", _("Refused")


class RequestAnswer(models.TextChoices):
    """What the holder answers to somebody who asks for a person."""

    OFFER = "offer", _("Offer the responsibility")
    REFUSE = "refuse", _("Keep the responsibility")


class ConsentBy(models.TextChoices):
    """Who said yes to something being shared."""

    YOUNG_PERSON = "young_person", _("The young person")
    CUSTODY = "custody", _("Those with custody")
    BOTH = "both", _("The young person and those with custody")
