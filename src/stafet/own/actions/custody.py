"""Custody: written down, ended. Whoever gets sole custody has it alone from that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.own.actions.deciding import must_decide
from stafet.own.errors import CustodyDoesNotFit
from stafet.own.models import Custody, OwnInvitation
from stafet.own.states import OWN_INVITATION, SEES, CustodyEnd, CustodyKind, InvitationMove, InvitationState
from stafet.people import api as people


@dataclass(frozen=True, slots=True)
class CustodyDraft:
    """Who is what to a young person, from which day."""

    holder_name: str
    kind: CustodyKind
    starts_on: date
    holder_email: str = ""


@audit.action
def add_custody(*, person: people.Person, draft: CustodyDraft, by: Actor, at: datetime) -> Custody:
    """Write down what a grown-up is to a young person. Sole custody ends that of everybody else from the same day."""
    must_decide(person, by)
    if not draft.holder_name.strip():
        raise CustodyDoesNotFit(sentence("Say who it is."), field="holder_name")
    others = Custody.objects.filter(person=person, ends_on=None, kind__in=SEES)
    if draft.kind is CustodyKind.SOLE:
        for other in others.order_by("pk"):
            _end(other, max(draft.starts_on, other.starts_on), CustodyEnd.CHANGED, at)
    elif draft.kind is CustodyKind.SHARED and others.filter(kind=CustodyKind.SOLE).exists():
        raise CustodyDoesNotFit(
            sentence("Somebody has sole custody. End that first, and write it down as shared."), field="kind"
        )
    row = Custody.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        holder_name=draft.holder_name.strip(),
        holder_email=draft.holder_email.lower(),
        kind=draft.kind,
        starts_on=draft.starts_on,
        known_at=at,
    )
    audit.record(action="own.add_custody", about=row, by=by, at=at, reason=draft.kind.value)
    return row


@audit.action
def end_custody(*, custody: Custody, on: date, because: CustodyEnd, by: Actor, at: datetime) -> None:
    """End it from a day on. What it let somebody see ends at that midnight, judged by the database."""
    must_decide(custody.person, by)
    row = Custody.objects.select_for_update(of=("self",)).get(pk=custody.pk)
    if row.ends_on is not None:
        raise CustodyDoesNotFit(sentence("This custody has ended already."))
    if on < row.starts_on:
        raise CustodyDoesNotFit(
            sentence("It began on %(day)s. Choose that day or a later one.", day=row.starts_on), field="on"
        )
    _end(row, on, because, at)
    audit.record(action="own.end_custody", about=row, by=by, at=at, reason=because.value)


def _end(row: Custody, on: date, because: CustodyEnd, at: datetime) -> None:
    row.ends_on, row.end_reason, row.known_at = on, because, at
    row.save(update_fields=["ends_on", "end_reason", "known_at"])
    waiting = OwnInvitation.objects.filter(custody=row, state=InvitationState.SENT)
    for invitation in waiting.select_for_update(of=("self",)).order_by("pk"):
        invitation.state = OWN_INVITATION.after(InvitationState(invitation.state), InvitationMove.WITHDRAW)
        invitation.answered_at = at
        invitation.save(update_fields=["state", "answered_at"])
