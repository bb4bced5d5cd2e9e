"""What travels with a hand-over: the envelope everybody at the receiver sees, and the package behind the seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypedDict
from uuid import UUID

from stafet.kernel.sharing import Thing
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility.actions.baton import Baton
from stafet.responsibility.drafts import Consent
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
    """The package's content: spells, open steps and holders at the moment of the offer, in this order of time.

    What may not be shared with the receiver on the chosen basis is left out.
    """

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


def pack(
    handover: Handover,
    baton: Baton,
    *,
    basis: str | Consent,
    message: str,
    things: frozenset[Thing],
) -> HandoverPackage:
    """Pack what is known now, as far as it may be shared: what ``things`` does not name stays here."""
    consent = basis if isinstance(basis, Consent) else None
    return HandoverPackage.objects.create(
        municipality_id=baton.municipality_id,
        person_id=baton.person_id,
        handover=handover,
        basis=consent.rule if consent else str(basis),
        message=message,
        snapshot=_snapshot(baton, things),
        consent_by=consent.given_by if consent else "",
        consent_on=consent.on if consent else None,
        consent_to=sorted(consent.things) if consent else [],
        packed_at=baton.at,
    )


def _snapshot(baton: Baton, things: frozenset[Thing]) -> Snapshot:
    return {
        "spells": _spells(baton) if Thing.PATH in things else [],
        "steps": _steps(baton) if Thing.AGREED in things else [],
        "holders": _holders(baton) if Thing.CONTACT_PERSON in things else [],
    }


def _spells(baton: Baton) -> list[_PackedSpell]:
    spells = pathways.Spell.objects.filter(**_whose(baton)).select_related("organisation")
    return [_packed_spell(spell) for spell in spells.order_by("starts_on", "pk")]


def _steps(baton: Baton) -> list[_PackedStep]:
    steps = NextStep.objects.open().filter(**_whose(baton)).order_by("due_on", "pk")
    return [{"kind": step.kind, "words": step.words, "due_on": step.due_on.isoformat()} for step in steps]


def _holders(baton: Baton) -> list[_PackedHolder]:
    holders = Holding.objects.filter(**_whose(baton)).select_related("organisation").order_by("starts_at")
    return [
        {
            "organisation": holding.organisation.name,
            "from_at": holding.starts_at.isoformat(),
            "until_at": holding.ends_at.isoformat() if holding.ends_at else "",
        }
        for holding in holders
    ]


def _whose(baton: Baton) -> dict[str, UUID]:
    return {"municipality_id": baton.municipality_id, "person_id": baton.person_id}


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
