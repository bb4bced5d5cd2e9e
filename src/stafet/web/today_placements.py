"""What waits about placements today: agreements that are not signed, not decided, or that run out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.reminders import api as reminders
from stafet.reminders.api import ReminderKind, WaitingLine
from stafet.web.components.deadlines import deadline
from stafet.web.components.parts import Action, Empty, Pager
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.placement_parts import waited_words
from stafet.web.registry import PageRequest

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_FEW = 20
_WHY: Mapping[ReminderKind, StrOrPromise] = {
    ReminderKind.UNSIGNED: gettext_lazy("Out to be signed for long: ask those who have not signed"),
    ReminderKind.APPROVAL: gettext_lazy("Signed by all: it waits for the leader"),
    ReminderKind.ENDS_SOON: gettext_lazy("The agreement runs out soon: agree on what comes next"),
}


def agreements_of_today(request: PageRequest) -> WorkList:
    """The agreements that wait for this reader. One look-up."""
    found = reminders.waiting_agreements(request.actor, on=request.today, limit=_FEW + 1)
    shown = found[:_FEW]
    request.saw(*(line.person_id for line in shown))
    more = Pager(gettext("All agreements"), next_href=reverse("agreement_register"))
    return WorkList(
        heading=gettext("Agreements about placements that wait"),
        rows=tuple(_row(request, line) for line in shown),
        empty=Empty(""),
        name="agreements",
        pager=more if len(found) > _FEW else None,
    )


def _row(request: PageRequest, line: WaitingLine) -> WorkRow:
    href = reverse("agreement", args=[line.agreement_id])
    return WorkRow(
        name=line.name,
        href=href,
        detail=line.host,
        why=str(_WHY[line.kind]),
        since="" if line.until else waited_words(line.since, request.today),
        by=deadline(line.until, today=request.today) if line.until else None,
        action=Action(gettext("Decide") if line.can_decide else gettext("Open it"), href),
    )
