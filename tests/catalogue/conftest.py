"""The town's catalogue: one course that Gro has written down."""

from __future__ import annotations

from typing import Any

import pytest
from tests.careerplans.conftest import acting
from tests.cast import Cast
from tests.conftest import NOW
from tests.placements.conftest import quick_settings

from stafet.catalogue import api as catalogue
from stafet.catalogue.api import (
    CareerCourse,
    Competence,
    CourseFacts,
    DemandFacts,
    Licence,
    MaterialFacts,
    PartnerKind,
    Stage,
)

__all__ = ["acting", "quick_settings"]
YEAR = 2026
MATERIAL = MaterialFacts("Ten questions", Licence.CC0, words="What do you do first in the morning?")


def facts(**changes: Any) -> CourseFacts:
    """A course for grades 7 to 9 with a company."""
    told: dict[str, Any] = {
        "title": "Production from inside",
        "from_stage": Stage.GRADE_7,
        "to_stage": Stage.GRADE_9,
        "aims": "They understand how a company earns its money",
        "subjects": ("Maths", "Social studies"),
        "competences": (Competence.OPTIONS,),
        "partners": (PartnerKind.COMPANY,),
        "lessons": 8,
        "materials": (MATERIAL,),
    }
    return CourseFacts(**told | changes)


def written(everyone: Cast, **changes: Any) -> CareerCourse:
    """Gro writes a course down."""
    with acting(everyone.gro) as gro:
        return catalogue.publish_course(
            municipality_id=everyone.hedeby.pk, facts=facts(**changes), by=gro, at=NOW
        )


def demanded(everyone: Cast, code: str, *stages: Stage, year: int = YEAR, needs_partner: bool = True) -> None:
    """Gro writes down what the council has decided."""
    told = DemandFacts(code, year, stages, needs_partner, "The council, 12 May")
    with acting(everyone.gro) as gro:
        catalogue.demand_course(municipality_id=everyone.hedeby.pk, facts=told, by=gro, at=NOW)


@pytest.fixture
def career_course(everyone: Cast) -> CareerCourse:
    """The course in the catalogue."""
    return written(everyone)
