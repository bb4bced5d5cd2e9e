"""Invitations: sent, sent again, withdrawn, accepted. Nobody gets an account in another way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.access import api as access
from stafet.accounts.actions.identities import link_identity
from stafet.accounts.claims import Claim
from stafet.accounts.errors import CannotInvite, LinkIsDead, NotYours
from stafet.accounts.models import Invitation
from stafet.accounts.policies import can_give
from stafet.accounts.queries import is_known, posts_of
from stafet.accounts.states import INVITATION, InvitationMove, InvitationState
from stafet.audit import api as audit
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.identity import uuid7
from stafet.kernel.sentences import sentence
from stafet.messages import api as messages
from stafet.organisations import api as organisations

LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class InvitationDraft:
    """Who is to have which post."""

    email: str
    language: str
    organisation_id: UUID
    role: access.Role
    unit_id: UUID | None = None
    is_steward: bool = False


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What somebody says of themselves. Without a password they only get in with their log-in service."""

    name: str
    language: str
    password: str | None = None


@audit.action
def invite(*, draft: InvitationDraft, by: Actor, at: datetime) -> Invitation:
    """Invite somebody to a post. The message carries a link and nothing else."""
    organisation = organisations.Organisation.objects.get(pk=draft.organisation_id)
    _must_give(by, draft.role, organisation)
    _must_be_of(draft.unit_id, organisation)
    try:
        with transaction.atomic(using=audit.current_alias()):
            invitation = Invitation.objects.create(
                link_id=uuid7(),
                email=draft.email.lower(),
                language=draft.language,
                organisation=organisation,
                unit_id=draft.unit_id,
                role=draft.role,
                is_steward=draft.is_steward,
                invited_by_id=by.user_id,
                sent_at=at,
                expires_at=at + LASTS,
            )
    except IntegrityError as twice:
        raise CannotInvite(
            sentence(
                "This colleague has an invitation to this post already. Send it again, or withdraw it first."
            ),
            field="email",
        ) from twice
    _send(invitation, by, at)
    _note("accounts.invite", invitation, by, at)
    return invitation


def invite_again(*, post: access.Membership, by: Actor, at: datetime) -> None:
    """Invite somebody to the post they have: a new link, in place of one that waits."""
    waiting = Invitation.objects.filter(
        email__iexact=post.user.email,
        organisation_id=post.organisation_id,
        role=post.role,
        state=InvitationState.SENT,
    ).first()
    if waiting is not None:
        send_again(invitation=waiting, by=by, at=at)
        return
    draft = InvitationDraft(
        email=post.user.email,
        language=post.user.language,
        organisation_id=post.organisation_id,
        role=access.Role(post.role),
        unit_id=post.unit_id,
        is_steward=post.is_steward,
    )
    invite(draft=draft, by=by, at=at)


