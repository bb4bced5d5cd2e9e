"""What waits about placements, for Today: the reader's own, who has waited longest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.privacy import DataClass
from stafet.placements import api as placements
from stafet.placements.api import AgreementState
from stafet.reminders.due import ENDS_SOON, WAITS
from stafet.reminders.policies import agreements_waiting_for
from stafet.reminders.states import ReminderKind


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One agreement that waits: for what, since when or until when, and about whom."""

    kind: ReminderKind
    agreement_id: UUID
    person_id: UUID
    name: str
    host: str
    since: date
    until: date | None
    can_decide: bool


def waiting_agreements(actor: Actor, *, on: date, limit: int) -> Sequence[WaitingLine]:
    """Agreements out for longer than the rule says, those to decide, and those that run out soon. One look-up.

    The leader sees what is to be decided at once; whoever has the responsibility sees it when it has waited too long.
    """
    long_ago = on - timedelta(days=rules.value(WAITS, on=on))
    soon = on + timedelta(days=rules.value(ENDS_SOON, on=on))
    decides = placements.agreements_decidable_by(actor)
    waits = (
        Q(state=AgreementState.OUT, sent_on__lte=long_ago)
        | Q(state=AgreementState.SIGNED, placement__since_on__lte=long_ago)
        | Q(decides, state=AgreementState.SIGNED)
        | Q(state=AgreementState.IN_FORCE, ends_on__lte=soon)
    )
    rows = placements.Agreement.objects.filter(
        access.visible(DataClass.PROCESS), waits, agreements_waiting_for(actor), placement__aside_since=None
    ).select_related("person", "placement")
    return [_line(actor, row) for row in rows.order_by("placement__since_on", "pk")[:limit]]


_KINDS = {
    AgreementState.OUT: ReminderKind.UNSIGNED,
    AgreementState.SIGNED: ReminderKind.APPROVAL,
    AgreementState.IN_FORCE: ReminderKind.ENDS_SOON,
}


def _line(actor: Actor, row: placements.Agreement) -> WaitingLine:
    state = AgreementState(row.state)
    since = row.placement.since_on if state is AgreementState.SIGNED else row.sent_on
    return WaitingLine(
        kind=_KINDS[state],
        agreement_id=row.pk,
        person_id=row.person_id,
        name=row.person.name,
        host=row.host_name,
        since=since or row.placement.since_on,
        until=row.ends_on if state is AgreementState.IN_FORCE else None,
        can_decide=state is AgreementState.SIGNED and placements.can_decide(actor, row),
    )
