"""The partnership itself and who takes part. All in the scope of the keeping municipality's job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import Sentence, sentence
from stafet.partnerships import policies
from stafet.partnerships.errors import NotTheKeeper, PartyIsIncomplete, TakesPartAlready
from stafet.partnerships.models import Partnership, PartnershipWords, Party
from stafet.partnerships.states import Area, Level, PartyKind, Subject


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """What is said of a party: which organisation, or its name; what it is; how far it takes part; whom one asks for."""

    kind: PartyKind
    organisation_id: UUID | None = None
    named: str = ""
    level: Level = Level.FULL
    areas: Sequence[Area] = field(default_factory=tuple)
    contact: str = ""
    contact_at: str = ""


@audit.action
def found_partnership(
    *,
    municipality_id: UUID,
    name: str,
    with_municipalities: Sequence[str],
    coordinator_id: UUID,
    on: date,
    by: Actor,
    at: datetime,
) -> Partnership:
    """A co-operation begins. Raises ``NotTheKeeper``."""
    must_keep(by, municipality_id)
    row = Partnership.objects.create(
        municipality_id=municipality_id,
        name=name.strip(),
        with_municipalities=list(with_municipalities),
        coordinator_id=coordinator_id,
        begun_on=on,
        known_at=at,
    )
    record("found_partnership", row.municipality_id, row.pk, by=by, at=at)
    return row


@audit.action
def say_of_partnership(
    *, partnership: Partnership, subject: Subject, words: str, by: Actor, at: datetime
) -> PartnershipWords:
    """Its vision, its mission, for whom it is, where it comes from: the newest words count. Raises ``NotTheKeeper``."""
    must_keep(by, partnership.municipality_id)
    row = PartnershipWords.objects.create(
        municipality_id=partnership.municipality_id,
        partnership=partnership,
        subject=subject,
        words=words.strip(),
        written_by_id=None if by.is_system else by.user_id,
        known_at=at,
    )
    record("say_of_partnership", row.municipality_id, partnership.pk, by=by, at=at, reason=subject.value)
    return row


@audit.action
def add_party(
    *, partnership: Partnership, facts: PartyFacts, joined_on: date, by: Actor, at: datetime
) -> Party:
    """Somebody joins. Raises ``NotTheKeeper``, ``PartyIsIncomplete``, ``TakesPartAlready``."""
    must_keep(by, partnership.municipality_id)
    _check(facts)
    running = Party.objects.filter(partnership=partnership, left_on=None)
    if facts.organisation_id and running.filter(organisation_id=facts.organisation_id).exists():
        raise TakesPartAlready(sentence("This organisation takes part already."), field="organisation")
    row = Party.objects.create(
        municipality_id=partnership.municipality_id,
        partnership=partnership,
        organisation_id=facts.organisation_id,
        named=facts.named.strip(),
        kind=facts.kind,
        level=facts.level,
        areas=[area.value for area in facts.areas],
        contact=facts.contact.strip(),
        contact_at=facts.contact_at.strip(),
        joined_on=joined_on,
        known_at=at,
    )
    record("add_party", row.municipality_id, row.pk, by=by, at=at, reason=facts.level.value)
    return row


@audit.action
def change_party(*, party: Party, facts: PartyFacts, by: Actor, at: datetime) -> None:
    """It takes part otherwise, or somebody else is to be asked for. Who it is stays. Raises ``NotTheKeeper``, ``PartyIsIncomplete``."""
    must_keep(by, party.municipality_id)
    _check(facts)
    Party.objects.filter(pk=party.pk).update(
        kind=facts.kind,
        level=facts.level,
        areas=[area.value for area in facts.areas],
        contact=facts.contact.strip(),
        contact_at=facts.contact_at.strip(),
        known_at=at,
    )
    record("change_party", party.municipality_id, party.pk, by=by, at=at, reason=facts.level.value)


@audit.action
def end_party(*, party: Party, on: date, by: Actor, at: datetime) -> None:
    """It no longer takes part from a day on; what it has signed stays. Raises ``NotTheKeeper``, ``PartyIsIncomplete``."""
    must_keep(by, party.municipality_id)
    if on <= party.joined_on:
        raise PartyIsIncomplete(sentence("A party leaves after it has joined."), field="on")
    Party.objects.filter(pk=party.pk).update(left_on=on, known_at=at)
    record("end_party", party.municipality_id, party.pk, by=by, at=at)


def must_keep(by: Actor, municipality_id: UUID) -> None:
    """Refuse whoever does not keep the municipality's partnerships."""
    if not policies.can_keep(by, municipality_id):
        raise NotTheKeeper(
            sentence("Only those who organise for the municipality write here. Ask the coordinator.")
        )


def record(
    what: str, municipality_id: UUID, subject_id: UUID, *, by: Actor, at: datetime, reason: str = ""
) -> None:
    """Append to the log of changes."""
    audit.record_many(
        action=f"partnerships.{what}",
        municipality_id=municipality_id,
        subject_id=subject_id,
        by=by,
        at=at,
        reason=reason,
    )


def _check(facts: PartyFacts) -> None:
    wrong = _fault(facts)
    if wrong is not None:
        raise PartyIsIncomplete(wrong[0], field=wrong[1])


def _fault(facts: PartyFacts) -> tuple[Sentence, str] | None:
    if (facts.organisation_id is None) == (not facts.named.strip()):
        return sentence("Choose an organisation, or write the name of one that is not in the list."), "named"
    if facts.level is Level.CHOSEN_AREAS and not facts.areas:
        return sentence("Say in which areas it takes part."), "areas"
    if facts.level is not Level.CHOSEN_AREAS and facts.areas:
        return sentence("Only who takes part in chosen areas names them."), "areas"
    return None
