"""Writing a slip, passing it on, and finishing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from stafet.access import api as access
from stafet.access.api import Permission
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.messages import api as messages
from stafet.messages.api import Template
from stafet.offsystem.errors import NobodyReadsSlips, NotYourSlip, SlipInThePast, SlipIsClosed
from stafet.offsystem.models import Slip
from stafet.offsystem.policies import can_hold_slip, can_take_slip
from stafet.organisations import api as organisations


@dataclass(frozen=True, slots=True)
class SlipDraft:
    """What a slip says. No name, no number, no school of the young person."""

    organisation_id: UUID
    mark: str
    words: str
    phone: str
    due_on: date


@audit.action
def write_slip(*, draft: SlipDraft, by: Actor, at: datetime) -> Slip:
    """Track a duty for somebody who is not written down. Raises ``NotYourSlip``, ``SlipInThePast``."""
    if not access.may(by, Permission.HOLD, organisation_id=draft.organisation_id):
        raise NotYourSlip(sentence("Only those who may hold the responsibility write a slip."))
    place = organisations.Organisation.objects.get(pk=draft.organisation_id)
    if draft.due_on < organisations.home(place.municipality_id).day(at):
        raise SlipInThePast(sentence("The deadline lies ahead."), field="due_on")
    slip = Slip.objects.create(
        municipality_id=place.municipality_id,
        at=at,
        mark=draft.mark,
        words=draft.words,
        phone=draft.phone,
        due_on=draft.due_on,
        organisation=place,
        holder_id=by.user_id,
    )
    _record("write_slip", slip, by=by, at=at)
    return slip


@audit.action
def offer_slip(*, slip: Slip, to_organisation_id: UUID, by: Actor, at: datetime) -> None:
    """Offer it to another organisation; until somebody there accepts, it stays. Raises ``NotYourSlip``, ``NobodyReadsSlips``, ``SlipIsClosed``."""
    _must_hold(slip, by)
    stewards = access.stewards_of(to_organisation_id, at=at)
    if not stewards or to_organisation_id == slip.organisation_id:
        raise NobodyReadsSlips(sentence("Nobody could take it there. Choose another organisation."))
    _change(slip, {"offered_to": None}, offered_to_id=to_organisation_id, offered_at=at)
    to = [messages.Recipient(user.pk, user.email, user.language) for user in stewards]
    messages.queue_message(
        template=Template.SLIP_OFFERED, to=to, about=slip.pk, by=by, at=at, occasion=at.isoformat()[:16]
    )
    _record("offer_slip", slip, by=by, at=at)


@audit.action
def accept_slip(*, slip: Slip, by: Actor, at: datetime) -> None:
    """Take it over: from now on it is the accepter's. Raises ``NotYourSlip``, ``SlipIsClosed``."""
    if not can_take_slip(by, slip):
        raise NotYourSlip(sentence("It is offered to somebody else."))
    _change(
        slip,
        {"offered_to_id": slip.offered_to_id},
        organisation_id=slip.offered_to_id,
        holder_id=by.user_id,
        offered_to=None,
        offered_at=None,
    )
    _record("accept_slip", slip, by=by, at=at)


@audit.action
def return_slip(*, slip: Slip, by: Actor, at: datetime) -> None:
    """The receiver declines, or the holder takes the offer back. Raises ``NotYourSlip``, ``SlipIsClosed``."""
    if not can_take_slip(by, slip) and not can_hold_slip(by, slip):
        raise NotYourSlip(sentence("Somebody else has this slip."))
    _change(slip, {"offered_to_id": slip.offered_to_id}, offered_to=None, offered_at=None)
    _record("return_slip", slip, by=by, at=at)


@audit.action
def finish_slip(*, slip: Slip, outcome: str, by: Actor, at: datetime) -> None:
    """What was to be done is done. Raises ``NotYourSlip``, ``SlipIsClosed``."""
    _must_hold(slip, by)
    _change(slip, {"offered_to": None}, finished_at=at, outcome=outcome)
    _record("finish_slip", slip, by=by, at=at)


def _must_hold(slip: Slip, by: Actor) -> None:
    if not can_hold_slip(by, slip):
        raise NotYourSlip(sentence("Somebody else has this slip."))


def _change(slip: Slip, as_it_was: dict[str, Any], **changes: Any) -> None:
    """Change it only if it still stands as it did: two at once can't both be told yes."""
    before = Slip.objects.filter(
        pk=slip.pk, organisation_id=slip.organisation_id, finished_at=None, **as_it_was
    )
    if not before.update(**changes):
        raise SlipIsClosed(
            sentence("It has changed in the meantime: finished, offered or taken by somebody else.")
        )


def _record(verb: str, slip: Slip, *, by: Actor, at: datetime) -> None:
    audit.record_many(
        action=f"offsystem.{verb}",
        municipality_id=slip.municipality_id,
        subject_id=slip.pk,
        by=by,
        at=at,
    )
