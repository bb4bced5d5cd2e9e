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


class OnlyPast(SentenceError):
    """Something is said to have happened on a day that is still to come."""


class OnlyLater(SentenceError):
    """Postponing moves a step to a later day, with a reason."""


class PastTheLegalDate(SentenceError):
    """A step can't be postponed beyond the day the law sets."""


class NoLastResort(SentenceError):
    """The municipality has not said who holds when nobody else does."""


class NotAccepted(SentenceError):
    """Only an accepted hand-over can be confirmed."""


class ProtectedPerson(SentenceError):
    """A protected person is handed over to one named colleague, and never merged."""


class NotToBeShared(SentenceError):
    """No basis allows that this is shared with this receiver."""


class NotAdmittedYet(SentenceError):
    """What eases a transition is not opened before the admission is decided."""


class SomethingLeftBehind(SentenceError):
    """A reassignment that would leave something behind is not done at all."""


class NothingToMerge(SentenceError):
    """A person can't be merged with themself, or with somebody of another municipality."""
