"""Whom is to be called again? Companies with which the next contact is due: on Today of whoever agreed on it, and in the bank for everybody."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.groundwork import api as groundwork
from stafet.groundwork.api import HostTalk
from stafet.kernel.periods import school_year_of
from stafet.placements import api as placements
from stafet.placements.api import Branch, HostContact
from stafet.web.components.days import write_day
from stafet.web.components.deadlines import deadline
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action, Empty
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest

_FEW = 20


def talks_of_today(request: PageRequest) -> WorkList:
    """What the reader has agreed on, and for whoever organises what somebody who has left had. Two look-ups, one when there is nothing."""
    if not access.may(request.actor, access.Permission.WRITE_PLAN):
        return _list(request, ())
    return _list(request, groundwork.talks_of(request.actor, at=request.at, today=request.today)[:_FEW])


def talks_of_the_town(request: PageRequest) -> WorkList:
    """All of them, whoever agreed on it: anybody may call, so that the company is called once."""
    rows = groundwork.due_talks(request.actor, today=request.today)
    return _list(request, rows[:_FEW], count=write_number(rows.count()))


def _list(request: PageRequest, found: Iterable[HostTalk], *, count: str = "") -> WorkList:
    rows = list(found)
    year = school_year_of(request.today).period.starts_on.year
    lines = placements.host_lines([row.host for row in rows], starts_in=year) if rows else ()
    contacts = {line.host.pk: line.contact for line in lines}
    return WorkList(
        heading=gettext("Companies to call again"),
        rows=tuple(_row(request, row, contacts.get(row.host_id)) for row in rows),
        empty=Empty(""),
        count=count,
        name="host-talks",
    )


def _row(request: PageRequest, talk: HostTalk, contact: HostContact | None) -> WorkRow:
    told = {"day": write_day(talk.on), "words": talk.words}
    call = (
        gettext("Call %(who)s.")
        % {"who": ", ".join(filter(None, (contact.name, contact.phone or contact.email)))}
        if contact
        else ""
    )
    said = gettext("Last on %(day)s: %(words)s") % told
    args = [talk.host_id]
    return WorkRow(
        name=talk.host.name,
        href=reverse("host", args=args),
        detail=", ".join(filter(None, (str(Branch(talk.host.branch).label), talk.host.town))),
        why=f"{call} {said}".strip(),
        by=deadline(talk.next_on, today=request.today) if talk.next_on else None,
        action=Action(gettext("Write down the call"), reverse("log_host_talk", args=args)),
    )
