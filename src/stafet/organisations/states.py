"""The closed lists of this room."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.sharing import Recipient


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
    LANGUAGE_CENTRE = "language_centre", _("Language and integration centre")
    JOB_CENTRE = "job_centre", _("Job centre")
    EDUCATIONAL_PSYCHOLOGY = "educational_psychology", _("Educational psychology service")
    TREATMENT_CENTRE = "treatment_centre", _("Treatment for alcohol and drugs")
    CRIME_PREVENTION = "crime_prevention", _("Crime prevention (school, social services, police)")
    COMPANY = "company", _("Company")
    DEPARTMENT = "department", _("Department")
    OTHER = "other", _("Other organisation")


_K, _R = OrganisationKind, Recipient
RECIPIENTS: Mapping[OrganisationKind, Recipient] = MappingProxyType(
    {
        _K.MUNICIPALITY: _R.MUNICIPALITY,
        _K.GUIDANCE_UNIT: _R.MUNICIPALITY,
        _K.DEPARTMENT: _R.MUNICIPALITY,
        _K.SCHOOL: _R.SCHOOL,
        _K.TENTH_GRADE_CENTRE: _R.SCHOOL,
        _K.BOARDING_SCHOOL: _R.SCHOOL,
        _K.YOUTH_SCHOOL: _R.SCHOOL,
        _K.VOCATIONAL_SCHOOL: _R.INSTITUTION,
        _K.UPPER_SECONDARY: _R.INSTITUTION,
        _K.PREPARATORY: _R.INSTITUTION,
        _K.ADULT_EDUCATION: _R.INSTITUTION,
        _K.LANGUAGE_CENTRE: _R.INSTITUTION,
        _K.JOB_CENTRE: _R.JOB_CENTRE,
        _K.EDUCATIONAL_PSYCHOLOGY: _R.SUPPORT,
        _K.TREATMENT_CENTRE: _R.SUPPORT,
        _K.CRIME_PREVENTION: _R.CRIME_PREVENTION,
        _K.COMPANY: _R.COMPANY,
        _K.OTHER: _R.OTHER,
    }
)
"""What a kind of organisation is to the law of sharing."""


class UnitKind(models.TextChoices):
    """A part of an organisation that people belong to."""

    CLASS = "class", _("Class")
    TEAM = "team", _("Team")
