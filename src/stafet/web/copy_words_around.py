"""The words of a copy of everything, for what is done around a placement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

AROUND_TABLES: Mapping[str, StrOrPromise] = {
    "groundwork.Advice": gettext_lazy("What was advised about a placement"),
    "groundwork.AdviceReply": gettext_lazy("What was answered to advice"),
    "groundwork.TeamSeat": gettext_lazy("Who was around your placement"),
    "groundwork.StartMeeting": gettext_lazy("Start meetings of your placement"),
    "groundwork.Transfer": gettext_lazy("What was told to where you went on"),
}

AROUND_COLUMNS: Mapping[str, StrOrPromise] = {
    "adviser": gettext_lazy("As what it was advised"),
    "agenda": gettext_lazy("What it was to be about"),
    "agreed_on": gettext_lazy("You agreed on"),
    "arrived_on": gettext_lazy("You were there on"),
    "guests": gettext_lazy("Who took part"),
    "reached": gettext_lazy("Reached by"),
    "receipt_on": gettext_lazy("Received on"),
    "receiver": gettext_lazy("Received by"),
    "role": gettext_lazy("As what"),
    "to": gettext_lazy("Where to"),
    "where": gettext_lazy("Where"),
}
