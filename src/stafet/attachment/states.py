"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafet.kernel.attachment import Measure


class HoursMeasure(models.TextChoices):
    """How hours are told; the same as the kernel's."""

    PER_MONTH = Measure.PER_MONTH.value, _("Hours in the whole month")
    PER_WEEK = Measure.PER_WEEK.value, _("Hours a week, as agreed")


class SeenIn(models.TextChoices):
    """Where somebody saw the hours."""

    PAYSLIP = "payslip", _("On the payslip")
    INCOME_REGISTER = "income_register", _("In the income register")
    CONTRACT = "contract", _("In the contract")
    EMPLOYER = "employer", _("The employer says so")
    YOUNG_PERSON = "young_person", _("The young person says so")


class Outcome(models.TextChoices):
    """Where somebody stands: each covered person is in exactly one. The order is that of the page."""

    COMPLETED = "completed", _("Has completed a youth education")
    YOUTH_EDUCATION = "youth_education", _("Attends a youth education")
    SCHOOL = "school", _("Still goes to school")
    OTHER_EDUCATION = "other_education", _("Attends another education")
    STEADY_WORK = "steady_work", _("In steady work")
    LITTLE_WORK = "little_work", _("In work with too few hours to be steady")
    WORK_NOT_SEEN = "work_not_seen", _("In work, and nobody has seen the hours of late")
    OTHER_ACTIVITY = "other_activity", _("Does something else that is agreed")
    NOTHING = "nothing", _("Has nothing now")
    UNKNOWN = "unknown", _("Nothing is known")
