"""What travels with a hand-over: the envelope everybody at the receiver sees, and the package behind the seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility.actions.baton import Baton
from stafet.responsibility.models import Handover, HandoverPackage, Holding, NextStep


@dataclass(frozen=True, slots=True)
class Envelope:
    """All a receiver sees before accepting. Nothing of a hidden person but that there is one: they call."""

    name: str
    birth_year: int | None
    phone: str


class _PackedSpell(TypedDict):
    kind: str
    place: str
    programme: str
    starts_on: str
    ends_on: str


class _PackedStep(TypedDict):
    kind: str
    words: str
    due_on: str


class _PackedHolder(TypedDict):
    organisation: str
    from_at: str
    until_at: str


class Snapshot(TypedDict):
    """The package's content: spells, open steps and holders at the moment of the offer, in this order of time."""

    spells: list[_PackedSpell]
    steps: list[_PackedStep]
    holders: list[_PackedHolder]


def envelope_of(person: people.Person, baton: Baton, *, hidden: bool) -> Envelope:
    """Address the envelope."""
    phone = organisations.Organisation.objects.values_list("phone", flat=True).get(
        pk=baton.holding.organisation_id
    )
    if hidden:
        return Envelope(name="", birth_year=None, phone=phone)
    return Envelope(person.name, person.birth_date.year if person.birth_date else None, phone)


def pack(handover: Handover, baton: Baton, *, basis: str, message: str) -> HandoverPackage:
    """Pack what is known now."""
    return HandoverPackage.objects.create(
        municipality_id=baton.municipality_id,
        person_id=baton.person_id,
        handover=handover,
        basis=basis,
        message=message,
        snapshot=_snapshot(baton),
        packed_at=baton.at,
    )


def _snapshot(baton: Baton) -> Snapshot:
    whose = {"municipality_id": baton.municipality_id, "person_id": baton.person_id}
    spells = pathways.Spell.objects.filter(**whose).select_related("organisation").order_by("starts_on", "pk")
    steps = NextStep.objects.open().filter(**whose).order_by("due_on", "pk")
    holders = Holding.objects.filter(**whose).select_related("organisation").order_by("starts_at")
    return {
        "spells": [_packed_spell(spell) for spell in spells],
        "steps": [
            {"kind": step.kind, "words": step.words, "due_on": step.due_on.isoformat()} for step in steps
        ],
        "holders": [
            {
                "organisation": holding.organisation.name,
                "from_at": holding.starts_at.isoformat(),
                "until_at": holding.ends_at.isoformat() if holding.ends_at else "",
            }
            for holding in holders
        ],
    }


def _packed_spell(spell: pathways.Spell) -> _PackedSpell:
    return {
        "kind": spell.kind,
        "place": spell.organisation.name if spell.organisation else "",
        "programme": spell.programme_name,
        "starts_on": spell.starts_on.isoformat(),
        "ends_on": _day(spell.ends_on),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
