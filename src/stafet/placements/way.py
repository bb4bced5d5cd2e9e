"""The way of a pupil, as a table: from being thought of to a final conversation, and every way back.

Applying is allowed from the first four states: it is a right, so neither somebody's choice of whom to tell nor what is said in a
conversation stands before it. A refusal is of one agreement: the right to look for another place stays, and whoever has
withdrawn may begin anew.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.transitions import TransitionTable


class WayState(models.TextChoices):
    """Where a pupil stands."""

    CANDIDATE = "candidate", _("Somebody thought of it")
    INFORMED = "informed", _("Has been told about it")
    INTERESTED = "interested", _("Would like to hear more")
    TALKED = "talked", _("Has talked it through")
    APPLIED = "applied", _("Has applied")
    SEEKING = "seeking", _("Looks for a place")
    DRAFTED = "drafted", _("An agreement is being made")
    SIGNED = "signed", _("Signed by all")
    APPROVED = "approved", _("Approved by the leader")
    REFUSED = "refused", _("The leader has refused the agreement")
    REGISTERED = "registered", _("Registered")
    ACTIVE = "active", _("Is there")
    PAUSED = "paused", _("Paused")
    CHANGING = "changing", _("Changes place")
    ON_COURSE = "on_course", _("On a practical course")
    EVALUATED = "evaluated", _("Final conversation held")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class WayMove(models.TextChoices):
    """What can happen on the way."""

    INFORM = "inform", _("Tell about it")
    SHOW_INTEREST = "show_interest", _("Show interest")
    TALK = "talk", _("Talk it through")
    APPLY = "apply", _("Apply for it")
    CONSENT = "consent", _("Consent")
    DRAFT = "draft", _("Draft the agreement")
    SIGN = "sign", _("Sign")
    APPROVE = "approve", _("Approve")
    REFUSE = "refuse", _("Refuse")
    REDRAFT = "redraft", _("Change the agreement")
    LOOK_AGAIN = "look_again", _("Look for another place")
    REGISTER = "register", _("Report to the register")
    START = "start", _("Start")
    PAUSE = "pause", _("Pause")
    RESUME = "resume", _("Go on")
    CHANGE_PLACE = "change_place", _("Change place")
    TAKE_COURSE = "take_course", _("Take a practical course")
    EVALUATE = "evaluate", _("Hold the final conversation")
    COMPLETE = "complete", _("Complete")
    WITHDRAW = "withdraw", _("Withdraw")


_S, _M = WayState, WayMove
_BEFORE = (_S.CANDIDATE, _S.INFORMED, _S.INTERESTED, _S.TALKED)
_UNDER_WAY = (
    _S.APPLIED,
    _S.SEEKING,
    _S.DRAFTED,
    _S.SIGNED,
    _S.APPROVED,
    _S.REFUSED,
    _S.REGISTERED,
    _S.ACTIVE,
)
_ASIDE = (_S.PAUSED, _S.CHANGING, _S.ON_COURSE)

WAY: TransitionTable[WayState, WayMove] = TransitionTable(
    {
        (_S.CANDIDATE, _M.INFORM): _S.INFORMED,
        (_S.CANDIDATE, _M.SHOW_INTEREST): _S.INTERESTED,
        (_S.CANDIDATE, _M.TALK): _S.TALKED,
        (_S.INFORMED, _M.SHOW_INTEREST): _S.INTERESTED,
        (_S.INFORMED, _M.TALK): _S.TALKED,
        (_S.INTERESTED, _M.TALK): _S.TALKED,
        (_S.TALKED, _M.TALK): _S.TALKED,
        **{(state, _M.APPLY): _S.APPLIED for state in _BEFORE},
        (_S.APPLIED, _M.CONSENT): _S.SEEKING,
        (_S.SEEKING, _M.DRAFT): _S.DRAFTED,
        (_S.SEEKING, _M.TAKE_COURSE): _S.ON_COURSE,
        (_S.DRAFTED, _M.SIGN): _S.SIGNED,
        (_S.DRAFTED, _M.LOOK_AGAIN): _S.SEEKING,
        (_S.SIGNED, _M.APPROVE): _S.APPROVED,
        (_S.SIGNED, _M.REFUSE): _S.REFUSED,
        (_S.SIGNED, _M.REDRAFT): _S.DRAFTED,
        (_S.REFUSED, _M.REDRAFT): _S.DRAFTED,
        (_S.REFUSED, _M.LOOK_AGAIN): _S.SEEKING,
        (_S.APPROVED, _M.REGISTER): _S.REGISTERED,
        (_S.APPROVED, _M.START): _S.ACTIVE,
        (_S.APPROVED, _M.REDRAFT): _S.DRAFTED,
        (_S.REGISTERED, _M.START): _S.ACTIVE,
        (_S.REGISTERED, _M.REDRAFT): _S.DRAFTED,
        (_S.ACTIVE, _M.PAUSE): _S.PAUSED,
        (_S.ACTIVE, _M.CHANGE_PLACE): _S.CHANGING,
        (_S.ACTIVE, _M.EVALUATE): _S.EVALUATED,
        (_S.PAUSED, _M.RESUME): _S.ACTIVE,
        (_S.PAUSED, _M.CHANGE_PLACE): _S.CHANGING,
        (_S.PAUSED, _M.EVALUATE): _S.EVALUATED,
        (_S.CHANGING, _M.DRAFT): _S.DRAFTED,
        (_S.CHANGING, _M.TAKE_COURSE): _S.ON_COURSE,
        (_S.ON_COURSE, _M.CHANGE_PLACE): _S.CHANGING,
        (_S.ON_COURSE, _M.EVALUATE): _S.EVALUATED,
        (_S.EVALUATED, _M.COMPLETE): _S.COMPLETED,
        **{(state, _M.WITHDRAW): _S.WITHDRAWN for state in (*_BEFORE, *_UNDER_WAY, *_ASIDE)},
    }
)

OVER = frozenset({_S.COMPLETED, _S.WITHDRAWN})
"""Where nothing is under way any more."""
THERE = frozenset({_S.ACTIVE, _S.PAUSED, _S.CHANGING, _S.ON_COURSE})
"""Where somebody has begun: leaving from here is an early end, with a coded reason."""


class EndReason(models.TextChoices):
    """Why somebody leaves before the end, as those who talked to them understood it."""

    CHANGED_MIND = "changed_mind", _("They want to be in class on all days again")
    ACCESS = "access", _("They want to keep the way to upper secondary open")
    NO_PLACE = "no_place", _("No place was found")
    COMPANY_STOPPED = "company_stopped", _("The company could not go on")
    NO_MATCH = "no_match", _("They and the place did not suit each other")
    ABSENCE = "absence", _("They were absent too much")
    WELL_BEING = "well_being", _("They did not feel well there")
    HOME = "home", _("Those at home want something else")
    MOVED = "moved", _("They moved, or changed school")
    SAFETY = "safety", _("It was not safe there")
    OTHER = "other", _("Something else")


class Voice(models.TextChoices):
    """Who did something on the way."""

    STAFF = "staff", _("Somebody who works with them")
    YOUNG_PERSON = "young_person", _("The young person")
    CUSTODY_HOLDER = "custody_holder", _("Somebody with custody")
    HOST = "host", _("The host")
    RULE = "rule", _("A rule")
