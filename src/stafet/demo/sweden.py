"""A small Swedish municipality beside the Danish one: the activity responsibility with a case in every state.

Nobody in it exists, and no Swedish municipality has its name or its code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.access.api import Role
from stafet.careerplans import api as careerplans
from stafet.demo.background import tell_backgrounds
from stafet.demo.places import PASSWORD, SWEDISH_MUNICIPALITY
from stafet.demo.programme import send_swedish_plan_out
from stafet.demo.telling import tell_in_sweden
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.countries import Country
from stafet.kernel.identity import uuid7
from stafet.organisations import api as organisations
from stafet.organisations.api import OrganisationKind
from stafet.outreach import api as outreach
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility import api as responsibility

COUNSELLOR, COORDINATOR = "sven@lundaryd.example", "rut@lundaryd.example"
SWEDISH_STAFF = (
    (COUNSELLOR, "Sven Sandström", Role.COUNSELLOR, "unit"),
    (COORDINATOR, "Rut Rosengren", Role.COORDINATOR, "town"),
    ("hanna@lundaryd.example", "Hanna Hedlund", Role.SCHOOL_LEADER, "school"),
    ("rakel@lundaryd.example", "Rakel Roos", Role.REGIONAL_LEAD, "region"),
)
_PLACES = {
    "town": (OrganisationKind.MUNICIPALITY, "Lundaryds kommun"),
    "unit": (OrganisationKind.GUIDANCE_UNIT, "Aktivitetsansvaret Lundaryd"),
    "school": (OrganisationKind.SCHOOL, "Lundaryds skola"),
    "gymnasium": (OrganisationKind.UPPER_SECONDARY, "Lundaryds gymnasium"),
    "region": (OrganisationKind.OTHER, "Kommunalförbundet i regionen"),
}
_NAMES = (
    ("Elsa", "Bergkvist"),
    ("Nils", "Forslund"),
    ("Maja", "Hedman"),
    ("Omar", "Lindahl"),
    ("Tuva", "Norberg"),
    ("Viktor", "Sjögren"),
    ("Wilma", "Åkesson"),
    ("Yusuf", "Öberg"),
    ("Saga", "Ekdahl"),
)
_VIEWS = (
    "Vill jobba med djur. Skolan blev för stor.",
    "Vill tillbaka, men inte till samma program.",
    "Trivs på jobbet och vill läsa klart på kvällarna.",
    "Vet inte än. Vill prova något praktiskt först.",
)
_OCCUPATIONS = ("nothing", "seeks_work", "works", "practice")
_ASSESSED, _MEASURED, _LEFT = 2, 4, 6
"""From which number on somebody has come how far: the first are registered only, the last are never in the group."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The municipality, its places, and the two who work there, at an instant."""

    municipality_id: UUID
    places: Mapping[str, UUID]
    at: datetime

    @property
    def sven(self) -> Actor:
        """Who works with the activity responsibility."""
        return access.actor_for(access.User.objects.get(email=COUNSELLOR), at=self.at)


def build_sweden(now: datetime) -> UUID:
    """Found the municipality, take its young people in, and let the responsibility work for some weeks. Returns its key."""
    key, founded, began = uuid7(), now - timedelta(days=400), now - timedelta(days=40)
    with access.job_scope(key):
        places = _found(key, founded)
    with access.job_scope(key):
        persons = [_take_in(key, places, number, began) for number in range(len(_NAMES))]
        outreach.open_cases(municipality_id=key, by=SYSTEM, at=began)
    with access.job_scope(key):
        place = _Place(key, places, now - timedelta(days=20))
        for number, person in enumerate(persons):
            case = outreach.ActivityCase.objects.filter(person=person).first()
            if case is not None:
                _work(place, case, number)
        tell_backgrounds(key, place.sven, place.at)
        tell_in_sweden(key, place.sven.user_id, now - timedelta(days=1))
        sven = access.User.objects.get(email=COUNSELLOR)
        send_swedish_plan_out(key, places["region"], sven, now - timedelta(days=2))
    return key


