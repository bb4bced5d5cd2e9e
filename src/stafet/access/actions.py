"""What can happen to access: grants open and close with the facts they follow from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import connections
from django.db.models import DateTimeField, F, Func, Q, Value
from psycopg import sql

from stafet.access.grants import GrantDraft
from stafet.access.models import Grant, HiddenPerson, Membership, User
from stafet.access.roles import Purpose, Role
from stafet.audit import api as audit
from stafet.kernel.actors import Actor

_AN_INSTANT = timedelta(microseconds=1)


@audit.action
def open_grants(
    *,
    municipality_id: UUID,
    person_id: UUID,
    grants: Sequence[GrantDraft],
    by: Actor,
    at: datetime,
    until: datetime | None = None,
) -> None:
    """Open a person to organisations from now on, until an instant if one is given.

    The action that makes the fact calls this in its own transaction.
    """
    rows = [
        Grant(
            municipality_id=municipality_id,
            person_id=person_id,
            organisation_id=draft.organisation_id,
            unit_id=draft.unit_id,
            purpose=draft.purpose.value,
            basis=draft.basis,
            classes=draft.classes,
            source=draft.source,
            source_id=draft.source_id,
            valid=_from_now(at, until),
        )
        for draft in grants
    ]
    Grant.objects.bulk_create(rows)
    for row in rows:
        audit.record(action="access.open_grants", about=row, by=by, at=at, reason=row.basis)


def _from_now(at: datetime, until: datetime | None) -> Func:
    """The range from an instant, but never from one the database has not reached: machines' clocks differ."""
    begin = Func(Value(at), Func(function="gate.now", output_field=DateTimeField()), function="least")
    return Func(begin, Value(until, DateTimeField()), function="tstzrange", output_field=DateTimeRangeField())


@audit.action
def open_grants_from(
    *,
    table: str,
    municipality_id: UUID,
    purpose: Purpose,
    classes: str,
    source: Grant.Source,
    by: Actor,
    at: datetime,
) -> int:
    """Open many persons at once, in one statement. Returns how many grants were written.

    ``table`` is a temporary table of the caller with ``person_id, organisation_id, unit_id, basis, source_id``.
    A grant that is already there stays as it is.
    """
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "INSERT INTO access_grant (id, municipality_id, person_id, organisation_id, unit_id, purpose, basis,"
                " classes, source, source_id, valid)"
                " SELECT gate.new_id(), %s, person_id, organisation_id, unit_id, %s, basis, %s, %s, source_id,"
                "   tstzrange(least(%s, gate.now()), NULL)"
                " FROM {} ON CONFLICT ON CONSTRAINT grant_once_per_fact DO NOTHING"
            ).format(sql.Identifier(table)),
            [municipality_id, purpose.value, classes, source.value, at],
        )
        count: int = cursor.rowcount
    audit.record_many(
        action="access.open_grants",
        municipality_id=municipality_id,
        subject_id=None,
        by=by,
        at=at,
        reason=source.value,
    )
    return count


@audit.action
def end_grants(
    *, municipality_id: UUID, source: Grant.Source, source_ids: Sequence[UUID], by: Actor, at: datetime
) -> int:
    """End what follows from facts that are over. A grant that had not begun never does. Returns how many ended."""
    begun = Func(F("valid"), function="lower", output_field=DateTimeField())
    end = Func(begun, Value(at), function="greatest", output_field=DateTimeField())
    ended = Func(begun, end, function="tstzrange", output_field=DateTimeRangeField())
    still_running = Q(valid__endswith__isnull=True) | Q(valid__endswith__gt=at)
    following = Grant.objects.filter(
        municipality_id=municipality_id, source=source, source_id__in=list(source_ids)
    )
    count = following.filter(still_running).update(valid=ended)
    for fact in source_ids:
        audit.record_many(
            action="access.end_grants",
            municipality_id=municipality_id,
            subject_id=fact,
            by=by,
            at=at,
            reason=source.value,
        )
    return count


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
