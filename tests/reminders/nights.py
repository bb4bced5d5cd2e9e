"""What the tests of reminders share: a night so many days from now, and what it has queued."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import Held

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.messages.api import OutgoingMessage, Template
from stafet.own import api as own
from stafet.placements.api import Holder
from stafet.reminders import api as reminders

TOLD = (
    Template.PLACE_REMINDER,
    Template.SIGN_REMINDER,
    Template.TELL_REMINDER,
    Template.OWN_WAITS,
    Template.PLACEMENTS_WAIT,
)


def remind(everyone: Cast, days: int) -> int:
    """The night so many days from now."""
    with access.job_scope(everyone.hedeby.pk):
        return reminders.remind(municipality_id=everyone.hedeby.pk, by=SYSTEM, at=NOW + timedelta(days=days))


def rows(everyone: Cast) -> list[OutgoingMessage]:
    """What has been queued as a reminder."""
    with access.job_scope(everyone.hedeby.pk):
        return list(OutgoingMessage.objects.filter(template__in=TOLD).order_by("queued_at", "pk"))


def mails(everyone: Cast) -> Counter[tuple[str, str]]:
    """How often, to whom."""
    return Counter((row.template, row.address) for row in rows(everyone))


def log_in(everyone: Cast, held: Held, email: str, custody: Holder | None = None) -> None:
    """Somebody at home has followed the link to a log-in of their own."""
    with access.job_scope(everyone.hedeby.pk):
        row = own.Custody.objects.get(pk=custody.custody_id) if custody else None
        invitation = own.invite_to_own(
            person=held.person, draft=own.OwnInvitationDraft(email, "da", row), by=SYSTEM, at=NOW
        )
        user = access.User(email=email, name=email, language="da")
        user.set_unusable_password()
        user.save()
        own.join_as_known(link_id=invitation.link_id, user=user, by=SYSTEM, at=NOW)
