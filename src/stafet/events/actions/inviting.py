"""Who is invited: worked out when it is sent, within the sight of whoever sends it, and nobody twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.events.actions.steps import day_in, hold_event, must_keep, note
from stafet.events.actions.telling import Occasion, tell_guests
from stafet.events.drafts import Audience, Invited, Who
from stafet.events.errors import NotWhole
from stafet.events.models import Event, Guest, Part
from stafet.events.queries.audience import Pupil, homes_of, pupils_of
from stafet.events.states import Group, Whom
from stafet.kernel.actors import Actor
from stafet.kernel.identity import uuid7
from stafet.kernel.sentences import sentence
from stafet.placements import api as placements


@audit.action
def invite_young(*, event: Event, audience: Audience, by: Actor, at: datetime) -> Invited:
    """Young people of an audience, those at home with them, or both; it stands on their own pages.

    Sent again it reaches whoever has come since, and nobody twice. Raises ``NotYours``, ``NotNow``, ``NotWhole``.
    """
    must_keep(by, event)
    locked = hold_event(event.pk)
    today = day_in(locked.municipality_id, at)
    _must_name_somebody(audience)
    pupils = pupils_of(audience, locked.municipality_id, today=today)
    if not pupils:
        raise NotWhole(
            sentence(
                "Nobody whom you may see belongs to that today. Choose others, or ask a colleague who works with them."
            )
        )
    wanted = list(_those(pupils, audience.whom, today))
    there = _there_already(locked, {who.person_id for who, _ in wanted})
    new = [_row(locked, who, pupil, today, at) for who, pupil in wanted if who not in there]
    Part.objects.bulk_create(new)
    for row in new:
        audit.record(action="events.invite", about=row, by=by, at=at)
    note("invite_young", locked, by, at)
    return Invited(len(new), len(wanted) - len(new))


@audit.action
def invite_companies(*, event: Event, hosts: Collection[placements.Host], by: Actor, at: datetime) -> Invited:
    """Companies of the town's bank, each by a link of its own in a mail. Whoever asked not to be written to is left out.

    Raises ``NotYours``, ``NotNow``, ``NotWhole``.
    """
    must_keep(by, event)
    locked = hold_event(event.pk)
    town = locked.municipality_id
    asked = [host for host in hosts if host.municipality_id == town and not host.no_more_asking]
    lines = placements.host_lines(asked, starts_in=locked.starts_in)
    reached = [line.host for line in lines if line.contact is not None and line.contact.email]
    if not reached:
        raise NotWhole(sentence("None of these companies has an e-mail address and may be written to."))
    there = set(Guest.objects.filter(event=locked, host__in=reached).values_list("host_id", flat=True))
    new = [
        Guest(
            municipality_id=town,
            event=locked,
            host=host,
            link_id=uuid7(),
            invited_on=day_in(town, at),
            known_at=at,
        )
        for host in reached
        if host.pk not in there
    ]
    Guest.objects.bulk_create(new)
    tell_guests(locked, Occasion.INVITED, new, on="", by=by, at=at)
    note("invite_companies", locked, by, at)
    return Invited(len(new), len(reached) - len(new))


@audit.action
def invite_colleagues(
    *, event: Event, roles: Collection[access.Role], organisation_id: UUID | None, by: Actor, at: datetime
) -> Invited:
    """Colleagues in some roles, of one organisation or the whole town. Raises ``NotYours``, ``NotNow``, ``NotWhole``."""
    must_keep(by, event)
    locked = hold_event(event.pk)
    town = locked.municipality_id
    posts = access.Membership.objects.current_at(at).filter(
        organisation__municipality_id=town, role__in=[role.value for role in roles]
    )
    if organisation_id is not None:
        posts = posts.filter(organisation_id=organisation_id)
    users = access.User.objects.filter(pk__in=posts.values("user_id"), is_active=True).order_by("name", "pk")
    found = list(users)
    if not found:
        raise NotWhole(sentence("Nobody works there in that role today."))
    there = set(Guest.objects.filter(event=locked, user__in=found).values_list("user_id", flat=True))
    new = [
        Guest(municipality_id=town, event=locked, user=user, invited_on=day_in(town, at), known_at=at)
        for user in found
        if user.pk not in there
    ]
    Guest.objects.bulk_create(new)
    tell_guests(locked, Occasion.INVITED, new, on="", by=by, at=at)
    note("invite_colleagues", locked, by, at)
    return Invited(len(new), len(found) - len(new))


def _must_name_somebody(audience: Audience) -> None:
    """An audience that is left open would be everybody."""
    said = {
        Group.CLASS: audience.unit_id,
        Group.SCHOOL: audience.school_id and audience.grade,
        Group.GRADE: audience.grade,
        Group.APPRENTICES: True,
    }
    if not said[audience.group]:
        raise NotWhole(sentence("Say which class, or which grade."))


def _those(pupils: Collection[Pupil], whom: Whom, today: date) -> Iterator[tuple[Who, Pupil]]:
    homes = {} if whom is Whom.YOUNG else homes_of(pupils, today=today)
    for pupil in pupils:
        if whom is not Whom.HOME:
            yield Who(pupil.person.pk), pupil
        for custody_id in homes.get(pupil.person.pk, ()):
            yield Who(pupil.person.pk, custody_id), pupil


def _there_already(event: Event, person_ids: Collection[UUID]) -> set[Who]:
    rows = Part.objects.filter(
        municipality_id=event.municipality_id, event=event, person_id__in=person_ids, aside_since=None
    )
    return {Who(*keys) for keys in rows.values_list("person_id", "custody_id")}


def _row(event: Event, who: Who, pupil: Pupil, today: date, at: datetime) -> Part:
    return Part(
        municipality_id=event.municipality_id,
        event=event,
        person_id=who.person_id,
        custody_id=who.custody_id,
        school_id=pupil.school_id,
        class_name=pupil.class_name,
        invited_on=today,
        known_at=at,
    )
