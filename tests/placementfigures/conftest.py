"""A town with as many pupils as a figure needs: each stands where the test says, and the hand count is beside it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, a_person, a_spell, covered
from tests.placements.conftest import HOST, YEAR, acting, place, scheme
from tests.web.conftest import client_for, quick_settings

from stafet.access import api as access
from stafet.followup.api import WAS_THERE, AttendanceDay, DayMark
from stafet.people.api import Person
from stafet.placementfigures.api import Asked
from stafet.placements.api import (
    Agreement,
    AgreementState,
    EndReason,
    Place,
    Placement,
    Scheme,
    SchemeKind,
    Signature,
    WayState,
)

__all__ = ["acting", "client_for", "place", "quick_settings", "scheme"]


class Town:
    """Hedeby, its model, and whoever a test puts on the way."""

    IN_FORCE = AgreementState.IN_FORCE

    def __init__(self, cast: Cast, scheme: Scheme, place: Place) -> None:
        self.cast, self.scheme, self.place = cast, scheme, place

    @property
    def asked(self) -> Asked:
        """Everything of this school year, today."""
        return Asked((self.cast.hedeby.pk,), YEAR, TODAY, SchemeKind.JUNIOR_APPRENTICESHIP)

    def pupil(self, name: str = "Amina", *, is_seen: bool = True) -> Person:
        """In grade 9 of the school; Bo has the responsibility, unless nobody in the town may see them."""
        with access.job_scope(self.cast.hedeby.pk):
            person = a_person(self.cast.hedeby, name)
            a_spell(person, self.cast.school, unit=self.cast.class_9a)
            if is_seen:
                covered(person, self.cast.guidance, user=self.cast.bo, duty=[self.cast.town])
        return person

    def stand(
        self, count: int, state: WayState, *, days: int = 3, is_seen: bool = True, **more: Any
    ) -> list[Placement]:
        """So many pupils stand in a state, for so many days."""
        return [self.one(state, days=days, is_seen=is_seen, **more) for _ in range(count)]

    def one(self, state: WayState, *, days: int = 3, is_seen: bool = True, **more: Any) -> Placement:
        """One pupil stands in a state; whoever is there has an approved agreement."""
        person, since = self.pupil(is_seen=is_seen), TODAY - timedelta(days=days)
        told: dict[str, Any] = {"scheme": self.scheme, "grade": 9, **_over(state, since), **more}
        with access.job_scope(self.cast.hedeby.pk):
            placement = Placement.objects.create(
                municipality_id=self.cast.hedeby.pk,
                person=person,
                kind=told["scheme"].kind,
                school=self.cast.school,
                state=state,
                since_on=since,
                place=self.place if state == WayState.ACTIVE else None,
                registered_on=since if state == WayState.ACTIVE else None,
                known_at=NOW,
                **told,
            )
            if state == WayState.ACTIVE:
                self._agreed(placement, AgreementState.IN_FORCE)
        return placement

    def agreed(self, placement: Placement, state: AgreementState, **more: Any) -> Agreement:
        """A version of an agreement: each Wednesday from eight to three with half an hour's break, for twenty weeks."""
        with access.job_scope(self.cast.hedeby.pk):
            return self._agreed(placement, state, **more)

    def were_there(self, placement: Placement, *marks: DayMark) -> None:
        """What became of the first Wednesdays; six hours where they were there."""
        with access.job_scope(self.cast.hedeby.pk):
            for week, mark in enumerate(marks):
                AttendanceDay.objects.create(
                    municipality_id=self.cast.hedeby.pk,
                    person_id=placement.person_id,
                    placement=placement,
                    day=date(2026, 8, 12) + timedelta(weeks=week),
                    mark=mark,
                    minutes=360 if mark in WAS_THERE else 0,
                    voice="host",
                    known_at=NOW,
                )

    def _agreed(self, placement: Placement, state: AgreementState, **more: Any) -> Agreement:
        leader = (
            {"decided_by": self.cast.ditte, "decided_on": TODAY} if state == AgreementState.IN_FORCE else {}
        )
        told = {
            "revision": 1,
            "starts_on": date(2026, 8, 12),
            "ends_on": date(2026, 12, 30),
            "weekdays": [3],
            "begins_at": time(8),
            "stops_at": time(15),
            "break_minutes": 30,
            "supports_school": state in _APPROVED,
            "host_declares": state in _APPROVED,
            **leader,
            **more,
        }
        agreement = Agreement.objects.create(
            municipality_id=self.cast.hedeby.pk,
            person_id=placement.person_id,
            placement=placement,
            place=self.place,
            school=self.cast.school,
            state=state,
            host_name=HOST.name,
            host_number=HOST.number,
            school_name="Hedeby Skole",
            known_at=NOW,
            **told,
        )
        if state == AgreementState.IN_FORCE:
            self._signed(agreement, "host", NOW)
        return agreement

    def signed(self, agreement: Agreement, party: str, at: datetime) -> None:
        """One of those who sign has signed."""
        with access.job_scope(self.cast.hedeby.pk):
            self._signed(agreement, party, at)

    def _signed(self, agreement: Agreement, party: str, at: datetime) -> None:
        Signature.objects.create(
            municipality_id=self.cast.hedeby.pk,
            person_id=agreement.person_id,
            agreement=agreement,
            party=party,
            name="Somebody",
            signed_at=at,
            how="log_in",
            seal="a" * 64,
            known_at=NOW,
        )


@pytest.fixture
def town(everyone: Cast, scheme: Scheme, place: Place) -> Town:
    """Nobody is on the way yet."""
    return Town(everyone, scheme, place)


_APPROVED = {AgreementState.IN_FORCE, AgreementState.ENDED, AgreementState.REPLACED}


def _over(state: WayState, since: date | datetime) -> dict[str, Any]:
    if state == WayState.COMPLETED:
        return {"ended_on": since, "final_talk_on": since}
    if state == WayState.WITHDRAWN:
        return {"ended_on": since, "end_reason": EndReason.CHANGED_MIND}
    return {}
