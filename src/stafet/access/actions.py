"""What can happen to access: users, posts, hidden persons and who may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connections

from stafet.access.models import HiddenPerson, Membership, User
from stafet.access.roles import Role
from stafet.audit import api as audit
from stafet.kernel.actors import Actor

_AN_INSTANT = timedelta(microseconds=1)


@audit.action
def end_membership(*, membership: Membership, by: Actor, at: datetime) -> None:
    """Somebody leaves a post. Their sight ends with it, in the same instant."""
    Membership.objects.filter(pk=membership.pk, ends_at=None).update(
        ends_at=max(at, membership.starts_at + _AN_INSTANT)
    )
    audit.record_many(
        action="access.end_membership",
        municipality_id=membership.organisation.municipality_id,
        subject_id=membership.pk,
        by=by,
        at=at,
    )


@audit.action
def hide_person(
    *, municipality_id: UUID, person_id: UUID, readers: Iterable[UUID], by: Actor, at: datetime
) -> HiddenPerson:
    """Hide a protected person from all but a short named list. Only in the scope of a job."""
    hidden, _ = HiddenPerson.objects.get_or_create(
        municipality_id=municipality_id, person_id=person_id, lifted_at=None, defaults={"since_at": at}
    )
    for user_id in readers:
        name_reader(municipality_id=municipality_id, person_id=person_id, user_id=user_id, by=by, at=at)
    audit.record(action="access.hide_person", about=hidden, by=by, at=at)
    return hidden


@audit.action
def unhide_person(*, municipality_id: UUID, person_id: UUID, by: Actor, at: datetime) -> None:
    """A human has confirmed that the protection is over. Only in the scope of a job."""
    hidden = HiddenPerson.objects.filter(municipality_id=municipality_id, person_id=person_id, lifted_at=None)
    hidden.update(lifted_at=at, lifted_by_id=by.user_id)
    audit.record_many(
        action="access.unhide_person", municipality_id=municipality_id, subject_id=person_id, by=by, at=at
    )


@audit.action
def name_reader(
    *,
    municipality_id: UUID,
    person_id: UUID,
    user_id: UUID,
    by: Actor,
    at: datetime,
    until: datetime | None = None,
    reason: str = "",
) -> None:
    """Put a user on the named list of a hidden person, for a time if one is told. Only who stands on it, or a job, may.

    Until now, and they stand there no longer.
    """
    _ask_gate("SELECT gate.name_reader(%s, %s, %s, %s, %s)", person_id, user_id, at, until, reason)
    audit.record_many(
        action="access.name_reader", municipality_id=municipality_id, subject_id=user_id, by=by, at=at
    )


def _ask_gate(statement: str, *values: UUID | datetime | str | None) -> None:
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(statement, values)


@dataclass(frozen=True, slots=True)
class UserChanges:
    """What is to be different about a user; ``None`` is left as it is."""

    name: str | None = None
    language: str | None = None
    password: str | None = None
    is_active: bool | None = None
    forgets_password: bool = False


@audit.action
def change_user(
    *, user: User, changes: UserChanges, by: Actor, at: datetime, municipality_id: UUID | None = None
) -> None:
    """A user has another name, language or password, or may no longer or again log in.

    ``municipality_id`` is the one whose job this is part of; what a user changes is no municipality's.
    """
    wanted = {"name": changes.name, "language": changes.language, "is_active": changes.is_active}
    changed = [name for name, value in wanted.items() if value is not None]
    for name in changed:
        setattr(user, name, wanted[name])
    if changes.password is not None:
        user.set_password(changes.password)
        changed.append("password")
    elif changes.forgets_password:
        user.set_unusable_password()
        changed.append("password")
    user.save(update_fields=changed)
    audit.record_many(
        action="access.change_user",
        municipality_id=municipality_id,
        subject_id=user.pk,
        by=by,
        at=at,
        reason=" ".join(changed),
    )


@audit.action
def register_user(
    *,
    municipality_id: UUID,
    email: str,
    name: str,
    password: str | None,
    by: Actor,
    at: datetime,
    language: str = "da",
) -> User:
    """Somebody may log in, and sees nothing until they have a post. Only in the scope of a job.

    Without a password they get in only by an organisation's log-in service.
    """
    user = User(email=email.lower(), name=name, language=language)
    user.set_password(password)
    user.save(force_insert=True)
    audit.record_many(
        action="access.register_user", municipality_id=municipality_id, subject_id=user.pk, by=by, at=at
    )
    return user


@audit.action
def appoint(
    *,
    user: User,
    organisation_id: UUID,
    municipality_id: UUID,
    role: Role,
    by: Actor,
    at: datetime,
    unit_id: UUID | None = None,
    is_steward: bool = False,
) -> Membership:
    """Give a user a post from now on. Only in the scope of a job."""
    membership = Membership.objects.create(
        user=user,
        organisation_id=organisation_id,
        unit_id=unit_id,
        role=role,
        is_steward=is_steward,
        starts_at=at,
    )
    audit.record_many(
        action="access.appoint", municipality_id=municipality_id, subject_id=membership.pk, by=by, at=at
    )
    return membership


@audit.action
def correct_user(
    *, user: User, municipality_id: UUID, name: str, email: str, language: str, by: Actor, at: datetime
) -> None:
    """Whoever runs an account corrects what it says of a colleague. Only in the scope of a job."""
    told = {"name": name, "email": email.lower(), "language": language}
    changed = [field for field, value in told.items() if getattr(user, field) != value]
    User.objects.filter(pk=user.pk).update(**told)
    audit.record_many(
        action="access.correct_user",
        municipality_id=municipality_id,
        subject_id=user.pk,
        by=by,
        at=at,
        reason=" ".join(changed),
    )
