"""The closed lists of the catalogue: for whom, what for, with whom, and on which terms the material is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.IntegerChoices):
    """For whom a course is, in the order people go: preschool, grades 0 to 10, youth education, adults."""

    PRESCHOOL = -1, _("Preschool")
    GRADE_0 = 0, _("Grade 0")
    GRADE_1 = 1, _("Grade 1")
    GRADE_2 = 2, _("Grade 2")
    GRADE_3 = 3, _("Grade 3")
    GRADE_4 = 4, _("Grade 4")
    GRADE_5 = 5, _("Grade 5")
    GRADE_6 = 6, _("Grade 6")
    GRADE_7 = 7, _("Grade 7")
    GRADE_8 = 8, _("Grade 8")
    GRADE_9 = 9, _("Grade 9")
    GRADE_10 = 10, _("Grade 10")
    YOUTH = 11, _("Youth education")
    ADULT = 12, _("Adult education")


class Competence(models.TextChoices):
    """Which part of being able to choose a course is about."""

    SELF = "self", _("Knowing oneself")
    OPTIONS = "options", _("Knowing what there is")
    RELATION = "relation", _("Seeing oneself among what there is")
    DECIDING = "deciding", _("Deciding, and doing it")


class Breadth(models.TextChoices):
    """Whether a course is teaching for everybody, or guidance close to a choice."""

    WIDE = "wide", _("Wide: teaching for everybody")
    NARROW = "narrow", _("Narrow: close to a choice")


class PartnerKind(models.TextChoices):
    """Whom from outside the school a course wants, and what a partner is."""

    COMPANY = "company", _("Company")
    INSTITUTION = "institution", _("School or college")
    ASSOCIATION = "association", _("Association or union")
    PUBLIC = "public", _("Public workplace")
    FAMILY = "family", _("Parents and others who work")


class Licence(models.TextChoices):
    """On which terms a material may be passed on."""

    CC0 = "cc0", _("Free for everybody (CC0)")
    CC_BY = "cc-by", _("Free when its author is named (CC BY)")
    CC_BY_SA = "cc-by-sa", _("Free when its author is named, on the same terms (CC BY-SA)")
    TOWN = "town", _("Only within the municipality")
    LINK = "link", _("Only linked to: its owner’s terms hold")
