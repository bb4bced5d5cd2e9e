"""What do we keep, why, and for how long? And what went when, and what is next. Numbers only: no page here names anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.retention import api as retention
from stafet.web.components.days import write_day, write_instant
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Empty, Figure, Figures, Tone
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.registry import PageRequest, page

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CLASSES: Mapping[DataClass | None, StrOrPromise] = {
    DataClass.IDENTITY: gettext_lazy("Names and birth dates"),
    DataClass.CONTACT: gettext_lazy("How to reach them"),
    DataClass.NATIONAL_NUMBER: gettext_lazy("National numbers, and rows of register files"),
    DataClass.PROCESS: gettext_lazy("What is agreed, who has the responsibility, what they do"),
    DataClass.GUIDANCE_NOTE: gettext_lazy("Notes of conversations"),
    DataClass.SENSITIVE: gettext_lazy("Health and private matters"),
    DataClass.MARKS: gettext_lazy("Marks and attendance"),
    DataClass.PLACEMENT: gettext_lazy("Placements"),
    DataClass.PROTECTED: gettext_lazy("That somebody is protected, and who may know"),
    DataClass.STATISTICS: gettext_lazy("Statistics"),
    None: gettext_lazy("Messages to those who work here"),
}
"""What each class of data is, as a heading."""

PURPOSES: Mapping[str, StrOrPromise] = {
    "guidance": gettext_lazy("Guidance, and that nobody is dropped between two hands"),
    "access": gettext_lazy("To open a person only to those with a task"),
    "protection": gettext_lazy("To hide those who must be hidden"),
    "register": gettext_lazy("To know the same person again in the registers"),
    "accountability": gettext_lazy("To answer for who did what, and who looked"),
    "": gettext_lazy("To tell somebody that something waits"),
}

EVENTS: Mapping[str, StrOrPromise] = {
    "coverage_ended": gettext_lazy("the promise ended for the young person"),
    "recorded": gettext_lazy("it was written in the log"),
    "reminded": gettext_lazy("it was reminded"),
    "load_finished": gettext_lazy("the file was applied or discarded"),
    "message_settled": gettext_lazy("it was sent"),
    "event_over": gettext_lazy("the event was over"),
    "wish_round_over": gettext_lazy("the school year of the round was over"),
    "school_year_ended": gettext_lazy("the school year ended"),
    "contact_ended": gettext_lazy("somebody else became the contact at the company"),
}

_MONTH = 12


@page(allow=access.Permission.SEE_RETENTION)
def keeping(request: PageRequest) -> HttpResponse:
    """The declarations as one table, what was deleted by which rule, and how much is next."""
    home = _home(request)
    with access.job_scope(home):
        ahead = retention.ahead(home, day=request.today, until=_in_a_month(request.today))
        past = retention.past_deletions(home)
        last = retention.last_run()
    context = {
        "figures": _figures(ahead),
        "last": write_instant(last) if last else "",
        "kept": _kept(retention.declarations()),
        "past": _past(past) if past else None,
        "empty": Empty(
            gettext("Nothing has been deleted yet"),
            gettext("Nothing has been kept for as long as it may be."),
        ),
    }
    return render(request, "keeping/page.html", context)


def _figures(ahead: retention.Ahead) -> Figures:
    """How many people's time is up, and how many more within a month."""
    overdue = Figure(
        write_number(ahead.overdue),
        ngettext("person is due now", "people are due now", ahead.overdue),
        gettext("They go tonight.") if ahead.overdue else gettext("Nobody is kept too long."),
        Tone.WARNING if ahead.overdue else Tone.SUCCESS,
    )
    following = Figure(
        write_number(ahead.until_then),
        ngettext("person will be due", "people will be due", ahead.until_then),
        gettext("by %(day)s") % {"day": write_day(ahead.day)},
    )
    return Figures(gettext("What is due"), (overdue, following))


def _kept(declared: Iterable[retention.Kept]) -> Table:
    """What is kept, why and how long, as every table declares it: those that say the same in one row."""
    grouped: defaultdict[tuple[str, str, str, str], int] = defaultdict(int)
    for each in declared:
        if not each.of_history:
            grouped[_words(each)] += 1
    columns = (
        Column(gettext("What")),
        Column(gettext("Why")),
        Column(gettext("How long")),
        Column(gettext("Counted from the day")),
        Column(gettext("Kinds of rows"), numeric=True),
    )
    rows = [(*words, write_number(count)) for words, count in sorted(grouped.items())]
    return make_table(
        gettext("What is kept, why and how long"),
        columns,
        rows,
        source=gettext("As the tables themselves declare it. Earlier versions of a row go with the row."),
    )


def _words(kept: retention.Kept) -> tuple[str, str, str, str]:
    return (
        str(CLASSES[kept.data_class]),
        str(PURPOSES.get(kept.purpose, kept.purpose)),
        write_duration(kept.retention.keep),
        str(EVENTS.get(kept.retention.after, kept.retention.after)),
    )


def _past(past: Sequence[retention.PastDeletions]) -> Table:
    """What went, day by day."""
    titles = {kept.label: kept for kept in retention.declarations()}
    columns = (
        Column(gettext("Day")),
        Column(gettext("What")),
        Column(gettext("By the rule")),
        Column(gettext("How many"), numeric=True),
        Column(gettext("Rows"), numeric=True),
    )
    rows = [
        (
            write_day(each.on),
            _kind(each.kind, titles),
            _rule(each.rule),
            write_number(each.count) if each.kind == "person" else "–",
            write_number(each.rows),
        )
        for each in past
    ]
    return make_table(
        gettext("What was deleted"),
        columns,
        rows,
        source=gettext(
            "The journal names nobody. It stands outside the database, so that no backup brings anybody back."
        ),
    )


def _kind(kind: str, titles: Mapping[str, retention.Kept]) -> str:
    if kind == "person":
        return gettext("Young people, with everything of theirs")
    return str(CLASSES[titles[kind].data_class]) if kind in titles else kind


def _rule(rule: str) -> str:
    keep, _, event = rule.partition(" after ")
    return gettext("%(time)s after %(event)s") % {
        "time": write_duration(keep),
        "event": EVENTS.get(event, event),
    }


def write_duration(keep: str) -> str:
    """A declared time in words: P5Y is five years."""
    number, unit = int(keep[1:-1]), keep[-1]
    words = {
        "Y": ngettext("%(number)d year", "%(number)d years", number),
        "M": ngettext("%(number)d month", "%(number)d months", number),
        "W": ngettext("%(number)d week", "%(number)d weeks", number),
        "D": ngettext("%(number)d day", "%(number)d days", number),
    }
    return words[unit] % {"number": number}


def _in_a_month(day: date) -> date:
    year, month = (day.year + 1, 1) if day.month == _MONTH else (day.year, day.month + 1)
    return date(year, month, min(day.day, 28))


def _home(request: PageRequest) -> UUID:
    """The first municipality the reader answers for. At least one: else the page was refused."""
    mine = retention.municipalities_answered_for_by(request.actor)
    if not mine:
        raise Http404
    return min(mine)
