"""To whom somebody can be handed over: only where somebody reads."""

from __future__ import annotations

from uuid import UUID

from tests.cast import Cast
from tests.conftest import NOW

from stafet.access import api as access
from stafet.organisations.models import Organisation
from stafet.organisations.states import OrganisationKind
from stafet.responsibility.queries.receivers import receivers


def _receiving(cast: Cast) -> frozenset[UUID]:
    with access.user_scope(cast.bo.pk):
        return receivers(at=NOW)


def test_a_place_where_somebody_can_take_over_receives(everyone: Cast) -> None:
    assert {everyone.vocational.pk, everyone.guidance.pk} <= _receiving(everyone)


def test_a_place_without_readers_does_not(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        company = Organisation.objects.create(
            municipality=everyone.hedeby, kind=OrganisationKind.COMPANY, name="Tømrer Toft"
        )
        access.Membership.objects.filter(user=everyone.freja).update(ends_at=NOW)
    assert {company.pk, everyone.vocational.pk}.isdisjoint(_receiving(everyone))
