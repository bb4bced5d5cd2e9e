"""The town's models, a bank of hosts, and pupils at every stage of the way: told, applied, looking, signing, there, finished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from stafet.demo.story import LEADERS, Town
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.countries import Country
from stafet.kernel.periods import school_year_of
from stafet.own import api as own
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.placements import api as placements
from stafet.placements.api import (
    Branch,
    Certificate,
    Holder,
    How,
    Insurance,
    PaidBy,
    RegisterKind,
    SchemeKind,
    Voice,
    WayMove,
    Willing,
)

_GRADES = (8, 9)
_MODELS = ("one-day", "work-experience")
_LOOKING = 4
"""How many stages it takes to look for a place."""
_THERE = 9
"""From which pupil on they are there."""
_IN_A_DOZEN = 36
"""Every third of so many is one of a dozen pupils."""
_SINCE = timedelta(days=40)
"""So long ago they began, so that there is something to look back on."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One host of the demonstration; ``capacity`` of ``None``: it has been asked and has not answered."""

    name: str
    number: str
    branch: Branch
    contact: str
    tasks: str
    capacity: int | None
    weekdays: tuple[int, ...] = (2, 3, 4)
    from_age: int = 14
    suits: str = ""


_HOSTS = (
    _Told("Fjordens Tømrerværksted", "10000009", Branch.BUILDING, "Villy Vang", "Bærer, måler op, samler skure", 4, suits="Har haft fire lærlinge og en praktikant hvert år"),
    _Told("Egekøbing Auto", "10000025", Branch.VEHICLES, "Aksel Aagaard", "Skifter dæk, vasker, rydder op i værkstedet", 2, from_age=15),
    _Told("Bageriet på Torvet", "10000033", Branch.FOOD, "Berit Bøgh", "Pynter kager, pakker, betjener sammen med en voksen", 1, (3, 4), suits="Rolig om morgenen, god til at forklare"),
    _Told("Plejecenter Egelund", "10000041", Branch.CARE, "Hanne Hvid", "Serverer, læser højt, går tur med beboere", 2),
    _Told("Gartneriet Nordlys", "10000068", Branch.NATURE, "Niels Nør", "Potter om, vander, pakker", 2, (1, 2, 5)),
    _Told("Børnehuset Kastanjen", "10000076", Branch.CHILDREN, "Lis Lyng", "Leger, dækker bord, er med på tur", 1, from_age=15),
    _Told("Nørgaards Elektro", "10000084", Branch.INDUSTRY, "Per Nørgaard", "", None),
    _Told("Havnens Trykkeri", "10000092", Branch.CULTURE, "Tina Toft", "", 0),
)  # fmt: skip
_YARD = _Told(
    "Egekøbing Driftsgård",
    "10000106",
    Branch.BUILDING,
    "Ole Olsen",
    "Passer veje, parker og maskiner sammen med holdet",
    8,
)
_SAFE: Mapping[str, Any] = {
    "weekdays": [3],
    "begins_at": time(8),
    "stops_at": time(14, 30),
    "break_minutes": 30,
    "is_unpaid": True,
    "aims": "At måle, regne og planlægge en opgave fra start til slut",
    "subjects": ["mathematics", "first_language"],
    "heaviest_lift": 10,
    "risk_words": "Ingen maskiner. Høreværn i hallen. Aldrig alene.",
    "instruction": "En halv dag med kontaktpersonen før den første opgave",
    "certificate": Certificate.NOT_NEEDED.value,
    "insurance": Insurance.STATE.value,
    "absence": "Eleven ringer til virksomheden og til skolens kontor før kl. 8",
    "equipment": "Sikkerhedssko og arbejdstøj",
    "equipment_paid_by": PaidBy.HOST.value,
    "transport": "Cykel eller bus 41",
    "confidentiality": "Hvad man hører om kunder og kolleger, bliver der",
    "notice": "Begge kan sige op med en uges varsel; ring først til vejlederen",
}


def place_pupils(town: Town, at: datetime) -> None:
    """Models, hosts, and twelve pupils, each one stage further than the one before."""
    bo, year = town.actor("bo", at), school_year_of(at.date()).period.starts_on.year
    shipped = placements.examples(Country.DK, year)
    models = [
        placements.set_scheme(
            municipality_id=town.municipality_id, facts=shipped[key], by=SYSTEM, at=at - _SINCE
        )
        for key in _MODELS
    ]
    for told in _HOSTS:
        _host(town, told, year, bo, at)
    for number, (person, leader) in enumerate(_pupils(town, at.date())):
        began = at - _SINCE if number >= _THERE else at
        _Pupil(town, person, leader, began).go(models[0], far=number)


def stay_at_the_yard(town: Town, at: datetime, how_many: int) -> Sequence[placements.Placement]:
    """Further pupils who are there, all at one big place: figures are shown of five or more."""
    began = at - _SINCE
    year = school_year_of(at.date()).period.starts_on.year
    _host(town, _YARD, year, town.actor("bo", began), began)
    return on_the_way(town, began, how_many, first=_IN_A_DOZEN, far=_THERE)


def look_for_places(town: Town, at: datetime, how_many: int) -> Sequence[placements.Placement]:
    """Further pupils who have applied, are consented to, and look for a place."""
    return on_the_way(town, at, how_many, first=1, far=_LOOKING)


def on_the_way(
    town: Town, at: datetime, how_many: int, *, first: int, far: int
) -> Sequence[placements.Placement]:
    """Further pupils, as far on the way as ``far`` says; ``first`` are others each time."""
    scheme = next(
        each
        for each in placements.schemes([town.municipality_id])
        if each.kind == SchemeKind.JUNIOR_APPRENTICESHIP
    )
    found = []
    for person, leader in _pupils(town, at.date(), first=first)[:how_many]:
        pupil = _Pupil(town, person, leader, at)
        pupil.go(scheme, far=far)
        found.append(
            placements.Placement.objects.select_related("scheme", "person").get(pk=pupil.placement.pk)
        )
    return found


