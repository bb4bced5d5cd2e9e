"""A round with a finished answer: one is accepted, one is not to be, the others are locked, and it is matched again."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from stafet.demo.placements import look_for_places
from stafet.demo.story import Town
from stafet.integrations.matching_jobs import work_out
from stafet.kernel.actors import SYSTEM
from stafet.matchmaking import api as matchmaking
from stafet.matchmaking.api import Proposal, RoundFacts, RunOrder, SeedKind, WhyNot, WishDraft
from stafet.organisations import api as organisations
from stafet.placements import api as placements
from stafet.placements.api import Branch, PlaceKind, Voice

_PUPILS = 7
_SOON = timedelta(days=20)


def give_places_out(town: Town, at: datetime) -> None:
    """From wishes to the second answer."""
    bo, pupils = town.actor("bo", at), look_for_places(town, at, _PUPILS)
    scheme = pupils[0].scheme
    _ways(town, scheme, at)
    for number, placement in enumerate(pupils[:-1]):
        wished = list(matchmaking.could_wish_for(placement))
        draft = WishDraft(
            places=tuple(each.pk for each in (*wished[number % 3 :], *wished[: number % 3])[:3]),
            branches=(Branch.BUILDING, Branch.VEHICLES) if number % 2 else (),
            longest_way=45,
        )
        matchmaking.say_wishes(placement=placement, draft=draft, voice=Voice.STAFF, by=bo, at=at)
    facts = RoundFacts(
        name="Efterårets fordeling",
        first_day=at.date() + _SOON,
        weekdays=tuple(scheme.weekdays),
        days=scheme.days_a_week,
        place_kinds=(PlaceKind.COMPANY, PlaceKind.PRACTICAL_COURSE),
        contact_load=4,
        seed_kind=SeedKind.TYPED,
        seed="Byrådssalen i Egekøbing, første mandag i måneden",
    )
    the_round = matchmaking.open_round(scheme=scheme, facts=facts, secret="", by=SYSTEM, at=at)
    matchmaking.put_in(the_round=the_round, placements=pupils, by=bo, at=at)
    closed = matchmaking.close_round(the_round=the_round, by=SYSTEM, at=at)
    first = matchmaking.order_run(the_round=closed, order=RunOrder(), by=SYSTEM, at=at)
    work_out(first.pk, town.municipality_id)
    rows = list(Proposal.objects.filter(run=first, place__isnull=False).order_by("rank", "pk"))
    matchmaking.accept_proposal(proposal=rows[0], counsellor="Bo Bertelsen", by=bo, at=at)
    matchmaking.refuse_proposal(
        proposal=rows[1], reason=WhyNot.WAY, words="Bussen går først kl. 9", by=bo, at=at
    )
    matchmaking.lock_pairs(proposals=rows[2:4], by=bo, at=at)
    again = matchmaking.order_run(the_round=closed, order=RunOrder(earlier=first.pk), by=SYSTEM, at=at)
    work_out(again.pk, town.municipality_id)


def _ways(town: Town, scheme: placements.Scheme, at: datetime) -> None:
    """Some ways have been looked up, others not."""
    kinds = organisations.OrganisationKind
    schools = organisations.Organisation.objects.filter(
        municipality_id=town.municipality_id, kind=kinds.SCHOOL
    )
    places = list(placements.fitting_places(scheme))
    for far, school in enumerate(schools.order_by("name", "pk")):
        minutes: dict[UUID, int | None] = {
            place.host_id: 10 + 7 * number + 5 * far for number, place in enumerate(places[:4])
        }
        matchmaking.set_travel(school=school, minutes=minutes, by=town.actor("bo", at), at=at)
