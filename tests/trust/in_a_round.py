"""Somebody in a round of their town, with wishes and a proposal, every text marked; and a round of another town with an answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.integrations.matching_jobs import work_out
from stafet.kernel.actors import SYSTEM
from stafet.kernel.privacy import DataClass
from stafet.matchmaking import api as matchmaking
from stafet.matchmaking.api import Round, RoundFacts, RoundMove, Run, RunOrder, WishDraft
from stafet.placements.api import Branch, Place, PlaceKind, Placement, Scheme, Voice
from tests.cast import Cast
from tests.trust.markers import marker

Object = UUID | str | int
D = DataClass.PROCESS


def in_a_round(
    placement: Placement, place: Place, elsewhere: Scheme, name: str, cast: Cast, at: datetime
) -> dict[str, dict[str, Object]]:
    """Bo writes down what somebody wishes for and puts them in; a round of the other town is about nobody."""
    with access.user_scope(cast.bo.pk):
        bo = access.actor_for(cast.bo, at=at)
        draft = WishDraft((place.pk,), (Branch.BUILDING,), 30, marker(name, D, "wished"))
        matchmaking.say_wishes(placement=placement, draft=draft, voice=Voice.STAFF, by=bo, at=at)
    the_round = _opened(placement.scheme, at)
    with access.user_scope(cast.bo.pk):
        bo = access.actor_for(cast.bo, at=at)
        matchmaking.put_in(the_round=the_round, placements=[placement], by=bo, at=at)
    run = _matched(the_round, at)
    work_out(run.pk, run.municipality_id)
    with access.user_scope(cast.bo.pk):
        proposal = matchmaking.proposals_of(run).get()
    other = _matched(_opened(elsewhere, at), at)
    work_out(other.pk, other.municipality_id)
    return {
        "entry_id": {name: proposal.entry_id},
        "proposal_id": {name: proposal.pk},
        "round_id": {"elin": other.round_id},
        "run_id": {"elin": other.pk},
        "other_run_id": {"elin": other.pk},
        "round_move": {"": RoundMove.FINISH.value},
    }


def _opened(scheme: Scheme, at: datetime) -> Round:
    facts = RoundFacts("Autumn", at.date(), tuple(scheme.weekdays), scheme.days_a_week, (PlaceKind.COMPANY,))
    with access.job_scope(scheme.municipality_id):
        return matchmaking.open_round(scheme=scheme, facts=facts, secret="secret", by=SYSTEM, at=at)


def _matched(the_round: Round, at: datetime) -> Run:
    with access.job_scope(the_round.municipality_id):
        closed = matchmaking.close_round(the_round=the_round, by=SYSTEM, at=at)
        return matchmaking.order_run(the_round=closed, order=RunOrder(), by=SYSTEM, at=at)
