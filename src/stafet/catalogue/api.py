"""The door of the room ``catalogue``."""

from stafet.catalogue.actions import (
    TakenIn,
    change_course,
    code_from,
    compare_courses,
    demand_course,
    materials_as_told,
    publish_course,
    take_in_courses,
    withdraw_course,
)
from stafet.catalogue.drafts import CourseFacts, DemandFacts, MaterialFacts, ToldCourse
from stafet.catalogue.errors import ChangedByNow, NotWhole, NotYours
from stafet.catalogue.models import (
    LONGEST_CODE,
    LONGEST_LINE,
    LONGEST_TITLE,
    LONGEST_WORDS,
    CareerCourse,
    CourseDemand,
    CourseMaterial,
)
from stafet.catalogue.policies import (
    can_keep_catalogue_of,
    can_read_career_course,
    career_courses_readable_by,
    catalogues_keepable_by,
)
from stafet.catalogue.queries import (
    career_course_for,
    career_courses_for,
    courses_of_town,
    demands_in,
    demands_on,
    materials_of,
    versions_of,
)
from stafet.catalogue.states import Breadth, Competence, Licence, PartnerKind, Stage

__all__ = [
    "LONGEST_CODE",
    "LONGEST_LINE",
    "LONGEST_TITLE",
    "LONGEST_WORDS",
    "Breadth",
    "CareerCourse",
    "ChangedByNow",
    "Competence",
    "CourseDemand",
    "CourseFacts",
    "CourseMaterial",
    "DemandFacts",
    "Licence",
    "MaterialFacts",
    "NotWhole",
    "NotYours",
    "PartnerKind",
    "Stage",
    "TakenIn",
    "ToldCourse",
    "can_keep_catalogue_of",
    "can_read_career_course",
    "career_course_for",
    "career_courses_for",
    "career_courses_readable_by",
    "catalogues_keepable_by",
    "change_course",
    "code_from",
    "compare_courses",
    "courses_of_town",
    "demand_course",
    "demands_in",
    "demands_on",
    "materials_as_told",
    "materials_of",
    "publish_course",
    "take_in_courses",
    "versions_of",
    "withdraw_course",
]
