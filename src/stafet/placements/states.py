"""The closed lists of schemes, hosts and places."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SchemeKind(models.TextChoices):
    """What a pupil may do outside the classroom. One engine carries them all; the model of the town says how."""

    JUNIOR_APPRENTICESHIP = "junior_apprenticeship", _("Junior apprenticeship")
    WORK_EXPERIENCE = "work_experience", _("Work experience")
    INTRODUCTION_COURSE = "introduction_course", _("Introduction course")
    BRIDGE_BUILDING = "bridge_building", _("Bridge-building")
    PRAO = "prao", _("Practical working-life orientation")
    TRIAL_DAYS = "trial_days", _("Trial days")


CHANGES_ACCESS = frozenset({SchemeKind.JUNIOR_APPRENTICESHIP})
"""Schemes that change what a leaving exam opens: the consequence is explained and acknowledged before applying."""
REGISTERED = frozenset({SchemeKind.JUNIOR_APPRENTICESHIP})
"""Schemes that are reported to the national register of pupils before they begin."""


class SchoolSubject(models.TextChoices):
    """Subjects that a model names: those that are kept whole, and those that it tries to keep."""

    FIRST_LANGUAGE = "first_language", _("Danish, or Swedish")
    MATHEMATICS = "mathematics", _("Mathematics")
    ENGLISH = "english", _("English")
    PHYSICS_CHEMISTRY = "physics_chemistry", _("Physics and chemistry")
    SCIENCE = "science", _("Natural science")
    SOCIAL_STUDIES = "social_studies", _("Social studies")
    PRACTICAL = "practical", _("Practical and musical subjects")


class PlaceKind(models.TextChoices):
    """Where a pupil may be."""

    COMPANY = "company", _("Company")
    VOCATIONAL_SCHOOL = "vocational_school", _("Vocational school")
    UPPER_SECONDARY = "upper_secondary", _("Upper secondary school")
    PREPARATORY = "preparatory", _("Preparatory education")
    YOUTH_SCHOOL = "youth_school", _("Youth school")
    PRACTICAL_COURSE = "practical_course", _("Practical course of the municipality")


class ConsentOf(models.TextChoices):
    """Whose consent a model asks for."""

    ALL = "all", _("Everybody with custody")
    ONE = "one", _("One of those with custody")


class RegisterKind(models.TextChoices):
    """In which register of companies a number stands."""

    CVR = "cvr", _("CVR number")
    SWEDISH = "se_org", _("Swedish organisation number")


class Branch(models.TextChoices):
    """What one does at a place."""

    BUILDING = "building", _("Building and construction")
    INDUSTRY = "industry", _("Industry and technology")
    VEHICLES = "vehicles", _("Vehicles and transport")
    FOOD = "food", _("Food, kitchen and restaurant")
    SHOP = "shop", _("Shop and trade")
    OFFICE = "office", _("Office and administration")
    CARE = "care", _("Health and care")
    CHILDREN = "children", _("Children and education")
    NATURE = "nature", _("Farming, animals and nature")
    CULTURE = "culture", _("Culture, media and design")
    IT = "it", _("Computing")
    SERVICE = "service", _("Cleaning and service")
    OTHER = "other", _("Something else")


class Willing(models.TextChoices):
    """What a host answers for one school year."""

    ASKED = "asked", _("Not answered yet")
    YES = "yes", _("Takes young people this year")
    NO = "no", _("Not this year")
