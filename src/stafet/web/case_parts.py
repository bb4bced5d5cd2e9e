"""A break-off as its page shows it: where it stands, its days, the possibilities, what can be done now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.kernel.activities import ActivityKind
from stafet.offers import api as offers
from stafet.offers.api import SEAT, SeatMove, SeatState
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import (
    CASE,
    BreakOffReason,
    CaseMove,
    CaseOutcome,
    CaseState,
    Entry,
    OptionState,
    SeatNews,
)
from stafet.web import offer_parts
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Station
from stafet.web.components.tables import Fact, Facts
from stafet.web.lanes import KINDS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_ORDER = (
    CaseState.NEW,
    CaseState.TALKING,
    CaseState.OFFERED,
    CaseState.CHOSEN,
    CaseState.STARTED,
    CaseState.CLOSED,
)
_STATIONS = {
    CaseState.NEW: gettext_lazy("Broken off"),
    CaseState.TALKING: gettext_lazy("In contact"),
    CaseState.OFFERED: gettext_lazy("Has an offer"),
    CaseState.CHOSEN: gettext_lazy("Has chosen"),
    CaseState.STARTED: gettext_lazy("Has started"),
    CaseState.CLOSED: gettext_lazy("It lasts"),
}

FOLLOWS: Mapping[SeatNews, StrOrPromise] = {
    SeatNews.OFFERED: gettext_lazy("It counts as an offer"),
    SeatNews.RECEIVED: gettext_lazy("Their yes counts here, too"),
    SeatNews.STARTED: gettext_lazy("It is chosen, and has started"),
    SeatNews.OVER: gettext_lazy("Leave it aside"),
}
"""What the break-off does when it follows a seat, on buttons."""


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One possibility: what, where, how far, and what can be done with it."""

    words: str
    where: str
    state: str
    notes: tuple[str, ...]
    is_chosen: bool
    is_left: bool
    acts: tuple[Action, ...]
    news: Action | None = None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One break-off in a list of somebody's."""

    words: str
    state: str
    href: str


def case_line(case: rechoice.Case) -> CaseLine:
    """A break-off in a line: what was left, and where it stands or what it became."""
    state = CaseOutcome(case.outcome).label if case.outcome else CaseState(case.state).label
    return CaseLine(left_words(case), str(state), reverse("case", args=[case.pk]))


def left_words(case: rechoice.Case) -> str:
    """What they left, and when."""
    left = case.break_off
    return gettext("Left %(where)s on %(day)s") % {
        "where": left.organisation.name,
        "day": write_day(case.broken_off_on),
    }


def stations(case: rechoice.Case) -> tuple[Station, ...]:
    """The way from a break-off to something that lasts, and where it stands."""
    now = _ORDER.index(CaseState(case.state))
    days = {
        CaseState.NEW: case.broken_off_on,
        CaseState.TALKING: case.contact_on,
        CaseState.OFFERED: case.offered_on,
        CaseState.STARTED: case.started_on,
        CaseState.CLOSED: case.closed_on,
    }
    return tuple(
        Station(
            str(_STATIONS[state]),
            write_day(day) if (day := days.get(state)) else "",
            is_done=number < now or case.state == CaseState.CLOSED,
            is_now=number == now,
        )
        for number, state in enumerate(_ORDER)
    )


def case_facts(case: rechoice.Case, today: date) -> Facts:
    """What is known: why, what they want, and the days that are kept or missed."""
    return Facts(gettext("What is known"), tuple(_facts(case, today)))


def _facts(case: rechoice.Case, today: date) -> Iterable[Fact]:
    yield Fact(gettext("Left"), _left(case))
    if case.break_off.reason_code:
        yield Fact(gettext("The institution’s code for why"), case.break_off.reason_code)
    if case.reason:
        yield Fact(gettext("Why"), str(BreakOffReason(case.reason).label))
    if case.reason_words:
        yield Fact(gettext("In their own words"), case.reason_words)
    if case.wishes:
        yield Fact(gettext("Wants instead"), case.wishes)
    yield from _days(case, today)
    if case.outcome:
        yield Fact(gettext("What it became"), str(CaseOutcome(case.outcome).label))
    if case.exempted_by is not None:
        yield Fact(
            gettext("Decided by"),
            gettext("%(who)s: %(why)s") % {"who": case.exempted_by.name, "why": case.exempted_because},
        )


