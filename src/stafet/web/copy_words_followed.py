"""The words of a copy of everything, for what is followed up at a placement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FOLLOWED_TABLES: Mapping[str, StrOrPromise] = {
    "followup.LearningGoal": gettext_lazy("What you want to learn at a placement"),
    "followup.LogEntry": gettext_lazy("Your log of days at a placement"),
    "followup.AttendanceDay": gettext_lazy("On which days you were at a placement"),
    "followup.PlanPeriod": gettext_lazy("What was planned at a placement"),
    "followup.PlanConfirmation": gettext_lazy("That a company confirmed the plan of a placement"),
    "followup.CheckIn": gettext_lazy("Talks about your placement"),
    "followup.Issue": gettext_lazy("What was difficult at a placement"),
    "followup.Incident": gettext_lazy("Accidents and near misses at a placement"),
    "followup.IncidentHarm": gettext_lazy("What an accident at a placement did to you"),
    "followup.Evaluation": gettext_lazy("How you found your placement"),
    "followup.PlacementCertificate": gettext_lazy("Certificates of placements"),
}

FOLLOWED_COLUMNS: Mapping[str, StrOrPromise] = {
    "agreed": gettext_lazy("What is agreed"),
    "answered_on": gettext_lazy("Answered on"),
    "asker": gettext_lazy("Who asks"),
    "day": gettext_lazy("Which day"),
    "days": gettext_lazy("Days there"),
    "did": gettext_lazy("What you did"),
    "every_days": gettext_lazy("Days between two talks"),
    "felt": gettext_lazy("How it was"),
    "first_day": gettext_lazy("First day"),
    "follower": gettext_lazy("Who follows it"),
    "hard": gettext_lazy("What is hard"),
    "harm": gettext_lazy("What it did to you"),
    "held_on": gettext_lazy("Held on"),
    "host_on": gettext_lazy("The company wrote on"),
    "host_words": gettext_lazy("What the company wrote"),
    "in_class": gettext_lazy("In class"),
    "issued_by": gettext_lazy("Issued by"),
    "issued_on": gettext_lazy("Issued on"),
    "last_day": gettext_lazy("Last day"),
    "learned": gettext_lazy("What you learned"),
    "mark": gettext_lazy("What became of the day"),
    "may_be_told": gettext_lazy("May be told on without your name"),
    "must_be_reported": gettext_lazy("Must be reported"),
    "next_words": gettext_lazy("What you want now"),
    "prevented_by": gettext_lazy("What is done so that it does not happen again"),
    "reported_on": gettext_lazy("Reported on"),
    "reported_to": gettext_lazy("Reported to"),
    "set_by": gettext_lazy("Set by"),
    "set_on": gettext_lazy("Set on"),
    "settled_by": gettext_lazy("Found by"),
    "settled_on": gettext_lazy("Found on"),
    "settled_voice": gettext_lazy("Who found it"),
    "settled_words": gettext_lazy("How it was found"),
    "side": gettext_lazy("With whom"),
    "told_by": gettext_lazy("Told by"),
    "told_on": gettext_lazy("Told on"),
    "well": gettext_lazy("What goes well"),
}
