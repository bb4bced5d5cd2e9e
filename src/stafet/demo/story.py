"""What has happened in the municipality before somebody looks at it: hand-overs, answers, steps done and postponed.

Everything goes through the doors, by the person who would have done it, at the time they would have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.demo.places import INSTITUTIONS, SCHOOLS
from stafet.demo.staff import employee
from stafet.kernel.actors import Actor
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import api as responsibility

BASIS = "dk.sharing.transition"
MESSAGES = (
    "Glæder sig. Har været på brobygning hos jer i november.",
    "Vil gerne have en kontakt inden første dag. Ring helst om eftermiddagen.",
    "Har søgt to uddannelser og er glad for sit førstevalg.",
    "",
)
COUNSELLORS = {"899101": "freja", "899102": "jonas", "899103": "lene", "899104": "per"}
LEADERS = {"899001": "ditte", "899002": "hans", "899003": "mette", "899004": "niels", "899006": "sara"}


@dataclass(frozen=True, slots=True)
class Town:
    """The municipality of the demonstration, with whom its institutions' keys stand for."""

    municipality_id: UUID
    places: Mapping[str, organisations.Organisation]

    def actor(self, name: str, at: datetime) -> Actor:
        """One of the staff, with the posts held at an instant."""
        return access.actor_for(employee(name), at=at)


def know_town(municipality_id: UUID) -> Town:
    """Look the organisations up by name."""
    by_name = {
        row.name: row
        for row in organisations.Organisation.objects.filter(municipality_id=municipality_id).order_by("name")
    }
    return Town(municipality_id, {place.key: by_name[place.name] for place in (*SCHOOLS, *INSTITUTIONS)})


def offer(
    town: Town,
    person: people.Person,
    *,
    by: str,
    to_key: str,
    at: datetime,
    starts_on: date | None,
    number: int,
) -> responsibility.Handover:
    """A hand-over is offered, with a few words."""
    return responsibility.offer_handover(
        person=person,
        to=responsibility.Receiver(organisation_id=town.places[to_key].pk),
        kind=responsibility.HandoverKind.START,
        basis=BASIS,
        message=MESSAGES[number % len(MESSAGES)],
        starts_on=starts_on,
        by=town.actor(by, at),
        at=at,
    )


def accept(town: Town, handover: responsibility.Handover, *, by: str, at: datetime) -> None:
    """The receiver takes over and says what comes first."""
    step = responsibility.StepDraft(
        kind=responsibility.StepKind.FIRST_CONTACT,
        due_on=at.date() + timedelta(days=7),
        assignee_id=employee(by).pk,
    )
    responsibility.accept_handover(
        handover=handover,
        first_step=step,
        holder_id=employee(by).pk,
        by=town.actor(by, at),
        at=at,
    )


def in_town(town: Town, act: Callable[[], None]) -> None:
    """Do something in the municipality's scope."""
    with access.job_scope(town.municipality_id):
        act()
