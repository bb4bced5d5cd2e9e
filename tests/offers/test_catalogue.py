"""The catalogue: who writes in it, what is found, what says of itself that it may not be right."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.offers.conftest import FACTS, SOON, acting, an_offer, start_of

from stafet.access import api as access
from stafet.offers import api as offers
from stafet.offers.api import Need, OfferMove, OfferSearch, StartDraft, StartsWhen


def found(everyone: Cast, search: OfferSearch = OfferSearch()) -> list[str]:  # noqa: B008
    lines = offers.search_offers(search, municipalities={everyone.hedeby.pk}, on=TODAY, at=NOW)
    return [line.offer.title for line in lines]


def test_those_who_work_there_and_the_municipality_write_an_offer(everyone: Cast) -> None:
    for user in (everyone.freja, everyone.gro):
        with acting(user) as by:
            offers.add_offer(provider=everyone.vocational, facts=FACTS, starts=(), by=by, at=NOW)
    for user in (everyone.bo, everyone.ditte, everyone.carl, everyone.tove):
        with acting(user) as by, pytest.raises(offers.NotYours, match="who work there"):
            offers.add_offer(provider=everyone.vocational, facts=FACTS, starts=(), by=by, at=NOW)


def test_the_one_and_the_many_say_the_same_about_who_keeps_it(everyone: Cast, workshop: offers.Offer) -> None:
    for user in (everyone.freja, everyone.gro, everyone.bo, everyone.carl, everyone.viggo):
        with acting(user) as by:
            many = offers.Offer.objects.filter(offers.offers_keepable_by(by), pk=workshop.pk).exists()
            assert many is offers.can_keep_offer(by, workshop), user.name


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"needs": ()}, "at least one need"),
        ({"from_age": 20, "to_age": 18}, "not below the youngest"),
        ({"contact_phone": "", "contact_email": ""}, "a telephone or an e-mail"),
    ],
)
def test_an_offer_says_what_it_must(everyone: Cast, changes: dict[str, object], what: str) -> None:
    with pytest.raises(offers.OfferIsIncomplete, match=what):
        an_offer(everyone, **changes)


def test_it_is_found_by_need_place_start_age_and_words(everyone: Cast) -> None:
    an_offer(everyone)
    an_offer(
        everyone,
        StartDraft(None, 5),
        title="The reading room",
        needs=(Need.LANGUAGE,),
        town="Aaby",
        from_age=18,
        to_age=None,
        words="Danish, slowly and with a cup of tea",
    )
    assert found(everyone) == ["The reading room", "The workshop"]
    assert found(everyone, OfferSearch(need=Need.LANGUAGE)) == ["The reading room"]
    assert found(everyone, OfferSearch(town="Hedeby")) == ["The workshop"]
    assert found(everyone, OfferSearch(age=16)) == ["The workshop"]
    assert found(everyone, OfferSearch(starts=StartsWhen.NOW)) == ["The reading room"]
    assert found(everyone, OfferSearch(starts=StartsWhen.MONTH)) == ["The reading room", "The workshop"]
    assert found(everyone, OfferSearch(words="tea danish")) == ["The reading room"]
    assert found(everyone, OfferSearch(words="tea trade")) == []
    search = OfferSearch(need=Need.LANGUAGE, town="Hedeby")
    needs = offers.count_needs(search, municipalities={everyone.hedeby.pk}, on=TODAY)
    towns = offers.count_towns(search, municipalities={everyone.hedeby.pk}, on=TODAY)
    assert (needs[None], needs[Need.TRY_A_TRADE], needs[Need.LANGUAGE]) == (1, 1, 0)
    assert towns == {"": 1, "Aaby": 1}


def test_another_municipality_has_another_catalogue(everyone: Cast, workshop: offers.Offer) -> None:
    with acting(everyone.carl) as carl:
        assert offers.municipalities_of(carl) == {everyone.elsewhere.pk}
        lines = offers.search_offers(
            OfferSearch(), municipalities=offers.municipalities_of(carl), on=TODAY, at=NOW
        )
    assert lines == []


def test_what_is_paused_or_over_is_found_only_when_asked_for(everyone: Cast, workshop: offers.Offer) -> None:
    an_offer(everyone, title="Over", valid_until=TODAY - timedelta(days=1))
    an_offer(everyone, title="Last day", valid_until=TODAY)
    with acting(everyone.freja) as freja:
        offers.move_offer(offer=workshop, move=OfferMove.PAUSE, by=freja, at=NOW)
    assert found(everyone) == ["Last day"]
    assert set(found(everyone, OfferSearch(with_gone=True))) == {"Last day", "Over", "The workshop"}


def test_an_offer_nobody_has_confirmed_for_90_days_says_so(everyone: Cast, workshop: offers.Offer) -> None:
    def is_stale(days: int) -> bool:
        at = NOW + timedelta(days=days)
        return offers.offer_lines([workshop], on=at.date(), at=at)[0].is_stale

    assert (is_stale(90), is_stale(91)) == (False, True)
    with acting(everyone.freja) as freja:
        offers.confirm_offer(offer=workshop, by=freja, at=NOW + timedelta(days=60))
    workshop.refresh_from_db()
    assert (is_stale(150), is_stale(151)) == (False, True)


def test_seats_are_said_anew_but_never_fewer_than_are_taken(everyone: Cast, workshop: offers.Offer) -> None:
    start = start_of(workshop)
    offers.OfferStart.objects.filter(pk=start.pk).update(taken=2)
    later = StartDraft(SOON + timedelta(days=60), 4)
    with acting(everyone.freja) as freja:
        with pytest.raises(offers.OfferIsIncomplete, match="2 seats are taken"):
            offers.change_offer(offer=workshop, facts=FACTS, starts=(StartDraft(SOON, 1),), by=freja, at=NOW)
        changed = replace(FACTS, title="The wood workshop")
        offers.change_offer(offer=workshop, facts=changed, starts=(later,), by=freja, at=NOW)
    workshop.refresh_from_db()
    line = offers.offer_lines([workshop], on=TODAY, at=NOW)[0]
    assert workshop.title == "The wood workshop"
    assert [(each.seats, each.free) for each in line.starts] == [(2, 0), (4, 4)]
    assert line.next_free is not None
    assert line.next_free.starts_on == later.starts_on


def test_the_catalogue_is_asked_for_in_the_same_number_of_statements_however_long(
    everyone: Cast, queries: object
) -> None:
    def statements() -> int:
        with access.user_scope(everyone.bo.pk):
            queries()  # type: ignore[operator]
            found(everyone)
            return queries()  # type: ignore[operator,no-any-return]

    an_offer(everyone)
    one = statements()
    for number in range(5):
        an_offer(everyone, title=f"Offer {number}")
    assert statements() == one
