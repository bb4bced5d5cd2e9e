"""The technical school offers a workshop; Amina, held by Bo's guidance unit, needs one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, covered
from tests.web.conftest import amina, client_for, queries, quick_settings

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import Actor
from stafet.offers import api as offers
from stafet.offers.api import Need, Payer, StartDraft

__all__ = ["amina", "client_for", "queries", "quick_settings"]

SOON = TODAY + timedelta(days=20)
FACTS = offers.OfferFacts(
    title="The workshop",
    kind=ActivityKind.PREPARATORY_EDUCATION,
    needs=(Need.TRY_A_TRADE, Need.EVERYDAY),
    town="Hedeby",
    contact_name="Villy",
    contact_phone="70 11 11 11",
    contact_email="villy@workshop.example",
    payer=Payer.MUNICIPALITY,
    from_age=15,
    to_age=24,
)


@contextmanager
def acting(user: access.User) -> Iterator[Actor]:
    """The scope of somebody at work, and who they are."""
    with access.user_scope(user.pk):
        yield access.actor_for(user, at=NOW)


def an_offer(everyone: Cast, *starts: StartDraft, **changes: object) -> offers.Offer:
    """Freja writes down an offer of her school."""
    with acting(everyone.freja) as freja:
        return offers.add_offer(
            provider=everyone.vocational,
            facts=replace(FACTS, **changes),  # type: ignore[arg-type]
            starts=starts or (StartDraft(SOON, 2),),
            by=freja,
            at=NOW,
        )


def somebody(everyone: Cast, name: str) -> Held:
    """One more young person whom Bo's guidance unit has."""
    with access.job_scope(everyone.hedeby.pk):
        return covered(a_person(everyone.hedeby, name), everyone.guidance, user=everyone.bo)


def start_of(offer: offers.Offer) -> offers.OfferStart:
    """The one start of an offer."""
    return offers.OfferStart.objects.get(offer=offer)


@pytest.fixture
def workshop(everyone: Cast) -> offers.Offer:
    """Two seats, in three weeks."""
    return an_offer(everyone)
