"""To whom somebody can be handed over: every organisation where somebody reads what is sent, by municipality."""

from __future__ import annotations

from itertools import groupby

from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.web.registry import PageRequest

Groups = list[tuple[str, list[tuple[str, str]]]]


def receiver_groups(request: PageRequest, person: people.Person) -> Groups:
    """The choices of a receiver, the person's own municipality first, whoever has them now left out."""
    held = responsibility.Holding.objects.filter(person=person, ends_at=None)
    holder = frozenset(held.values_list("organisation_id", flat=True))
    places = organisations.places(responsibility.receivers(at=request.at) - holder)
    ordered = sorted(places, key=lambda place: _order(place, person))
    return [
        (name, [(str(place.organisation_id), place.name) for place in group])
        for name, group in groupby(ordered, key=lambda place: place.municipality_name)
    ]


def _order(place: organisations.Place, person: people.Person) -> tuple[bool, str, str]:
    return place.municipality_id != person.municipality_id, place.municipality_name, place.name
