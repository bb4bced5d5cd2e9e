"""Messages go out at least once, are seen once, and name nobody."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPException
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, IntegrityError
from tests.responsibility.world import World

from stafet.kernel.actors import SYSTEM
from stafet.messages import api as messages
from stafet.messages.api import MessageState, OutgoingMessage, Recipient, Sending, Template


class DownBackend(BaseEmailBackend):
    """A mail server that is down for as long as a test wants."""

    down: ClassVar[bool] = True
    delivered: ClassVar[list[EmailMessage]] = []

    def send_messages(self, email_messages: object) -> int:
        """Fail, or keep what was sent."""
        if self.down:
            raise SMTPException("no")
        DownBackend.delivered += list(email_messages)  # type: ignore[call-overload]
        return 1


@pytest.fixture(autouse=True)
def outbox(settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    mail.outbox = []
    DownBackend.down, DownBackend.delivered = True, []


def queue(
    world: World, *, about: UUID, language: str = "en", occasion: str = "", who: UUID | None = None
) -> None:
    with world.job():
        messages.queue_message(
            template=Template.HANDOVER_OFFERED,
            to=[Recipient(who or UUID(int=7), "freja@example.org", language)],
            about=about,
            occasion=occasion,
            by=SYSTEM,
            at=world.now,
        )


def send(world: World) -> Sending:
    return messages.send_due(scope=world.job, base_url="https://stafet.test", at=world.now)


def test_the_same_occasion_is_told_once(world: World) -> None:
    about = uuid4()
    for occasion in ("", "", "3", "3"):
        queue(world, about=about, occasion=occasion)
    assert send(world) == Sending(sent=2)
    assert send(world) == Sending()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_a_message_is_a_fixed_subject_and_a_link_that_says_nothing(world: World, language: str) -> None:
    about = uuid4()
    queue(world, about=about, language=language)
    send(world)
    (sent,) = mail.outbox
    with world.job():
        row = OutgoingMessage.objects.get()
    assert f"https://stafet.test/go/{row.pk}/" in sent.body
    assert str(about) not in f"{sent.subject}{sent.body}"
    assert row.state == MessageState.SENT
    if language == "en":
        assert sent.subject == "A hand-over is waiting for your answer"


def test_what_was_sent_but_not_marked_is_sent_again_under_the_same_number(world: World) -> None:
    queue(world, about=uuid4())
    send(world)
    with world.job():
        OutgoingMessage.objects.update(state=MessageState.QUEUED, sent_at=None)
    world.pass_time(timedelta(hours=1))
    send(world)
    numbers = {sent.extra_headers["Message-ID"] for sent in mail.outbox}
    assert (len(mail.outbox), len(numbers)) == (2, 1)


def test_a_mail_server_that_is_down_for_a_day_loses_nothing(world: World, settings: object) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.DownBackend"  # type: ignore[attr-defined]
    queue(world, about=uuid4())
    assert send(world) == Sending(postponed=1)
    assert send(world) == Sending(), "not before its time"
    world.pass_time(timedelta(hours=3))
    assert send(world) == Sending(postponed=1)
    DownBackend.down = False
    world.pass_time(timedelta(days=1))
    assert send(world) == Sending(sent=1)
    assert len(DownBackend.delivered) == 1


def test_what_never_arrives_is_given_up_and_can_be_seen(world: World, settings: object) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.DownBackend"  # type: ignore[attr-defined]
    queue(world, about=uuid4())
    results = []
    for _ in range(10):
        results.append(send(world))
        world.pass_time(timedelta(days=2))
    assert results[-1] == Sending(failed=1)
    with world.job():
        assert OutgoingMessage.objects.get().state == MessageState.FAILED


def test_many_are_sent_in_rounds(world: World) -> None:
    for number in range(230):
        queue(world, about=uuid4(), who=UUID(int=number))
    assert send(world) == Sending(sent=230)


def test_a_page_may_queue_and_follow_a_link_but_not_read_addresses(world: World) -> None:
    about = uuid4()
    with world.acting(world.staff["school"][0]) as ditte:
        messages.queue_message(
            template=Template.BREAK_OFF,
            to=[Recipient(UUID(int=7), "freja@example.org", "da")],
            about=about,
            by=ditte,
            at=world.now,
        )
    with world.job():
        key = OutgoingMessage.objects.get().pk
    with world.acting(world.staff["school"][0]):
        assert messages.opening(key) == messages.Opening(Template.BREAK_OFF, about)
        assert messages.opening(uuid4()) is None
        with pytest.raises(DatabaseError, match="permission denied"):
            list(OutgoingMessage.objects.values_list("address"))


def test_a_message_that_was_sent_has_its_time(world: World) -> None:
    queue(world, about=uuid4())
    with pytest.raises(IntegrityError, match="sent_message_has_a_time"), world.job():
        OutgoingMessage.objects.update(state=MessageState.SENT)
