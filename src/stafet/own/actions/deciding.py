"""Whether somebody decides about a young person's own log-ins and custody."""

from __future__ import annotations

from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.own.errors import NotYoursToOpen
from stafet.own.policies import can_open
from stafet.people import api as people
from stafet.responsibility import api as responsibility


def must_decide(person: people.Person, by: Actor) -> None:
    """Refuse whoever does not (``NotYoursToOpen``)."""
    if by.is_system:
        return
    holding = responsibility.Holding.objects.filter(
        municipality_id=person.municipality_id, person_id=person.pk, ends_at=None
    ).first()
    if holding is None or not can_open(by, holding):
        raise NotYoursToOpen(
            sentence("Only whoever has the responsibility, or the home municipality, decides about this.")
        )
