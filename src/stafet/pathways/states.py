"""The closed lists of this room. What a person does is ``ActivityKind`` of the kernel; why it ended is here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EndReason(models.TextChoices):
    """Why a spell ended. Registers' own codes are mapped onto these; their words are kept beside."""

    COMPLETED = "completed", _("Completed")
    BROKEN_OFF = "broken_off", _("Broken off")
    CHANGED = "changed", _("Changed to something else")
    MOVED = "moved", _("Moved away")
    NEVER_STARTED = "never_started", _("Never started")
    DIED = "died", _("Died")
    NOT_KNOWN = "not_known", _("Not known")