def _left(case: rechoice.Case) -> str:
    spell = case.break_off.spell
    words = (KINDS[ActivityKind(spell.kind)], spell.programme_name, left_words(case))
    return ", ".join(str(each) for each in words if each)


def _days(case: rechoice.Case, today: date) -> Iterable[Fact]:
    if case.contact_due_on is not None:
        yield Fact(gettext("First contact"), _kept(case.contact_on, case.contact_due_on, today))
    if case.offer_due_on is not None:
        yield Fact(gettext("First offer"), _kept(case.offered_on, case.offer_due_on, today))
    if case.stable_on is not None and case.closed_on is None:
        yield Fact(gettext("Counts as lasting from"), write_day(case.stable_on))


def _kept(done_on: date | None, due_on: date, today: date) -> str:
    due = write_day(due_on)
    if done_on is not None:
        words = (
            gettext("%(day)s, in time (by %(due)s)")
            if done_on <= due_on
            else gettext("%(day)s, too late (by %(due)s)")
        )
        return words % {"day": write_day(done_on), "due": due}
    words = (
        gettext("Not yet. It was due on %(due)s") if due_on < today else gettext("Not yet. Due on %(due)s")
    )
    return words % {"due": due}


def first_act(view: rechoice.CaseView, *, works: bool) -> Action | None:
    """What brings them on now: news of a seat, a talk, somebody's yes, the start, the end. ``None``: they are waited for."""
    case, chosen = view.case, view.chosen
    if not works:
        return None
    told = next(filter(None, (_news(case, option) for option in view.options)), None)
    if told is not None:
        return told
    if chosen is not None and case.state == CaseState.CHOSEN:
        return _first_of_chosen(chosen)
    ways = {
        CaseState.NEW: (gettext("Write down a talk"), "talk_to"),
        CaseState.TALKING: (gettext("Write down a possibility"), "add_option"),
        CaseState.OFFERED: (gettext("Write down a talk"), "talk_to"),
        CaseState.STARTED: (gettext("Close: it has lasted"), "close_case"),
    }
    way = ways.get(CaseState(case.state))
    return Action(way[0], reverse(way[1], args=[case.pk])) if way else None


def _first_of_chosen(chosen: rechoice.Option) -> Action:
    if chosen.offer_id is not None:
        return _seat_acts(chosen)[0]
    if chosen.received_on is None:
        return Action(gettext("Somebody there said yes"), reverse("receive_option", args=[chosen.pk]))
    return Action(gettext("It has started"), reverse("start_option", args=[chosen.pk]))


def case_acts(case: rechoice.Case, *, works: bool, exempts: bool) -> tuple[Action, ...]:
    """What else can be done with it now."""
    allowed = set(CASE.moves_from(CaseState(case.state)))
    ways = (
        (CaseMove.CONTACT, gettext("Write down a talk"), "talk_to", works),
        (CaseMove.FALL_THROUGH, gettext("It came to nothing"), "fall_through", works),
        (CaseMove.REOPEN, gettext("Open it again"), "reopen_case", works),
        (CaseMove.EXEMPT, gettext("End it without a next step"), "exempt_case", exempts),
    )
    return tuple(
        Action(text, reverse(name, args=[case.pk]))
        for move, text, name, may in ways
        if may and move in allowed
    )


def option_rows(
    view: rechoice.CaseView, *, works: bool, applicant: offers.Applicant | None
) -> tuple[OptionRow, ...]:
    """The possibilities, what is chosen first. Offers of the catalogue say what the entry check says of ``applicant``."""
    return tuple(_option_row(view.case, option, applicant, works=works) for option in view.options)


