"""Messages are queued in the transaction of what they tell, and sent afterwards: at least once, visible once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from types import MappingProxyType
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.messages.links import link_for
from stafet.messages.models import OutgoingMessage
from stafet.messages.states import EVENT_HOST_TEMPLATES, MessageState, Template

_BATCH = 100
_FIRST_PAUSE = timedelta(minutes=2)
_MOST_ATTEMPTS = 10

Scope = Callable[[], AbstractContextManager[None]]
"""Opens the scope in which messages may be read and marked."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is written to, and in which language."""

    user_id: UUID
    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One message of many: what it is about, to whom, and which occasion of the same it is."""

    template: Template
    to: Recipient
    about: UUID
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """What became of one round of sending."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0


@audit.action
def queue_message(
    *,
    template: Template,
    to: Iterable[Recipient],
    about: UUID,
    by: Actor,
    at: datetime,
    occasion: str = "",
) -> None:
    """Write to each recipient about one thing, once per occasion. It is sent after the transaction has held.

    ``about`` is what the link opens (a hand-over, a step); ``occasion`` tells two messages of one template about
    the same thing apart, such as two reminders. Queuing the same again changes nothing.
    """
    _queue([Letter(template, recipient, about, occasion) for recipient in to], by, at)


@audit.action
def queue_letters(*, letters: Sequence[Letter], by: Actor, at: datetime) -> None:
    """The same for many things at once, in one statement however many they are."""
    _queue(letters, by, at)


def _queue(letters: Sequence[Letter], by: Actor, at: datetime) -> None:
    rows = [
        OutgoingMessage(
            key=f"{letter.template.value}:{letter.about}:{letter.occasion}:{letter.to.user_id}",
            template=letter.template,
            address=letter.to.address,
            language=letter.to.language,
            opens=letter.about,
            queued_by_id=by.user_id,
            queued_at=at,
            due_at=at,
        )
        for letter in letters
    ]
    OutgoingMessage.objects.bulk_create(rows, ignore_conflicts=True)


def send_due(*, scope: Scope, base_url: str, at: datetime) -> Sending:
    """Send what is due, in rounds, until nothing is left. ``scope`` must allow reading and marking messages.

    A message is claimed in one transaction, sent outside any, and marked in another. Should the machine stop
    between sending and marking, it is sent again under the same message number, which mail programs show once.
    """
    total = Sending()
    while batch := _claim(scope, at):
        with get_connection() as mail:
            reached = {message.pk for message in batch if _deliver(message, mail, base_url)}
        total = _added(total, _settle(scope, batch, reached, at))
    return total


def _claim(scope: Scope, at: datetime) -> Sequence[OutgoingMessage]:
    """Take the next messages and put them off, so that no other sender takes them meanwhile."""
    with scope():
        rows = list(
            OutgoingMessage.objects.due_at(at)
            .select_for_update(of=("self",), skip_locked=True)
            .order_by("due_at", "pk")[:_BATCH]
        )
        for row in rows:
            row.attempts += 1
            row.due_at = at + _FIRST_PAUSE * 2 ** (row.attempts - 1)
        OutgoingMessage.objects.bulk_update(rows, ["attempts", "due_at"])
    return rows


def _settle(scope: Scope, messages: Sequence[OutgoingMessage], reached: set[UUID], at: datetime) -> Sending:
    """Mark what was sent, and give up on what failed too often."""
    given_up = [m.pk for m in messages if m.pk not in reached and m.attempts >= _MOST_ATTEMPTS]
    with scope():
        sent = OutgoingMessage.objects.filter(pk__in=reached).update(state=MessageState.SENT, sent_at=at)
        failed = OutgoingMessage.objects.filter(pk__in=given_up).update(state=MessageState.FAILED)
    return Sending(sent=sent, postponed=len(messages) - sent - failed, failed=failed)


def _added(one: Sending, other: Sending) -> Sending:
    return Sending(one.sent + other.sent, one.postponed + other.postponed, one.failed + other.failed)


