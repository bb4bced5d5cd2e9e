"""What a user's own log-ins open now, as the database judges it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connections

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.messages import api as messages
from stafet.own.models import OwnInvitation
from stafet.own.states import Capacity, Closed


@dataclass(frozen=True, slots=True)
class OwnLogin:
    """One own log-in: whom it is about, as what, and why it opens nothing now (``None`` when it does)."""

    login_id: UUID
    person_id: UUID
    municipality_id: UUID
    capacity: Capacity
    custody_id: UUID | None
    closed: Closed | None

    @property
    def is_open(self) -> bool:
        """Whether there is something to see."""
        return self.closed is None


def own_log_ins() -> tuple[OwnLogin, ...]:
    """The own log-ins of whoever asks in own name, the open ones first, one for each person and capacity."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (person_id, capacity) login_id, person_id, municipality_id, capacity, custody_id, because"
            " FROM gate.own_log_ins() ORDER BY person_id, capacity, because = '' DESC, login_id DESC"
        )
        found = [
            OwnLogin(login, person, home, Capacity(capacity), custody, Closed(why) if why else None)
            for login, person, home, capacity, custody, why in cursor.fetchall()
        ]
    return tuple(
        sorted(found, key=lambda row: (not row.is_open, row.capacity != Capacity.SELF, row.login_id))
    )


def log_ins_of(user_id: UUID, *, one_factor: bool) -> tuple[OwnLogin, ...]:
    """As ``own_log_ins``, for an entry point that has not let anybody in yet."""
    with access.own_scope(user_id, one_factor=one_factor):
        return own_log_ins()


def may_enter_with_one_factor(actor: Actor) -> bool:
    """Whether a password is enough: a young person who sees nothing but their own, and has no post and no child."""
    if actor.posts:
        return False
    found = log_ins_of(actor.user_id, one_factor=True)
    return bool(found) and all(row.capacity == Capacity.SELF for row in found)


def account_to_begin_anew(email: str) -> access.User | None:
    """The account of an address that has never had a post: whoever follows a new link to it may choose a new password."""
    user = access.User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None or access.Membership.objects.filter(user=user).exists():
        return None
    return user


def municipality_of_link(link: str) -> UUID | None:
    """The municipality in which an own invitation lies that a link names; ``None`` for a link that was never ours."""
    key = messages.linked_to(link)
    if key is None:
        return None
    with connections[access.USER_ALIAS].cursor() as cursor:
        cursor.execute("SELECT gate.own_invitation(%s)", [key])
        row = cursor.fetchone()
    return row[0] if row else None


def own_invitation(link_id: UUID, *, at: datetime) -> OwnInvitation | None:
    """The invitation that a link still opens. In the scope of a job."""
    return OwnInvitation.objects.open_at(at).filter(link_id=link_id).first()
