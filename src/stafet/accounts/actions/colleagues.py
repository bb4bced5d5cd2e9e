"""What whoever runs the accounts can do about a colleague: end posts and sessions, lock out, let begin again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.accounts.actions.factors import forget_factors
from stafet.accounts.actions.identities import unlink_identities
from stafet.accounts.actions.invitations import invite_again
from stafet.accounts.errors import NotYours
from stafet.accounts.last_administrator import must_leave_an_administrator, why_not_ones_own
from stafet.accounts.policies import can_administer, can_give, can_run_account
from stafet.accounts.queries import posts_of
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.sessions import api as sessions


@audit.action
def end_post(*, membership: access.Membership, by: Actor, at: datetime) -> None:
    """A colleague has this post no more. With the last one every session ends, everywhere, at once."""
    if membership.user_id == by.user_id:
        raise NotYours(why_not_ones_own(membership, at=at))
    if not can_give(by, membership.role, membership.organisation):
        raise NotYours(sentence("This post is not yours to end. Ask an administrator of the municipality."))
    must_leave_an_administrator([membership], at=at)
    access.end_membership(membership=membership, by=by, at=at)
    if not [post for post in posts_of(membership.user_id, at=at) if post.pk != membership.pk]:
        sessions.end_sessions(user_id=membership.user_id, by=by, at=at)


@audit.action
def end_sessions_of_colleague(*, user_id: UUID, by: Actor, at: datetime) -> int:
    """End every session of a colleague, as when a device is lost. Returns how many ended."""
    if not any(can_administer(by, post.organisation) for post in posts_of(user_id, at=at)):
        raise NotYours(_NOT_YOURS)
    return sessions.end_sessions(user_id=user_id, by=by, at=at)


@audit.action
def lock_out(*, user: access.User, by: Actor, at: datetime) -> None:
    """A colleague can't log in until let in again. Every session ends, everywhere, at once."""
    _must_run(by, user.pk, at)
    must_leave_an_administrator(posts_of(user.pk, at=at), at=at)
    access.change_user(user=user, changes=access.UserChanges(is_active=False), by=by, at=at)
    sessions.end_sessions(user_id=user.pk, by=by, at=at)


@audit.action
def let_in_again(*, user: access.User, by: Actor, at: datetime) -> None:
    """A colleague who was locked out may log in as before."""
    _must_run(by, user.pk, at)
    access.change_user(user=user, changes=access.UserChanges(is_active=True), by=by, at=at)


@audit.action
def begin_anew(*, user: access.User, by: Actor, at: datetime) -> None:
    """A colleague has forgotten the password, or lost the phone and the paper: nothing opens the account any more.

    Every session ends, and an invitation to the post they have is on its way, with which they begin as on the first day.
    """
    _must_run(by, user.pk, at)
    forget_factors(user_id=user.pk, by=by, at=at)
    unlink_identities(user_id=user.pk, by=by, at=at)
    access.change_user(user=user, changes=access.UserChanges(forgets_password=True), by=by, at=at)
    sessions.end_sessions(user_id=user.pk, by=by, at=at)
    invite_again(post=posts_of(user.pk, at=at)[0], by=by, at=at)


_NOT_YOURS = sentence(
    "This account is not yours to run: it is your own, or the colleague also has a post elsewhere. "
    "Ask an administrator of the municipality."
)


def _must_run(by: Actor, user_id: UUID, at: datetime) -> None:
    if not can_run_account(by, user_id, at=at):
        raise NotYours(_NOT_YOURS)
