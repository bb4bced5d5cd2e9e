"""Own log-ins: invited to, taken, ended. Nobody gets one in another way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.identity import uuid7
from stafet.kernel.sentences import sentence
from stafet.messages import api as messages
from stafet.own.actions.deciding import must_decide
from stafet.own.errors import CannotOpen, LinkOpensNothing
from stafet.own.models import Custody, OwnInvitation, PersonalLogin
from stafet.own.states import OWN_INVITATION, SEES, Capacity, InvitationMove, InvitationState
from stafet.people import api as people
from stafet.sessions import api as sessions

LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class OwnInvitationDraft:
    """Who is invited, and to what: the young person, or whoever has a custody."""

    email: str
    language: str
    custody: Custody | None = None


@audit.action
def invite_to_own(
    *, person: people.Person, draft: OwnInvitationDraft, by: Actor, at: datetime
) -> OwnInvitation:
    """Invite a young person, or whoever has custody of one, to see their own. The message carries a link and nothing else."""
    must_decide(person, by)
    _must_open_something(person, draft)
    kept = _still_open(person, draft.custody)
    for older in kept:
        _move(older, InvitationMove.WITHDRAW, at)
    invitation = OwnInvitation.objects.create(
        municipality_id=person.municipality_id,
        link_id=uuid7(),
        person=person,
        capacity=Capacity.CUSTODY_HOLDER if draft.custody else Capacity.SELF,
        custody=draft.custody,
        email=draft.email.lower(),
        language=draft.language,
        invited_by_id=by.user_id,
        sent_at=at,
        expires_at=at + LASTS,
    )
    messages.queue_message(
        template=messages.Template.OWN_INVITATION,
        to=[messages.Recipient(invitation.pk, invitation.email, invitation.language)],
        about=invitation.link_id,
        by=by,
        at=at,
    )
    audit.record(action="own.invite_to_own", about=invitation, by=by, at=at, reason=invitation.capacity)
    return invitation


@audit.action
def withdraw_own_invitation(*, invitation: OwnInvitation, by: Actor, at: datetime) -> None:
    """The link opens nothing any more."""
    row = OwnInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    must_decide(row.person, by)
    _move(row, InvitationMove.WITHDRAW, at)
    audit.record(action="own.withdraw_own_invitation", about=row, by=by, at=at)


@audit.action
def join_as_new(
    *, link_id: UUID, account: accounts.NewAccount, by: Actor, at: datetime
) -> tuple[access.User, Capacity]:
    """Somebody who was not known takes the log-in. Only in the scope of a job, by whoever followed the link."""
    row = _followed(link_id, at)
    if access.User.objects.filter(email__iexact=row.email).exists():
        raise LinkOpensNothing(sentence("You have an account by now. Log in, then follow the link again."))
    user = access.register_user(
        municipality_id=row.municipality_id,
        email=row.email,
        name=account.name,
        language=account.language,
        password=account.password,
        by=by,
        at=at,
    )
    _join(row, user, by, at)
    return user, Capacity(row.capacity)


@audit.action
def join_as_known(*, link_id: UUID, user: access.User, by: Actor, at: datetime) -> None:
    """Somebody who has an account takes the log-in. Only in the scope of a job, by the one who was invited."""
    row = _followed(link_id, at)
    if user.email.lower() != row.email.lower():
        raise LinkOpensNothing(
            sentence(
                "This invitation is for another e-mail address than yours. Log out, then follow the link again."
            )
        )
    _join(row, user, by, at)


@audit.action
def end_own_login(*, login: PersonalLogin, by: Actor, at: datetime) -> None:
    """A log-in opens this young person no more, from this instant."""
    must_decide(login.person, by)
    _end(login, at)
    sessions.end_sessions(user_id=login.user_id, by=by, at=at)
    audit.record(action="own.end_own_login", about=login, by=by, at=at, reason=login.capacity)


def _end(login: PersonalLogin, at: datetime) -> None:
    open_rows = PersonalLogin.objects.filter(pk=login.pk, ends_at=None)
    open_rows.update(ends_at=max(at, login.starts_at))


def _join(row: OwnInvitation, user: access.User, by: Actor, at: datetime) -> None:
    _move(row, InvitationMove.ACCEPT, at)
    try:
        with transaction.atomic(using=audit.current_alias()):
            login = PersonalLogin.objects.create(
                municipality_id=row.municipality_id,
                person_id=row.person_id,
                user=user,
                capacity=row.capacity,
                custody_id=row.custody_id,
                starts_at=at,
            )
    except IntegrityError as twice:
        raise LinkOpensNothing(sentence("There is such a log-in already.")) from twice
    audit.record(action="own.join", about=login, by=by, at=at, reason=row.capacity)


def _move(row: OwnInvitation, move: InvitationMove, at: datetime) -> None:
    row.state = OWN_INVITATION.after(InvitationState(row.state), move)
    row.answered_at = at
    row.save(update_fields=["state", "answered_at"])


def _followed(link_id: UUID, at: datetime) -> OwnInvitation:
    """The invitation, if the link that was followed still opens it."""
    rows = OwnInvitation.objects.select_for_update(of=("self",))
    row = rows.open_at(at).filter(link_id=link_id).first()
    if row is None:
        raise LinkOpensNothing(
            sentence(
                "This link opens nothing any more: it was used, it has run out, or a newer one was sent. "
                "Ask whoever invited you to send a new one."
            )
        )
    return row


def _must_open_something(person: people.Person, draft: OwnInvitationDraft) -> None:
    custody = draft.custody
    if custody is None:
        taken = PersonalLogin.objects.filter(person=person, capacity=Capacity.SELF, ends_at=None)
        if taken.exists():
            raise CannotOpen(sentence("The young person has a log-in already. End it first."))
    elif custody.person_id != person.pk or custody.kind not in SEES or custody.ends_on is not None:
        raise CannotOpen(sentence("Only whoever has custody now can be invited to see a child's own page."))


def _still_open(person: people.Person, custody: Custody | None) -> list[OwnInvitation]:
    """What was sent before to the same: the newest link is the only one that works."""
    rows = OwnInvitation.objects.filter(person=person, custody=custody, state=InvitationState.SENT)
    return list(rows.select_for_update(of=("self",)).order_by("pk"))
