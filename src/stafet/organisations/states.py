"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What an organisation is, as far as responsibility and pathways care."""

    MUNICIPALITY = "municipality", _("Municipality")
    GUIDANCE_UNIT = "guidance_unit", _("Guidance unit")
    SCHOOL = "school", _("School")
    TENTH_GRADE_CENTRE = "tenth_grade_centre", _("Tenth-grade centre")
    BOARDING_SCHOOL = "boarding_school", _("Boarding school")
    VOCATIONAL_SCHOOL = "vocational_school", _("Vocational school")
    UPPER_SECONDARY = "upper_secondary", _("Upper secondary school")
    PREPARATORY = "preparatory", _("Preparatory education")
    ADULT_EDUCATION = "adult_education", _("Adult education")
    YOUTH_SCHOOL = "youth_school", _("Youth school")
    JOB_CENTRE = "job_centre", _("Job centre")
    COMPANY = "company", _("Company")
    DEPARTMENT = "department", _("Department")
    OTHER = "other", _("Other organisation")


class UnitKind(models.TextChoices):
    """A part of an organisation that people belong to."""

    CLASS = "class", _("Class")
    TEAM = "team", _("Team")
