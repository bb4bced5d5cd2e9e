"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.TextChoices):
    """What somebody decided about a protection."""

    MARKED = "marked", _("Protected")
    KEPT = "kept", _("Kept")
    ENDING = "ending", _("Proposed to end")
    ENDED = "ended", _("Ended")
