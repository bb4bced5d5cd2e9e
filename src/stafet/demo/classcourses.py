"""Courses in education and job: two school years of both towns, with every state, partners who are asked, and classes that have none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from stafet.access import api as access
from stafet.catalogue import api as catalogue
from stafet.catalogue.api import CareerCourse, DemandFacts, PartnerKind, Stage
from stafet.classcourses import api as classcourses
from stafet.classcourses.api import Booking, ClassCourse, HeldFacts, MissedBecause, Partner, PartnerFacts
from stafet.integrations.course_file import shipped_courses
from stafet.kernel.actors import SYSTEM
from stafet.kernel.countries import Country
from stafet.kernel.periods import school_year
from stafet.organisations import api as organisations
from stafet.organisations.api import Organisation, OrganisationKind, Unit, UnitKind

_DEMANDS = {
    Country.DK: {
        "hop-in": (Stage.GRADE_7,),
        "skills": (Stage.GRADE_8,),
        "introkursus": (Stage.GRADE_8,),
        "erhvervspraktik": (Stage.GRADE_9,),
        "mit-valg": (Stage.GRADE_9, Stage.GRADE_10),
    },
    Country.SE: {"prao": (Stage.GRADE_8, Stage.GRADE_9), "gymnasievalet": (Stage.GRADE_9,)},
}
_DECIDED = {
    Country.DK: "Byrådet, Masterplan for Uddannelse og Job, sag 21",
    Country.SE: "Barn- och utbildningsnämnden, huvudmannaplan för SYV, § 48",
}
_PARTNERS = {
    Country.DK: (
        (
            "Egekøbing Maskinfabrik",
            PartnerKind.COMPANY,
            "En formiddag i produktionen, og en opgave at tage med hjem",
            3,
        ),
        ("Fjordens Bageri", PartnerKind.COMPANY, "Vi bager sammen og regner på prisen", 2),
        ("Teknisk Skole, åbent værksted", PartnerKind.INSTITUTION, "Prøv et fag sammen med vores elever", 8),
        ("Plejehjemmet Solsiden", PartnerKind.PUBLIC, "En dag med beboerne og dem, der arbejder her", 2),
        ("Fagforeningen Fjordegnen", PartnerKind.ASSOCIATION, "Om løn, rettigheder og at sige fra", 4),
        ("Møllevang Auto", PartnerKind.COMPANY, "Se en bil blive til igen", 1),
    ),
    Country.SE: (
        ("Lundaryds Mekaniska", PartnerKind.COMPANY, "En förmiddag i verkstaden", 3),
        ("Lundaryds bibliotek", PartnerKind.PUBLIC, "Hur hittar man fakta om yrken?", 4),
        ("Hembygdsföreningen", PartnerKind.ASSOCIATION, "Arbeten som fanns här", 2),
    ),
}
_DONE = {
    Country.DK: (
        "Vi var der en hel formiddag og løste den opgave, de gav os.",
        "Mange havde ikke troet, der var så mange slags arbejde.",
    ),
    Country.SE: (
        "Vi var där en förmiddag och löste uppgiften vi fick.",
        "Många hade inte trott att det fanns så många yrken.",
    ),
}
_KEEP = {
    Country.DK: "Behold opgaven. Ring til stedet tre uger før i stedet for én.",
    Country.SE: "Behåll uppgiften. Ring platsen tre veckor före i stället för en.",
}
_WISH = {
    Country.DK: "Vi er 22 elever og vil gerne se, hvordan I arbejder, en formiddag.",
    Country.SE: "Vi är 22 elever och vill gärna se hur ni arbetar, en förmiddag.",
}
_TEACH = (OrganisationKind.SCHOOL, OrganisationKind.TENTH_GRADE_CENTRE)
_NO_CONSENT, _GAP_EVERY, _MOST = 5, 7, 3


@dataclass(frozen=True, slots=True)
class _Year:
    """One town in one school year, and the day from which it is told."""

    municipality_id: UUID
    country: Country
    starts_in: int
    at: datetime


def teach_classes(municipality_id: UUID, starts_in: int, at: datetime) -> None:
    """Take the courses in, decide what is obligatory, and let both school years happen. In the scope of a job."""
    country = organisations.home(municipality_id).country
    before = at - timedelta(days=500)
    told = shipped_courses(country.value)
    catalogue.take_in_courses(municipality_id=municipality_id, told=told, by=SYSTEM, at=before)
    for code, stages in _DEMANDS[country].items():
        facts = DemandFacts(code, starts_in - 1, stages, needs_partner=True, decided=_DECIDED[country])
        catalogue.demand_course(municipality_id=municipality_id, facts=facts, by=SYSTEM, at=before)
    partners = _write_partners(municipality_id, country, before)
    last_summer = datetime.combine(date(starts_in, 6, 20), at.timetz())
    _live(_Year(municipality_id, country, starts_in - 1, last_summer), ())
    _live(_Year(municipality_id, country, starts_in, at), partners)


def _open_classes(municipality_id: UUID, classes: Sequence[tuple[str, int]], at: datetime) -> None:
    """The classes of the town's compulsory school, of which no register has told."""
    school = Organisation.objects.get(municipality_id=municipality_id, kind=OrganisationKind.SCHOOL)
    for label, grade in classes:
        organisations.open_unit(
            organisation=school, kind=UnitKind.CLASS, name=label, grade=grade, by=SYSTEM, at=at
        )


