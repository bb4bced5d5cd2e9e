"""Why something can't be done with the responsibility for somebody, in words."""

from __future__ import annotations

from stafet.kernel.sentences import SentenceError


class NotCovered(SentenceError):
    """The promise does not hold for this person, so there is nothing to hold."""


class AlreadyCovered(SentenceError):
    """The promise already holds for this person."""


class NotYours(SentenceError):
    """Somebody else may do this."""


class NeedsNextStep(SentenceError):
    """The last open step of a covered person can't be closed without a next one."""


class StepIsClosed(SentenceError):
    """A step that is done or cancelled can't change any more."""


class DueInThePast(SentenceError):
    """A next step lies ahead."""


class NotAtThatOrganisation(SentenceError):
    """A step or a responsibility can only be given to somebody who works there."""


class AlreadyOffered(SentenceError):
    """A hand-over of this person is waiting for an answer."""


class AnsweredByNow(SentenceError):
    """Somebody answered, withdrew or let lapse this hand-over in the meantime."""


class NobodyReadsThere(SentenceError):
    """Nobody at the receiving organisation could take over."""
