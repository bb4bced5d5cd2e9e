"""Classes and teams: opened, changed, closed. All in the scope of the municipality's job."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from stafet.administration.actions.places import locked, must_organise
from stafet.administration.errors import ChangedByNow, LeftBehind, NameIsTaken
from stafet.administration.left_behind import left_in_unit
from stafet.administration.seen import seen_unit
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.organisations.api import Unit, UnitKind


@audit.action
def open_unit(
    *, organisation_id: UUID, kind: UnitKind, name: str, grade: int | None, by: Actor, at: datetime
) -> Unit:
    """A class or a team begins. Raises ``NameIsTaken``, ``NotYours``."""
    organisation = locked(organisation_id)
    must_organise(by, organisation)
    _must_be_free(organisation_id, kind, name)
    return organisations.open_unit(organisation=organisation, kind=kind, name=name, grade=grade, by=by, at=at)


@audit.action
def change_unit(*, unit_id: UUID, name: str, grade: int | None, seen: str, by: Actor, at: datetime) -> None:
    """It is called otherwise, or is in another grade. Raises ``ChangedByNow``, ``NameIsTaken``, ``NotYours``."""
    unit = _locked(unit_id)
    must_organise(by, unit.organisation)
    if seen != seen_unit(unit):
        raise ChangedByNow(
            sentence(
                "Somebody else changed it since you opened the page. Now it is called %(name)s. "
                "Look at it, and save again if yours is still right.",
                name=unit.name,
            )
        )
    if name != unit.name:
        _must_be_free(unit.organisation_id, UnitKind(unit.kind), name)
    organisations.change_unit(unit=unit, name=name, grade=grade, by=by, at=at)


@audit.action
def close_unit(*, unit_id: UUID, on: date, by: Actor, at: datetime) -> None:
    """It no longer exists from today on, and nothing waits for it. Raises ``LeftBehind``, ``NotYours``."""
    unit = _locked(unit_id)
    must_organise(by, unit.organisation)
    left = left_in_unit(unit_id, on=on, at=at)
    if left.steps or left.offers or left.posts:
        raise LeftBehind(
            sentence(
                "Something still waits for it, so nothing was closed: %(steps)s open steps, %(offers)s offers and "
                "%(posts)s posts. Give them to somebody else first.",
                steps=left.steps,
                offers=left.offers,
                posts=left.posts,
            )
        )
    organisations.close_unit(unit=unit, on=on, by=by, at=at)


def _locked(unit_id: UUID) -> Unit:
    rows = Unit.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=unit_id)


def _must_be_free(organisation_id: UUID, kind: UnitKind, name: str) -> None:
    if Unit.objects.filter(
        organisation_id=organisation_id, kind=kind, name__iexact=name, ends_on=None
    ).exists():
        raise NameIsTaken(
            sentence("There is already one of this name there. Two of one name could not be told apart."),
            field="name",
        )
