"""Why somebody can't be opened in an emergency, or an emergency not be judged, in words."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotForThisRole(SentenceError):
    """Only counsellors and leaders have emergency access."""


class SayWhy(SentenceError):
    """An emergency has a reason that can be reviewed."""


class SayWho(SentenceError):
    """One young person is asked for, exactly."""


class UsedUp(SentenceError):
    """Emergency access is for the few times it is needed."""


class NotYoursToReview(SentenceError):
    """Somebody else answers for whether it was justified."""


class ReviewedByNow(SentenceError):
    """Somebody else was faster."""