def _deliver(message: OutgoingMessage, mail: BaseEmailBackend, base_url: str) -> bool:
    """Hand one message to the mail server. The error is not logged: it may repeat the address."""
    try:
        written(message, base_url, mail).send()
    except (OSError, SMTPException):
        return False
    return True


def written(message: OutgoingMessage, base_url: str, mail: BaseEmailBackend | None = None) -> EmailMessage:
    """The e-mail in the recipient's language: the fixed subject, one line, the link."""
    with translation.override(message.language):
        subject = str(Template(message.template).label)
        body = _words_above_the_link(Template(message.template))
    number = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    return EmailMessage(
        subject=subject,
        body=f"{body}\n\n{base_url}{_way(message)}\n",
        to=[message.address],
        headers={"Message-ID": f"<{number}@stafet>", "Auto-Submitted": "auto-generated"},
        connection=mail,
    )


_ASKS_FOR_TWO_MINUTES = gettext_noop(
    "It takes two minutes, and no account. This link is for your company alone. It works once, within two weeks:"
)
_ASKS_AGAIN = gettext_noop(
    "It takes two minutes, and no account. This is the link you have been sent before, for your company alone:"
)
_ORGANISATION = gettext_noop(
    "It takes two minutes, and no account. This link is for your organisation alone. It works once, within two weeks:"
)
_FOR_ONE_PERSON = gettext_noop("This link is for you alone. It works once, within seven days:")
_ABOVE_THE_LINK: Mapping[Template, str] = MappingProxyType(
    {
        Template.INVITATION: _FOR_ONE_PERSON,
        Template.OWN_INVITATION: _FOR_ONE_PERSON,
        Template.OFFER_REMINDER: _ORGANISATION,
        **dict.fromkeys(
            (Template.VISIT_ASKED, Template.VISIT_REMINDED, Template.VISIT_THANKED), _ORGANISATION
        ),
        Template.PLACE_ASKED: _ASKS_FOR_TWO_MINUTES,
        Template.PLACEMENT_TO_SIGN: _ASKS_FOR_TWO_MINUTES,
        Template.PLACEMENT_FOLLOW_UP: _ASKS_FOR_TWO_MINUTES,
        Template.PLACE_REMINDER: gettext_noop(
            "It takes two minutes, and no account. This is the link you have been sent before, for your company alone. If you do not want more mails, say so there:"
        ),
        Template.SIGN_REMINDER: _ASKS_AGAIN,
        Template.TELL_REMINDER: _ASKS_AGAIN,
        **dict.fromkeys(
            EVENT_HOST_TEMPLATES,
            gettext_noop(
                "No account is needed. This link is for your company alone, and works until it is over:"
            ),
        ),
    }
)


def _words_above_the_link(template: Template) -> str:
    return gettext(_ABOVE_THE_LINK.get(template, _LOG_IN))


_LOG_IN = gettext_noop("Log in to Stafet to see it:")
_LINKS = {
    Template.INVITATION: "/invite/",
    Template.OWN_INVITATION: "/join/",
    Template.OFFER_REMINDER: "/offers/keep/",
    Template.PLACE_ASKED: "/placements/answer/",
    Template.PLACEMENT_TO_SIGN: "/placements/sign/",
    Template.PLACEMENT_FOLLOW_UP: "/placements/tell/",
    Template.PLACE_REMINDER: "/placements/answer/",
    Template.SIGN_REMINDER: "/placements/sign/",
    Template.TELL_REMINDER: "/placements/tell/",
    **dict.fromkeys(EVENT_HOST_TEMPLATES, "/events/invited/"),
    Template.VISIT_ASKED: "/visits/answer/",
    Template.VISIT_REMINDED: "/visits/answer/",
    Template.VISIT_THANKED: "/visits/thanks/",
}
"""Where a link leads that proves itself: whoever gets it can't log in."""


def _way(message: OutgoingMessage) -> str:
    """Where the link leads. Whoever is invited can't log in yet, so that link proves itself."""
    before = _LINKS.get(Template(message.template))
    if before is not None and message.opens is not None:
        return f"{before}{link_for(message.opens)}/"
    return f"/go/{message.pk}/"
