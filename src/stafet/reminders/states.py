"""What is reminded of, and of whom it is asked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderKind(models.TextChoices):
    """What waits, and for whom."""

    PLACE_QUESTION = "place_question", _("A host has not said what it offers")
    HOST_SIGNATURE = "host_signature", _("A host has not signed")
    HOST_FOLLOW_UP = "host_follow_up", _("A host has not said how it goes")
    HOME_SIGNATURE = "home_signature", _("The young person, or those at home, have not signed")
    HOME_CONSENT = "home_consent", _("Those with custody have not answered")
    HOME_SEAT = "home_seat", _("A seat on a course is not answered at home")
    APPLY_BY = "apply_by", _("The day for applying comes closer")
    UNSIGNED = "unsigned", _("An agreement has been out for long")
    APPROVAL = "approval", _("An agreement waits for the leader")
    ENDS_SOON = "ends_soon", _("An agreement runs out")
    SIGN_LINK_OVER = "sign_link_over", _("A host’s link for signing has run out")
    TELL_LINK_OVER = "tell_link_over", _("A host’s link for telling has run out")
    BANK_LINK_OVER = "bank_link_over", _("A host has let the question what it offers run out")
    NO_COMPANY = "no_company", _("A pupil has no company")
    SEAT_LATE = "seat_late", _("A seat on a course is not answered in time")
    TALK_DUE = "talk_due", _("A talk of the follow-up is due")
    DAYS_UNTOLD = "days_untold", _("Nobody has said which days they were there")
    ISSUE_DUE = "issue_due", _("A difficulty is to be looked at again")
    INCIDENT_OPEN = "incident_open", _("An incident is not judged, or not reported")
    PLAN_MISSING = "plan_missing", _("A year plan is missing")


_K = ReminderKind
TO_HOSTS = frozenset({_K.PLACE_QUESTION, _K.HOST_SIGNATURE, _K.HOST_FOLLOW_UP})
"""What a host is written to about by its own link: counted together against the rule."""
AT_HOME = frozenset({_K.HOME_SIGNATURE, _K.HOME_CONSENT, _K.HOME_SEAT, _K.APPLY_BY})
"""What waits for the young person or those with custody."""
