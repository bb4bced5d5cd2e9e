"""The live connection on its register's page: how it is reached, what the last fetch and the last test found, what it offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.registers import api as registers
from stafet.registers.api import LoadState, OfferAnswer
from stafet.web.components.days import write_instant
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Notice, Tone
from stafet.web.components.say import say
from stafet.web.components.tables import Column, Fact, Facts, Table, make_table

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_RESOURCES: dict[str, StrOrPromise] = {
    "organisations": gettext_lazy("Schools"),
    "groups": gettext_lazy("Classes"),
    "programmes": gettext_lazy("Programmes"),
    "persons": gettext_lazy("People and their enrolments"),
    "deletedEntities": gettext_lazy("Who was deleted"),
    "aggregatedAttendances": gettext_lazy("Attendance"),
}
_WITHOUT: dict[str, StrOrPromise] = {
    "groups": gettext_lazy("Teachers do not see their classes by themselves."),
    "programmes": gettext_lazy("What kind of education it is follows from the code."),
    "deletedEntities": gettext_lazy("Only the weekly whole fetch shows who is gone."),
    "aggregatedAttendances": gettext_lazy("Nothing is missing: Stafet does not fetch attendance."),
}
_ANSWERS: dict[OfferAnswer, StrOrPromise] = {
    OfferAnswer.OFFERED: gettext_lazy("Offered"),
    OfferAnswer.MISSING: gettext_lazy("Not offered"),
    OfferAnswer.REFUSED: gettext_lazy("Not given to Stafet"),
    OfferAnswer.NOT_ASKED: gettext_lazy("Not asked for"),
}
_FIELDS: dict[str, StrOrPromise] = {
    "cancelled": gettext_lazy("say that they were broken off"),
    "endDate": gettext_lazy("have a last day"),
    "schoolYear": gettext_lazy("have a school year"),
    "programme": gettext_lazy("name their programme"),
}


@dataclass(frozen=True, slots=True)
class Live:
    """The live connection, ready to show. ``is_testing`` makes the page look again by itself."""

    facts: Facts | None
    notices: tuple[Notice, ...]
    table: Table | None
    filled: tuple[str, ...]
    is_connected: bool
    is_testing: bool
    refresh_seconds: int = 2


def live_of(source: registers.Source) -> Live | None:
    """The live connection of a register; ``None`` for one that sends files."""
    if source.format not in registers.LIVE:
        return None
    state = registers.connection_of(source.pk)
    if state is None:
        todo = Notice(
            Tone.WARNING,
            gettext("Nobody has said yet how this system is reached"),
            gettext(
                "Write down its address and the secret its supplier gave you. Then it can be tested and fetched."
            ),
        )
        return Live(None, (todo,), None, (), is_connected=False, is_testing=False)
    offered = state.offered if state.offered.offers else state.tested or state.offered
    return Live(
        _facts(source, state),
        tuple(_notices(state)),
        _table(offered),
        tuple(_filled(offered)),
        is_connected=True,
        is_testing=state.is_testing,
    )


def _facts(source: registers.Source, state: registers.ConnectionState) -> Facts:
    change = reverse("connection", args=[source.pk])
    kept = state.connection
    hour = kept.fetch_hour
    when = (
        gettext("Only when somebody fetches")
        if hour is None
        else gettext("Every day at %(hour)02d:00") % {"hour": hour}
    )
    quietly = (
        gettext("What loses nobody is applied by itself")
        if kept.applies_quietly
        else gettext("Everything waits for somebody to look")
    )
    items = (
        Fact(gettext("Address"), kept.address, change),
        Fact(gettext("Tokens from"), urlsplit(kept.token_address).netloc, change),
        Fact(gettext("Client id"), kept.client_id, change),
        Fact(
            gettext("Secret"),
            gettext("Kept sealed since %(when)s") % {"when": write_instant(kept.secret_set_at)},
            change,
        ),
        Fact(gettext("Asked"), when, change),
        Fact(gettext("Applied"), quietly, change),
        Fact(gettext("Last fetch"), _last(state.last)),
    )
    return Facts(gettext("The live connection"), items)


def _last(last: registers.Load | None) -> str:
    if last is None:
        return gettext("Nothing has been fetched yet.")
    words = gettext("%(when)s: %(state)s")
    return words % {"when": write_instant(last.received_at), "state": LoadState(last.state).label}


def _notices(state: registers.ConnectionState) -> Iterable[Notice]:
    if state.is_testing:
        yield Notice(Tone.INFO, gettext("The connection is being tested"), gettext("It takes a few seconds."))
    elif state.test_problem is not None:
        heading = gettext("The test failed: %(what)s") % {"what": say(state.test_problem.what)}
        yield Notice(Tone.ERROR, heading, say(state.test_problem.mend))
    elif state.tested is not None and state.connection.tested_at is not None:
        words = gettext("The connection works, tested %(when)s")
        yield Notice(Tone.SUCCESS, words % {"when": write_instant(state.connection.tested_at)})
    last = state.last
    if last is not None and last.state == LoadState.UNFETCHED and state.last_problem is not None:
        heading = gettext("The last fetch failed: %(what)s") % {"what": say(state.last_problem.what)}
        yield Notice(Tone.WARNING, heading, say(state.last_problem.mend))


def _table(offered: registers.Offered) -> Table | None:
    if not offered.offers:
        return None
    columns = (
        Column(gettext("What")),
        Column(gettext("Answer")),
        Column(gettext("Entries"), numeric=True),
        Column(gettext("What follows")),
    )
    rows = [
        (
            str(_RESOURCES.get(each.resource, each.resource)),
            str(_ANSWERS[each.answer]),
            write_number(each.entities) if each.entities else "–",
            "" if each.answer is OfferAnswer.OFFERED else str(_WITHOUT.get(each.resource, "")),
        )
        for each in offered.offers
    ]
    return make_table(gettext("What the system offers"), columns, rows)


def _filled(offered: registers.Offered) -> Iterable[str]:
    for each in offered.filled:
        if not each.base or each.field not in _FIELDS:
            continue
        words = gettext("%(count)s of %(base)s enrolments %(what)s.") % {
            "count": write_number(each.count),
            "base": write_number(each.base),
            "what": _FIELDS[each.field],
        }
        if each.field == "cancelled" and not each.count:
            hint = gettext(
                "Perhaps the system never says so. Whoever leaves early is asked about all the same."
            )
            words = f"{words} {hint}"
        yield words
