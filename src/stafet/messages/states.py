"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Template(models.TextChoices):
    """What a message is about; its label is the fixed subject. No subject ever says whom it is about."""

    HANDOVER_OFFERED = "handover_offered", _("A hand-over is waiting for your answer")
    HANDOVER_REMINDER = "handover_reminder", _("A hand-over is still waiting for your answer")
    HANDOVER_STEWARD = "handover_steward", _("Your team has not answered a hand-over")
    HANDOVER_COORDINATOR = "handover_coordinator", _("A hand-over between two organisations has no answer")
    HANDOVER_ACCEPTED = "handover_accepted", _("Your hand-over was accepted")
    HANDOVER_DECLINED = "handover_declined", _("Your hand-over was declined")
    HANDOVER_WITHDRAWN = "handover_withdrawn", _("A hand-over to you was withdrawn")
    HANDOVER_LAPSED = "handover_lapsed", _("A hand-over had no answer and has lapsed")
    HANDOVER_CONFIRMED = "handover_confirmed", _("A young person you handed over has started")
    FELL_BACK = "fell_back", _("The responsibility for somebody has come back to you")
    STEP_OVERDUE = "step_overdue", _("A next step is overdue")
    NOBODY_ACTS = "nobody_acts", _("Nobody acts on a next step in your municipality")
    REQUEST_RECEIVED = "request_received", _("Somebody asks to take over from you")
    BREAK_OFF = "break_off", _("A young person you are responsible for has broken off")
    EMERGENCY_OPENED = "emergency_opened", _("Somebody has used emergency access")
    EMERGENCY_OVERDUE = "emergency_overdue", _("An emergency access has not been reviewed in time")
    LOOK_UP_ASKED = "look_up_asked", _("You are asked about a look-up of a colleague")
    SLIP_OFFERED = "slip_offered", _("A slip is waiting for your answer")
    INVITATION = "invitation", _("You are invited to Stafet")
    OWN_INVITATION = "own_invitation", _("You are invited to see your way in Stafet")
    OWN_CORRECTION = "own_correction", _("Somebody says that something is wrong")
    OWN_PLAN = "own_plan", _("Somebody has written in their plan")
    OWN_OF_AGE = "own_of_age", _("From now on only you see your page")
    CONVERSATION = "conversation", _("A conversation you take part in was planned or changed")
    OFFER_REMINDER = "offer_reminder", _("Is your offer to young people still right?")
    PLACE_ASKED = "place_asked", _("What can you offer young people this school year?")
    PLACEMENT_TO_SIGN = "placement_to_sign", _("An agreement with a pupil waits for your signature")
    PLACEMENT_FOLLOW_UP = "placement_follow_up", _("How is it going with the pupil at your company?")
    VISIT_ASKED = "visit_asked", _("A school asks you for a visit")
    VISIT_REMINDED = "visit_reminded", _("A school still waits for your answer about a visit")
    VISIT_THANKED = "visit_thanked", _("Thank you for receiving a class")
    CLASSES_WITHOUT_COURSE = (
        "classes_without_course",
        _("There are classes without a course in education and job"),
    )
    PLACEMENT_ISSUE = "placement_issue", _("Something is difficult at a placement")
    PLACE_REMINDER = "place_reminder", _("We still would like to know what you can offer young people")
    SIGN_REMINDER = "sign_reminder", _("An agreement with a pupil still waits for your signature")
    TELL_REMINDER = "tell_reminder", _("We still would like to know how it is going at your company")
    OWN_WAITS = "own_waits", _("Something waits for you in Stafet")
    PLACEMENTS_WAIT = "placements_wait", _("Something about placements waits for you")
    EVENT_INVITED = "event_invited", _("You are invited to something that is held")
    EVENT_CHANGED = "event_changed", _("Something has changed about what you signed up for")
    EVENT_TOMORROW = "event_tomorrow", _("Tomorrow: what you signed up for")
    EVENT_OWN_CHANGED = "event_own_changed", _("Something has changed about what you signed up for")
    EVENT_OWN_TOMORROW = "event_own_tomorrow", _("Tomorrow: what you signed up for")
    EVENT_HOST_INVITED = "event_host_invited", _("Your company is invited to something that is held")
    EVENT_HOST_CHANGED = "event_host_changed", _("Something has changed about what you signed up for")
    EVENT_HOST_TOMORROW = "event_host_tomorrow", _("Tomorrow: what you signed up for")


HANDOVER_TEMPLATES = frozenset(template for template in Template if template.value.startswith("handover_"))
"""The messages whose link leads to a hand-over."""


EMERGENCY_TEMPLATES = frozenset({Template.EMERGENCY_OPENED, Template.EMERGENCY_OVERDUE})
"""The messages whose link leads to an emergency access."""


EVENT_HOST_TEMPLATES = frozenset(
    template for template in Template if template.value.startswith("event_host_")
)
"""The messages by which a company meets an event through its own link."""


class MessageState(models.TextChoices):
    """Where a message stands."""

    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")
