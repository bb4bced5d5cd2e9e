"""How somebody asks in an emergency, said shortly."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from tests.kernel.numbers import danish_number
from tests.responsibility.world import World

from stafet.access import api as access
from stafet.emergency import api as emergency
from stafet.emergency.api import EmergencyAccess, EmergencyAsk, EmergencyReason
from stafet.kernel.actors import SYSTEM
from stafet.people import api as people

BORN = date(2010, 5, 4)
WORDS = "She stands at our door and cannot go home tonight"


def numbered(world: World, serial: int = 7, place: str = "school") -> tuple[people.Person, str]:
    """Somebody held, with a national number."""
    person, number = world.person(), danish_number(BORN, serial)
    with world.job():
        people.set_number(person=person, number=number, by=SYSTEM, at=world.now)
    world.take_in(person, place)
    return person, number


def ask_for(
    world: World,
    user: access.User,
    number: str = "",
    *,
    place: str = "gymnasium",
    words: str = WORDS,
    reference: str = "2026-114",
    name: str = "",
    birth_date: date | None = None,
) -> UUID | None:
    """Ask, in a transaction of one's own, as the page does."""
    draft = EmergencyAsk(
        organisation_id=world.places[place].pk,
        municipality_id=world.home.municipality_id,
        reason=EmergencyReason.HERE_NOW,
        words=words,
        reference=reference,
        national_number=number,
        name=name,
        birth_date=birth_date,
    )
    with world.acting(user) as actor:
        return emergency.open_in_emergency(ask=draft, by=actor, at=world.now)


def askings(world: World) -> list[EmergencyAccess]:
    """Every asking, in order, past the fences that a reviewer has."""
    with world.job():
        return list(EmergencyAccess.objects.select_related("user").order_by("at", "slot"))