def _write_partners(municipality_id: UUID, country: Country, at: datetime) -> list[Partner]:
    rows = []
    for number, (name, kind, offers, capacity) in enumerate(_PARTNERS[country]):
        facts = PartnerFacts(
            name=name,
            kind=kind,
            offers=offers,
            town=organisations.Municipality.objects.get(pk=municipality_id).name.split()[0],
            contact_name="Kontoret",
            contact_email=f"besog{number}@{'egekobing' if country is Country.DK else 'lundaryd'}.example",
            language="da" if country is Country.DK else "sv",
            capacity=capacity,
            consented_on=None if number == _NO_CONSENT else at.date(),
        )
        rows.append(classcourses.add_partner(municipality_id=municipality_id, facts=facts, by=SYSTEM, at=at))
    return rows


def _live(year: _Year, partners: Sequence[Partner]) -> None:
    """Every class has some courses, each as far as its turn says; each seventh class has none."""
    courses = list(catalogue.courses_of_town(year.municipality_id))
    schools = Organisation.objects.filter(municipality_id=year.municipality_id, kind__in=_TEACH)
    units = classcourses.classes_of(list(schools.values_list("pk", flat=True)), year.starts_in)
    turn = 0
    for number, unit in enumerate(units.select_related("organisation")):
        if number % _GAP_EVERY == 3 or unit.grade is None or unit.grade > Stage.GRADE_10:
            continue
        fitting = [row for row in courses if row.from_stage <= unit.grade <= row.to_stage]
        for course in fitting[: 1 + number % _MOST]:
            _tell(year, unit, course, turn, partners)
            turn += 1


def _tell(year: _Year, unit: Unit, course: CareerCourse, turn: int, partners: Sequence[Partner]) -> None:
    begins = school_year(year.starts_in).period.starts_on
    is_over = not partners
    spread = timedelta(days=21 + turn * 11 % 200)
    monday = begins + spread if is_over else min(begins + spread, year.at.date() + timedelta(days=40))
    row = classcourses.plan_course(unit=unit, course=course, week_of=monday, by=SYSTEM, at=year.at)
    if turn % 9 == 8:
        classcourses.miss_class_course(row=row, because=tuple(MissedBecause)[turn % 4], by=SYSTEM, at=year.at)
    elif monday < year.at.date() - timedelta(days=7) and turn % 11 != 5:
        _held(year, row, turn)
    elif not is_over:
        _ask(year, row, turn, partners)


def _held(year: _Year, row: ClassCourse, turn: int) -> None:
    done, thought = _DONE[year.country]
    names = [name for name, *_ in _PARTNERS[year.country]]
    facts = HeldFacts(
        row.planned_for + timedelta(days=3), done, thought, "" if turn % 8 == 7 else names[turn % 3]
    )
    classcourses.hold_class_course(row=row, facts=facts, by=SYSTEM, at=year.at)
    if turn % 3:
        classcourses.evaluate_class_course(row=row, evaluation=_KEEP[year.country], by=SYSTEM, at=year.at)


def _ask(year: _Year, row: ClassCourse, turn: int, partners: Sequence[Partner]) -> None:
    """Every second one that lies ahead asks somebody; of those, some have a yes, some a no, some wait."""
    if turn % 2:
        return
    partner = next(_askable(year, row, partners), None)
    if partner is None:
        return
    booking = classcourses.ask_partner(
        row=row, partner=partner, words=_WISH[year.country], by=SYSTEM, at=year.at - timedelta(days=3)
    )
    if turn % 3 < 2:
        _answer(booking, is_yes=turn % 3 == 0, at=year.at)


def _askable(year: _Year, row: ClassCourse, partners: Sequence[Partner]) -> Iterator[Partner]:
    fresh = list(Partner.objects.filter(pk__in=[each.pk for each in partners]).order_by("asks", "pk"))
    lines = classcourses.partner_lines(fresh, row.starts_in, today=year.at.date())
    return (line.partner for line in lines if not line.why_not)


def _answer(booking: Booking, *, is_yes: bool, at: datetime) -> None:
    link = Booking.objects.values_list("link_id", flat=True).get(pk=booking.pk)
    if link is not None:
        classcourses.answer_booking(link_id=link, is_yes=is_yes, by=SYSTEM, at=at)


def teach_in_sweden(municipality_id: UUID, starts_in: int, at: datetime) -> None:
    """A compulsory school with its classes, and two years of what they had. No register tells of them here."""
    classes = [(f"{grade}{letter}", grade) for grade in range(10) for letter in "AB"]
    with access.job_scope(municipality_id):
        _open_classes(municipality_id, classes, at - timedelta(days=390))
        teach_classes(municipality_id, starts_in, at)