def _found(key: UUID, at: datetime) -> dict[str, UUID]:
    country, code, name = SWEDISH_MUNICIPALITY
    organisations.register_municipality(
        municipality_id=key, country=Country(country), code=code, name=name, by=SYSTEM, at=at
    )
    places = {
        place: organisations.register_organisation(
            municipality_id=key, kind=kind, name=name, phone="010-000 00 00", by=SYSTEM, at=at
        ).pk
        for place, (kind, name) in _PLACES.items()
    }
    organisations.name_last_resort(municipality_id=key, organisation_id=places["town"], by=SYSTEM, at=at)
    for email, name, role, place in SWEDISH_STAFF:
        user = access.register_user(
            municipality_id=key, email=email, name=name, password=PASSWORD, by=SYSTEM, at=at
        )
        access.appoint(
            user=user,
            organisation_id=places[place],
            municipality_id=key,
            role=role,
            is_steward=True,
            by=SYSTEM,
            at=at,
        )
    return places


def _take_in(key: UUID, places: Mapping[str, UUID], number: int, at: datetime) -> people.Person:
    """Somebody of 17 or 18 who began at the gymnasium a year ago; all but the last have left it since."""
    given, family = _NAMES[number]
    person = people.register_person(
        municipality_id=key,
        draft=people.PersonDraft(given, family, date(at.year - 17 - number % 2, 2 + number, 11)),
        by=SYSTEM,
        at=at,
    )
    draft = pathways.SpellDraft(
        ActivityKind.GENERAL_UPPER_SECONDARY if number % 3 else ActivityKind.VOCATIONAL_EDUCATION,
        starts_on=(at - timedelta(days=330)).date(),
        organisation_id=places["gymnasium"],
        confirmed_on=(at - timedelta(days=320)).date(),
    )
    spell = pathways.record_spell(person=person, draft=draft, by=SYSTEM, at=at)
    step = responsibility.StepDraft(
        responsibility.StepKind.FIRST_CONTACT, (at + timedelta(days=60 + number)).date()
    )
    responsibility.take_in(
        person=person,
        organisation_id=places["unit"],
        rule="se.coverage.from_grade",
        step=step,
        holder_id=access.User.objects.get(email=COUNSELLOR).pk,
        by=SYSTEM,
        at=at,
    )
    if number < len(_NAMES) - 1:
        left_on = (at - timedelta(days=30 + 5 * number)).date()
        pathways.break_off_spell(spell=spell, on=left_on, reason_code="", by=SYSTEM, at=at)
    return person


def _work(place: _Place, case: outreach.ActivityCase, number: int) -> None:
    """What has been done in one case: the further its number, the further it has come."""
    by, at, day = place.sven, place.at, place.at.date()
    if number < _ASSESSED:
        return
    draft = outreach.AssessmentDraft(_OCCUPATIONS[number % 4], _VIEWS[number % 4], day)
    outreach.assess(case=case, draft=draft, by=by, at=at)
    if number < _MEASURED:
        return
    plan = careerplans.begin_plan(person=people.Person.objects.get(pk=case.person_id), by=by, at=at)
    careerplans.add_goal(
        plan=plan, term=careerplans.GoalTerm.LONG, words="Tillbaka till gymnasiet", step=None, by=by, at=at
    )
    measure = outreach.begin_measure(
        case=case,
        draft=outreach.MeasureDraft(
            outreach.Party.MUNICIPALITY, "coaching", "Varje tisdag", day, day + timedelta(days=90)
        ),
        by=by,
        at=at,
    )
    follow_up_on = day + timedelta(days=18 + 10 * (number % 2))
    outreach.agree_follow_up(case=case, due_on=follow_up_on, by=by, at=at)
    if number >= _LEFT:
        last_day = day + timedelta(days=10)
        later = place.at + timedelta(days=12)
        outreach.end_measure(measure=measure, last_day=last_day, reason="goal_reached", by=by, at=later)
        outreach.exit_case(case=case, reason="national_programme", on=later.date(), by=by, at=later)
    else:
        outreach.begin_measure(
            case=case,
            draft=outreach.MeasureDraft(
                outreach.Party.OTHER, "work_practice", "Djursjukhuset", day + timedelta(days=7)
            ),
            by=by,
            at=at,
        )
