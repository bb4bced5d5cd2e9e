"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How a session was begun."""

    PASSWORD_ONLY = "password_only", _("Password only")
    TWO_FACTORS = "two_factors", _("Password and second factor")
    SERVICE = "service", _("Log-in service")
    ONE_FACTOR = "one_factor", _("Password, for one's own page")
