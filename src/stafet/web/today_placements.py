"""What waits about placements today: each placement once, with the first thing to do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.reminders import api as reminders
from stafet.reminders.api import ReminderKind, Thing, Waiting
from stafet.web.components.days import write_day
from stafet.web.components.deadlines import deadline
from stafet.web.components.parts import Action, Empty, Pager
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.placement_parts import waited_words
from stafet.web.registry import PageRequest

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_FEW = 20
_K = ReminderKind
_WHY: Mapping[ReminderKind, StrOrPromise] = MappingProxyType(
    {
        _K.UNSIGNED: gettext_lazy("The agreement has been out for long: ask those who have not signed"),
        _K.APPROVAL: gettext_lazy("The agreement is signed by all: it waits for the leader"),
        _K.ENDS_SOON: gettext_lazy("The agreement runs out: agree on what comes next"),
        _K.SIGN_LINK_OVER: gettext_lazy(
            "The company’s link for signing has run out: call them, or send it again"
        ),
        _K.TELL_LINK_OVER: gettext_lazy("The company has not answered, and its link has run out: call them"),
        _K.NO_COMPANY: gettext_lazy("They have no company: find one, or propose a seat on a course"),
        _K.SEAT_LATE: gettext_lazy("The seat on a course is not answered: talk to them and those at home"),
        _K.TALK_DUE: gettext_lazy("A talk about how it goes is due"),
        _K.DAYS_UNTOLD: gettext_lazy(
            "Nobody has said whether they were there since %(day)s: ask the company"
        ),
        _K.ISSUE_DUE: gettext_lazy("A difficulty is to be looked at again"),
        _K.INCIDENT_OPEN: gettext_lazy("What happened at the place is not judged, or not reported yet"),
        _K.PLAN_MISSING: gettext_lazy("The year plan is missing: plan what they do there"),
    }
)
_DO: Mapping[ReminderKind, StrOrPromise] = MappingProxyType(
    {
        _K.TALK_DUE: gettext_lazy("Write down the talk"),
        _K.DAYS_UNTOLD: gettext_lazy("See the days"),
        _K.PLAN_MISSING: gettext_lazy("Make the plan"),
        _K.SEAT_LATE: gettext_lazy("See the seat"),
        _K.NO_COMPANY: gettext_lazy("Find a place"),
    }
)
_PAGES: Mapping[ReminderKind, str] = MappingProxyType(
    {
        **dict.fromkeys((_K.UNSIGNED, _K.APPROVAL, _K.ENDS_SOON), "agreement"),
        _K.TALK_DUE: "hold_check_in",
    }
)
"""The page of the thing itself; other things are met on a page of their placement."""
_PARTS: Mapping[ReminderKind, str] = MappingProxyType(
    dict.fromkeys((_K.DAYS_UNTOLD, _K.PLAN_MISSING), "follow_days")
    | dict.fromkeys((_K.TELL_LINK_OVER, _K.ISSUE_DUE, _K.INCIDENT_OPEN), "follow_up")
)
_DATED = frozenset({_K.ENDS_SOON, _K.TALK_DUE, _K.ISSUE_DUE, _K.SEAT_LATE, _K.NO_COMPANY})


def placements_of_today(request: PageRequest) -> WorkList:
    """The placements at which something waits for this reader. A constant number of look-ups."""
    found = reminders.waiting_placements(request.actor, at=request.at, on=request.today)
    shown = found[:_FEW]
    request.saw(*(each.person_id for each in shown))
    count = ngettext("%(count)d placement", "%(count)d placements", len(found)) % {"count": len(found)}
    more = gettext("The first %(count)d, the longest waiting first") % {"count": _FEW}
    return WorkList(
        heading=gettext("Placements where something waits"),
        count=count,
        rows=(*_unheard(request), *_quiet_hosts(request), *(_row(request, each) for each in shown)),
        empty=Empty(""),
        name="placements",
        pager=Pager(more, next_href=reverse("placements")) if len(found) > _FEW else None,
    )


def _row(request: PageRequest, each: Waiting) -> WorkRow:
    first = each.first
    href = _href(each, first)
    others = len(each.things) - 1
    also = ngettext(
        "and %(count)d more thing at this placement", "and %(count)d more things at this placement", others
    )
    why = str(_WHY[first.kind]) % {"day": write_day(first.day) if first.day else ""}
    is_dated = first.kind in _DATED and first.day is not None
    return WorkRow(
        name=each.name,
        href=href,
        detail=each.host,
        why=f"{why} ({also % {'count': others}})" if others else why,
        since="" if is_dated else waited_words(first.since, request.today),
        by=deadline(first.day, today=request.today) if is_dated and first.day else None,
        action=Action(_what(each, first), href),
    )


def _what(each: Waiting, first: Thing) -> str:
    if first.kind is _K.APPROVAL and each.to_decide:
        return gettext("Decide")
    return str(_DO.get(first.kind) or gettext("Open it"))


def _href(each: Waiting, first: Thing) -> str:
    if first.kind in _PAGES:
        return reverse(_PAGES[first.kind], args=[first.key])
    if first.kind in _PARTS:
        return reverse(_PARTS[first.kind], args=[each.placement_id])
    return reverse("person_placement", args=[each.person_id])


def _quiet_hosts(request: PageRequest) -> tuple[WorkRow, ...]:
    """One row for all companies that let the question run out, for whoever organises in the town."""
    quiet = reminders.quiet_hosts(request.actor, at=request.at, on=request.today)
    if not quiet:
        return ()
    name = ngettext("%(count)d company", "%(count)d companies", quiet) % {"count": quiet}
    href = reverse("hosts")
    why = gettext("Asked what they offer, and the link has run out without an answer: call them")
    return (WorkRow(name=name, href=href, why=why, action=Action(gettext("See the companies"), href)),)


def _unheard(request: PageRequest) -> tuple[WorkRow, ...]:
    """For the stewards of last resort: that something waits about somebody protected. Not what, and not about whom."""
    if not reminders.unheard(request.actor, on=request.today):
        return ()
    href = reverse("directory")
    why = gettext(
        "Something has waited too long, and whoever has the responsibility is not on the list of those who may read it. Ask the leaders to look at their lists of protected people"
    )
    return (
        WorkRow(
            name=gettext("Somebody who is protected"),
            href=href,
            why=why,
            action=Action(gettext("Who is whom"), href),
        ),
    )
