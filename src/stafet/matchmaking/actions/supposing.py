"""What if somebody had another place, or one place had one more seat? Asked by a person, worked out by a job, kept with the proposal.

It changes nothing of the run: a supposition is no proposal.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.matchmaking import policies
from stafet.matchmaking.drafts import Supposed, SupposedState, Supposition
from stafet.matchmaking.errors import NotNow, NotYourRound
from stafet.matchmaking.models import Proposal
from stafet.matchmaking.supposing import supposing_of
from stafet.matchmaking.written import read_policy, read_problem, read_result, write_supposed


@audit.action
def suppose(*, proposal: Proposal, place_id: UUID, by: Actor, at: datetime) -> None:
    """Somebody wants to know it. One supposition of a proposal is worked out at a time. Raises ``NotYourRound``, ``NotNow``."""
    locked = _held(proposal.pk)
    if not policies.can_decide_proposal(by, locked):
        raise NotYourRound(sentence("Only those who work with the young person decide this, by name."))
    now = supposing_of(locked, at=at)
    if now.why_not is not None:
        raise NotNow(now.why_not)
    if place_id not in {place.pk for place in now.places}:
        raise NotNow(sentence("This place is not in this answer. Choose another one."))
    if now.is_at_work:
        raise NotNow(sentence("Another one is being worked out for them. Wait for its answer."))
    locked.supposed[str(place_id)] = write_supposed(SupposedState.WAITING, at)
    locked.save(update_fields=["supposed"])
    audit.record(action="matchmaking.suppose", about=locked, by=by, at=at)


@audit.action
def take_up_supposition(*, proposal_id: UUID, place_id: UUID, by: Actor, at: datetime) -> Supposition:
    """A job begins, or begins again: the run as it was asked and answered. Only in the scope of a job. Raises ``NotNow``."""
    locked = _waiting(proposal_id, place_id, by)
    run = locked.run
    rows = list(Proposal.objects.filter(municipality_id=run.municipality_id, run=run).order_by("entry_id"))
    audit.record(action="matchmaking.take_up_supposition", about=locked, by=by, at=at)
    return Supposition(
        problem=read_problem(run, rows),
        policy=read_policy(run),
        result=read_result(run, rows),
        pupil=str(locked.entry_id),
        place=str(place_id),
        seconds=run.round.seconds,
    )


@audit.action
def answer_supposition(
    *, proposal_id: UUID, place_id: UUID, told: Supposed | None, by: Actor, at: datetime
) -> None:
    """What would be; or nothing, when the work has stopped. Only in the scope of a job. Raises ``NotNow``."""
    locked = _waiting(proposal_id, place_id, by)
    state = SupposedState.STOPPED if told is None else SupposedState.TOLD
    locked.supposed[str(place_id)] = write_supposed(state, at, told)
    locked.save(update_fields=["supposed"])
    audit.record(action="matchmaking.answer_supposition", about=locked, by=by, at=at)


def _held(proposal_id: UUID) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("run__round", "entry__placement", "place").get(pk=proposal_id)


def _waiting(proposal_id: UUID, place_id: UUID, by: Actor) -> Proposal:
    if not by.is_system:
        raise NotYourRound(sentence("Only a job answers this."))
    locked = _held(proposal_id)
    kept = locked.supposed.get(str(place_id))
    if kept is None or kept["state"] != SupposedState.WAITING:
        raise NotNow(sentence("It is answered already."))
    return locked
