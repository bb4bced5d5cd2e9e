"""Holdings and the grants that follow from them: who may see somebody changes with who holds."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.grants import api as grants
from stafet.kernel.actors import Actor
from stafet.kernel.identity import uuid7
from stafet.kernel.sharing import sharing_matrix
from stafet.organisations import api as organisations
from stafet.responsibility.actions.baton import Baton
from stafet.responsibility.models import Coverage, Holding
from stafet.responsibility.states import AcquiredBy

HOLDER_BASIS = "stafet.sharing.holder"
HOLDER_SEES = "ABCDEG"
DUTY_SEES = "ABD"


def open_to_holder(
    person_id: UUID, municipality_id: UUID, *, organisation_id: UUID, by: Actor, at: datetime
) -> UUID:
    """Open somebody to the organisation that is about to hold. Returns the key its holding must have.

    This comes before anything else is written: whoever takes over must see in order to write.
    """
    holding_id = uuid7()
    grant = holder_grant(organisation_id, holding_id, organisations.home(municipality_id), on=at.date())
    grants.open_grants(municipality_id=municipality_id, person_id=person_id, grants=[grant], by=by, at=at)
    return holding_id


def holder_grant(
    organisation_id: UUID, holding_id: UUID, home: organisations.Home, *, on: date
) -> grants.GrantDraft:
    """What the holder may see, for as long as it holds: all that may be shared with one of its kind."""
    (place,) = organisations.places([organisation_id])
    return grants.GrantDraft(
        organisation_id=organisation_id,
        purpose=access.Purpose.GUIDANCE,
        basis=HOLDER_BASIS,
        classes=holder_sees(place.kind, home, on=on),
        source=access.Grant.Source.HOLDING,
        source_id=holding_id,
    )


def holder_sees(kind: organisations.OrganisationKind, home: organisations.Home, *, on: date) -> str:
    """The classes a holder of a kind is opened: those of every holder that may be shared with its kind."""
    to = organisations.RECIPIENTS[kind]
    allowed = sharing_matrix().classes_open_to(to, country=home.country, on=on)
    return "".join(letter for letter in HOLDER_SEES if letter in allowed)


def duty_grants(home: organisations.Home, coverage: Coverage, *, on: date) -> list[grants.GrantDraft]:
    """What the home municipality may see for as long as the promise holds, whoever holds."""
    return [
        grants.GrantDraft(
            organisation_id=unit_id,
            purpose=access.Purpose.DUTY,
            basis=coverage.rule,
            classes=DUTY_SEES,
            source=access.Grant.Source.DUTY,
            source_id=coverage.pk,
        )
        for unit_id in organisations.duty_units(home.municipality_id, on=on)
    ]


def end_holding(holding: Holding, *, at: datetime) -> None:
    """Close a holding. Its grant is ended last of all, by whoever calls this: without it nothing more is seen."""
    Holding.objects.filter(pk=holding.pk).update(ends_at=at, known_at=at)


def end_holding_grant(holding: Holding, *, by: Actor, at: datetime) -> None:
    """Close the person to whoever held."""
    grants.end_grants(
        municipality_id=holding.municipality_id,
        source=access.Grant.Source.HOLDING,
        source_ids=[holding.pk],
        by=by,
        at=at,
    )


def change_hands(
    baton: Baton,
    *,
    organisation_id: UUID,
    acquired_by: AcquiredBy,
    holding_id: UUID,
    holder_id: UUID | None = None,
    handover_id: UUID | None = None,
) -> Holding:
    """Close the present holding and write the next one, at the same instant: no gap, no overlap."""
    end_holding(baton.holding, at=baton.at)
    return Holding.objects.create(
        pk=holding_id,
        municipality_id=baton.municipality_id,
        person_id=baton.person_id,
        organisation_id=organisation_id,
        holder_id=holder_id,
        starts_at=baton.at,
        acquired_by=acquired_by,
        handover_id=handover_id,
        known_at=baton.at,
    )
