"""What is reminded of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderKind(models.TextChoices):
    """What waits, and for whom."""

    PLACE_QUESTION = "place_question", _("A host has not said what it offers")
    HOST_SIGNATURE = "host_signature", _("A host has not signed")
    HOME_SIGNATURE = "home_signature", _("The young person, or those at home, have not signed")
    HOME_CONSENT = "home_consent", _("Those with custody have not answered")
    UNSIGNED = "unsigned", _("An agreement has been out for long")
    APPROVAL = "approval", _("An agreement waits for the leader")
    ENDS_SOON = "ends_soon", _("An agreement runs out soon")
    APPLY_BY = "apply_by", _("The day for applying comes closer")


TO_HOSTS = frozenset({ReminderKind.PLACE_QUESTION, ReminderKind.HOST_SIGNATURE})
"""What a host is written to about: counted together against the rule."""
