"""Models that towns set and keep, and the bank of places: numbers that can exist, a link without an account, and no spam."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.placements.conftest import CONTACT, HOST, PLACE, YEAR, acting

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.messages import api as messages
from stafet.placements import api as placements
from stafet.placements.api import (
    Branch,
    Host,
    HostAnswer,
    HostContact,
    HostSearch,
    Place,
    PlaceFacts,
    Scheme,
    SchemeKind,
    Willing,
)

TWO_DAYS = placements.examples(Country.DK, YEAR)["two-days"]


def test_a_town_sets_its_model_and_what_it_said_before_stays(everyone: Cast, scheme: Scheme) -> None:
    with acting(everyone.gro) as gro:
        newer = placements.set_scheme(municipality_id=everyone.hedeby.pk, facts=TWO_DAYS, by=gro, at=NOW)
        held = list(placements.schemes([everyone.hedeby.pk]))
        versions = placements.versions_of(newer)
    assert held == [newer]
    assert [each.days_a_week for each in versions] == [2, 1]


def test_only_the_town_s_own_office_sets_a_model(everyone: Cast) -> None:
    for user in (everyone.bo, everyone.ditte, everyone.carl):
        with acting(user) as actor, pytest.raises(placements.NotYours):
            placements.set_scheme(municipality_id=everyone.hedeby.pk, facts=TWO_DAYS, by=actor, at=NOW)


def test_who_may_set_and_keep_is_the_same_for_one_and_for_many(
    everyone: Cast, scheme: Scheme, place: Place
) -> None:
    for user in (everyone.bo, everyone.ditte, everyone.gro, everyone.carl, everyone.viggo, everyone.tove):
        with acting(user) as actor:
            may_set = Scheme.objects.filter(placements.models_settable_by(actor), pk=scheme.pk).exists()
            may_keep = Host.objects.filter(placements.hosts_keepable_by(actor), pk=place.host_id).exists()
            assert placements.can_set_model(actor, scheme.municipality_id) == may_set
            assert placements.can_keep_host(actor, place.host) == may_keep


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (replace(TWO_DAYS, days_a_week=3), "weekdays"),
        (replace(TWO_DAYS, weekdays=(6, 7)), "weekdays"),
        (replace(TWO_DAYS, consequence=" "), "consequence"),
        (replace(TWO_DAYS, decided=""), "decided"),
    ],
)
def test_a_model_that_is_not_whole_is_not_set(
    everyone: Cast, facts: placements.SchemeFacts, field: str
) -> None:
    with acting(everyone.gro) as gro, pytest.raises(placements.NotWhole) as refused:
        placements.set_scheme(municipality_id=everyone.hedeby.pk, facts=facts, by=gro, at=NOW)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("scheme_says_its_consequence", {"consequence": ""}),
        ("scheme_days_fit", {"days_a_week": 6}),
        ("scheme_is_whole", {"decided": ""}),
    ],
)
def test_the_database_has_the_last_word_on_models(
    everyone: Cast, scheme: Scheme, name: str, changes: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError, match=name), access.job_scope(everyone.hedeby.pk):
        Scheme.objects.filter(pk=scheme.pk).update(**changes)


def test_two_who_set_a_model_at_once_do_not_both_win(everyone: Cast, scheme: Scheme) -> None:
    twin = Scheme.objects.get(pk=scheme.pk)
    twin.pk = Scheme().pk
    with pytest.raises(IntegrityError, match="scheme_version_once"), access.job_scope(everyone.hedeby.pk):
        twin.save(force_insert=True)


def test_the_same_company_stands_in_the_bank_once(everyone: Cast, place: Place) -> None:
    with acting(everyone.bo) as bo, pytest.raises(placements.NotWhole, match="in the bank already"):
        placements.add_host(municipality_id=everyone.hedeby.pk, facts=HOST, contact=CONTACT, by=bo, at=NOW)
    twin = Host.objects.get(pk=place.host_id)
    twin.pk = Host().pk
    with pytest.raises(IntegrityError, match="host_once"), access.job_scope(everyone.hedeby.pk):
        twin.save(force_insert=True)


@pytest.mark.parametrize(
    "asked",
    [
        HostSearch(words="Værk Hedeby"),
        HostSearch(words="10000009"),
        HostSearch(branch=Branch.BUILDING),
        HostSearch(scheme=SchemeKind.WORK_EXPERIENCE, weekday=3, age=14, only_free=True),
    ],
)
def test_a_host_is_found_by_what_one_knows(everyone: Cast, place: Place, asked: HostSearch) -> None:
    found = placements.search_hosts([everyone.hedeby.pk], starts_in=YEAR, asked=asked)
    assert [host.pk for host in found] == [place.host_id]
    assert not placements.search_hosts([everyone.elsewhere.pk], starts_in=YEAR, asked=asked).exists()


@pytest.mark.parametrize(
    "asked",
    [
        HostSearch(words="Pottery"),
        HostSearch(branch=Branch.FOOD),
        HostSearch(scheme=SchemeKind.PRAO),
        HostSearch(weekday=1),
        HostSearch(age=13),
    ],
)
def test_what_does_not_fit_is_not_found(everyone: Cast, place: Place, asked: HostSearch) -> None:
    assert not placements.search_hosts([everyone.hedeby.pk], starts_in=YEAR, asked=asked).exists()


def test_a_company_answers_by_a_link_and_the_link_opens_nothing_afterwards(
    everyone: Cast, place: Place
) -> None:
    with acting(everyone.bo) as bo:
        asked = placements.ask_host(host=place.host, by=bo, at=NOW)
    assert asked.link_id is not None
    link = messages.link_for(asked.link_id)
    found = placements.place_of_link(link, at=NOW)
    assert found is not None
    answer = HostAnswer(replace(PLACE, capacity=3), replace(CONTACT, name="Vibe Værk"))
    with access.job_scope(everyone.hedeby.pk):
        placements.answer_place(link_id=asked.link_id, answer=answer, by=SYSTEM, at=NOW)
        with pytest.raises(placements.LinkOpensNothing):
            placements.answer_place(link_id=asked.link_id, answer=answer, by=SYSTEM, at=NOW)
    assert placements.place_of_link(link, at=NOW) is None
    history = placements.host_history(place.host)
    assert history.places[0].capacity == 3
    assert [(each.name, each.ends_on is None) for each in history.contacts] == [
        ("Vibe Værk", True),
        ("Villy Værk", False),
    ]


def test_a_link_runs_out(everyone: Cast, place: Place) -> None:
    with acting(everyone.bo) as bo:
        asked = placements.ask_host(host=place.host, by=bo, at=NOW)
    assert asked.link_id is not None
    assert placements.place_of_link(messages.link_for(asked.link_id), at=NOW + timedelta(days=15)) is None
    assert placements.place_of_link("guessed", at=NOW) is None


def test_nobody_is_asked_while_a_link_works_nor_more_than_three_times_a_year(
    everyone: Cast, place: Place
) -> None:
    at = NOW
    for _ in range(3):
        with acting(everyone.bo) as bo:
            placements.ask_host(host=place.host, by=bo, at=at)
            with pytest.raises(placements.AskedOften, match="still works"):
                placements.ask_host(host=place.host, by=bo, at=at)
        at += timedelta(days=20)
    with acting(everyone.bo) as bo, pytest.raises(placements.AskedOften, match="3 times"):
        placements.ask_host(host=place.host, by=bo, at=at)
    with acting(everyone.bo) as bo:
        placements.ask_host(host=place.host, by=bo, at=NOW + timedelta(days=340))


def test_whoever_wants_no_more_letters_gets_none(everyone: Cast, place: Place) -> None:
    with acting(everyone.bo) as bo:
        asked = placements.ask_host(host=place.host, by=bo, at=NOW)
    assert asked.link_id is not None
    with access.job_scope(everyone.hedeby.pk):
        answer = HostAnswer(PlaceFacts(Willing.NO), no_more_asking=True)
        placements.answer_place(link_id=asked.link_id, answer=answer, by=SYSTEM, at=NOW)
    with acting(everyone.bo) as bo, pytest.raises(placements.AskedOften, match="not to be written to"):
        placements.ask_host(host=place.host, by=bo, at=NOW + timedelta(days=400))


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("place_never_overfull", {"taken": 2}),
        ("place_link_runs_out", {"link_id": "01990000-0000-7000-8000-000000000000"}),
    ],
)
def test_the_database_has_the_last_word_on_places(
    everyone: Cast, place: Place, name: str, changes: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError, match=name), access.job_scope(everyone.hedeby.pk):
        Place.objects.filter(pk=place.pk).update(**changes)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("contact_can_be_reached", {"phone": "", "email": ""}),
        ("contact_ends_after_it_began", {"ends_on": "2020-01-01"}),
    ],
)
def test_the_database_has_the_last_word_on_contacts(
    everyone: Cast, place: Place, name: str, changes: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError, match=name), access.job_scope(everyone.hedeby.pk):
        HostContact.objects.filter(host=place.host).update(**changes)


def test_a_p_number_belongs_to_a_danish_company(everyone: Cast, place: Place) -> None:
    with pytest.raises(IntegrityError, match="host_unit_is_a_p_number"), access.job_scope(everyone.hedeby.pk):
        Host.objects.filter(pk=place.host_id).update(register="se_org")


def test_a_host_offers_one_thing_a_year(everyone: Cast, place: Place) -> None:
    with pytest.raises(IntegrityError, match="place_once_a_year"), access.job_scope(everyone.hedeby.pk):
        Place.objects.create(
            municipality_id=everyone.hedeby.pk, host=place.host, starts_in=YEAR, known_at=NOW
        )
