"""What lists say about steps, doings and hand-overs, as sentences that the page translates."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from stafet.kernel.sentences import Sentence, sentence
from stafet.kernel.standing import StandingState
from stafet.pathways import api as pathways
from stafet.responsibility.states import StepKind

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
"""What is to be done, in the same words as the closed list itself (a test compares)."""

NOTHING_KNOWN = sentence("Nothing is known about what this person does or has done.")


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
