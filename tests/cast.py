"""The standing cast: two municipalities, their organisations and the people who work there.

Amina is a pupil (built by the tests that need her), Bo counsels for the guidance unit, Carl counsels in another
municipality and must see nothing, Ditte leads the school, Freja receives at the vocational school, Gro coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stafet.access import api as access
from stafet.organisations.models import Municipality, Organisation, Unit
from stafet.organisations.states import OrganisationKind, UnitKind

PASSWORD = "relay-in-the-rain"  # noqa: S105  # of people who do not exist


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone and everywhere."""

    hedeby: Municipality
    elsewhere: Municipality
    town: Organisation
    guidance: Organisation
    school: Organisation
    vocational: Organisation
    other_guidance: Organisation
    class_9a: Unit
    team: Unit
    bo: access.User
    carl: access.User
    ditte: access.User
    freja: access.User
    gro: access.User
    tove: access.User
    viggo: access.User


def build_cast(at: datetime) -> Cast:
    """Write the cast, as administration would."""
    hedeby = Municipality(country="dk", code="999", name="Hedeby Kommune")
    elsewhere = Municipality(country="dk", code="998", name="Anden Kommune")
    with access.job_scope(hedeby.pk):
        for municipality in (hedeby, elsewhere):
            municipality.save()
        places = _places(hedeby, elsewhere)
        hedeby.last_resort, elsewhere.last_resort = places["town"], places["other_guidance"]
        hedeby.save()
        elsewhere.save()
        class_9a = Unit.objects.create(organisation=places["school"], kind=UnitKind.CLASS, name="9.A", grade=9)
        team = Unit.objects.create(organisation=places["vocational"], kind=UnitKind.TEAM, name="Intake")
        users = _users(places, class_9a, at)
    return Cast(hedeby=hedeby, elsewhere=elsewhere, class_9a=class_9a, team=team, **places, **users)


def _places(hedeby: Municipality, elsewhere: Municipality) -> dict[str, Organisation]:
    rows = {
        "town": (hedeby, OrganisationKind.MUNICIPALITY, "Hedeby Kommune"),
        "guidance": (hedeby, OrganisationKind.GUIDANCE_UNIT, "Ungevejledningen Hedeby"),
        "school": (hedeby, OrganisationKind.SCHOOL, "Bakkeskolen"),
        "vocational": (hedeby, OrganisationKind.VOCATIONAL_SCHOOL, "Hedeby Tekniske Skole"),
        "other_guidance": (elsewhere, OrganisationKind.GUIDANCE_UNIT, "Ungevejledningen Anden"),
    }
    return {
        key: Organisation.objects.create(municipality=municipality, kind=kind, name=name, phone="70 00 00 00")
        for key, (municipality, kind, name) in rows.items()
    }


def _users(places: dict[str, Organisation], class_9a: Unit, at: datetime) -> dict[str, access.User]:
    posts = {
        "bo": ("Bo Bertelsen", "guidance", access.Role.COUNSELLOR, None),
        "carl": ("Carl Carstens", "other_guidance", access.Role.COUNSELLOR, None),
        "ditte": ("Ditte Dam", "school", access.Role.SCHOOL_LEADER, None),
        "freja": ("Freja Falk", "vocational", access.Role.INSTITUTION_COUNSELLOR, None),
        "gro": ("Gro Gram", "town", access.Role.COORDINATOR, None),
        "tove": ("Tove Thy", "school", access.Role.TEACHER, class_9a),
        "viggo": ("Viggo Vad", "town", access.Role.DATA_PROTECTION_OFFICER, None),
    }
    users = {}
    for key, (name, place, role, unit) in posts.items():
        user = access.User(email=f"{key}@example.org", name=name, language="en")
        user.set_unusable_password()
        user.save()
        access.Membership.objects.create(
            user=user, organisation=places[place], unit=unit, role=role, starts_at=at, is_steward=role != "teacher"
        )
        users[key] = user
    return users
