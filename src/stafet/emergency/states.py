"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EmergencyReason(models.TextChoices):
    """Why it can't wait until there is a grant."""

    DANGER = "danger", _("Somebody may be in danger")
    HERE_NOW = "here_now", _("The young person is here and needs help now")
    CALLED = "called", _("Police, hospital or social services call about them")
    LAST_DAY = "last_day", _("A deadline of theirs runs out today")


class Verdict(models.TextChoices):
    """What a reviewer finds."""

    JUSTIFIED = "justified", _("Justified")
    NOT_JUSTIFIED = "not_justified", _("Not justified")
