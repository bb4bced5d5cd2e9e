"""The hand-over: offered, and then accepted, declined or withdrawn. The sender stays responsible until the yes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.people import api as people
from stafet.responsibility import policies
from stafet.responsibility.actions.baton import (
    Baton,
    baton_of,
    check_step,
    check_works_there,
    close_steps,
    end_holding,
    end_holding_grant,
    open_to_holder,
    person_behind,
    step_row,
    take_baton,
)
from stafet.responsibility.actions.packing import envelope_of, pack
from stafet.responsibility.drafts import Receiver, StepDraft
from stafet.responsibility.errors import AlreadyOffered, AnsweredByNow, NobodyReadsThere, NotYours
from stafet.responsibility.models import Handover, Holding
from stafet.responsibility.states import (
    HANDOVER,
    AcquiredBy,
    DeclineReason,
    HandoverKind,
    HandoverMove,
    HandoverState,
    StepOutcome,
)

FALLS_BACK_AFTER = "stafet.handover.falls_back_after"
SENDER_READS_FOR = "stafet.sharing.sender_reads_for"


@audit.action
def offer_handover(
    *,
    person: people.Person,
    to: Receiver,
    kind: HandoverKind,
    basis: str,
    by: Actor,
    at: datetime,
    message: str = "",
    starts_on: date | None = None,
) -> Handover:
    """Offer the responsibility for somebody to a receiver. Until the receiver accepts, nothing changes hands.

    ``basis`` is the key of the legal rule the package is shared on; ``starts_on`` the day the person is to
    start there. Raises ``AlreadyOffered``, ``NobodyReadsThere``, ``NotYours``, ``NotCovered``.
    """
    baton = take_baton(person, at=at)
    _check_offer(baton, to, by)
    envelope = envelope_of(person, baton, hidden=False)
    handover = Handover.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        kind=kind,
        from_organisation_id=baton.holding.organisation_id,
        from_user_id=person_behind(by),
        to_organisation_id=to.organisation_id,
        to_unit_id=to.unit_id,
        to_user_id=to.user_id,
        envelope_name=envelope.name,
        envelope_birth_year=envelope.birth_year,
        envelope_phone=envelope.phone,
        starts_on=starts_on,
        offered_at=at,
        answer_by=rules.deadline(FALLS_BACK_AFTER, country=baton.country, from_day=baton.today).due_on,
        known_at=at,
    )
    pack(handover, baton, basis=basis, message=message, at=at)
    audit.record(action="responsibility.offer_handover", about=handover, by=by, at=at, reason=kind.value)
    return handover


def _check_offer(baton: Baton, to: Receiver, by: Actor) -> None:
    if not policies.can_hand_over(by, baton.holding):
        raise NotYours(sentence("Only whoever has the responsibility can hand it over."))
    offers = Handover.objects.filter(
        municipality_id=baton.municipality_id, person_id=baton.person_id, state=HandoverState.OFFERED
    )
    if offers.exists():
        raise AlreadyOffered(sentence("A hand-over of this person is already waiting for an answer."))
    readers = access.Membership.objects.current_at(baton.at).filter(
        organisation_id=to.organisation_id, role__in=access.roles_with(access.Permission.HOLD)
    )
    if not readers.exists():
        raise NobodyReadsThere(
            sentence("Nobody there reads what is sent to them. Call them, or choose another receiver."),
            field="to",
        )
    if to.user_id is not None:
        check_works_there(to.user_id, to.organisation_id, at=baton.at)


@audit.action
def accept_handover(
    *, handover: Handover, first_step: StepDraft, by: Actor, at: datetime, holder_id: UUID | None = None
) -> Holding:
    """Take over: the receiver holds from now on, with a first step. The sender may still read for a while.

    One compare-and-swap in one transaction: of two who accept at once, or one who accepts while the other
    withdraws, exactly one is told yes; the others get ``AnsweredByNow``.
    """
    _check_accepting(handover, by)
    holding_id = open_to_holder(
        handover.person_id,
        handover.municipality_id,
        organisation_id=handover.to_organisation_id,
        by=by,
        at=at,
    )
    baton = baton_of(handover.person_id, handover.municipality_id, at=at)
    answer(handover, HandoverMove.ACCEPT, by=by, at=at)
    _check_beginning(handover, first_step, holder_id, baton)
    close_steps(baton, StepOutcome.HANDED_OVER, by=by)
    end_holding(baton.holding, at=baton.at)
    holding = Holding.objects.create(
        pk=holding_id,
        municipality_id=baton.municipality_id,
        person_id=baton.person_id,
        organisation_id=handover.to_organisation_id,
        holder_id=holder_id,
        starts_at=baton.at,
        acquired_by=AcquiredBy.ACCEPTED,
        handover_id=handover.pk,
        known_at=baton.at,
    )
    step_row(baton.person_id, baton.municipality_id, handover.to_organisation_id, first_step, at=baton.at)
    _leave_a_window(handover, baton, by=by)
    end_holding_grant(baton.holding, by=by, at=baton.at)
    audit.record(action="responsibility.accept_handover", about=handover, by=by, at=at)
    return holding


@audit.action
def decline_handover(
    *, handover: Handover, reason: DeclineReason, by: Actor, at: datetime, words: str = ""
) -> None:
    """Say no, and why. The sender holds as before. Raises ``AnsweredByNow``, ``NotYours``."""
    if not policies.can_accept(by, handover):
        raise NotYours(sentence("Only the receiver can decline a hand-over."))
    answer(handover, HandoverMove.DECLINE, by=by, at=at, decline_reason=reason, decline_words=words)
    audit.record(action="responsibility.decline_handover", about=handover, by=by, at=at, reason=reason.value)


@audit.action
def withdraw_handover(*, handover: Handover, by: Actor, at: datetime) -> None:
    """Take an offer back. The sender holds as before. Raises ``AnsweredByNow``, ``NotYours``."""
    if not policies.can_withdraw(by, handover):
        raise NotYours(sentence("Only the sender can withdraw a hand-over."))
    answer(handover, HandoverMove.WITHDRAW, by=by, at=at)
    audit.record(action="responsibility.withdraw_handover", about=handover, by=by, at=at)


def answer(handover: Handover, move: HandoverMove, *, by: Actor, at: datetime, **changes: str) -> None:
    """The compare-and-swap: the move happens if the row still stands where it stood, or raises."""
    state = HANDOVER.after(HandoverState(handover.state), move)
    offered = Handover.objects.filter(pk=handover.pk, state=HandoverState.OFFERED)
    if not offered.update(state=state, answered_at=at, answered_by=person_behind(by), known_at=at, **changes):
        raise AnsweredByNow(sentence("This hand-over was answered, withdrawn or has lapsed in the meantime."))


def _check_accepting(handover: Handover, by: Actor) -> None:
    HANDOVER.after(HandoverState(handover.state), HandoverMove.ACCEPT)
    if not policies.can_accept(by, handover):
        raise NotYours(sentence("Only the receiver can accept a hand-over."))


def _check_beginning(handover: Handover, step: StepDraft, holder_id: UUID | None, baton: Baton) -> None:
    where = handover.to_organisation_id
    check_step(step, organisation_id=where, today=baton.today, at=baton.at)
    if holder_id is not None:
        check_works_there(holder_id, where, at=baton.at)


def _leave_a_window(handover: Handover, baton: Baton, *, by: Actor) -> None:
    """The sender may still read what led here, so that the receiver can call and ask."""
    days = rules.value(SENDER_READS_FOR, on=baton.today)
    window = access.GrantDraft(
        organisation_id=baton.holding.organisation_id,
        purpose=access.Purpose.HANDOVER,
        basis=SENDER_READS_FOR,
        classes="AD",
        source=access.Grant.Source.WINDOW,
        source_id=handover.pk,
    )
    access.open_grants(
        municipality_id=baton.municipality_id,
        person_id=baton.person_id,
        grants=[window],
        by=by,
        at=baton.at,
        until=baton.at + timedelta(days=days),
    )
