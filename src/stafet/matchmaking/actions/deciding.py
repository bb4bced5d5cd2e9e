"""A person says yes or no to one proposal after another, and says which pairs must stay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.matchmaking import policies
from stafet.matchmaking.errors import NotComplete, NotNow, NotYourRound
from stafet.matchmaking.models import Entry, Proposal, Refusal, Round
from stafet.matchmaking.states import PROPOSAL, ProposalMove, ProposalState, RoundState, WhyNot
from stafet.organisations import api as organisations
from stafet.placements import api as placements
from stafet.placements.api import Place


@audit.action
def accept_proposal(*, proposal: Proposal, counsellor: str, by: Actor, at: datetime) -> placements.Agreement:
    """Yes: the place is held, and the agreement begins with what is known. The way of the pupil goes on from there.

    Raises ``NotYourRound``, ``NotNow``; and ``NotWhole`` or ``IllegalMove`` of the placements when the place is taken
    or the pupil is somewhere else by now.
    """
    locked = _decidable(proposal, by)
    if locked.place_id is None:
        raise NotComplete(sentence("Nothing is proposed for them. Find a place by hand, or match again."))
    placement = locked.entry.placement
    place = Place.objects.select_related("host").get(pk=locked.place_id)
    agreement = placements.draft_agreement(
        placement=placement, place=place, counsellor=counsellor, by=by, at=at
    )
    _decide(locked, ProposalMove.ACCEPT, by, at)
    audit.record(action="matchmaking.accept_proposal", about=locked, by=by, at=at)
    return agreement


@audit.action
def refuse_proposal(*, proposal: Proposal, reason: WhyNot, words: str = "", by: Actor, at: datetime) -> None:
    """Not this one: no later run of the round proposes the pair again. Raises ``NotYourRound``, ``NotNow``, ``NotComplete``."""
    locked = _decidable(proposal, by)
    if locked.place_id is None:
        raise NotComplete(sentence("Nothing is proposed for them. Find a place by hand, or match again."))
    _decide(locked, ProposalMove.REFUSE, by, at)
    Refusal.objects.get_or_create(
        municipality_id=locked.municipality_id,
        entry=locked.entry,
        place_id=locked.place_id,
        defaults={
            "person_id": locked.person_id,
            "reason": reason,
            "words": words.strip(),
            "by_id": by.user_id,
            "known_at": at,
        },
    )
    Entry.objects.filter(pk=locked.entry_id, locked_to_id=locked.place_id).update(locked_to=None)
    audit.record(action="matchmaking.refuse_proposal", about=locked, by=by, at=at, reason=reason.value)


@audit.action
def lock_pairs(*, proposals: Iterable[Proposal], by: Actor, at: datetime) -> int:
    """These pairs stay in the next run. What nobody is proposed for, or is decided, is passed over. Returns how many stay."""
    count = 0
    for proposal in proposals:
        locked = _decidable(proposal, by, must_wait=False)
        if locked.place_id is None or locked.state != ProposalState.PROPOSED:
            continue
        Entry.objects.filter(pk=locked.entry_id).update(locked_to=locked.place_id, known_at=at)
        audit.record(action="matchmaking.lock_pair", about=locked.entry, by=by, at=at)
        count += 1
    return count


@audit.action
def unlock(*, entry: Entry, by: Actor, at: datetime) -> None:
    """They may get another place in the next run. Raises ``NotYourRound``, ``NotNow``."""
    if by.is_system or not policies.can_see_round(by, entry.round):
        raise NotYourRound(sentence("Only those who work with the young person decide this."))
    _must_be_closed(entry.round)
    Entry.objects.filter(pk=entry.pk).update(locked_to=None, known_at=at)
    audit.record(action="matchmaking.unlock", about=entry, by=by, at=at)


def _decidable(proposal: Proposal, by: Actor, *, must_wait: bool = True) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("run__round", "entry__placement", "place").get(pk=proposal.pk)
    if not policies.can_decide_proposal(by, locked):
        raise NotYourRound(sentence("Only those who work with the young person decide this, by name."))
    _must_be_closed(locked.run.round)
    if must_wait and locked.state != ProposalState.PROPOSED:
        raise NotNow(sentence("Somebody has decided this already."))
    return locked


def _must_be_closed(the_round: Round) -> None:
    if the_round.state != RoundState.CLOSED:
        raise NotNow(
            sentence("The round is not open for decisions: it is finished, called off or not closed yet.")
        )


def _decide(proposal: Proposal, what: ProposalMove, by: Actor, at: datetime) -> None:
    proposal.state = PROPOSAL.after(ProposalState(proposal.state), what)
    proposal.decided_by_id = by.user_id
    proposal.decided_on, proposal.known_at = organisations.home(proposal.municipality_id).day(at), at
    proposal.save(update_fields=["state", "decided_by", "decided_on", "known_at"])
