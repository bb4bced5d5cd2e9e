"""The standing cast: two municipalities, their organisations and the people who work there.

Amina is a pupil (built by the tests that need her), Bo counsels for the guidance unit, Carl counsels in another
municipality and must see nothing, Ditte leads the school, Freja receives at the vocational school, Gro coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stafet.access import api as access
from stafet.organisations import api as organisations

PASSWORD = "relay-in-the-rain"  # of people who do not exist


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone and everywhere."""

    hedeby: organisations.Municipality
    elsewhere: organisations.Municipality
    town: organisations.Organisation
    guidance: organisations.Organisation
    school: organisations.Organisation
    vocational: organisations.Organisation
    other_guidance: organisations.Organisation
    class_9a: organisations.Unit
    team: organisations.Unit
    bo: access.User
    carl: access.User
    ditte: access.User
    freja: access.User
    gro: access.User
    tove: access.User
    viggo: access.User


def build_cast(at: datetime) -> Cast:
    """Write the cast, as administration would."""
    hedeby = organisations.Municipality(country="dk", code="999", name="Hedeby Kommune")
    elsewhere = organisations.Municipality(country="dk", code="998", name="Anden Kommune")
    with access.job_scope(hedeby.pk):
        hedeby.save()
        elsewhere.save()
        places = _places(hedeby, elsewhere)
        hedeby.last_resort, elsewhere.last_resort = places["town"], places["other_guidance"]
        hedeby.save()
        elsewhere.save()
        class_9a = _unit(places["school"], organisations.UnitKind.CLASS, "9.A", grade=9)
        team = _unit(places["vocational"], organisations.UnitKind.TEAM, "Intake")
        users = _users(places, class_9a, at)
    return Cast(
        hedeby=hedeby,
        elsewhere=elsewhere,
        town=places["town"],
        guidance=places["guidance"],
        school=places["school"],
        vocational=places["vocational"],
        other_guidance=places["other_guidance"],
        class_9a=class_9a,
        team=team,
        bo=users["bo"],
        carl=users["carl"],
        ditte=users["ditte"],
        freja=users["freja"],
        gro=users["gro"],
        tove=users["tove"],
        viggo=users["viggo"],
    )


def _unit(
    organisation: organisations.Organisation,
    kind: organisations.UnitKind,
    name: str,
    grade: int | None = None,
) -> organisations.Unit:
    return organisations.Unit.objects.create(organisation=organisation, kind=kind, name=name, grade=grade)


def _places(
    hedeby: organisations.Municipality, elsewhere: organisations.Municipality
) -> dict[str, organisations.Organisation]:
    kinds = organisations.OrganisationKind
    rows = {
        "town": (hedeby, kinds.MUNICIPALITY, "Hedeby Kommune"),
        "guidance": (hedeby, kinds.GUIDANCE_UNIT, "Ungevejledningen Hedeby"),
        "school": (hedeby, kinds.SCHOOL, "Bakkeskolen"),
        "vocational": (hedeby, kinds.VOCATIONAL_SCHOOL, "Hedeby Tekniske Skole"),
        "other_guidance": (elsewhere, kinds.GUIDANCE_UNIT, "Ungevejledningen Anden"),
    }
    places = {
        key: organisations.Organisation(municipality=municipality, kind=kind, name=name, phone="70 00 00 00")
        for key, (municipality, kind, name) in rows.items()
    }
    organisations.Organisation.objects.bulk_create(places.values())
    return places


def _users(
    places: dict[str, organisations.Organisation], class_9a: organisations.Unit, at: datetime
) -> dict[str, access.User]:
    posts = {
        "bo": ("Bo Bertelsen", "guidance", access.Role.COUNSELLOR, None),
        "carl": ("Carl Carstens", "other_guidance", access.Role.COUNSELLOR, None),
        "ditte": ("Ditte Dam", "school", access.Role.SCHOOL_LEADER, None),
        "freja": ("Freja Falk", "vocational", access.Role.INSTITUTION_COUNSELLOR, None),
        "gro": ("Gro Gram", "town", access.Role.COORDINATOR, None),
        "tove": ("Tove Thy", "school", access.Role.TEACHER, class_9a),
        "viggo": ("Viggo Vad", "town", access.Role.DATA_PROTECTION_OFFICER, None),
    }
    users = {
        key: access.User(email=f"{key}@example.org", name=name, language="en")
        for key, (name, *_) in posts.items()
    }
    for user in users.values():
        user.set_unusable_password()
    access.User.objects.bulk_create(users.values())
    access.Membership.objects.bulk_create(
        access.Membership(
            user=users[key],
            organisation=places[place],
            unit=unit,
            role=role,
            starts_at=at,
            is_steward=role != "teacher",
        )
        for key, (_, place, role, unit) in posts.items()
    )
    return users
