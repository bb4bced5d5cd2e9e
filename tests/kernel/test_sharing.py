"""The matrix of what may be shared: narrow where the law is, dated, with a source; what no row names is not allowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from stafet.kernel.countries import Country
from stafet.kernel.privacy import DataClass
from stafet.kernel.sharing import (
    Decider,
    Recipient,
    SharingFileError,
    SharingMatrix,
    Thing,
    class_of,
    read_allowances,
    sharing_matrix,
)
from stafet.organisations.api import RECIPIENTS, OrganisationKind

DAY = date(2026, 9, 1)
DK, SE = Country.DK, Country.SE


def test_without_consent_an_institution_learns_what_the_law_enumerates_and_no_more() -> None:
    row = sharing_matrix().on_basis("dk.sharing.common_data", to=Recipient.INSTITUTION, country=DK, on=DAY)
    assert row is not None
    assert row.things == {Thing.IDENTITY, Thing.ORDER, Thing.RISK, Thing.CONTACT_PERSON}
    assert row.to_verify


def test_health_and_private_matters_are_shared_by_consent_only() -> None:
    matrix = sharing_matrix()
    for to in Recipient:
        for country in Country:
            ways = matrix.ways(Thing.SENSITIVE, to=to, country=country, on=DAY)
            assert {way.decides for way in ways} <= {Decider.CONSENT}
            assert DataClass.SENSITIVE not in matrix.classes_open_to(to, country=country, on=DAY)


@pytest.mark.parametrize("to", [Recipient.COMPANY, Recipient.CRIME_PREVENTION])
def test_a_company_and_crime_prevention_are_opened_nobody(to: Recipient) -> None:
    for country in Country:
        assert sharing_matrix().classes_open_to(to, country=country, on=DAY) == frozenset()


def test_schools_in_sweden_wait_for_the_admission_and_nobody_in_denmark_does() -> None:
    matrix = sharing_matrix()
    walled = {to for to in Recipient if matrix.waits_for_admission(to, country=SE, on=DAY)}
    assert walled == {Recipient.SCHOOL, Recipient.INSTITUTION}
    assert not any(matrix.waits_for_admission(to, country=DK, on=DAY) for to in Recipient)


def test_one_country_shares_nothing_on_the_law_of_the_other() -> None:
    matrix = sharing_matrix()
    assert matrix.on_basis("dk.sharing.transition", to=Recipient.SCHOOL, country=SE, on=DAY) is None
    assert matrix.on_basis("se.sharing.change_of_school", to=Recipient.SCHOOL, country=DK, on=DAY) is None


def test_a_row_holds_on_its_days_only() -> None:
    row = sharing_matrix().allowances[0]
    dated = replace(row, valid_from=DAY, valid_until=DAY + timedelta(days=1))
    matrix = SharingMatrix((dated,))

    def found(on: date) -> bool:
        return matrix.on_basis(row.key, to=Recipient.SCHOOL, country=DK, on=on) is not None

    assert [found(DAY + timedelta(days=days)) for days in (-1, 0, 1)] == [False, True, False]


def test_every_kind_of_organisation_is_something_to_the_law() -> None:
    assert set(RECIPIENTS) == set(OrganisationKind)
    assert set(RECIPIENTS.values()) == set(Recipient)


def test_every_thing_has_a_class() -> None:
    assert class_of(Thing.RISK) is DataClass.PROCESS
    assert class_of(Thing.NOTES) is DataClass.GUIDANCE_NOTE


GOOD = """
allowances:
  - key: dk.sharing.x
    recipients: [school]
    things: [identity]
    decides: law
    valid_from:
    source: A law
    verified_on: 2026-11-26
    note: Why.
"""


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("[school]", "[scool]"),
        ("[identity]", "[]"),
        ("source: A law", "source:"),
        ("verified_on: 2026-11-26", "verified_on:"),
        ("dk.sharing.x", "se.sharing.x"),
        ("decides: law", "decided: law"),
        ("valid_from:", "valid_from: soon"),
    ],
)
def test_a_row_that_says_too_little_or_what_nobody_reads_is_refused(was: str, becomes: str) -> None:
    assert len(read_allowances("dk", GOOD)) == 1
    with pytest.raises(SharingFileError):
        read_allowances("dk", GOOD.replace(was, becomes))
