"""Elsa's PRAO in a Swedish town, door by door: thought of, applied, consented, agreed, approved, there for ten days, certificate."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from tests.conftest import NOW
from tests.factories import granted
from tests.outreach.conftest import Sweden, sweden
from tests.placements.conftest import CONTACT, SAFE

from stafet.access import api as access
from stafet.followup import api as followup
from stafet.followup.api import DayMark, DayTold
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.countries import Country
from stafet.kernel.identity import uuid7
from stafet.pathways import api as pathways
from stafet.people.api import Person
from stafet.placements import api as placements
from stafet.placements.api import (
    Branch,
    Holder,
    How,
    Placement,
    RegisterKind,
    SchemeKind,
    Voice,
    WayMove,
    WayState,
    Willing,
)

__all__ = ["sweden"]

TODAY = NOW.date()
FIRST = TODAY + timedelta(days=(7 - TODAY.weekday()) % 7)
LAST = FIRST + timedelta(days=11)
AFTER = NOW + timedelta(days=(LAST - TODAY).days + 1)
VOICES = {
    "young_person": Voice.YOUNG_PERSON,
    "custody_holder": Voice.CUSTODY_HOLDER,
    "host": Voice.HOST,
}


@contextmanager
def working(user: access.User, at: datetime = NOW) -> Iterator[Actor]:
    """What somebody does at work."""
    with access.user_scope(user.pk):
        yield access.actor_for(user, at=at)


def leader_of(sweden: Sweden) -> access.User:
    """Lena leads Elsa's school."""
    with access.job_scope(sweden.alby.pk):
        lena = access.User(email="lena@example.org", name="Lena Lind", language="sv")
        lena.set_unusable_password()
        lena.save()
        access.Membership.objects.create(
            user=lena, organisation=sweden.school, role=access.Role.SCHOOL_LEADER, starts_at=NOW
        )
        return lena


def elsa_of(sweden: Sweden) -> Person:
    """Elsa is fourteen, in grade 8, and Sven counsels her."""
    with access.job_scope(sweden.alby.pk):
        elsa = sweden.pupil(birth_date=date(2012, 3, 1), kind=ActivityKind.BASIC_SCHOOL, ends_on=None)
        sweden.held(elsa)
        spell = elsa_spell(elsa)
        spell.organisation, spell.grade = sweden.school, 8
        spell.save()
        source, kind = uuid7(), access.Grant.Source.CLASS
        granted(elsa, sweden.school, access.Purpose.TEACHING, "ABDG", kind, source)
        return elsa


def elsa_spell(elsa: Person) -> pathways.Spell:
    """Her one spell."""
    return pathways.Spell.objects.get(person=elsa)


def applied(sweden: Sweden, elsa: Person, mother: Holder) -> Placement:
    """The town's model is the shipped one; Elsa applies, her mother consents."""
    with access.job_scope(sweden.alby.pk):
        scheme = placements.set_scheme(
            municipality_id=sweden.alby.pk,
            facts=placements.examples(Country.SE, 2026)["prao"],
            by=SYSTEM,
            at=NOW,
        )
    with working(sweden.sven) as sven:
        row = placements.begin_placement(person=elsa, scheme=scheme, by=sven, at=NOW)
    with access.job_scope(sweden.alby.pk):
        placements.apply_for(
            placement=row,
            acknowledged=scheme.consequence,
            direction="",
            holders=[mother],
            voice=Voice.YOUNG_PERSON,
            by=SYSTEM,
            at=NOW,
        )
        placements.answer_as_custody(
            placement=row,
            holder=mother,
            is_given=True,
            how=How.LOG_IN,
            holders=[mother],
            voice=Voice.CUSTODY_HOLDER,
            by=SYSTEM,
            at=NOW,
        )
    with working(sweden.sven):
        return Placement.objects.select_related("scheme", "person").get(pk=row.pk)


def agreed(sweden: Sweden, placement: Placement, mother: Holder) -> placements.Agreement:
    """Sven finds the workshop, writes the agreement for ten days, and everybody signs."""
    facts = placements.HostFacts("Verkstan", RegisterKind.SWEDISH, "5560160680", Branch.BUILDING, "Alby")
    offer = placements.PlaceFacts(
        Willing.YES, (SchemeKind.PRAO,), "Saws", weekdays=(1, 2, 3, 4, 5), from_age=14, capacity=1
    )
    days = {
        "starts_on": FIRST,
        "ends_on": LAST + timedelta(days=1),  # the day after the last
        "weekdays": [1, 2, 3, 4, 5],
        "risk_assessed_on": TODAY,
        "risk_seen_on": TODAY,  # in Sweden the school sees it before anybody begins
    }
    with working(sweden.sven) as sven:
        host = placements.add_host(
            municipality_id=sweden.alby.pk, facts=facts, contact=CONTACT, by=sven, at=NOW
        )
        place = placements.offer_place(host=host, starts_in=2026, facts=offer, by=sven, at=NOW)
        draft = placements.draft_agreement(
            placement=placement, place=place, counsellor="Sven Sand", by=sven, at=NOW
        )
        row = placements.change_agreement(agreement=draft, changes={**SAFE, **days}, by=sven, at=NOW)
        placements.send_agreement(agreement=row, holders=[mother], by=sven, at=NOW)
    with access.job_scope(sweden.alby.pk):
        for signature in placements.Signature.objects.filter(agreement=row).select_related("agreement"):
            placements.sign_agreement(
                signature=signature,
                how=How.LOG_IN,
                voice=VOICES[signature.party],
                declares=True,
                by=SYSTEM,
                at=NOW,
            )
        return placements.Agreement.objects.get(pk=row.pk)


def moved(sweden: Sweden, placement: Placement, what: WayMove, at: datetime, words: str = "") -> None:
    """Sven writes down one move."""
    with working(sweden.sven, at) as sven:
        placements.move_placement(placement=placement, what=what, on=at.date(), words=words, by=sven, at=at)


def test_a_fortnight_of_prao_goes_from_candidate_to_completed_with_a_certificate(sweden: Sweden) -> None:
    lena, elsa, mother = leader_of(sweden), elsa_of(sweden), Holder(uuid7(), "Maria Berg")
    placement = applied(sweden, elsa, mother)
    agreement = agreed(sweden, placement, mother)
    with working(lena) as by:
        placements.approve_agreement(
            agreement=agreement, supports_school=True, host_declares=True, by=by, at=NOW
        )
    began = NOW + (FIRST - TODAY)
    moved(sweden, placement, WayMove.START, began)  # PRAO is reported to no register of pupils
    with working(sweden.sven, AFTER) as sven:
        days = [FIRST + timedelta(days=number) for number in range(12)]
        told = [DayTold(day, DayMark.PRESENT) for day in days if day.isoweekday() < 6]
        followup.mark_days(placement=placement, days=told, by=sven, at=AFTER)
    moved(sweden, placement, WayMove.EVALUATE, AFTER, "She would go back")
    with working(sweden.sven, AFTER) as sven:
        paper = followup.issue_certificate(placement=placement, tasks="Saws", learned="", by=sven, at=AFTER)
    assert (paper.days, paper.host_name) == (10, "Verkstan")
    moved(sweden, placement, WayMove.COMPLETE, AFTER)
    with working(sweden.sven):
        (view,) = placements.placements_of(elsa.pk)
        assert view.placement.state == WayState.COMPLETED
        assert next(entry.to_state for entry in view.entries) == WayState.CANDIDATE
