"""What can be asked about access."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import BooleanField, Func, Q, QuerySet, UUIDField
from django.db.models.expressions import RawSQL

from stafet.access.models import Membership, User
from stafet.access.roles import Permission, Role, allowed
from stafet.access.scope import USER_ALIAS
from stafet.audit import api as audit
from stafet.kernel.actors import Actor, Post
from stafet.kernel.privacy import DataClass


def actor_for(user: User, *, at: datetime) -> Actor:
    """The user as an actor, with the posts held at this instant."""
    return Actor(
        user_id=user.pk,
        posts=tuple(
            Post(organisation_id=organisation, role=role, unit_id=unit, municipality_id=municipality)
            for organisation, role, unit, municipality in _posts(user.pk, at)
        ),
    )


def active_user(user_id: UUID) -> User | None:
    """The user with this key, unless locked out. Asked at every request."""
    return next((User.from_db(USER_ALIAS, _COLUMNS, row) for row in _active(user_id)), None)


_COLUMNS = [field.attname for field in User._meta.concrete_fields]


@audit.statement
def _active(user_id: UUID) -> QuerySet[User, Any]:
    return User.objects.filter(pk=user_id, is_active=True).values_list(*_COLUMNS)


@audit.statement
def _posts(user_id: UUID, at: datetime) -> QuerySet[Membership, Any]:
    held = Membership.objects.filter(user_id=user_id).current_at(at).order_by("organisation__name", "role")
    return held.values_list("organisation_id", "role", "unit_id", "organisation__municipality_id")


def may(actor: Actor, permission: Permission, *, organisation_id: UUID | None = None) -> bool:
    """Whether a role the actor holds (in this organisation, if one is named) carries the permission."""
    return any(
        allowed(post.role, permission)
        for post in actor.posts
        if organisation_id is None or post.organisation_id == organisation_id
    )


def organisations_where(actor: Actor, permission: Permission) -> frozenset[UUID]:
    """The organisations in which the actor holds a role with this permission: the many to ``may``'s one."""
    return frozenset(post.organisation_id for post in actor.posts if allowed(post.role, permission))


def roles_with(permission: Permission) -> tuple[str, ...]:
    """The roles that carry a permission, for asking who in an organisation has one."""
    return tuple(role.value for role in Role if allowed(role, permission))


def visible(data_class: DataClass, *, person: str = "person_id") -> Q:
    """The third fence: rows of persons whose data of this class the asking user may meet now.

    The same question the database's policies ask, put by the query itself, so that either alone holds. Use it
    in every read of a page: ``Spell.objects.filter(visible(DataClass.PROCESS))``.
    """
    return once(Q(**{f"{person}__in": MyPersons(data_class)}))


def once(condition: Q) -> Q:
    """A condition ``x__in=subquery`` whose subquery is run once and looked up in, never joined.

    Row-level security hides from the planner how many rows a table has for this user; joining on its guess
    was measured to be a hundred times slower than looking up.
    """
    return Q(_Settled(condition))


class _Settled(Func):
    """``(condition) IS TRUE``: the same answer, which the planner does not take apart."""

    template = "(%(expressions)s) IS TRUE"
    output_field = BooleanField()


class MyPersons(RawSQL):
    """``SELECT unnest(gate.my_persons('D'))`` as the right side of ``__in``; the inner select runs once."""

    def __init__(self, data_class: DataClass) -> None:
        super().__init__(
            "SELECT unnest((SELECT gate.my_persons(%s)))", (data_class.value,), output_field=UUIDField()
        )


def members_of(organisation_id: UUID, *, at: datetime, roles: Sequence[str] = ()) -> Sequence[User]:
    """The users who hold a post in an organisation now, by name."""
    memberships = Membership.objects.current_at(at).filter(organisation_id=organisation_id)
    if roles:
        memberships = memberships.filter(role__in=roles)
    return list(User.objects.filter(pk__in=memberships.values("user_id")).order_by("name", "pk"))


def readers_of(organisation_id: UUID, *, at: datetime) -> Sequence[User]:
    """Who in an organisation can take over and act for young people; nobody, and what is sent there is lost."""
    return members_of(organisation_id, at=at, roles=[Role(role) for role in roles_with(Permission.HOLD)])


def stewards_of(organisation_id: UUID, *, at: datetime) -> Sequence[User]:
    """Who answers for what is sent to an organisation and nobody takes: its stewards, or all its readers."""
    steward = Membership.objects.current_at(at).filter(
        organisation_id=organisation_id, role__in=roles_with(Permission.HOLD), is_steward=True
    )
    named = list(User.objects.filter(pk__in=steward.values("user_id")).order_by("name", "pk"))
    return named or readers_of(organisation_id, at=at)


def leaders_of(organisation_id: UUID, *, at: datetime) -> Sequence[User]:
    """Who may give the work of others to somebody else there."""
    return members_of(
        organisation_id, at=at, roles=[Role(role) for role in roles_with(Permission.REASSIGN_OTHERS)]
    )


def controllers_of(municipality_id: UUID, *, at: datetime) -> Sequence[User]:
    """Who judges the look-ups of colleagues in a municipality, by name."""
    posts = Membership.objects.current_at(at).filter(
        organisation__municipality_id=municipality_id, role__in=roles_with(Permission.CONTROL_LOG)
    )
    return list(User.objects.filter(pk__in=posts.values("user_id")).order_by("name", "pk"))


@dataclass(frozen=True, slots=True)
class ListedReader:
    """Somebody on a named list, since when, until when, and why."""

    user: User
    since: datetime
    until: datetime | None
    reason: str


def named_list(person_id: UUID) -> Sequence[ListedReader]:
    """Who may see a hidden person, by name. Only whoever stands on the list, or a job, may ask."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute("SELECT user_id, since, until, reason FROM gate.named_list(%s)", [person_id])
        rows = cursor.fetchall()
    users = User.objects.in_bulk([row[0] for row in rows])
    listed = [ListedReader(users[key], since, until, reason) for key, since, until, reason in rows]
    return sorted(listed, key=lambda reader: (reader.user.name, reader.user.pk))


def is_hidden(person_id: UUID) -> bool:
    """Whether somebody who may be seen here is a protected person. Of others the answer is always no."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute("SELECT gate.is_hidden(%s)", [person_id])
        answer = cursor.fetchone()
    return bool(answer and answer[0])


def emergency_until(person_id: UUID) -> datetime | None:
    """Until when somebody is open to the asking user by an emergency only; ``None`` when it is not that."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute("SELECT gate.emergency_until(%s)", [person_id])
        row = cursor.fetchone()
    return row[0] if row else None


def scope_municipality() -> UUID | None:
    """The municipality a job is confined to; ``None`` in the scope of a user."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute("SELECT gate.job_municipality()")
        row = cursor.fetchone()
    return row[0] if row else None
