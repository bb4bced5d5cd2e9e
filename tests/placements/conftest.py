"""Amina is in 9.A of Ditte's school; the town has a model; the workshop of Villy Værk takes one young person this year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from tests.careerplans.conftest import acting
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, granted
from tests.web.conftest import amina, client_for, quick_settings

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.countries import Country
from stafet.kernel.identity import uuid7
from stafet.own import api as own
from stafet.placements import api as placements
from stafet.placements.api import (
    Branch,
    Certificate,
    Holder,
    How,
    Insurance,
    RegisterKind,
    SchemeKind,
    SchoolSubject,
    Voice,
    WayMove,
    Willing,
)

__all__ = ["acting", "amina", "client_for", "quick_settings"]

YEAR = 2026
HOST = placements.HostFacts(
    "Værk & Søn", RegisterKind.CVR, "10000009", Branch.BUILDING, "Hedeby", unit_number="1003388394"
)
CONTACT = placements.ContactFacts(
    "Villy Værk", "70 11 11 11", "villy@vaerk.example", suits="Has had three apprentices"
)
PLACE = placements.PlaceFacts(
    Willing.YES,
    (SchemeKind.JUNIOR_APPRENTICESHIP, SchemeKind.WORK_EXPERIENCE),
    "Carries, saws, measures",
    weekdays=(2, 3, 4),
    from_age=14,
    capacity=1,
)
SAFE: Mapping[str, Any] = {
    "starts_on": TODAY,
    "ends_on": TODAY + timedelta(days=280),
    "weekdays": [3],
    "begins_at": time(8),
    "stops_at": time(15),
    "break_minutes": 30,
    "is_unpaid": True,
    "aims": "To measure and to calculate",
    "subjects": [SchoolSubject.MATHEMATICS.value],
    "heaviest_lift": 10,
    "risk_words": "No machines; ear protection in the hall",
    "risk_assessed_on": date(2026, 8, 20),
    "instruction": "Half a day with Villy before the first task",
    "supervisor": "Villy Værk",
    "certificate": Certificate.NOT_NEEDED.value,
    "insurance": Insurance.STATE.value,
}


@contextmanager
def at_home(everyone: Cast) -> Iterator[Actor]:
    """What is done in own name is done by a job, once it was shown that it is theirs."""
    with access.job_scope(everyone.hedeby.pk):
        yield SYSTEM


@pytest.fixture
def scheme(everyone: Cast, request: pytest.FixtureRequest) -> placements.Scheme:
    """One day a week, as the first of the shipped models has it; with what a test says otherwise."""
    facts = replace(placements.examples(Country.DK, YEAR)["one-day"], **getattr(request, "param", {}))
    with acting(everyone.gro) as gro:
        return placements.set_scheme(municipality_id=everyone.hedeby.pk, facts=facts, by=gro, at=NOW)


@pytest.fixture
def place(everyone: Cast, request: pytest.FixtureRequest) -> placements.Place:
    """One place at the workshop; with what a test says otherwise."""
    facts = replace(PLACE, **getattr(request, "param", {}))
    with acting(everyone.bo) as bo:
        host = placements.add_host(
            municipality_id=everyone.hedeby.pk, facts=HOST, contact=CONTACT, by=bo, at=NOW
        )
        return placements.offer_place(host=host, starts_in=YEAR, facts=facts, by=bo, at=NOW)


@pytest.fixture
def seen_by_ditte(everyone: Cast, amina: Held) -> None:
    """Amina is in a class of Ditte's school."""
    with access.job_scope(everyone.hedeby.pk):
        source, kind = uuid7(), access.Grant.Source.CLASS
        granted(amina.person, everyone.school, access.Purpose.TEACHING, "ABDG", kind, source)


@pytest.fixture
def mother(everyone: Cast, amina: Held) -> Holder:
    """Amina's mother has custody alone."""
    return a_holder(everyone, amina, "Mona Holm")


