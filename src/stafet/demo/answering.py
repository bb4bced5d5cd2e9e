"""What an authority answers for: registrations of one person twice, emergency access, look-ups to explain, slips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.demo.places import GUIDANCE
from stafet.demo.staff import employee
from stafet.demo.story import COUNSELLORS, LEADERS, Town
from stafet.duplicates import api as duplicates
from stafet.emergency import api as emergency
from stafet.kernel.actors import SYSTEM
from stafet.logcontrol import api as logcontrol
from stafet.offsystem import api as offsystem
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import api as responsibility

_LOOKS = 14
"""How many pages each counsellor opened in the week that is judged."""


def answer_for_it(town: Town, at: datetime) -> None:
    """Everything that somebody has to judge waits for them; in the scope of a job."""
    _register_twice(town, at)
    _write_slips(town, at)
    _look_around(town, at)


def open_without_waiting(town: Town, at: datetime) -> None:
    """A counsellor of a school had to see somebody at once, and a leader has not yet said whether that was right."""
    with access.job_scope(town.municipality_id):
        person = _held_by(town, organisations.OrganisationKind.GUIDANCE_UNIT)[-1]
        place, user = town.places[next(iter(COUNSELLORS))], employee("freja")
    ask = emergency.EmergencyAsk(
        organisation_id=place.pk,
        municipality_id=town.municipality_id,
        reason=emergency.EmergencyReason.HERE_NOW,
        words="Står på kontoret og vil ikke hjem i aften. Jeg må vide, hvem jeg skal ringe til.",
        reference="2026-0417",
        name=person.name,
        birth_date=person.birth_date,
    )
    with access.user_scope(user.pk):
        emergency.open_in_emergency(ask=ask, by=access.actor_for(user, at=at), at=at)


def _register_twice(town: Town, at: datetime) -> None:
    """Two were registered and taken in a second time: of one pair a counsellor says so, the other is to be found."""
    guidance = _place(town, GUIDANCE.name)
    for number, person in enumerate(_held_by(town, organisations.OrganisationKind.GUIDANCE_UNIT)[:2]):
        draft = people.PersonDraft(
            given_names=person.given_names, family_name=person.family_name, birth_date=person.birth_date
        )
        twin = people.register_person(municipality_id=town.municipality_id, draft=draft, by=SYSTEM, at=at)
        contact = responsibility.StepDraft(
            responsibility.StepKind.FIRST_CONTACT, at.date() + timedelta(days=4)
        )
        responsibility.take_in(
            person=twin,
            organisation_id=guidance,
            rule="dk.coverage.from_grade",
            step=contact,
            by=SYSTEM,
            at=at,
        )
        if number == 0:
            duplicates.propose_merge(
                municipality_id=town.municipality_id,
                kept_id=person.pk,
                duplicate_id=twin.pk,
                by=town.actor("bo", at),
                at=at,
            )


def _write_slips(town: Town, at: datetime) -> None:
    """Somebody with a protected address is followed without being written down: one slip is held, one is offered."""
    first = offsystem.SlipDraft(
        organisation_id=_place(town, GUIDANCE.name),
        mark="Grøn mappe 14",
        words="Ring til den, der har mappen, om optagelsen",
        phone="70 00 00 00",
        due_on=at.date() + timedelta(days=6),
    )
    second = replace(first, mark="Grøn mappe 15", words="Hør, om starten er aftalt")
    bo = town.actor("bo", at)
    offsystem.write_slip(draft=first, by=bo, at=at)
    offered = offsystem.write_slip(draft=second, by=bo, at=at)
    to = town.places[next(iter(COUNSELLORS))].pk
    offsystem.offer_slip(slip=offered, to_organisation_id=to, by=bo, at=at)


def _look_around(town: Town, at: datetime) -> None:
    """In the week that is judged now, colleagues opened pages, and one of them often without doing anything afterwards."""
    monday = logcontrol.week_due(at.date())
    begun = at.replace(hour=9, minute=0) + (monday - at.date())
    persons = _held_by(town, organisations.OrganisationKind.GUIDANCE_UNIT)
    for name in ("bo", "karin", *list(LEADERS.values())[:1]):
        for number, person in enumerate(persons[:_LOOKS]):
            _look(town, name, person.pk, begun + timedelta(minutes=7 * number))
    logcontrol.draw_week(municipality_id=town.municipality_id, week_starts_on=monday, by=SYSTEM, at=at)


def _look(town: Town, name: str, person_id: UUID, at: datetime) -> None:
    audit.log_reading(
        audit.Look(
            at=at,
            by=town.actor(name, at),
            purpose="guidance",
            view="web.person.person",
            person_ids=(person_id,),
            data_classes="ABD",
            search_term="",
            result=audit.ReadResult.SHOWN,
            request_id=uuid4(),
        )
    )


def _held_by(town: Town, kind: organisations.OrganisationKind) -> Sequence[people.Person]:
    held = responsibility.Holding.objects.filter(
        municipality_id=town.municipality_id, organisation__kind=kind, ends_at=None
    )
    return list(people.Person.objects.filter(pk__in=held.values("person_id")).order_by("sort_key", "pk"))


def _place(town: Town, name: str) -> UUID:
    found = organisations.Organisation.objects.get(municipality_id=town.municipality_id, name=name)
    return found.pk
