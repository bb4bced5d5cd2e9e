"""The days of all open break-offs, reckoned at once: the same as one after the other."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import a_person, a_spell, a_step

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country, local_day, time_zone
from stafet.organisations.api import Municipality, Organisation
from stafet.rechoice import api as rechoice
from stafet.responsibility.api import BreakOff, StepKind, clocks_of_break_off

Told = tuple[date | None, datetime, date | None]
"""When somebody was born, when it was told that they broke off, and on which day something else began."""

_LEAP_CHILD = date(2008, 2, 29)
_EVES = (date(2024, 2, 29), date(2025, 12, 23), date(2026, 4, 1), date(2026, 6, 4), date(2026, 12, 30))
"""The day before a holiday, a customary day off, a turn of the year; a leap day."""


def _at(country: Country, day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=time_zone(country))


_days = st.dates(date(2024, 1, 1), date(2027, 6, 30)) | st.sampled_from(_EVES)
_born = st.none() | st.dates(date(1999, 1, 1), date(2012, 12, 31)) | st.just(_LEAP_CHILD)


def _told(country: Country) -> st.SearchStrategy[list[Told]]:
    moments = st.builds(_at, st.just(country), _days, st.sampled_from([0, 12, 23]))
    return st.lists(st.tuples(_born, moments, st.none() | _days), min_size=1, max_size=12)


@pytest.fixture
def houses(everyone: Cast) -> dict[Country, tuple[Municipality, Organisation]]:
    """A municipality of each country, and somewhere to break off from."""
    swedish = Municipality(country="se", code="2099", name="Ådala kommun")
    with access.job_scope(everyone.hedeby.pk):
        swedish.save()
    return {
        Country.DK: (everyone.hedeby, everyone.vocational),
        Country.SE: (swedish, everyone.vocational),
    }


def _break_off(home: Municipality, place: Organisation, told: Told) -> rechoice.Case:
    """Somebody who has broken off, with a case whose days are wrong."""
    born, at, began = told
    person = a_person(home, "Amina", birth_date=born)
    spell = a_spell(person, place, ActivityKind.VOCATIONAL_EDUCATION, starts_on=date(2023, 8, 1))
    marker = BreakOff.objects.create(
        municipality_id=home.pk,
        person=person,
        spell=spell,
        organisation=place,
        broken_off_on=at.date(),
        step=a_step(person, place, kind=StepKind.FIRST_CONTACT),
        known_at=at,
    )
    rechoice.Case.objects.filter(break_off=marker).update(started_on=began, offer_due_on=date(2001, 1, 1))
    return rechoice.Case.objects.get(break_off=marker)


def _one_by_one(country: Country, told: Told) -> tuple[date, date | None, date | None]:
    born, at, began = told
    first, *rest = clocks_of_break_off(born, country, local_day(country, at))
    lasts = rules.deadline("stafet.rechoice.stable_after", country=country, from_day=began) if began else None
    return first.due_on, rest[0].due_on if rest else None, lasts.due_on if lasts else None


def _days_of(case: rechoice.Case) -> tuple[date | None, date | None, date | None]:
    now = rechoice.Case.objects.get(pk=case.pk)
    return now.contact_due_on, now.offer_due_on, now.stable_on


@pytest.mark.parametrize("country", Country)
def test_all_at_once_is_the_same_as_one_after_the_other(
    houses: dict[Country, tuple[Municipality, Organisation]], country: Country
) -> None:
    home, place = houses[country]

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_told(country))
    @example([(_LEAP_CHILD, _at(country, day, hour), day) for day in _EVES for hour in (0, 23)])
    @example(
        [(_LEAP_CHILD, _at(country, date(2023, 2, 28) + timedelta(days=n), 12), None) for n in (-1, 0, 1)]
    )
    def reckon(told: list[Told]) -> None:
        with access.job_scope(home.pk):
            cases = [_break_off(home, place, each) for each in told]
            assert rechoice.reckon_clocks(municipality_id=home.pk, by=SYSTEM, at=NOW) == len(cases)
            assert [_days_of(case) for case in cases] == [_one_by_one(country, each) for each in told]
            assert rechoice.reckon_clocks(municipality_id=home.pk, by=SYSTEM, at=NOW) == 0
            transaction.set_rollback(True, using=access.JOB_ALIAS)

    reckon()


def test_what_is_closed_stays_as_it_was(everyone: Cast, case: rechoice.Case) -> None:
    with access.job_scope(everyone.hedeby.pk):
        rechoice.Case.objects.filter(pk=case.pk).update(
            state="closed", outcome="rechosen", started_on=NOW.date(), closed_on=NOW.date(), offer_due_on=None
        )
        assert rechoice.reckon_clocks(municipality_id=everyone.hedeby.pk, by=SYSTEM, at=NOW) == 0


def test_the_command_says_how_many_have_other_days_now(everyone: Cast, case: rechoice.Case) -> None:
    with access.job_scope(everyone.hedeby.pk):
        rechoice.Case.objects.filter(pk=case.pk).update(contact_due_on=None)
    told = StringIO()
    call_command("reckon_clocks", stdout=told)
    assert f"1  {everyone.hedeby.name}" in told.getvalue()
    assert f"0  {everyone.elsewhere.name}" in told.getvalue()
