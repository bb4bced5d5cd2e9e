"""What can be supposed of an answer, why not, and what was asked and told of it so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from stafet.kernel.sentences import Sentence, sentence
from stafet.matchmaking.drafts import Asked, SupposedState
from stafet.matchmaking.models import Proposal
from stafet.matchmaking.queries.rounds import seen_of
from stafet.matchmaking.states import Fairness, RoundState, RunState
from stafet.matchmaking.written import read_supposed
from stafet.organisations import api as organisations
from stafet.placements.api import Place

PATIENCE = timedelta(minutes=2)
"""How long after the time it was given an answer may be missing before it can be asked for again."""


@dataclass(frozen=True, slots=True)
class Supposing:
    """Of one proposal: why nothing can be asked, of which places it can, whether a job is at work, and everything told so far."""

    why_not: Sentence | None
    places: Sequence[Place]
    is_at_work: bool
    asked: tuple[Asked, ...]


def supposing_of(row: Proposal, *, at: datetime) -> Supposing:
    """What somebody can ask of a proposal now."""
    asked = read_supposed(row)
    patience = PATIENCE + timedelta(seconds=2 * row.run.round.seconds)
    is_at_work = any(each.state is SupposedState.WAITING and at - each.at <= patience for each in asked)
    return Supposing(_why_not(row, at), _places(row), is_at_work, asked)


def _why_not(row: Proposal, at: datetime) -> Sentence | None:
    """It is asked of the best there is only, and where it says nothing about one of a few."""
    run = row.run
    if run.round.state != RoundState.CLOSED or run.state != RunState.DONE or not run.is_sound:
        return sentence("The round is not open for decisions: it is finished, called off or not closed yet.")
    if run.fairness != Fairness.PRIORITIES:
        return sentence(
            "This answer goes by another rule than the priorities. What if is told of those only."
        )
    if run.proven < len(run.values):
        return sentence("This answer is not proven to be the best, so nothing can be told against it.")
    if not seen_of(run, on=organisations.home(row.municipality_id).day(at)).all_told:
        return sentence(
            "You see too few of those in the round: the answer would tell something about one of the others."
        )
    return None


def _places(row: Proposal) -> Sequence[Place]:
    """The places of the answer but their own: what they wished for first, then by name."""
    keys = {each["key"] for each in row.run.asked["places"]} - {str(row.place_id)}
    wished = {key: number for number, key in enumerate(row.asked["wishes"])}
    rows = Place.objects.filter(municipality_id=row.municipality_id, pk__in=keys).select_related("host")
    return sorted(
        rows, key=lambda place: (wished.get(str(place.pk), len(wished)), place.host.name, str(place.pk))
    )
