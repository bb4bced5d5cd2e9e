"""Deciding about protection: mark, keep, propose to end, end; and who is on the list. All in the scope of the job."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.people import api as people
from stafet.people.api import ProtectionKind
from stafet.protection.errors import (
    NotProtected,
    NotYoursToProtect,
    ProtectedAlready,
    SomebodyMustBeNamed,
    TwoPeopleEnd,
)
from stafet.protection.models import ProtectionDecision
from stafet.protection.queries import Protected, can_decide, protection_of
from stafet.protection.states import Decision


@audit.action
def mark_protected(
    *,
    person: people.Person,
    kind: ProtectionKind,
    words: str,
    until_on: date | None,
    by: Actor,
    at: datetime,
) -> None:
    """Hide somebody from all but a named list, on which whoever decides stands too. Raises ``NotYoursToProtect``, ``ProtectedAlready``."""
    home = person.municipality_id
    if not can_decide(by, home):
        raise NotYoursToProtect(sentence("Leaders decide who is protected."))
    if people.Protection.objects.filter(person_id=person.pk, lifted_at=None).exists():
        raise ProtectedAlready(sentence("They are protected already."))
    people.protect_person(person_id=person.pk, municipality_id=home, kind=kind, by=by, at=at)
    access.name_reader(
        municipality_id=home, person_id=person.pk, user_id=by.user_id, reason=words[:200], by=by, at=at
    )
    _decide(Decision.MARKED, person.pk, home, kind, words, until_on=until_on, by=by, at=at)


@audit.action
def keep_protected(
    *, person_id: UUID, municipality_id: UUID, words: str, until_on: date | None, by: Actor, at: datetime
) -> None:
    """Answer that it goes on, whatever a register says or a date; also the answer to a proposal to end."""
    stands = _must_be_named(person_id, by, at)
    _decide(Decision.KEPT, person_id, municipality_id, stands.kind, words, until_on=until_on, by=by, at=at)


@audit.action
def propose_to_end(*, person_id: UUID, municipality_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """Say that it may end, and why. Nothing changes until somebody else agrees."""
    stands = _must_be_named(person_id, by, at)
    _decide(
        Decision.ENDING,
        person_id,
        municipality_id,
        stands.kind,
        words,
        until_on=stands.until_on,
        by=by,
        at=at,
    )


@audit.action
def agree_to_end(*, person_id: UUID, municipality_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """A second human agrees, and the person is shown again to those with a task. Raises ``TwoPeopleEnd``."""
    stands = _must_be_named(person_id, by, at)
    if stands.proposed is None or stands.proposed.decided_by_id == by.user_id:
        raise TwoPeopleEnd(
            sentence("Two people end a protection: one proposes it, and another on the list agrees.")
        )
    _decide(Decision.ENDED, person_id, municipality_id, stands.kind, words, until_on=None, by=by, at=at)
    people.end_protection(person_id=person_id, municipality_id=municipality_id, by=by, at=at)


@audit.action
def list_reader(
    *,
    person_id: UUID,
    municipality_id: UUID,
    reader: access.User,
    reason: str,
    until: datetime | None,
    by: Actor,
    at: datetime,
) -> None:
    """Put a colleague on the named list, for a reason and a time."""
    _must_be_named(person_id, by, at)
    access.name_reader(
        municipality_id=municipality_id,
        person_id=person_id,
        user_id=reader.pk,
        reason=reason,
        until=until,
        by=by,
        at=at,
    )


@audit.action
def unlist_reader(
    *, person_id: UUID, municipality_id: UUID, reader_id: UUID, by: Actor, at: datetime
) -> None:
    """Take a colleague off the list, from now on. Raises ``SomebodyMustBeNamed`` for the last without an end."""
    _must_be_named(person_id, by, at)
    staying = [each for each in access.named_list(person_id) if each.user.pk != reader_id]
    if not any(each.until is None for each in staying):
        raise SomebodyMustBeNamed(
            sentence("Somebody must stay on the list without an end. Put another colleague on it first.")
        )
    access.name_reader(
        municipality_id=municipality_id, person_id=person_id, user_id=reader_id, until=at, by=by, at=at
    )


def _must_be_named(person_id: UUID, by: Actor, at: datetime) -> Protected:
    stands = protection_of(person_id, by, at=at)
    if stands is None:
        raise NotProtected(sentence("Nobody is protected here, or you are not on the list."))
    return stands


def _decide(
    decision: Decision,
    person_id: UUID,
    municipality_id: UUID,
    kind: ProtectionKind,
    words: str,
    *,
    until_on: date | None,
    by: Actor,
    at: datetime,
) -> None:
    row = ProtectionDecision.objects.create(
        municipality_id=municipality_id,
        person_id=person_id,
        at=at,
        decision=decision,
        kind=kind,
        words=words,
        until_on=until_on,
        decided_by_id=by.user_id,
    )
    audit.record(action=f"protection.{decision.value}", about=row, by=by, at=at, reason=kind.value)
