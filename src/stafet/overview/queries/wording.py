"""What lists say about steps, doings and hand-overs, as sentences that the page translates."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from stafet.kernel.sentences import Sentence, sentence
from stafet.kernel.standing import StandingState
from stafet.pathways import api as pathways
from stafet.responsibility.api import CoverageEnd, HandoverState, StepKind, StepOutcome

STEPS: Mapping[StepKind, Sentence] = MappingProxyType(
    {
        StepKind.FIRST_CONTACT: sentence("Make first contact"),
        StepKind.OFFER_ACTIVITY: sentence("Offer a new activity"),
        StepKind.CONVERSATION: sentence("Hold a conversation"),
        StepKind.FOLLOW_UP: sentence("Follow up"),
        StepKind.CONFIRM_START: sentence("Confirm the start"),
        StepKind.CONFIRM_LEAVING: sentence("Find out whether they have left"),
        StepKind.FIND_NEXT: sentence("Find what comes next"),
        StepKind.RISK_CONVERSATION: sentence("Talk about the risk of dropping out"),
        StepKind.NEXT_YEAR: sentence("Talk about what comes after this school year"),
        StepKind.WAIT: sentence("Wait, then look again"),
        StepKind.OTHER: sentence("Something else"),
    }
)
"""What is to be done. Here and below, in the same words as the closed list itself (a test compares)."""

OUTCOMES: Mapping[StepOutcome, Sentence] = MappingProxyType(
    {
        StepOutcome.REACHED_GOAL: sentence("It was done as agreed"),
        StepOutcome.AGREED_NEXT: sentence("A new step was agreed"),
        StepOutcome.NOT_REACHED: sentence("The young person was not reached"),
        StepOutcome.DECLINED: sentence("The young person did not want it"),
        StepOutcome.STILL_THERE: sentence("They are still there"),
        StepOutcome.HAS_LEFT: sentence("They have left"),
        StepOutcome.NO_LONGER_NEEDED: sentence("It is no longer needed"),
        StepOutcome.HANDED_OVER: sentence("Somebody else has taken over"),
        StepOutcome.COVERAGE_ENDED: sentence("The promise no longer applies"),
    }
)
"""What came of a step."""

HANDOVERS: Mapping[HandoverState, Sentence] = MappingProxyType(
    {
        HandoverState.OFFERED: sentence("Offered"),
        HandoverState.ACCEPTED: sentence("Accepted"),
        HandoverState.DECLINED: sentence("Declined"),
        HandoverState.WITHDRAWN: sentence("Withdrawn"),
        HandoverState.LAPSED: sentence("Lapsed"),
        HandoverState.CONFIRMED: sentence("Confirmed by presence"),
    }
)
"""Where a hand-over stands."""

COVERAGE_ENDS: Mapping[CoverageEnd, Sentence] = MappingProxyType(
    {
        CoverageEnd.COMPLETED: sentence("Completed a youth education"),
        CoverageEnd.AGE: sentence("Reached the upper age"),
        CoverageEnd.MOVED: sentence("Moved to another municipality"),
        CoverageEnd.DIED: sentence("Died"),
        CoverageEnd.MERGED: sentence("Was registered twice"),
    }
)
"""Why the promise no longer holds."""


def what_is_done(kind: str) -> Sentence:
    """A step in words."""
    return STEPS[StepKind(kind)]


def what_they_do(doing: pathways.Doing) -> Sentence:
    """In a few words where somebody is; the whole explanation when that is not certain."""
    running = doing.running
    if running is None or doing.standing.state is not StandingState.IN_ACTIVITY:
        return doing.standing.because
    if running.unit_name:
        return sentence("%(unit)s, %(place)s", unit=running.unit_name, place=running.place)
    if running.programme_name and running.programme_name != running.place:
        return sentence("%(programme)s, %(place)s", programme=running.programme_name, place=running.place)
    return sentence("At %(place)s", place=running.place)
