"""People at work: another post, who answers, and what an account says of somebody. In the scope of the municipality's job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.administration.actions.places import must_organise
from stafet.administration.errors import CannotGivePost, ChangedByNow, NameIsTaken, NotYours
from stafet.administration.seen import seen_user
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations


@dataclass(frozen=True, slots=True)
class PostDraft:
    """What somebody is to be, and where."""

    organisation_id: UUID
    role: access.Role
    unit_id: UUID | None = None
    is_steward: bool = False


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What an account says of somebody."""

    name: str
    email: str
    language: str


@audit.action
def give_post(*, user_id: UUID, draft: PostDraft, by: Actor, at: datetime) -> access.Membership:
    """Somebody who has an account gets one more post. Raises ``CannotGivePost``, ``NotYours``."""
    user = _locked_user(user_id)
    organisation = organisations.Organisation.objects.get(pk=draft.organisation_id)
    if user_id == by.user_id:
        raise NotYours(
            sentence(
                "Nobody gives a post to themselves. Ask another administrator, so that two people know of it."
            )
        )
    if not accounts.can_give(by, draft.role, organisation):
        raise NotYours(
            sentence(
                "This role in this organisation is not yours to give. Ask an administrator of the municipality."
            ),
            field="role",
        )
    _check(user, draft, at)
    return access.appoint(
        user=user,
        organisation_id=organisation.pk,
        municipality_id=organisation.municipality_id,
        role=draft.role,
        unit_id=draft.unit_id,
        is_steward=draft.is_steward,
        by=by,
        at=at,
    )


@audit.action
def name_steward(*, membership_id: UUID, is_steward: bool, by: Actor, at: datetime) -> None:
    """Somebody answers from now on, or no longer, for what is sent there and nobody takes.

    The post goes on as another one, so that it stays known who answered when. Raises ``ChangedByNow``, ``NotYours``.
    """
    rows = access.Membership.objects.select_for_update(of=("self",)).select_related("organisation", "user")
    row = rows.get(pk=membership_id)
    must_organise(by, row.organisation)
    if row.ends_at is not None or row.is_steward is is_steward:
        raise ChangedByNow(sentence("Somebody else changed this post since you opened the page. Look again."))
    access.end_membership(membership=row, by=by, at=at)
    access.appoint(
        user=row.user,
        organisation_id=row.organisation_id,
        municipality_id=row.organisation.municipality_id,
        role=access.Role(row.role),
        unit_id=row.unit_id,
        is_steward=is_steward,
        by=by,
        at=at,
    )


@audit.action
def correct_account(
    *, user_id: UUID, municipality_id: UUID, facts: AccountFacts, seen: str, by: Actor, at: datetime
) -> None:
    """A colleague is called otherwise, or has another address. Raises ``ChangedByNow``, ``NameIsTaken``, ``NotYours``."""
    user = _locked_user(user_id)
    if not accounts.can_run_account(by, user_id, at=at):
        raise NotYours(
            sentence(
                "This account is not yours to run: it is your own, or the colleague also has a post elsewhere. "
                "Ask an administrator of the municipality."
            )
        )
    if seen != seen_user(user):
        raise ChangedByNow(
            sentence(
                "This account was changed since you opened the page. Now it says: %(now)s. "
                "Look at it, and save again if yours is still right.",
                now=f"{user.name}, {user.email}",
            )
        )
    try:
        with transaction.atomic(using=audit.current_alias()):
            access.correct_user(
                user=user,
                municipality_id=municipality_id,
                name=facts.name,
                email=facts.email,
                language=facts.language,
                by=by,
                at=at,
            )
    except IntegrityError as error:
        raise NameIsTaken(
            sentence("Somebody else logs in with this address. Each account has its own."), field="email"
        ) from error


def _locked_user(user_id: UUID) -> access.User:
    return access.User.objects.select_for_update(of=("self",)).get(pk=user_id)


def _check(user: access.User, draft: PostDraft, at: datetime) -> None:
    if not user.is_active:
        raise CannotGivePost(sentence("This account is locked. Let the colleague in again first."))
    if draft.unit_id and not _is_unit_of(draft.unit_id, draft.organisation_id):
        raise CannotGivePost(sentence("This class or team belongs to another organisation."), field="unit")
    if draft.role == access.Role.TEACHER and not draft.unit_id:
        raise CannotGivePost(
            sentence("Choose the teacher's class: without one there is nobody to see."), field="unit"
        )
    held = access.Membership.objects.current_at(at).filter(
        user=user, organisation_id=draft.organisation_id, role=draft.role
    )
    same = held.filter(unit_id=draft.unit_id) if draft.unit_id else held.filter(unit=None)
    if same.exists():
        raise CannotGivePost(sentence("The colleague has this post already."), field="role")


def _is_unit_of(unit_id: UUID, organisation_id: UUID) -> bool:
    return organisations.Unit.objects.filter(pk=unit_id, organisation_id=organisation_id).exists()
