"""Organisations: opened, changed, closed; and who holds when nobody else does. All in the scope of the municipality's job."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.administration.errors import ChangedByNow, LeftBehind, NameIsTaken, NotYours
from stafet.administration.left_behind import left_in
from stafet.administration.policies import can_organise, can_organise_town
from stafet.administration.seen import seen_key, seen_organisation
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.organisations.api import Organisation, OrganisationFacts, OrganisationKind
from stafet.responsibility import api as responsibility

_CARRIES_DUTY = OrganisationKind.GUIDANCE_UNIT


@audit.action
def open_organisation(
    *, municipality_id: UUID, facts: OrganisationFacts, by: Actor, at: datetime
) -> Organisation:
    """Somebody new can hold responsibility. Raises ``NameIsTaken``, ``NotYours``."""
    must_organise_town(by, municipality_id)
    _must_be_free(facts.name, municipality_id, at=at)
    row = organisations.register_organisation(
        municipality_id=municipality_id,
        kind=facts.kind,
        name=facts.name,
        phone=facts.phone,
        email=facts.email,
        by=by,
        at=at,
    )
    if facts.kind == _CARRIES_DUTY:
        responsibility.settle_duty(municipality_id=municipality_id, by=by, at=at)
    return row


@audit.action
def change_organisation(
    *, organisation_id: UUID, facts: OrganisationFacts, seen: str, by: Actor, at: datetime
) -> None:
    """It is called otherwise, is another kind, or is reached otherwise. What kind it is, only the municipality says.

    Raises ``ChangedByNow``, ``NameIsTaken``, ``NotYours``.
    """
    row = locked(organisation_id)
    must_organise(by, row)
    if seen != seen_organisation(row):
        raise ChangedByNow(
            sentence(
                "Somebody else changed this organisation since you opened the page. Now it says: %(now)s. "
                "Look at it, and save again if yours is still right.",
                now=", ".join(filter(None, (row.name, row.phone, row.email))),
            )
        )
    if facts.kind != row.kind:
        must_organise_town(by, row.municipality_id)
    if facts.name != row.name:
        _must_be_free(facts.name, row.municipality_id, at=at)
    organisations.change_organisation(organisation=row, facts=facts, by=by, at=at)
    if facts.kind != row.kind and _CARRIES_DUTY in {facts.kind, row.kind}:
        responsibility.settle_duty(municipality_id=row.municipality_id, by=by, at=at)


@audit.action
def close_organisation(*, organisation_id: UUID, on: date, by: Actor, at: datetime) -> None:
    """It no longer exists from today on. Its posts end with it; of everything else nothing may be left.

    Raises ``LeftBehind``, ``NotYours``.
    """
    row = locked(organisation_id)
    must_organise_town(by, row.municipality_id)
    left = left_in(row, on=on, at=at)
    if left.is_last_resort:
        raise LeftBehind(
            sentence("Here lies what nobody else holds. Name another organisation of last resort first.")
        )
    if not left.is_nothing:
        raise LeftBehind(
            sentence(
                "Something is left there, so nothing was closed: %(people)s young people, %(steps)s open steps, "
                "%(offers)s offers and %(requests)s requests. Hand them over or take them home first.",
                people=left.people,
                steps=left.steps,
                offers=left.offers,
                requests=left.requests,
            )
        )
    for membership in (
        access.Membership.objects.filter(organisation=row).exclude(ends_at__lte=at).order_by("pk")
    ):
        access.end_membership(membership=membership, by=by, at=at)
    organisations.close_organisation(organisation=row, on=on, by=by, at=at)
    if row.kind == _CARRIES_DUTY:
        responsibility.settle_duty(municipality_id=row.municipality_id, by=by, at=at)


@audit.action
def take_home(*, organisation_id: UUID, by: Actor, at: datetime) -> int:
    """Whom an organisation that is to close still holds comes home, each with a step to find what is next.

    Returns how many. Raises ``NotYours``; ``responsibility.NotYours`` for whoever may not take responsibility back.
    """
    row = locked(organisation_id)
    must_organise_town(by, row.municipality_id)
    return responsibility.fall_back_from(
        organisation_id=row.pk,
        municipality_id=row.municipality_id,
        because=responsibility.FallBackReason.TAKEN_BACK,
        by=by,
        at=at,
    )


@audit.action
def name_last_resort(*, organisation_id: UUID, seen: str, by: Actor, at: datetime) -> None:
    """Another organisation holds when nobody else does, and sees from now on whom the promise holds for.

    Raises ``ChangedByNow``, ``LeftBehind``, ``NotYours``.
    """
    row = locked(organisation_id)
    must_organise_town(by, row.municipality_id)
    home = organisations.home(row.municipality_id)
    if seen != seen_key(home.last_resort_id):
        raise ChangedByNow(
            sentence("Somebody else has named another organisation since you opened the page. Look again.")
        )
    if row.ends_on is not None:
        raise LeftBehind(sentence("This organisation has closed. Choose one that is there."))
    if not access.readers_of(row.pk, at=at):
        raise LeftBehind(
            sentence(
                "Nobody there could act for young people. Give somebody there a post first, or choose another."
            )
        )
    organisations.name_last_resort(municipality_id=row.municipality_id, organisation_id=row.pk, by=by, at=at)
    responsibility.settle_duty(municipality_id=row.municipality_id, by=by, at=at)


def locked(organisation_id: UUID) -> Organisation:
    """The organisation, held fast: nobody else changes it, and nothing new comes to it meanwhile."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation_id)


def must_organise(by: Actor, organisation: Organisation) -> None:
    """Refuse whoever does not organise this place."""
    if not can_organise(by, organisation):
        raise NotYours(
            sentence(
                "This organisation is not yours to change. Its leader or the municipality's coordinator can."
            )
        )


def must_organise_town(by: Actor, municipality_id: UUID) -> None:
    """Refuse whoever does not organise the whole municipality."""
    if not can_organise_town(by, municipality_id):
        raise NotYours(sentence("Only the municipality's coordinator or administrator does this."))


def _must_be_free(name: str, municipality_id: UUID, *, at: datetime) -> None:
    day = organisations.home(municipality_id).day(at)
    named = Organisation.objects.running_on(day).filter(municipality_id=municipality_id, name__iexact=name)
    if named.exists():
        raise NameIsTaken(
            sentence(
                "There is already an organisation of this name. Two of one name could not be told apart."
            ),
            field="name",
        )
