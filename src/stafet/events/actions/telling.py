"""Those who take part are told: by a message that names nobody and says nothing, and leads to where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from stafet.audit import api as audit
from stafet.events.actions.steps import day_in
from stafet.events.models import Event, EventSession, Guest, Part
from stafet.events.states import STANDING, EventState, PartState
from stafet.kernel.actors import Actor
from stafet.messages import api as messages
from stafet.messages.api import Recipient, Template
from stafet.own import api as own
from stafet.placements import api as placements

_A_DAY = timedelta(days=1)


class Occasion(StrEnum):
    """What there is to tell."""

    INVITED = "invited"
    CHANGED = "changed"
    TOMORROW = "tomorrow"


_TO_COLLEAGUES = {
    Occasion.INVITED: Template.EVENT_INVITED,
    Occasion.CHANGED: Template.EVENT_CHANGED,
    Occasion.TOMORROW: Template.EVENT_TOMORROW,
}
_TO_COMPANIES = {
    Occasion.INVITED: Template.EVENT_HOST_INVITED,
    Occasion.CHANGED: Template.EVENT_HOST_CHANGED,
    Occasion.TOMORROW: Template.EVENT_HOST_TOMORROW,
}
_TO_HOMES = {
    Occasion.CHANGED: Template.EVENT_OWN_CHANGED,
    Occasion.TOMORROW: Template.EVENT_OWN_TOMORROW,
}


@audit.action
def remind_of_tomorrow(*, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """Remind everybody with a seat at a session of tomorrow, once each. Returns how many messages that are.

    Only in the scope of a job. A clock that runs every hour says it once.
    """
    tomorrow = day_in(municipality_id, at) + _A_DAY
    near = EventSession.objects.filter(
        municipality_id=municipality_id,
        event__state=EventState.PLANNED,
        starts_at__gt=at,
        starts_at__lt=at + 2 * _A_DAY,
    )
    told = 0
    for session in near.select_related("event").order_by("starts_at", "pk"):
        if day_in(municipality_id, session.starts_at) == tomorrow:
            told += tell_standing(
                session.event,
                Occasion.TOMORROW,
                on=f"{tomorrow:%Y%m%d}",
                states=(PartState.SIGNED_UP,),
                by=by,
                at=at,
            )
    return told


def tell_standing(
    event: Event,
    what: Occasion,
    *,
    on: str,
    by: Actor,
    at: datetime,
    states: Iterable[PartState] = STANDING,
) -> int:
    """Tell everybody who has signed up, or waits. ``on`` tells one occasion from the next. Only in the scope of a job."""
    kept = list(states)
    parts = Part.objects.filter(municipality_id=event.municipality_id, event=event, state__in=kept)
    return tell_parts(event, what, list(parts.order_by("pk")), on=on, by=by, at=at) + tell_guests(
        event,
        what,
        list(Guest.objects.filter(event=event, state__in=kept).order_by("pk")),
        on=on,
        by=by,
        at=at,
    )


def tell_parts(
    event: Event, what: Occasion, parts: Iterable[Part], *, on: str, by: Actor, at: datetime
) -> int:
    """Those among them who have a log-in of their own. The message leads to their own page, after log-in."""
    wanted = {(part.person_id, part.custody_id) for part in parts}
    today = day_in(event.municipality_id, at)
    rows = own.PersonalLogin.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at),
        Q(custody=None) | Q(custody__ends_on=None) | Q(custody__ends_on__gt=today),
        municipality_id=event.municipality_id,
        person_id__in=[person_id for person_id, _ in wanted],
    ).select_related("user")
    to = {row.user_id: row.user for row in rows if (row.person_id, row.custody_id) in wanted}
    messages.queue_message(
        template=_TO_HOMES[what],
        to=[Recipient(key, user.email, user.language) for key, user in sorted(to.items())],
        about=event.pk,
        by=by,
        at=at,
        occasion=on,
    )
    return len(to)


def tell_guests(
    event: Event, what: Occasion, guests: Iterable[Guest], *, on: str, by: Actor, at: datetime
) -> int:
    """Colleagues by a link behind the log-in; companies by their own link."""
    found = list(guests)
    users = [guest.user for guest in found if guest.user is not None]
    messages.queue_message(
        template=_TO_COLLEAGUES[what],
        to=[Recipient(user.pk, user.email, user.language) for user in users if user.is_active],
        about=event.pk,
        by=by,
        at=at,
        occasion=on,
    )
    contacts = {
        row.host_id: row
        for row in placements.HostContact.objects.filter(
            host_id__in=[guest.host_id for guest in found if guest.host_id], ends_on=None
        ).order_by("starts_on", "pk")
    }
    told = 0
    for guest in found:
        contact = contacts.get(guest.host_id) if guest.host_id else None
        if contact is None or not contact.email or guest.link_id is None:
            continue
        messages.queue_message(
            template=_TO_COMPANIES[what],
            to=[Recipient(guest.pk, contact.email, contact.language)],
            about=guest.link_id,
            by=by,
            at=at,
            occasion=on,
        )
        told += 1
    return told + len(users)
