"""The agreement: drafted, changed in new versions, sent out, signed by everybody, approved or refused by the leader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.periods import age_on
from stafet.kernel.sentences import sentence
from stafet.messages import api as messages
from stafet.placements import policies
from stafet.placements.actions.ending import leave
from stafet.placements.actions.hosting import contact_of
from stafet.placements.actions.judging import judge_anew
from stafet.placements.actions.steps import (
    Doing,
    day_of,
    hold_place,
    move,
    must_be_theirs,
    must_go_on,
    must_have_custody,
    must_say,
    take,
)
from stafet.placements.contract import (
    AGREEMENT,
    AgreementMove,
    AgreementState,
    How,
    Party,
    Right,
)
from stafet.placements.drafts import Holder
from stafet.placements.errors import ChangedByNow, GateIsClosed, NotWhole, NotYours
from stafet.placements.models import (
    TEXT,
    Agreement,
    Host,
    HostContact,
    Place,
    Placement,
    Signature,
    SigningLink,
)
from stafet.placements.way import WAY, Voice, WayMove, WayState


@audit.action
def draft_agreement(
    *, placement: Placement, place: Place, counsellor: str, by: Actor, at: datetime
) -> Agreement:
    """A place is found: hold it, and begin to write, with everything that is known filled in.

    Raises ``NotYours``, ``NotWhole`` (no place free, or they are too young for it), ``IllegalMove``.
    """
    doing = Doing(by, at)
    locked = take(placement, doing)
    birth_date = locked.person.birth_date
    if birth_date is not None and age_on(birth_date, day_of(locked, at)) < place.from_age:
        raise NotWhole(
            sentence("This host takes young people from the age of %(age)d.", age=place.from_age),
            field="place",
        )
    move(locked, WayMove.DRAFT, {"place": place}, doing)
    hold_place(place)
    agreement = Agreement(
        municipality_id=locked.municipality_id,
        person_id=locked.person_id,
        placement=locked,
        place=place,
        school_id=locked.school_id,
        revision=_next_revision(locked),
        counsellor=counsellor,
        known_at=at,
        **_known(locked, place),
    )
    agreement.save()
    judge_anew(agreement, on=day_of(locked, at))
    audit.record(action="placements.draft_agreement", about=agreement, by=by, at=at)
    return agreement


@audit.action
def change_agreement(
    *, agreement: Agreement, changes: Mapping[str, Any], by: Actor, at: datetime
) -> Agreement:
    """Write something else. What went out is not changed: a new version begins, and no signature holds for it.

    Raises ``NotYours``, ``ChangedByNow``.
    """
    doing = Doing(by, at)
    must_be_theirs(doing)
    locked = _hold(agreement)
    _must_have(Party.GUIDANCE, locked, Right.CHANGE)
    if locked.state != AgreementState.DRAFT and _unchanged(locked, changes):
        return locked
    row = locked if locked.state == AgreementState.DRAFT else _next_version(locked, doing)
    for name in set(changes) & set(TEXT):
        setattr(row, name, changes[name])
    row.known_at = at
    row.save()
    judge_anew(row, on=day_of(row.placement, at))
    audit.record(action="placements.change_agreement", about=row, by=by, at=at)
    return row


@audit.action
def send_agreement(*, agreement: Agreement, holders: Sequence[Holder], by: Actor, at: datetime) -> None:
    """It is written: everybody is asked to sign, the host by a link. Raises ``NotYours``, ``GateIsClosed``, ``ChangedByNow``."""
    doing = Doing(by, at)
    must_be_theirs(doing)
    locked = _hold(agreement)
    _must_have(Party.GUIDANCE, locked, Right.SEND)
    must_have_custody(locked.person, holders, day_of(locked.placement, at))
    found = judge_anew(locked, on=day_of(locked.placement, at))
    if found:
        raise GateIsClosed(found[0].because)
    locked.state = AGREEMENT.after(AgreementState(locked.state), AgreementMove.SEND)
    locked.sent_on, locked.known_at = day_of(locked.placement, at), at
    locked.save(update_fields=["state", "sent_on", "known_at"])
    asked: list[tuple[Party, UUID | None, str]] = [
        (Party.YOUNG_PERSON, None, locked.person.name),
        (Party.HOST, None, locked.contact_name),
        *((Party.CUSTODY_HOLDER, each.custody_id, each.name) for each in holders),
    ]
    for party, custody_id, name in asked:
        Signature.objects.create(
            municipality_id=locked.municipality_id,
            person_id=locked.person_id,
            agreement=locked,
            party=party,
            custody_id=custody_id,
            name=name,
            known_at=at,
        )
    audit.record(action="placements.send_agreement", about=locked, by=by, at=at)
    _ask_to_sign(locked, doing)


@audit.action
def remind_host(*, agreement: Agreement, by: Actor, at: datetime) -> None:
    """Send the host its link again; an earlier one opens nothing any more. Raises ``NotYours``, ``NotWhole``."""
    doing = Doing(by, at)
    must_be_theirs(doing)
    locked = _hold(agreement)
    if locked.state != AgreementState.OUT or not locked.contact_email:
        raise NotWhole(sentence("There is no e-mail address, or nothing to sign. Let them sign on paper."))
    _ask_to_sign(locked, doing)


@audit.action
def sign_agreement(
    *, signature: Signature, how: How, voice: Voice, declares: bool = False, by: Actor, at: datetime
) -> None:
    """One of them signs this text. A host thereby states that it knows and keeps the rules of the working environment.

    With the last signature it waits for the leader. Raises ``NotYours``, ``ChangedByNow``, ``NotWhole``.
    """
    doing = Doing(by, at, voice)
    must_be_theirs(doing)
    locked = _hold(signature.agreement)
    party = Party(signature.party)
    _must_have(party, locked, Right.SIGN)
    if party is Party.HOST and not declares:
        raise NotWhole(
            sentence("Say that the rules of the working environment are known and kept."), field="declares"
        )
    waiting = Signature.objects.select_for_update(of=("self",), no_key=True).filter(
        pk=signature.pk, signed_at=None
    )
    row = waiting.first()
    if row is None:
        raise ChangedByNow(sentence("This was signed already."))
    row.signed_at = row.known_at = at
    row.how, row.seal = how, locked.seal
    row.by_id = None if by.is_system else by.user_id
    row.save()
    if party is Party.HOST:
        locked.host_declares = True
        locked.save(update_fields=["host_declares"])
        SigningLink.objects.filter(signature_id=row.pk).delete()
    audit.record(action="placements.sign_agreement", about=row, by=by, at=at, reason=party.value)
    _complete(locked, doing)


@audit.action
def approve_agreement(
    *,
    agreement: Agreement,
    supports_school: bool,
    host_declares: bool,
    words: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """The leader finds that it supports the school's aims and subjects, and that the host has stated that it keeps the rules.

    Raises ``NotYours``, ``NotWhole``, ``GateIsClosed``, ``IllegalMove``.
    """
    locked = _to_decide(agreement, by)
    if not supports_school:
        raise NotWhole(
            sentence(
                "An agreement is approved when it supports the school’s aims and subjects. If not, refuse it."
            ),
            field="supports_school",
        )
    if not (host_declares and locked.host_declares):
        raise NotWhole(
            sentence(
                "The host has to have stated that it knows and keeps the rules of the working environment."
            ),
            field="host_declares",
        )
    found = judge_anew(locked, on=day_of(locked.placement, at))
    if found:
        raise GateIsClosed(found[0].because)
    doing = Doing(by, at, words=words)
    for older in Agreement.objects.in_force().filter(
        municipality_id=locked.municipality_id, placement_id=locked.placement_id
    ):
        leave(older, AgreementMove.REPLACE, doing)
    _decide(locked, AgreementMove.APPROVE, {"supports_school": True}, doing)
    _along(locked.placement, WayMove.APPROVE, doing)


@audit.action
def refuse_agreement(*, agreement: Agreement, because: str, by: Actor, at: datetime) -> None:
    """The leader refuses this agreement, and says why. The pupil's choice stands: they look on, or it is written anew.

    Raises ``NotYours``, ``NotWhole``, ``IllegalMove``.
    """
    locked = _to_decide(agreement, by)
    doing = Doing(by, at, words=must_say(because, "because"))
    _decide(locked, AgreementMove.REFUSE, {}, doing)
    _along(locked.placement, WayMove.REFUSE, doing)


def _known(placement: Placement, place: Place) -> dict[str, Any]:
    """What the bank and the school know already."""
    host: Host = place.host
    contact: HostContact | None = contact_of(host)
    school = placement.school
    known: dict[str, Any] = {
        "host_name": host.name,
        "host_number": host.number,
        "host_unit_number": host.unit_number,
        "host_address": ", ".join(filter(None, (host.address, host.town))),
        "school_name": school.name,
        "class_name": placement.class_name,
        "tasks": place.tasks,
        "weekdays": _days_to_begin_with(placement, place),
        "direction": placement.direction,
        "subjects": [],
    }
    if contact is not None:
        known |= {
            "contact_name": contact.name,
            "contact_task": contact.task,
            "contact_phone": contact.phone,
            "contact_email": contact.email,
        }
    return known


def _days_to_begin_with(placement: Placement, place: Place) -> list[int]:
    """As many days as the town's model has, of those on which the place takes somebody; without any such, the model's own."""
    scheme = placement.scheme
    both = sorted(set(place.weekdays) & set(scheme.weekdays))
    return (both or sorted(scheme.weekdays))[: scheme.days_a_week]


def _hold(agreement: Agreement) -> Agreement:
    rows = Agreement.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("placement__scheme", "placement__person", "person", "place__host").get(
        pk=agreement.pk
    )
    must_go_on(locked.placement)
    return locked


def _must_have(party: Party, agreement: Agreement, right: Right) -> None:
    state = AgreementState(agreement.state)
    if not party.may(right, state):
        raise ChangedByNow(
            sentence("This version is “%(state)s” now, so this is not possible any more.", state=state.value)
        )


def _unchanged(agreement: Agreement, changes: Mapping[str, Any]) -> bool:
    return all(getattr(agreement, name) == value for name, value in changes.items() if name in TEXT)


def _next_revision(placement: Placement) -> int:
    rows = Agreement.objects.filter(municipality_id=placement.municipality_id, placement=placement)
    return rows.count() + 1


def _next_version(agreement: Agreement, doing: Doing) -> Agreement:
    """The same text without a signature; the one before is replaced, unless it is in force: then it is until this one is."""
    placement = agreement.placement
    on_its_way = Agreement.objects.worked_on().filter(
        municipality_id=agreement.municipality_id, placement=placement
    )
    if on_its_way.exclude(pk=agreement.pk).exists():
        raise ChangedByNow(sentence("Another version is on its way already. Go on with that."))
    if agreement.state in {AgreementState.OUT, AgreementState.SIGNED}:
        leave(agreement, AgreementMove.REPLACE, doing)
    if WAY.is_allowed(WayState(placement.state), WayMove.REDRAFT):
        if agreement.state == AgreementState.IN_FORCE:
            leave(agreement, AgreementMove.REPLACE, doing)
        move(placement, WayMove.REDRAFT, {}, doing)
    return Agreement(
        municipality_id=agreement.municipality_id,
        person_id=agreement.person_id,
        placement=placement,
        place_id=agreement.place_id,
        school_id=agreement.school_id,
        revision=_next_revision(placement),
        **agreement.text,
    )


def _ask_to_sign(agreement: Agreement, doing: Doing) -> None:
    if not agreement.contact_email:
        return
    waiting = Signature.objects.filter(
        municipality_id=agreement.municipality_id, agreement=agreement, party=Party.HOST, signed_at=None
    ).first()
    contact = contact_of(agreement.place.host)
    if waiting is None:
        return
    works = timedelta(
        days=rules.value("stafet.placement.link_works_for", on=day_of(agreement.placement, doing.at))
    )
    SigningLink.objects.filter(signature_id=waiting.pk).delete()
    link = SigningLink.objects.create(
        municipality_id=agreement.municipality_id, signature_id=waiting.pk, expires_at=doing.at + works
    )
    messages.queue_message(
        template=messages.Template.PLACEMENT_TO_SIGN,
        to=[messages.Recipient(link.pk, agreement.contact_email, contact.language if contact else "da")],
        about=link.pk,
        by=doing.by,
        at=doing.at,
    )


def _complete(agreement: Agreement, doing: Doing) -> None:
    """With the last signature, go on to the leader."""
    open_ones = Signature.objects.filter(
        municipality_id=agreement.municipality_id, agreement=agreement, signed_at=None
    )
    if open_ones.exists():
        return
    agreement.state = AGREEMENT.after(AgreementState(agreement.state), AgreementMove.COMPLETE)
    agreement.known_at = doing.at
    agreement.save(update_fields=["state", "known_at"])
    _along(agreement.placement, WayMove.SIGN, doing)


def _to_decide(agreement: Agreement, by: Actor) -> Agreement:
    locked = _hold(agreement)
    if not policies.can_decide(by, locked):
        raise NotYours(
            sentence("Only the leader of the pupil’s school, by name, approves or refuses an agreement.")
        )
    _must_have(Party.LEADER, locked, Right.APPROVE)
    return locked


def _decide(agreement: Agreement, what: AgreementMove, changes: Mapping[str, object], doing: Doing) -> None:
    agreement.state = AGREEMENT.after(AgreementState(agreement.state), what)
    agreement.decided_by_id, agreement.decided_on = doing.by.user_id, day_of(agreement.placement, doing.at)
    agreement.decision_words, agreement.known_at = doing.words.strip(), doing.at
    for name, value in changes.items():
        setattr(agreement, name, value)
    agreement.save()
    audit.record(action=f"placements.{what.value}_agreement", about=agreement, by=doing.by, at=doing.at)


def _along(placement: Placement, what: WayMove, doing: Doing) -> None:
    """The pupil moves on with the agreement, where they wait for it; who is there already stays there meanwhile."""
    row = (
        Placement.objects.select_for_update(of=("self",), no_key=True)
        .select_related("scheme")
        .get(pk=placement.pk)
    )
    if WAY.is_allowed(WayState(row.state), what):
        move(row, what, {}, doing)
