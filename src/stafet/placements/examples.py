"""Models as towns have made them, to begin from: nothing here holds anywhere before a town has set it.

Sources: the working group of Ishøj Kommune, "Præsentation af model for juniormesterlære 2025/26"; halsnaes.dk, Juniormesterlære
(two days, Tuesday and Wednesday); skolverket.se, Prao (at least ten days from grade 8).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from stafet.kernel.countries import Country
from stafet.placements.drafts import SchemeFacts
from stafet.placements.states import PlaceKind, SchemeKind, SchoolSubject

_CRITERIA = (
    "Er motiveret for at være i praktik eller på et praktisk undervisningstilbud",
    "Har potentiale eller talent for erhvervspraktiske kompetencer",
    "Forventer at søge ind på en erhvervsuddannelse efter 9. klasse",
    "Har mod på færre fag og mere praktik",
    "Er skole- og praktikparat",
)
_CONSEQUENCE = (
    "Afgangseksamen efter juniormesterlære giver ikke i sig selv adgang til de gymnasiale uddannelser (stx, hhx, htx, hf). "
    "Vil du den vej senere, skal du til optagelsesprøve og samtale. Med bestået dansk og matematik har du adgang til en "
    "erhvervsuddannelses grundforløb. Du kan vælge om og komme tilbage i klassen alle dage."
)
_ALL_DAYS = (1, 2, 3, 4, 5)


def examples(country: Country, starts_in: int) -> Mapping[str, SchemeFacts]:
    """The models of a country by a short name, for one school year."""
    made = _swedish(starts_in) if country is Country.SE else _danish(starts_in)
    return MappingProxyType(made)


def _danish(starts_in: int) -> dict[str, SchemeFacts]:
    return {
        "one-day": _one_day(starts_in),
        "two-days": _two_days(starts_in),
        "work-experience": _work_experience(starts_in),
    }


def _one_day(starts_in: int) -> SchemeFacts:
    """As Ishøj has it."""
    return SchemeFacts(
        kind=SchemeKind.JUNIOR_APPRENTICESHIP,
        starts_in=starts_in,
        name="Juniormesterlære, én dag om ugen",
        grades=(8, 9),
        weekdays=_ALL_DAYS,
        days_a_week=1,
        place_kinds=(PlaceKind.COMPANY, PlaceKind.PRACTICAL_COURSE, PlaceKind.VOCATIONAL_SCHOOL),
        decided="Som Ishøj Kommunes model 2025/26 (arbejdsgruppens præsentation)",
        school_hours=Decimal(24),
        subjects_kept=(SchoolSubject.FIRST_LANGUAGE, SchoolSubject.MATHEMATICS),
        subjects_wished=(SchoolSubject.ENGLISH,),
        criteria=_CRITERIA,
        consequence=_CONSEQUENCE,
        fallback="Praktisk undervisningsforløb for dem, der ikke finder en virksomhed",
    )


def _two_days(starts_in: int) -> SchemeFacts:
    """As Halsnæs has it."""
    return SchemeFacts(
        kind=SchemeKind.JUNIOR_APPRENTICESHIP,
        starts_in=starts_in,
        name="Juniormesterlære, to dage om ugen",
        grades=(8, 9),
        weekdays=(2, 3),
        days_a_week=2,
        place_kinds=(PlaceKind.COMPANY, PlaceKind.PREPARATORY, PlaceKind.YOUTH_SCHOOL),
        decided="Som Halsnæs Kommunes model 2025/26 (halsnaes.dk)",
        school_hours=Decimal(19),
        subjects_kept=(
            SchoolSubject.FIRST_LANGUAGE,
            SchoolSubject.MATHEMATICS,
            SchoolSubject.ENGLISH,
            SchoolSubject.SCIENCE,
        ),
        criteria=_CRITERIA,
        consequence=_CONSEQUENCE,
    )


def _work_experience(starts_in: int) -> SchemeFacts:
    """The five days of the law."""
    return SchemeFacts(
        kind=SchemeKind.WORK_EXPERIENCE,
        starts_in=starts_in,
        name="Erhvervspraktik, fem dage",
        grades=(7, 8, 9),
        weekdays=_ALL_DAYS,
        days_a_week=5,
        place_kinds=(PlaceKind.COMPANY,),
        decided="Folkeskolelovens § 9, stk. 3: fem obligatoriske dage i 7., 8. eller 9. klasse",
        school_weeks=1,
    )


def _swedish(starts_in: int) -> dict[str, SchemeFacts]:
    return {
        "prao": SchemeFacts(
            kind=SchemeKind.PRAO,
            starts_in=starts_in,
            name="Prao, tio dagar",
            grades=(8, 9),
            weekdays=_ALL_DAYS,
            days_a_week=5,
            place_kinds=(PlaceKind.COMPANY, PlaceKind.VOCATIONAL_SCHOOL, PlaceKind.PRACTICAL_COURSE),
            decided="Skollagen 10 kap. 8 a §: minst tio dagar från årskurs 8",
            school_weeks=2,
            fallback="Yrkesprogram i gymnasieskolan, om arbetsplatser saknas",
        )
    }
