"""The closed lists of this room. The words somebody chooses from are dated data, in ``vocabulary``."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Voice(models.TextChoices):
    """Who says it. Nobody writes in another's name."""

    YOUNG_PERSON = "young_person", _("The young person")
    HOME = "home", _("Those at home")
    AT_WORK = "at_work", _("Somebody who works with the young person")


AT_HOME = (Voice.YOUNG_PERSON, Voice.HOME)
"""Those who write from their own log-in, and have no post."""


class Audience(models.TextChoices):
    """Who reads a piece besides the young person. They choose, and can choose anew."""

    NOBODY = "nobody", _("Only me")
    COUNSELLORS = "counsellors", _("Those who counsel me")
    PLAN = "plan", _("Everybody who reads my plan, also those at home until I am 18")
