"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """Why a look-up is asked about. Each is a question to the colleague who looked, with many innocent answers."""

    LOT = "lot", _("Drawn by lot")
    SAME_NAME = "same_name", _("The colleague and the young person have the same family name")
    PROTECTED = "protected", _("The young person is protected")
    MANY = "many", _("Many more young people than the colleague opens on an ordinary day")
    NO_ACT = "no_act", _("The colleague did nothing about the young person within a week")
    NIGHT = "night", _("It was at night")
    ROW = "row", _("One young person after the other within a few minutes")


class LookUpVerdict(models.TextChoices):
    """What becomes of a question."""

    EXPLAINED = "explained", _("Explained")
    ASKED = "asked", _("Asked of the leader")
    REPORTED = "reported", _("Reported")
