"""The hand-over: offered, and then accepted, declined or withdrawn. The sender stays responsible until the yes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.grants import api as grants
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.messages.api import Template
from stafet.people import api as people
from stafet.responsibility import policies
from stafet.responsibility.actions.baton import Baton, baton_of, person_behind, take_baton
from stafet.responsibility.actions.holding_rows import change_hands, end_holding_grant
from stafet.responsibility.actions.offers import move_handover, open_offer, open_to_taker
from stafet.responsibility.actions.packing import envelope_of, pack
from stafet.responsibility.actions.sharing import check_admission, shared_things
from stafet.responsibility.actions.step_rows import check_step, check_works_there, hand_on_steps, step_row
from stafet.responsibility.actions.telling import tell_receiver, tell_sender
from stafet.responsibility.drafts import Consent, Receiver, StepDraft
from stafet.responsibility.errors import AlreadyOffered, NobodyReadsThere, NotYours, ProtectedPerson
from stafet.responsibility.models import Handover, Holding
from stafet.responsibility.states import (
    HANDOVER,
    AcquiredBy,
    DeclineReason,
    HandoverKind,
    HandoverMove,
    HandoverState,
    StepKind,
)

FALLS_BACK_AFTER = "stafet.handover.falls_back_after"
START_CONFIRMED_WITHIN = "stafet.handover.start_confirmed_within"
SENDER_READS_FOR = "stafet.sharing.sender_reads_for"


@audit.action
def offer_handover(
    *,
    person: people.Person,
    to: Receiver,
    kind: HandoverKind,
    basis: str | Consent,
    by: Actor,
    at: datetime,
    message: str = "",
    starts_on: date | None = None,
) -> Handover:
    """Offer the responsibility for somebody to a receiver. Until the receiver accepts, nothing changes hands.

    ``basis`` is the key of the legal rule the package is shared on, or the consent on record where the law asks for one:
    what it does not allow to this receiver does not travel. ``starts_on`` is the day the person is to start there. A protected person is offered to one named colleague, who is put on the named list; the envelope
    then says nothing but whom to call. Raises ``AlreadyOffered``, ``NobodyReadsThere``, ``NotYours``,
    ``NotCovered``, ``NotToBeShared``, ``ProtectedPerson``.
    """
    baton = take_baton(person, at=at)
    _check_offer(baton, to, by)
    things = shared_things(baton, to=to.organisation_id, basis=basis, message=message)
    hidden = access.is_hidden(person.pk)
    if hidden:
        _name_receiver(baton, to, by=by)
    handover = _offer_row(person, baton, to, kind, by=by, starts_on=starts_on, hidden=hidden)
    pack(handover, baton, basis=basis, message=message, things=things)
    tell_receiver(handover, Template.HANDOVER_OFFERED, by=by, at=at)
    audit.record(action="responsibility.offer_handover", about=handover, by=by, at=at, reason=kind.value)
    return handover


@audit.action
def accept_handover(
    *, handover: Handover, first_step: StepDraft, by: Actor, at: datetime, holder_id: UUID | None = None
) -> Holding:
    """Take over: the receiver holds from now on, with a first step. The sender may still read for a while.

    One compare-and-swap in one transaction: of two who accept at once, or one who accepts while the other
    withdraws, exactly one is told yes; the others get ``AnsweredByNow``. Steps the law has set a day for go on
    with the receiver; when a day of starting was agreed, confirming it becomes a step too. Raises ``NotAdmittedYet``.
    """
    _check_accepting(handover, by)
    to = handover.to_organisation_id
    holding_id = open_to_taker(handover, by=by, at=at)
    baton = baton_of(handover.person_id, handover.municipality_id, at=at)
    check_admission(baton, to=to)
    move_handover(handover, HandoverMove.ACCEPT, by=by, at=baton.at)
    _check_beginning(to, first_step, holder_id, baton)
    hand_on_steps(baton, organisation_id=to, by=by)
    holding = change_hands(
        baton,
        organisation_id=to,
        acquired_by=AcquiredBy.ACCEPTED,
        holding_id=holding_id,
        holder_id=holder_id,
        handover_id=handover.pk,
    )
    step_row(baton.person_id, baton.municipality_id, to, first_step, at=baton.at)
    _expect_the_start(handover, baton)
    tell_sender(handover, Template.HANDOVER_ACCEPTED, by=by, at=at)
    _let_the_sender_go(handover, baton, by=by)
    audit.record(action="responsibility.accept_handover", about=handover, by=by, at=at)
    return holding


@audit.action
def decline_handover(
    *, handover: Handover, reason: DeclineReason, by: Actor, at: datetime, words: str = ""
) -> None:
    """Say no, and why. The sender holds as before. Raises ``AnsweredByNow``, ``IllegalMove``, ``NotYours``."""
    HANDOVER.after(HandoverState(handover.state), HandoverMove.DECLINE)
    if not policies.can_accept(by, handover):
        raise NotYours(sentence("Only the receiver can decline a hand-over."))
    move_handover(handover, HandoverMove.DECLINE, by=by, at=at, reason=reason, words=words)
    tell_sender(handover, Template.HANDOVER_DECLINED, by=by, at=at)
    audit.record(action="responsibility.decline_handover", about=handover, by=by, at=at, reason=reason.value)


@audit.action
def withdraw_handover(*, handover: Handover, by: Actor, at: datetime) -> None:
    """Take an offer back. The sender holds as before. Raises ``AnsweredByNow``, ``IllegalMove``, ``NotYours``."""
    HANDOVER.after(HandoverState(handover.state), HandoverMove.WITHDRAW)
    if not policies.can_withdraw(by, handover):
        raise NotYours(sentence("Only the sender can withdraw a hand-over."))
    move_handover(handover, HandoverMove.WITHDRAW, by=by, at=at)
    tell_receiver(handover, Template.HANDOVER_WITHDRAWN, by=by, at=at)
    audit.record(action="responsibility.withdraw_handover", about=handover, by=by, at=at)


def _check_offer(baton: Baton, to: Receiver, by: Actor) -> None:
    if not policies.can_hand_over(by, baton.holding):
        raise NotYours(sentence("Only whoever has the responsibility can hand it over."))
    if open_offer(baton) is not None:
        raise AlreadyOffered(sentence("A hand-over of this person is already waiting for an answer."))
    if to.organisation_id == baton.holding.organisation_id:
        raise NotYours(
            sentence(
                "A hand-over goes to another organisation. Within your own, give the steps to a colleague."
            ),
            field="to",
        )
    if not access.readers_of(to.organisation_id, at=baton.at):
        raise NobodyReadsThere(
            sentence("Nobody there reads what is sent to them. Call them, or choose another receiver."),
            field="to",
        )
    if to.user_id is not None:
        check_works_there(to.user_id, to.organisation_id, at=baton.at)


def _name_receiver(baton: Baton, to: Receiver, *, by: Actor) -> None:
    if to.user_id is None:
        raise ProtectedPerson(
            sentence(
                "A protected person is handed over to one named colleague. Call first, then choose who it is."
            ),
            field="to",
        )
    access.name_reader(
        municipality_id=baton.municipality_id,
        person_id=baton.person_id,
        user_id=to.user_id,
        by=by,
        at=baton.at,
    )


def _offer_row(
    person: people.Person,
    baton: Baton,
    to: Receiver,
    kind: HandoverKind,
    *,
    by: Actor,
    starts_on: date | None,
    hidden: bool,
) -> Handover:
    envelope = envelope_of(person, baton, hidden=hidden)
    return Handover.objects.create(
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
        offered_at=baton.at,
        answer_by=rules.deadline(FALLS_BACK_AFTER, country=baton.country, from_day=baton.today).due_on,
        known_at=baton.at,
    )


def _check_accepting(handover: Handover, by: Actor) -> None:
    HANDOVER.after(HandoverState(handover.state), HandoverMove.ACCEPT)
    if not policies.can_accept(by, handover):
        raise NotYours(sentence("Only the receiver can accept a hand-over."))


def _check_beginning(organisation_id: UUID, step: StepDraft, holder_id: UUID | None, baton: Baton) -> None:
    check_step(step, organisation_id=organisation_id, today=baton.today, at=baton.at)
    if holder_id is not None:
        check_works_there(holder_id, organisation_id, at=baton.at)


def _expect_the_start(handover: Handover, baton: Baton) -> None:
    """A hand-over is done when the person has been seen there: until then that is a step."""
    if handover.starts_on is None:
        return
    from_day = max(handover.starts_on, baton.today)
    due_on = rules.deadline(START_CONFIRMED_WITHIN, country=baton.country, from_day=from_day).due_on
    draft = StepDraft(StepKind.CONFIRM_START, due_on, rule=START_CONFIRMED_WITHIN)
    step_row(baton.person_id, baton.municipality_id, handover.to_organisation_id, draft, at=baton.at)


def _let_the_sender_go(handover: Handover, baton: Baton, *, by: Actor) -> None:
    """The sender may still read what led here for a while, so that the receiver can call and ask.

    Last of all: without their grant, a sender who is also the one acting would see nothing of the rest.
    """
    until = baton.at + timedelta(days=rules.value(SENDER_READS_FOR, on=baton.today))
    window = grants.GrantDraft(
        organisation_id=baton.holding.organisation_id,
        purpose=access.Purpose.HANDOVER,
        basis=SENDER_READS_FOR,
        classes="AD",
        source=access.Grant.Source.WINDOW,
        source_id=handover.pk,
    )
    grants.open_grants(
        municipality_id=baton.municipality_id,
        person_id=baton.person_id,
        grants=[window],
        by=by,
        at=baton.at,
        until=until,
    )
    end_holding_grant(baton.holding, by=by, at=baton.at)
