"""The two-minute link: a provider without an account says that it is still right."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.offers.conftest import SOON, acting, an_offer, start_of

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.messages import api as messages
from stafet.offers import api as offers
from stafet.offers.api import OfferMove, ProviderAnswer, StartDraft

LATER = NOW + timedelta(days=77)
ANSWER = ProviderAnswer(
    (StartDraft(SOON + timedelta(days=90), 6),), "Vera", "70 22 22 22", "vera@workshop.example"
)


def remind(everyone: Cast, at: datetime) -> int:
    with access.job_scope(everyone.hedeby.pk):
        return offers.remind_providers(municipality_id=everyone.hedeby.pk, by=SYSTEM, at=at)


def sent(everyone: Cast) -> list[messages.OutgoingMessage]:
    with access.job_scope(everyone.hedeby.pk):
        rows = messages.OutgoingMessage.objects.filter(template=messages.Template.OFFER_REMINDER)
        return list(rows.order_by("queued_at", "pk"))


def link_of(offer: offers.Offer) -> str:
    offer.refresh_from_db()
    assert offer.link_id is not None
    return messages.link_for(offer.link_id)


def test_a_provider_is_asked_once_until_the_link_has_run_out(everyone: Cast, workshop: offers.Offer) -> None:
    assert remind(everyone, NOW + timedelta(days=75)) == 0
    assert [
        remind(everyone, LATER),
        remind(everyone, LATER),
        remind(everyone, LATER + timedelta(days=13)),
    ] == [
        1,
        0,
        0,
    ]
    assert remind(everyone, LATER + timedelta(days=14)) == 1
    first, second = sent(everyone)
    assert first.address == "villy@workshop.example"
    assert first.opens != second.opens


def test_what_is_closed_over_or_without_an_address_is_not_asked_about(
    everyone: Cast, workshop: offers.Offer
) -> None:
    an_offer(everyone, title="Over", valid_until=TODAY)
    an_offer(everyone, title="By telephone", contact_email="")
    with acting(everyone.freja) as freja:
        offers.move_offer(offer=workshop, move=OfferMove.PAUSE, by=freja, at=NOW)
    assert remind(everyone, LATER) == 0


def test_the_mail_names_the_link_and_nobody(everyone: Cast, workshop: offers.Offer) -> None:
    remind(everyone, LATER)
    mail = messages.written(sent(everyone)[0], "https://stafet.example")
    assert f"https://stafet.example/offers/keep/{link_of(workshop)}/" in mail.body
    assert "workshop" not in mail.subject.lower()


def test_the_link_confirms_says_the_seats_anew_and_opens_nothing_afterwards(
    everyone: Cast, workshop: offers.Offer
) -> None:
    remind(everyone, LATER)
    link = link_of(workshop)
    opened = offers.offer_of_link(link, at=LATER)
    assert opened is not None
    with access.job_scope(everyone.hedeby.pk):
        offers.answer_link(link_id=opened.link_id, answer=ANSWER, by=SYSTEM, at=LATER)  # type: ignore[arg-type]
        with pytest.raises(offers.ChangedByNow, match="used already"):
            offers.answer_link(link_id=opened.link_id, answer=ANSWER, by=SYSTEM, at=LATER)  # type: ignore[arg-type]
    workshop.refresh_from_db()
    assert (workshop.confirmed_at, workshop.contact_name) == (LATER, "Vera")
    assert offers.offer_of_link(link, at=LATER) is None
    line = offers.offer_lines([workshop], on=LATER.date(), at=LATER)[0]
    assert [(each.starts_on, each.free) for each in line.starts] == [(ANSWER.starts[0].starts_on, 6)]


def test_a_link_runs_out_and_a_guessed_one_opens_nothing(everyone: Cast, workshop: offers.Offer) -> None:
    remind(everyone, LATER)
    link = link_of(workshop)
    assert offers.offer_of_link(link, at=LATER + timedelta(days=13)) is not None
    assert offers.offer_of_link(link, at=LATER + timedelta(days=14)) is None
    assert offers.offer_of_link(link[:-1] + ("a" if link[-1] != "a" else "b"), at=LATER) is None
    assert offers.offer_of_link(messages.link_for(workshop.pk), at=LATER) is None


def test_a_newer_link_closes_the_older_one(everyone: Cast, workshop: offers.Offer) -> None:
    remind(everyone, LATER)
    old = link_of(workshop)
    with acting(everyone.freja) as freja:
        offers.send_offer_link(offer=workshop, by=freja, at=LATER)
    assert offers.offer_of_link(old, at=LATER) is None
    assert offers.offer_of_link(link_of(workshop), at=LATER) is not None


def test_what_is_not_offered_any_more_is_closed_and_seats_stay(
    everyone: Cast, workshop: offers.Offer
) -> None:
    remind(everyone, LATER)
    workshop.refresh_from_db()
    gone = ProviderAnswer((), "", "", "", is_offered=False)
    with access.job_scope(everyone.hedeby.pk):
        offers.answer_link(link_id=workshop.link_id, answer=gone, by=SYSTEM, at=LATER)  # type: ignore[arg-type]
    workshop.refresh_from_db()
    assert workshop.state == offers.OfferState.CLOSED
    assert workshop.contact_name == "Villy"
    assert start_of(workshop).seats == 2