@audit.action
def send_again(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    """Send a new link, good for seven more days; the one before opens nothing any more."""
    row = _moved(invitation.pk, InvitationMove.SEND_AGAIN)
    _must_give(by, row.role, row.organisation)
    row.link_id, row.sent_at, row.expires_at = uuid7(), at, at + LASTS
    row.save(update_fields=["link_id", "sent_at", "expires_at"])
    _send(row, by, at)
    _note("accounts.send_again", row, by, at)


@audit.action
def withdraw_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    """The link opens nothing any more."""
    row = _moved(invitation.pk, InvitationMove.WITHDRAW)
    _must_give(by, row.role, row.organisation)
    row.answered_at = at
    row.save(update_fields=["state", "answered_at"])
    _note("accounts.withdraw_invitation", row, by, at)


@audit.action
def accept_as_new(
    *, invitation: Invitation, account: NewAccount, claim: Claim | None, by: Actor, at: datetime
) -> access.User:
    """Somebody who was not known, or begins anew, takes the post. Only in the scope of a job, by whoever followed the link."""
    row = _open(invitation, at)
    if is_known(row.email):
        raise LinkIsDead(sentence("You have an account by now. Log in, then follow the link again."))
    user = _anew(row, account, by, at) or access.register_user(
        municipality_id=row.organisation.municipality_id,
        email=row.email,
        name=account.name,
        language=account.language,
        password=account.password,
        by=by,
        at=at,
    )
    if claim is not None:
        link_identity(claim=claim, user_id=user.pk, by=by, at=at)
    _accept(row, user, by, at)
    return user


@audit.action
def accept_as_known(*, invitation: Invitation, user: access.User, by: Actor, at: datetime) -> None:
    """Somebody who has an account takes one more post. Only in the scope of a job, by the one who was invited."""
    row = _open(invitation, at)
    if user.email.lower() != row.email.lower():
        raise LinkIsDead(
            sentence(
                "This invitation is for another e-mail address than yours. Log out, then follow the link again."
            )
        )
    _accept(row, user, by, at)


def _anew(row: Invitation, account: NewAccount, by: Actor, at: datetime) -> access.User | None:
    """An account that nothing opens any more is opened anew."""
    user = access.User.objects.filter(email__iexact=row.email).first()
    if user is not None:
        changes = access.UserChanges(name=account.name, language=account.language, password=account.password)
        access.change_user(
            user=user,
            changes=changes,
            municipality_id=row.organisation.municipality_id,
            by=by,
            at=at,
        )
    return user


def _accept(row: Invitation, user: access.User, by: Actor, at: datetime) -> None:
    row.state = INVITATION.after(InvitationState(row.state), InvitationMove.ACCEPT)
    row.answered_at, row.user = at, user
    row.save(update_fields=["state", "answered_at", "user"])
    if not _has_it(row, user, at):
        access.appoint(
            user=user,
            organisation_id=row.organisation_id,
            municipality_id=row.organisation.municipality_id,
            role=access.Role(row.role),
            unit_id=row.unit_id,
            is_steward=row.is_steward,
            by=by,
            at=at,
        )
    _note("accounts.accept_invitation", row, by, at)


def _has_it(row: Invitation, user: access.User, at: datetime) -> bool:
    """Whether the post is theirs already: somebody who begins anew is invited to what they have."""
    same = (row.organisation_id, row.unit_id, row.role)
    return any((post.organisation_id, post.unit_id, post.role) == same for post in posts_of(user.pk, at=at))


def _locked(invitation_id: UUID) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).get(pk=invitation_id)


def _moved(invitation_id: UUID, move: InvitationMove) -> Invitation:
    row = _locked(invitation_id)
    row.state = INVITATION.after(InvitationState(row.state), move)
    return row


def _open(invitation: Invitation, at: datetime) -> Invitation:
    """The invitation, if the link that was followed still opens it."""
    row = _locked(invitation.pk)
    if row.state != InvitationState.SENT or row.expires_at <= at or row.link_id != invitation.link_id:
        raise LinkIsDead(
            sentence(
                "This link opens nothing any more: it was used, it has run out, or a newer one was sent. "
                "Ask whoever invited you to send a new one."
            )
        )
    return row


def _must_give(by: Actor, role: str, organisation: organisations.Organisation) -> None:
    if by != SYSTEM and not can_give(by, role, organisation):
        raise NotYours(
            sentence(
                "This role in this organisation is not yours to give. Ask an administrator of the municipality."
            ),
            field="role",
        )


def _must_be_of(unit_id: UUID | None, organisation: organisations.Organisation) -> None:
    if unit_id and not organisations.Unit.objects.filter(pk=unit_id, organisation=organisation).exists():
        raise CannotInvite(sentence("This class or team belongs to another organisation."), field="unit")


def _send(invitation: Invitation, by: Actor, at: datetime) -> None:
    messages.queue_message(
        template=messages.Template.INVITATION,
        to=[messages.Recipient(invitation.pk, invitation.email, invitation.language)],
        about=invitation.link_id,
        by=by,
        at=at,
    )


def _note(action: str, invitation: Invitation, by: Actor, at: datetime) -> None:
    audit.record_many(
        action=action,
        municipality_id=invitation.organisation.municipality_id,
        subject_id=invitation.pk,
        by=by,
        at=at,
        reason=invitation.role,
    )
