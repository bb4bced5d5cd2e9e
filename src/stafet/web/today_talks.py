"""What else has a day today: conversations, and what was agreed about a break-off or a concern."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from stafet.conversations import api as conversations
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import DateKind, DueDate
from stafet.web.components.deadlines import deadline
from stafet.web.components.parts import Action, Empty, Pager
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.my_talks import talk_row
from stafet.web.registry import PageRequest

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_FEW = 20
_WHY: Mapping[DateKind, StrOrPromise] = {
    DateKind.TRIAL_BEGINS: gettext_lazy("The trial begins today: %(words)s"),
    DateKind.TRIAL_ENDS: gettext_lazy("The trial is over: how was it? (%(words)s)"),
    DateKind.SEAT_BEGINS: gettext_lazy("The seat begins: have they started? (%(words)s)"),
    DateKind.MEASURE_ENDS: gettext_lazy("Was to end: what came of it? (%(words)s)"),
    DateKind.CONCERN_RUNS_OUT: gettext_lazy("The concern has run out: end it, or raise it anew"),
    DateKind.HAS_LASTED: gettext_lazy("What began has lasted: close the break-off"),
}
_OF_CONCERNS = (DateKind.MEASURE_ENDS, DateKind.CONCERN_RUNS_OUT)


def talks_of_today(request: PageRequest) -> WorkList:
    """The reader's conversations of today, and those that were to be held and say nothing yet. One look-up."""
    tomorrow = timezone.make_aware(datetime.combine(request.today + timedelta(days=1), time.min))
    rows = list(conversations.planned_with(request.actor).filter(planned_at__lt=tomorrow)[: _FEW + 1])
    shown = rows[:_FEW]
    request.saw(*(row.person_id for row in shown))
    return WorkList(
        heading=gettext("Conversations today, and those nobody has said anything about"),
        rows=tuple(talk_row(request, row) for row in shown),
        empty=Empty(""),
        name="talks",
        pager=_more(gettext("All your conversations"), "my_talks") if len(rows) > _FEW else None,
    )


def dates_of_today(request: PageRequest) -> WorkList:
    """Days of possibilities, measures and concerns that have come. Four look-ups."""
    found = rechoice.dates_due(request.actor, on=request.today, limit=_FEW)
    shown = found[:_FEW]
    request.saw(*(each.person_id for each in shown))
    return WorkList(
        heading=gettext("Re-choice: days that have come"),
        rows=tuple(_date_row(request, each) for each in shown),
        empty=Empty(""),
        name="dates",
        pager=_more(gettext("Everything under Re-choice"), "break_offs") if len(found) > _FEW else None,
    )


def _date_row(request: PageRequest, each: DueDate) -> WorkRow:
    href = reverse("concern" if each.kind in _OF_CONCERNS else "case", args=[each.key])
    return WorkRow(
        name=each.name,
        href=href,
        why=str(_WHY[each.kind]) % {"words": each.words},
        by=deadline(each.due_on, today=request.today),
        action=Action(gettext("Go on"), href),
    )


def _more(words: str, where: str) -> Pager:
    return Pager(words, next_href=reverse(where))
