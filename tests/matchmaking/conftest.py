"""Four pupils of Ditte's school look for a place; three hosts have four between them, one of them a course of the town."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held, a_person, a_spell, covered
from tests.placements.conftest import CONTACT, HOST, PLACE, a_holder, acting, applied, consented, scheme
from tests.web.conftest import client_for, quick_settings

from stafet.access import api as access
from stafet.integrations.matching_jobs import work_out
from stafet.matchmaking import api as matchmaking
from stafet.matchmaking.api import Entry, Proposal, Round, RoundFacts, Run, RunOrder, WishDraft
from stafet.placements import api as placements
from stafet.placements.api import Branch, Place, PlaceKind, Placement, Scheme, Voice

__all__ = ["acting", "client_for", "quick_settings", "scheme"]

SECRET = "a1b2c3d4"
FACTS = RoundFacts(
    name="Autumn",
    first_day=date(2026, 10, 1),
    weekdays=(1, 2, 3, 4, 5),
    days=1,
    place_kinds=(PlaceKind.COMPANY, PlaceKind.PRACTICAL_COURSE),
)
YOUNG = ("Amina", "Bilal", "Cleo", "Dag")


@dataclass(frozen=True)
class Town:
    """What the tests of this room need: pupils on their way, and places, each by a short name."""

    cast: Cast
    scheme: Scheme
    held: dict[str, Held]
    looking: dict[str, Placement]
    places: dict[str, Place]

    def wish(self, who: str, *places: str, **more: object) -> matchmaking.WishList:
        """Bo writes down with somebody what they wish for, best first."""
        draft = replace(WishDraft(tuple(self.places[key].pk for key in places)), **more)  # type: ignore[arg-type]
        with acting(self.cast.bo) as bo:
            return matchmaking.say_wishes(
                placement=self.looking[who], draft=draft, voice=Voice.STAFF, by=bo, at=NOW
            )

    def opened(self, who: Sequence[str] = YOUNG, facts: RoundFacts = FACTS) -> Round:
        """Gro opens a round, and Bo puts pupils in."""
        with acting(self.cast.gro) as gro:
            row = matchmaking.open_round(scheme=self.scheme, facts=facts, secret=SECRET, by=gro, at=NOW)
        with acting(self.cast.bo) as bo:
            matchmaking.put_in(the_round=row, placements=[self.now(name) for name in who], by=bo, at=NOW)
        return row

    def closed(self, who: Sequence[str] = YOUNG, facts: RoundFacts = FACTS) -> Round:
        """A round that can be matched."""
        row = self.opened(who, facts)
        with acting(self.cast.gro) as gro:
            return matchmaking.close_round(the_round=row, by=gro, at=NOW)

    def ordered(self, the_round: Round, order: RunOrder = RunOrder()) -> Run:  # noqa: B008 (frozen)
        """Gro lets it be matched; nobody has taken it up yet."""
        with acting(self.cast.gro) as gro:
            return matchmaking.order_run(the_round=the_round, order=order, by=gro, at=NOW)

    def matched(self, the_round: Round, order: RunOrder = RunOrder()) -> Run:  # noqa: B008 (frozen)
        """A run, worked out by the job."""
        run = self.ordered(the_round, order)
        work_out(run.pk, self.cast.hedeby.pk)
        return Run.objects.select_related("round__scheme", "earlier").get(pk=run.pk)

    def now(self, who: str) -> Placement:
        """Where somebody stands now."""
        with acting(self.cast.bo):
            return Placement.objects.select_related("scheme", "person").get(pk=self.looking[who].pk)

    def proposed(self, run: Run, who: str) -> Proposal:
        """What a run says for somebody, as Bo sees it."""
        with acting(self.cast.bo):
            return matchmaking.proposals_of(run).get(person=self.held[who].person)

    def outcome(self, run: Run) -> dict[str, str]:
        """Who has which place, by short names; nothing for none."""
        names = {place.pk: key for key, place in self.places.items()}
        with acting(self.cast.bo):
            rows = {row.person_id: row.place_id for row in matchmaking.proposals_of(run)}
        told = {who: rows[held.person.pk] for who, held in self.held.items() if held.person.pk in rows}
        return {who: names[place] if place else "" for who, place in told.items()}

    def accept(self, run: Run, who: str) -> placements.Agreement:
        """Bo says yes."""
        with acting(self.cast.bo) as bo:
            return matchmaking.accept_proposal(
                proposal=self.proposed(run, who), counsellor="Bo Bertelsen", by=bo, at=NOW
            )

    def entry(self, the_round: Round, who: str) -> Entry:
        """Somebody in a round."""
        with acting(self.cast.bo):
            return matchmaking.entries_of(the_round).get(person=self.held[who].person)

    def place_now(self, key: str) -> Place:
        """A place as it stands now."""
        return Place.objects.select_related("host").get(pk=self.places[key].pk)


@pytest.fixture
def town(everyone: Cast, scheme: Scheme) -> Town:
    """Everybody has applied and is consented to."""
    held = {name: _pupil(everyone, name) for name in YOUNG}
    looking = {name: _on_the_way(everyone, held[name], scheme) for name in YOUNG}
    places = {
        "workshop": a_place(everyone, "The workshop", "10000009", Branch.BUILDING, 1),
        "bakery": a_place(everyone, "The bakery", "10000025", Branch.FOOD, 1, email="berit@bakery.example"),
        "course": a_place(
            everyone, "The course", "10000033", Branch.BUILDING, 2, kind=PlaceKind.PRACTICAL_COURSE
        ),
    }
    return Town(everyone, scheme, held, looking, places)


def a_place(  # each is a fact of the test
    everyone: Cast,
    name: str,
    number: str,
    branch: Branch,
    capacity: int,
    *,
    kind: PlaceKind = PlaceKind.COMPANY,
    email: str = "villy@vaerk.example",
    **more: Any,
) -> Place:
    """A host with a place, as Bo writes it down."""
    facts = replace(HOST, name=name, number=number, branch=branch, kind=kind, unit_number="")
    told: dict[str, Any] = {"capacity": capacity, "from_age": 13, **more}
    offered = replace(PLACE, **told)
    with acting(everyone.bo) as bo:
        host = placements.add_host(
            municipality_id=everyone.hedeby.pk,
            facts=facts,
            contact=replace(CONTACT, email=email, phone=""),
            by=bo,
            at=NOW,
        )
        return placements.offer_place(host=host, starts_in=2026, facts=offered, by=bo, at=NOW)


def a_way(everyone: Cast, host_id: UUID, minutes: int) -> None:
    """Somebody has typed how long it takes from the school."""
    with acting(everyone.bo) as bo:
        matchmaking.set_travel(school=everyone.school, minutes={host_id: minutes}, by=bo, at=NOW)


def _pupil(everyone: Cast, name: str) -> Held:
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, name)
        a_spell(person, everyone.school, unit=everyone.class_9a)
        return covered(person, everyone.guidance, user=everyone.bo, duty=[everyone.guidance, everyone.town])


def _on_the_way(everyone: Cast, held: Held, scheme: Scheme) -> Placement:
    holder = a_holder(everyone, held, "Mona")
    with acting(everyone.bo) as bo:
        row = placements.begin_placement(person=held.person, scheme=scheme, by=bo, at=NOW)
    applied(everyone, row, holder)
    consented(everyone, row, holder)
    return row