def _option_row(
    case: rechoice.Case, option: rechoice.Option, applicant: offers.Applicant | None, *, works: bool
) -> OptionRow:
    state = OptionState(option.state)
    where = option.organisation.name if option.organisation else ""
    return OptionRow(
        words=option.words,
        where=", ".join(str(each) for each in (KINDS[ActivityKind(option.kind)], where) if each),
        state=str(state.label),
        notes=(*_offer_notes(option, applicant), *_notes(option)),
        is_chosen=state is OptionState.CHOSEN,
        is_left=state is OptionState.LEFT,
        acts=tuple(_option_acts(case, option)) if works and case.state != CaseState.CLOSED else (),
        news=_news(case, option) if works else None,
    )


def _news(case: rechoice.Case, option: rechoice.Option) -> Action | None:
    told = rechoice.seat_news(case, option)
    return Action(str(FOLLOWS[told]), reverse("follow_seat", args=[option.pk])) if told else None


def _offer_notes(option: rechoice.Option, applicant: offers.Applicant | None) -> Iterable[str]:
    """What the catalogue and the seat say of a possibility; nothing is written down here a second time."""
    if option.offer is None or option.state == OptionState.LEFT:
        return
    if applicant is not None:
        yield offer_parts.entry_words(offers.check_offer(option.offer, applicant))
    if option.seat is None:
        yield gettext("No seat has been asked for")
        return
    told = {"words": offer_parts.seat_words(option.seat), "who": option.seat.answered_by}
    if option.seat.answered_by:
        yield gettext("The seat: %(words)s %(who)s answered.") % told
    else:
        yield gettext("The seat: %(words)s") % told


def _notes(option: rechoice.Option) -> Iterable[str]:
    if option.entry != Entry.UNKNOWN:
        entry = str(Entry(option.entry).label)
        yield f"{entry}: {option.entry_words}" if option.entry_words else entry
    if option.offered_on:
        yield gettext("Offered on %(day)s") % {"day": write_day(option.offered_on)}
    if option.trial_from:
        yield _trial(option.trial_from, option.trial_until)
    if option.received_on:
        yield gettext("%(who)s said yes on %(day)s") % {
            "who": option.received_by,
            "day": write_day(option.received_on),
        }
    if option.left_because:
        yield option.left_because


def _trial(begins: date, ends: date | None) -> str:
    if ends is None:
        return gettext("Tries it from %(day)s") % {"day": write_day(begins)}
    return gettext("Tries it from %(day)s to %(end)s") % {"day": write_day(begins), "end": write_day(ends)}


def _option_acts(case: rechoice.Case, option: rechoice.Option) -> Iterable[Action]:
    state, moves = OptionState(option.state), CASE.moves_from(CaseState(case.state))
    if state is OptionState.LEFT:
        return
    is_chosen, is_offer = state is OptionState.CHOSEN, option.offer_id is not None
    is_said_here = is_chosen and not is_offer
    if is_offer:
        yield from _seat_acts(option)
    ways = (
        (is_said_here and option.received_on is None, gettext("Somebody there said yes"), "receive_option"),
        (is_said_here and CaseMove.START in moves, gettext("It has started"), "start_option"),
        (not is_chosen and CaseMove.CHOOSE in moves, gettext("This is chosen"), "choose_option"),
        (not is_chosen and CaseMove.OFFER in moves, gettext("It was offered"), "offer_option"),
        (not is_chosen, gettext("They try it"), "try_option"),
        (option.entry != Entry.MET, gettext("Can they get in?"), "find_out_entry"),
        (not is_chosen, gettext("Leave it aside"), "leave_option"),
    )
    for may, text, name in ways:
        if may:
            yield Action(text, reverse(name, args=[option.pk]))


def _seat_acts(option: rechoice.Option) -> tuple[Action, ...]:
    """What can become of the seat, written down where seats are; giving it up is leaving the possibility aside."""
    if option.seat is None or option.seat.state not in offers.LIVE:
        return (Action(gettext("Ask for a seat"), reverse("ask_for_seat", args=[option.pk])),)
    moves = SEAT.moves_from(SeatState(option.seat.state))
    return tuple(
        Action(str(offer_parts.DO_SEAT[move]), reverse("move_seat", args=[option.seat.pk, move.value]))
        for move in moves
        if move is not SeatMove.WITHDRAW
    )
