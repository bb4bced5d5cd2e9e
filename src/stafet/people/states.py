"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberKind(models.TextChoices):
    """What kind of number it is. Country and kind are stored, never guessed: the same digits mean different things."""

    PERSONAL = "personal", _("Personal number")
    SUBSTITUTE = "substitute", _("Substitute number")
    COORDINATION = "coordination", _("Coordination number")
    TEMPORARY = "temporary", _("Temporary school number")


class ProtectionKind(models.TextChoices):
    """Why somebody's whereabouts must not be shown."""

    NAME_AND_ADDRESS = "name_and_address", _("Protected name and address")
    CONFIDENTIAL = "confidential", _("Confidentiality marking")
    PROTECTED_REGISTRATION = "protected_registration", _("Protected registration")
    NEW_IDENTITY = "new_identity", _("New identity")
