"""The closed lists of this room, and what can become of a break-off and of a concern."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class CaseState(models.TextChoices):
    """Where a break-off stands on its way to becoming a re-choice."""

    NEW = "new", _("Nobody has talked to them yet")
    TALKING = "talking", _("In contact")
    OFFERED = "offered", _("Has an offer")
    CHOSEN = "chosen", _("Has chosen what comes next")
    STARTED = "started", _("Has started")
    CLOSED = "closed", _("Closed")


class CaseMove(models.TextChoices):
    """What can happen to a break-off."""

    CONTACT = "contact", _("Talk to them")
    OFFER = "offer", _("Make an offer")
    CHOOSE = "choose", _("Choose")
    START = "start", _("Start")
    FALL_THROUGH = "fall_through", _("Look again")
    CLOSE = "close", _("Close")
    EXEMPT = "exempt", _("Exempt")
    REOPEN = "reopen", _("Open again")


_S, _M = CaseState, CaseMove

# An offer may be made again while it is weighed, and made anew after a choice that came to nothing. Nothing but a start that
# has lasted, or a leader's reasoned exemption, leads to the end.
CASE: TransitionTable[CaseState, CaseMove] = TransitionTable(
    {
        (_S.NEW, _M.CONTACT): _S.TALKING,
        (_S.NEW, _M.EXEMPT): _S.CLOSED,
        (_S.TALKING, _M.CONTACT): _S.TALKING,
        (_S.TALKING, _M.OFFER): _S.OFFERED,
        (_S.TALKING, _M.CHOOSE): _S.CHOSEN,
        (_S.TALKING, _M.EXEMPT): _S.CLOSED,
        (_S.OFFERED, _M.CONTACT): _S.OFFERED,
        (_S.OFFERED, _M.OFFER): _S.OFFERED,
        (_S.OFFERED, _M.CHOOSE): _S.CHOSEN,
        (_S.OFFERED, _M.EXEMPT): _S.CLOSED,
        (_S.CHOSEN, _M.START): _S.STARTED,
        (_S.CHOSEN, _M.FALL_THROUGH): _S.TALKING,
        (_S.CHOSEN, _M.EXEMPT): _S.CLOSED,
        (_S.STARTED, _M.CLOSE): _S.CLOSED,
        (_S.STARTED, _M.FALL_THROUGH): _S.TALKING,
        (_S.CLOSED, _M.REOPEN): _S.TALKING,
    }
)


class CaseOutcome(models.TextChoices):
    """What a break-off became. Only the first two are no drop-out."""

    RECHOSEN = "rechosen", _("A re-choice: something else has begun and lasts")
    RETURNED = "returned", _("Came back to the same place")
    EXEMPT = "exempt", _("Ended without a next step, by a leader’s decision")


class BreakOffReason(models.TextChoices):
    """Why somebody left, as those who talked to them understood it. The register's own code stands beside it."""

    WRONG_CHOICE = "wrong_choice", _("It was the wrong choice")
    TOO_HARD = "too_hard", _("It was too hard")
    TOO_EASY = "too_easy", _("It was too easy")
    WELL_BEING = "well_being", _("They did not feel well there")
    ABSENCE = "absence", _("They were absent too much")
    NO_PLACEMENT = "no_placement", _("No company, no apprenticeship")
    TRAVEL = "travel", _("It was too far, or the days did not fit")
    MONEY = "money", _("They could not afford it")
    HOME = "home", _("Something at home")
    WORK = "work", _("They have found work")
    NEVER_CAME = "never_came", _("They never came")
    OTHER = "other", _("Something else")


class Entry(models.TextChoices):
    """Whether somebody can get in, as it was found out. An aid, never a no."""

    UNKNOWN = "unknown", _("Not found out yet")
    MET = "met", _("They can get in")
    LACKING = "lacking", _("Something is missing")


class OptionState(models.TextChoices):
    """What has become of a possibility."""

    CONSIDERED = "considered", _("Being considered")
    TRIED = "tried", _("Being tried")
    CHOSEN = "chosen", _("Chosen")
    LEFT = "left", _("Left aside")


class ConcernReason(models.TextChoices):
    """Why somebody at an institution worries. Never computed: a named person says it."""

    ABSENCE = "absence", _("They are away more than before")
    WELL_BEING = "well_being", _("They do not seem well here")
    LEARNING = "learning", _("They do not follow")
    WRONG_CHOICE = "wrong_choice", _("They doubt their choice")
    NO_PLACEMENT = "no_placement", _("They have no company")
    CIRCUMSTANCES = "circumstances", _("Something around them makes it hard")
    OTHER = "other", _("Something else")


class ConcernState(models.TextChoices):
    """Where the shared work about a concern stands."""

    RAISED = "raised", _("Raised")
    AT_WORK = "at_work", _("Worked on together")
    ENDED = "ended", _("Ended")


class ConcernMove(models.TextChoices):
    """What can happen to a concern."""

    WORK = "work", _("Work on it together")
    END = "end", _("End it")


_C, _W = ConcernState, ConcernMove
CONCERN: TransitionTable[ConcernState, ConcernMove] = TransitionTable(
    {
        (_C.RAISED, _W.WORK): _C.AT_WORK,
        (_C.RAISED, _W.END): _C.ENDED,
        (_C.AT_WORK, _W.WORK): _C.AT_WORK,
        (_C.AT_WORK, _W.END): _C.ENDED,
    }
)


class ConcernOutcome(models.TextChoices):
    """What came of a concern."""

    STAYS = "stays", _("They stay, and it goes well again")
    CHANGES = "changes", _("They change to something else, before breaking off")
    BROKE_OFF = "broke_off", _("They broke off")
    UNFOUNDED = "unfounded", _("There was no reason to worry")


class MeasureKind(models.TextChoices):
    """What is done so that somebody stays."""

    FIRST_CONTACT = "first_contact", _("A first talk")
    THREE_PARTY = "three_party", _("A meeting of three: the young person, the institution, guidance")
    RETENTION_PLAN = "retention_plan", _("A retention plan")
    TRIAL_COURSE = "trial_course", _("Trying something else for a while")
    SUPPORT_PERIOD = "support_period", _("Joint support for a period")
    OTHER = "other", _("Something else")
