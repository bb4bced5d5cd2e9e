"""What can be supposed of an answer, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stafet.kernel.sentences import Sentence, sentence
from stafet.matchmaking.models import Proposal
from stafet.matchmaking.queries.rounds import seen_of
from stafet.matchmaking.states import Fairness, RoundState, RunState
from stafet.placements.api import Place


def why_nothing_is_supposed(row: Proposal, *, on: date) -> Sentence | None:
    """Why one can’t ask what would be; ``None``: one can. It is asked of the best there is only, and where it says nothing about one of a few."""
    run = row.run
    if run.round.state != RoundState.CLOSED or run.state != RunState.DONE or not run.is_sound:
        return sentence("The round is not open for decisions: it is finished, called off or not closed yet.")
    if run.fairness != Fairness.PRIORITIES:
        return sentence(
            "This answer goes by another rule than the priorities. What if is told of those only."
        )
    if run.proven < len(run.values):
        return sentence("This answer is not proven to be the best, so nothing can be told against it.")
    if not seen_of(run, on=on).all_told:
        return sentence(
            "You see too few of those in the round: the answer would tell something about one of the others."
        )
    return None


def places_to_suppose(row: Proposal) -> Sequence[Place]:
    """The places of the answer but their own: what they wished for first, then by name."""
    keys = {each["key"] for each in row.run.asked["places"]} - {str(row.place_id)}
    wished = {key: number for number, key in enumerate(row.asked["wishes"])}
    rows = Place.objects.filter(municipality_id=row.municipality_id, pk__in=keys).select_related("host")
    return sorted(
        rows, key=lambda place: (wished.get(str(place.pk), len(wished)), place.host.name, str(place.pk))
    )
