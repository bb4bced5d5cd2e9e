"""Hedeby keeps a partnership in which its school, its technical school and the neighbour's job centre take part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.partnerships import api as partnerships
from stafet.partnerships.api import PartyFacts, PartyKind, TermsMove, TermsSection

WORDS = {section: f"{section.label}, as we see it." for section in TermsSection}


@contextmanager
def keeping(everyone: Cast, user: access.User) -> Iterator[Actor]:
    """The scope in which a municipality's own rows are written, in the name of whoever does it."""
    with access.job_scope(everyone.hedeby.pk):
        yield access.actor_for(user, at=NOW)


@pytest.fixture
def partnership(everyone: Cast) -> partnerships.Partnership:
    """Gro has founded it; nothing is agreed yet."""
    with keeping(everyone, everyone.gro) as gro:
        row = partnerships.found_partnership(
            municipality_id=everyone.hedeby.pk,
            name="Uddannelsessamarbejdet",
            with_municipalities=["Nabo Kommune"],
            coordinator_id=everyone.guidance.pk,
            on=TODAY,
            by=gro,
            at=NOW,
        )
        for facts in (
            PartyFacts(PartyKind.COMPULSORY_SCHOOLS, organisation_id=everyone.school.pk),
            PartyFacts(PartyKind.TECHNICAL_SCHOOL, organisation_id=everyone.vocational.pk),
            PartyFacts(PartyKind.JOB_CENTRE, named="Jobcenter Nabo"),
        ):
            partnerships.add_party(partnership=row, facts=facts, joined_on=TODAY, by=gro, at=NOW)
    return row


def adopt_next(everyone: Cast, partnership: partnerships.Partnership, *, purpose: str) -> partnerships.Terms:
    """The next version of the terms goes the whole way."""
    with keeping(everyone, everyone.gro) as gro:
        terms = partnerships.begin_terms(partnership=partnership, by=gro, at=NOW)
        words = {**WORDS, TermsSection.PURPOSE: purpose}
        partnerships.write_terms(terms=terms, words=words, by=gro, at=NOW)
        for move in (TermsMove.PROPOSE, TermsMove.ADOPT):
            partnerships.move_terms(terms=terms, move=move, on=TODAY, by=gro, at=NOW)
        terms.refresh_from_db()
    return terms


def party_of(partnership: partnerships.Partnership, kind: PartyKind) -> partnerships.Party:
    """The one party of a kind."""
    return partnerships.Party.objects.get(partnership=partnership, kind=kind)