@pytest.fixture
def placement(
    everyone: Cast, amina: Held, scheme: placements.Scheme, seen_by_ditte: None
) -> placements.Placement:
    """Bo has thought of it for Amina."""
    with acting(everyone.bo) as bo:
        return placements.begin_placement(person=amina.person, scheme=scheme, by=bo, at=NOW)


def a_holder(everyone: Cast, amina: Held, name: str) -> Holder:
    """Somebody has custody of Amina."""
    draft = own.CustodyDraft(name, own.CustodyKind.SHARED, date(2010, 5, 17))
    with access.job_scope(everyone.hedeby.pk):
        row = own.add_custody(person=amina.person, draft=draft, by=SYSTEM, at=NOW)
    return Holder(row.pk, name)


def applied(everyone: Cast, placement: placements.Placement, *holders: Holder) -> None:
    """Amina applies, having read what it means."""
    with at_home(everyone) as by:
        placements.apply_for(
            placement=placement,
            acknowledged=placement.scheme.consequence,
            direction="Carpenter",
            holders=holders,
            voice=Voice.YOUNG_PERSON,
            by=by,
            at=NOW,
        )


def consented(everyone: Cast, placement: placements.Placement, holder: Holder, *holders: Holder) -> None:
    """Somebody with custody says yes."""
    with at_home(everyone) as by:
        placements.answer_as_custody(
            placement=placement,
            holder=holder,
            is_given=True,
            how=How.LOG_IN,
            holders=holders or (holder,),
            voice=Voice.CUSTODY_HOLDER,
            by=by,
            at=NOW,
        )


def drafted(
    everyone: Cast,
    placement: placements.Placement,
    place: placements.Place,
    mother: Holder,
    **changes: object,
) -> placements.Agreement:
    """Amina has applied, her mother has consented, and Bo has written the whole agreement."""
    applied(everyone, placement, mother)
    consented(everyone, placement, mother)
    with acting(everyone.bo) as bo:
        row = placements.draft_agreement(
            placement=placement, place=place, counsellor="Bo Bertelsen", by=bo, at=NOW
        )
        return placements.change_agreement(agreement=row, changes={**SAFE, **changes}, by=bo, at=NOW)


def signed(everyone: Cast, agreement: placements.Agreement, mother: Holder) -> placements.Agreement:
    """Everybody has signed."""
    with acting(everyone.bo) as bo:
        placements.send_agreement(agreement=agreement, holders=[mother], by=bo, at=NOW)
    with at_home(everyone) as by:
        for row in placements.Signature.objects.filter(agreement=agreement).select_related("agreement"):
            placements.sign_agreement(
                signature=row, how=How.LOG_IN, voice=_VOICES[row.party], declares=True, by=by, at=NOW
            )
        return placements.Agreement.objects.get(pk=agreement.pk)


def approved(everyone: Cast, agreement: placements.Agreement) -> None:
    """Ditte finds both things in order."""
    with acting(everyone.ditte) as ditte:
        placements.approve_agreement(
            agreement=agreement, supports_school=True, host_declares=True, by=ditte, at=NOW
        )


def moved(everyone: Cast, placement: placements.Placement, what: WayMove, words: str = "") -> None:
    """Bo writes down one move, today."""
    with acting(everyone.bo) as bo:
        placements.move_placement(placement=placement, what=what, on=TODAY, words=words, by=bo, at=NOW)


def there(everyone: Cast, placement: placements.Placement, place: placements.Place, mother: Holder) -> None:
    """Amina is at the workshop."""
    approved(everyone, signed(everyone, drafted(everyone, placement, place, mother), mother))
    moved(everyone, placement, WayMove.REGISTER)
    moved(everyone, placement, WayMove.START)


def now_of(everyone: Cast, placement: placements.Placement) -> placements.PlacementView:
    """Everything about the placement, as Bo sees it now."""
    with acting(everyone.bo):
        view = placements.placement_view(placement.pk)
        assert view is not None
        return view


_VOICES = {
    "young_person": Voice.YOUNG_PERSON,
    "custody_holder": Voice.CUSTODY_HOLDER,
    "host": Voice.HOST,
}
