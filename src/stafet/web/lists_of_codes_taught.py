"""The closed lists of courses in education and job, of classes and of their partners."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from stafet.catalogue import api as catalogue
from stafet.classcourses import api as classcourses
from stafet.web.code_list import CodeList

TAUGHT: Sequence[CodeList] = (
    CodeList(
        "class-course-states",
        gettext_lazy("How far a class is with a course in education and job"),
        classcourses.ClassCourseState,
        gettext_lazy("Courses of the classes."),
    ),
    CodeList(
        "class-course-missed",
        gettext_lazy("Why a course of a class was missed"),
        classcourses.MissedBecause,
        gettext_lazy("Courses of the classes."),
    ),
    CodeList(
        "career-course-competences",
        gettext_lazy("Which part of choosing a course trains"),
        catalogue.Competence,
        gettext_lazy("The catalogue of courses."),
    ),
    CodeList(
        "material-licences",
        gettext_lazy("On which terms a material may be passed on"),
        catalogue.Licence,
        gettext_lazy("The catalogue of courses."),
    ),
    CodeList(
        "class-partner-kinds",
        gettext_lazy("Kinds of partners of classes"),
        catalogue.PartnerKind,
        gettext_lazy("The catalogue of courses, and the bank of partners."),
    ),
)