def _host(town: Town, told: _Told, year: int, bo: Actor, at: datetime) -> None:
    """A host as Bo wrote it down; what it offers, or that it has been asked."""
    host = placements.add_host(
        municipality_id=town.municipality_id,
        facts=placements.HostFacts(told.name, RegisterKind.CVR, told.number, told.branch, "Egekøbing"),
        contact=placements.ContactFacts(
            told.contact, "70 20 30 40", "praktik@egekobing.example", suits=told.suits
        ),
        by=bo,
        at=at,
    )
    if told.capacity is None:
        placements.ask_host(host=host, by=bo, at=at)
        return
    schemes = (SchemeKind.JUNIOR_APPRENTICESHIP, SchemeKind.WORK_EXPERIENCE)
    facts = placements.PlaceFacts(
        Willing.YES if told.capacity else Willing.NO,
        schemes,
        told.tasks,
        told.weekdays,
        told.from_age,
        told.capacity,
    )
    placements.offer_place(host=host, starts_in=year, facts=facts, by=bo, at=at)


def _pupils(town: Town, today: date, *, first: int = 0) -> Sequence[tuple[people.Person, str]]:
    """A dozen pupils of grades 8 and 9 at schools whose leader works here, with that leader, by name."""
    leaders = {town.places[key].pk: name for key, name in LEADERS.items()}
    rows = (
        pathways.Spell.objects.running_on(today)
        .of_kind(ActivityKind.BASIC_SCHOOL)
        .filter(grade__in=_GRADES, organisation_id__in=list(leaders), person__birth_date__isnull=False)
        .select_related("person")
        .order_by("person__birth_date", "pk")
    )
    return [
        (spell.person, leaders[spell.organisation_id])
        for spell in rows[first : first + _IN_A_DOZEN : 3]
        if spell.organisation_id
    ]


class _Pupil:
    """One pupil on the way, as far as the story goes."""

    def __init__(self, town: Town, person: people.Person, leader: str, at: datetime) -> None:
        self.person, self.at = person, at
        self.bo, self.leader = town.actor("bo", at), town.actor(leader, at)

    def go(self, scheme: placements.Scheme, *, far: int) -> None:
        """Begin, and take as many stages as ``far`` says."""
        self.placement = placements.begin_placement(
            person=self.person, scheme=scheme, because="Bliver glad i værkstedet", by=self.bo, at=self.at
        )
        self.scheme = scheme
        stages = (
            self._told,
            self._talked,
            self._applied,
            self._consented,
            self._drafted,
            self._sent,
            self._signed,
            self._approved,
            self._there,
        )
        for stage in stages[:far]:
            stage()

    def _told(self) -> None:
        self._move(WayMove.INFORM)

    def _talked(self) -> None:
        self._move(WayMove.TALK, "Vil gerne arbejde med hænderne og har en onkel, der er tømrer")

    def _applied(self) -> None:
        holder = own.add_custody(
            person=self.person,
            draft=own.CustodyDraft(
                f"Mor til {self.person.given_names}", own.CustodyKind.SOLE, date(2020, 1, 1)
            ),
            by=SYSTEM,
            at=self.at,
        )
        self.holders = (Holder(holder.pk, holder.holder_name),)
        placements.apply_for(
            placement=self.placement,
            acknowledged=self.scheme.consequence,
            direction="Tømrer",
            holders=self.holders,
            voice=Voice.STAFF,
            by=self.bo,
            at=self.at,
        )

    def _consented(self) -> None:
        placements.answer_as_custody(
            placement=self.placement,
            holder=self.holders[0],
            is_given=True,
            how=How.PAPER,
            holders=self.holders,
            voice=Voice.STAFF,
            by=self.bo,
            at=self.at,
        )

    def _drafted(self) -> None:
        fits = placements.fitting_places(self.scheme).filter(weekdays__contains=[3], from_age__lte=14)
        place = fits.order_by("-capacity", "pk")[0]
        row = placements.draft_agreement(
            placement=self.placement, place=place, counsellor="Bo Bertelsen", by=self.bo, at=self.at
        )
        today = self.at.date()
        changes = {
            **_SAFE,
            "starts_on": today,
            "ends_on": date(self.scheme.starts_in + 1, 6, 20),
            "risk_assessed_on": today - timedelta(days=10),
            "supervisor": row.contact_name,
            "evaluations": [today + timedelta(days=30), today + timedelta(days=90)],
        }
        self.agreement = placements.change_agreement(agreement=row, changes=changes, by=self.bo, at=self.at)

    def _sent(self) -> None:
        placements.send_agreement(agreement=self.agreement, holders=self.holders, by=self.bo, at=self.at)

    def _signed(self) -> None:
        for row in placements.Signature.objects.filter(agreement=self.agreement).select_related("agreement"):
            placements.sign_agreement(
                signature=row, how=How.PAPER, voice=Voice.STAFF, declares=True, by=self.bo, at=self.at
            )

    def _approved(self) -> None:
        placements.approve_agreement(
            agreement=self.agreement, supports_school=True, host_declares=True, by=self.leader, at=self.at
        )

    def _there(self) -> None:
        self._move(WayMove.REGISTER)
        self._move(WayMove.START)

    def _move(self, what: WayMove, words: str = "") -> None:
        placements.move_placement(
            placement=self.placement, what=what, on=self.at.date(), words=words, by=self.bo, at=self.at
        )
