"""To whom somebody can be handed over: only where somebody reads, and it is said who answers for it."""

from __future__ import annotations

from datetime import timedelta

from tests.cast import Cast
from tests.conftest import NOW

from stafet.access import api as access
from stafet.organisations.models import Organisation, Unit
from stafet.organisations.states import OrganisationKind, UnitKind
from stafet.responsibility.queries.receivers import receivers, receivers_for


def _choices(cast: Cast) -> dict[str, tuple[int, str]]:
    with access.user_scope(cast.bo.pk):
        found = receivers_for(municipality_id=cast.hedeby.pk, at=NOW)
    return {
        f"{each.organisation_name} {each.unit_name}".strip(): (each.readers, each.steward_name)
        for each in found
    }


def test_places_and_teams_with_readers_are_offered_each_with_who_answers_for_it(everyone: Cast) -> None:
    assert _choices(everyone) == {
        "Bakkeskolen": (1, "Ditte Dam"),
        "Hedeby Kommune": (1, "Gro Gram"),
        "Hedeby Tekniske Skole": (1, "Freja Falk"),
        "Hedeby Tekniske Skole Intake": (1, "Freja Falk"),
        "Ungevejledningen Hedeby": (1, "Bo Bertelsen"),
    }


def test_a_place_without_readers_is_not_offered(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        Organisation.objects.create(
            municipality=everyone.hedeby, kind=OrganisationKind.COMPANY, name="Tømrer Toft"
        )
        access.Membership.objects.filter(user=everyone.freja).update(ends_at=NOW)
    assert {"Tømrer Toft", "Hedeby Tekniske Skole", "Hedeby Tekniske Skole Intake"}.isdisjoint(
        _choices(everyone)
    )
    with access.user_scope(everyone.bo.pk):
        assert everyone.vocational.pk not in receivers(at=NOW)


def test_somebody_of_one_team_reads_for_that_team_only_and_need_not_be_its_steward(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        other = Unit.objects.create(organisation=everyone.vocational, kind=UnitKind.TEAM, name="Workshop")
        access.Membership.objects.filter(user=everyone.freja).update(unit=other, is_steward=False)
        access.Membership.objects.create(
            user=everyone.freja,
            organisation=everyone.vocational,
            unit=other,
            role=access.Role.SCHOOL_LEADER,
            starts_at=NOW - timedelta(days=1),
        )
    choices = _choices(everyone)
    assert "Hedeby Tekniske Skole Intake" not in choices
    assert choices["Hedeby Tekniske Skole Workshop"] == (1, "")
