"""A language, an earlier education and a case elsewhere, every text of them marked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.languages import api as languages
from stafet.languages.api import Interpreting, Language, Papers, Said, Whose
from stafet.othercases import api as othercases
from stafet.othercases.api import Ask, CaseKind, ConsentBy
from stafet.people import api as people
from tests.cast import Cast
from tests.trust.markers import marker

Object = UUID | str | int
B, E = DataClass.CONTACT, DataClass.GUIDANCE_NOTE


def background_of(person: people.Person, name: str, cast: Cast, at: datetime) -> dict[str, dict[str, Object]]:
    """Bo writes down what is spoken at home, which school somebody went to, and that there is a case elsewhere."""
    spoken = languages.LanguageDraft(
        Whose.HOME,
        Language.OTHER,
        Interpreting.SPOKEN,
        Said.COLLEAGUE,
        at.date(),
        marker(name, B, "spoken"),
    )
    school = languages.EducationDraft(
        marker(name, E, "school"), marker(name, E, "land"), False, Papers.NOT_SEEN
    )
    reference = othercases.CaseDraft(
        kind=CaseKind.SOCIAL,
        place=marker(name, E, "unit"),
        ask=Ask.ON_DUTY,
        basis="dk.sharing.other_case",
        starts_on=at.date(),
        case_number=f"{marker(name, E, 'number')}1",
        consent_by=ConsentBy.YOUNG_PERSON,
        consent_on=at.date(),
    )
    with access.user_scope(cast.bo.pk):
        by = access.actor_for(cast.bo, at=at)
        language = languages.say_language(person=person, draft=spoken, by=by, at=at)
        education = languages.write_education(person=person, draft=school, by=by, at=at)
        case = othercases.write_case(person=person, draft=reference, by=by, at=at)
    return {
        "language_id": {name: language.pk},
        "education_id": {name: education.pk},
        "other_case_id": {name: case.pk},
    }
