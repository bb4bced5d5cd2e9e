"""Placements as pages show them: where somebody stands, what is in the way, what can be done now, and by whom it was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.kernel.sentences import Sentence
from stafet.matchmaking import api as matchmaking
from stafet.placements import api as placements
from stafet.placements.api import (
    SIMPLE_MOVES,
    THERE,
    WAY,
    Agreement,
    AgreementState,
    Closed,
    EndReason,
    Gate,
    How,
    Party,
    Placement,
    PlacementView,
    SchemeKind,
    Signature,
    Voice,
    WayEntry,
    WayMove,
    WayState,
)
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Notice, Station, Tone
from stafet.web.components.say import say
from stafet.web.components.tables import Column, Fact, Facts, Table, make_table
from stafet.web.rule_words import rule_title

_S = WayState
_STATIONS = (
    (gettext_lazy("Told and talked"), {_S.CANDIDATE, _S.INFORMED, _S.INTERESTED, _S.TALKED}),
    (gettext_lazy("Has applied"), {_S.APPLIED}),
    (gettext_lazy("Looks for a place"), {_S.SEEKING, _S.REFUSED, _S.CHANGING}),
    (gettext_lazy("Agreement"), {_S.DRAFTED}),
    (gettext_lazy("Signed"), {_S.SIGNED}),
    (gettext_lazy("Approved"), {_S.APPROVED, _S.REGISTERED}),
    (gettext_lazy("There"), {_S.ACTIVE, _S.PAUSED, _S.ON_COURSE}),
    (gettext_lazy("Final conversation"), {_S.EVALUATED, _S.COMPLETED}),
)
_FIRST = (
    *(
        WayMove.INFORM,
        WayMove.APPLY,
        WayMove.CONSENT,
        WayMove.DRAFT,
        WayMove.REGISTER,
        WayMove.START,
        WayMove.RESUME,
    ),
    *(WayMove.EVALUATE, WayMove.COMPLETE),
)
"""What usually comes next, in this order: the first that is possible is the primary button."""
_OF_THE_AGREEMENT = frozenset({WayMove.SIGN, WayMove.APPROVE, WayMove.REFUSE, WayMove.REDRAFT})
_PAGES = {
    WayMove.APPLY: "apply_on_paper",
    WayMove.CONSENT: "record_consent",
    WayMove.DRAFT: "choose_place",
    WayMove.TAKE_COURSE: "propose_course",
    WayMove.WITHDRAW: "withdraw_placement",
}


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """One placement on the page of its person."""

    title: str
    state: str
    stations: tuple[Station, ...]
    notice: Notice | None
    first: Action | None
    acts: tuple[Action, ...]
    facts: Facts
    agreement: Action | None
    follow_up: Action | None
    history: Table
    is_over: bool


def stations(placement: Placement, entries: Sequence[WayEntry]) -> tuple[Station, ...]:
    """The way, and where on it somebody stands. Whoever has withdrawn stands nowhere on it any more."""
    state = WayState(placement.state)
    now = next((number for number, (_, states) in enumerate(_STATIONS) if state in states), -1)
    came_on = {WayState(entry.to_state): entry.on for entry in entries}
    return tuple(
        Station(
            str(words),
            _came(states, came_on) if number <= now else "",
            is_done=number < now or state is WayState.COMPLETED,
            is_now=number == now,
        )
        for number, (words, states) in enumerate(_STATIONS)
    )


def acts(placement: Placement) -> tuple[Action | None, tuple[Action, ...]]:
    """What can be done now: the usual first, and the rest."""
    moves = [move for move in WAY.moves_from(WayState(placement.state)) if move not in _OF_THE_AGREEMENT]
    if placement.aside_since is not None:
        moves = [move for move in moves if move is WayMove.WITHDRAW]
    usual = next((move for move in _FIRST if move in moves and _makes_sense(placement, move)), None)
    rest = [_act(placement, move) for move in moves if move is not usual and _makes_sense(placement, move)]
    if WayState(placement.state) in matchmaking.WISHING:
        rest.append(Action(gettext("Wishes for a place"), reverse("wishes", args=[placement.pk])))
    return (_act(placement, usual) if usual else None), tuple(rest)


def way_notice(ways: Iterable[Sentence], heading: str) -> Notice | None:
    """What is in the way, each in a sentence; ``None`` when nothing is."""
    points = tuple(say(each) for each in ways)
    return Notice(Tone.WARNING, heading, points=points) if points else None


def gates_notice(found: Sequence[Closed]) -> Notice | None:
    """The gates that are closed: which, why, by which rule, and whether that is still to be verified."""
    if not found:
        return None
    return Notice(
        Tone.WARNING,
        gettext("This is not in order yet. Nobody begins before it is."),
        points=tuple(closed_words(each) for each in found),
    )


def closed_words(closed: Closed) -> str:
    """One gate in words."""
    words = f"{Gate(closed.gate).label}: {say(closed.because)}"
    if not closed.rule:
        return words
    mark = gettext("to verify") if closed.to_verify else ""
    return f"{words} ({', '.join(filter(None, (rule_title(closed.rule), mark)))})"


def weekday_words(days: Iterable[int]) -> str:
    """Weekdays by name."""
    return ", ".join(str(WEEKDAYS[day - 1]) for day in sorted(days))


def period_words(agreement: Agreement) -> str:
    """From the first day to the last, the weekdays and the times."""
    if agreement.starts_on is None or agreement.ends_on is None:
        return gettext("Not agreed yet")
    last = agreement.ends_on - (date(2000, 1, 2) - date(2000, 1, 1))
    days = gettext("%(first)s to %(last)s") % {
        "first": write_day(agreement.starts_on),
        "last": write_day(last),
    }
    return f"{days}, {weekday_words(agreement.weekdays)} {times_words(agreement)}".strip()


def times_words(agreement: Agreement) -> str:
    """From when to when on a day."""
    if agreement.begins_at is None or agreement.stops_at is None:
        return ""
    return f"{agreement.begins_at:%H:%M}–{agreement.stops_at:%H:%M}"  # a dash between times


def waited_words(since: date, today: date) -> str:
    """For how long it has stood there."""
    days = (today - since).days
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def history_table(entries: Sequence[WayEntry], *, names: bool) -> Table:
    """Every move with its day, who did it and why. In own name nobody is named: it may be another home."""
    columns = (
        Column(gettext("Day")),
        Column(gettext("What")),
        Column(gettext("Who")),
        Column(gettext("In their words")),
    )
    rows = [
        (
            write_day(entry.on),
            str(WayState(entry.to_state).label),
            _who(entry, names=names),
            entry.words,
        )
        for entry in reversed(entries)
    ]
    return make_table(gettext("What has happened"), columns, rows)


def signature_words(signature: Signature) -> str:
    """That somebody has signed, when and how; or that it waits for them."""
    party = f"{Party(signature.party).label}, {signature.name}"
    if signature.signed_at is None:
        return gettext("%(who)s has not signed yet") % {"who": party}
    told = {"who": party, "day": write_day(signature.signed_at.date()), "how": How(signature.how).label}
    return gettext("%(who)s signed on %(day)s: %(how)s") % told


def why_here(placement: Placement, agreement: Agreement | None, lacking: int, today: date) -> str:
    """Why a row is in the list: what it waits for, in one sentence."""
    state = WayState(placement.state)
    if state is WayState.DRAFTED and agreement is not None and agreement.state == AgreementState.OUT:
        return ngettext("%(count)d signature is missing", "%(count)d signatures are missing", lacking) % {
            "count": lacking
        }
    if (
        state is WayState.ACTIVE
        and agreement is not None
        and agreement.ends_on
        and agreement.ends_on <= today
    ):
        return gettext("The agreement has run out")
    return str(_WAITS[state])


def end_words(placement: Placement) -> str:
    """How it ended, if it did."""
    if placement.state == WayState.WITHDRAWN and placement.ended_on:
        return gettext("Withdrawn on %(day)s: %(why)s") % {
            "day": write_day(placement.ended_on),
            "why": EndReason(placement.end_reason).label,
        }
    return str(WayState(placement.state).label)


def placement_facts(view: PlacementView) -> Facts:
    """What is known of one placement."""
    return Facts(gettext("What is known"), tuple(_facts(view)))


def title(placement: Placement) -> str:
    """The scheme as the town calls it, with its school year."""
    return f"{placement.scheme.name}, {placement.scheme.year}"


def person_row(
    view: PlacementView, *, today: date, writes: bool, missing: Sequence[str], ways: Sequence[Sentence]
) -> PlacementRow:
    """One placement as the person's page shows it."""
    placement = view.placement
    first, others = acts(placement) if writes else (None, ())
    current = view.current
    href = reverse("agreement", args=[current.pk]) if current else ""
    return PlacementRow(
        title=title(placement),
        state=end_words(placement),
        stations=stations(placement, view.entries),
        notice=_notice(view, missing, ways),
        first=first,
        acts=others,
        facts=placement_facts(view),
        agreement=Action(gettext("Open the agreement"), href) if current else None,
        follow_up=Action(gettext("Follow-up"), reverse("follow_up", args=[placement.pk]))
        if is_followed(view)
        else None,
        history=history_table(view.entries, names=True),
        is_over=placement.state in placements.OVER or stands_aside(placement),
    )


def _notice(view: PlacementView, missing: Sequence[str], ways: Sequence[Sentence]) -> Notice | None:
    state = WayState(view.placement.state)
    if stands_aside(view.placement):
        return _aside_notice()
    if state is WayState.APPLIED:
        if missing:
            return Notice(Tone.INFO, gettext("The consent of these is missing"), points=tuple(missing))
        return Notice(
            Tone.WARNING, gettext("Nobody with custody is written down. Do that under “Log-ins and custody”.")
        )
    if state in {WayState.APPROVED, WayState.REGISTERED, WayState.PAUSED}:
        return way_notice(ways, gettext("Before they can be there"))
    return None


def stands_aside(placement: Placement) -> bool:
    """Whether another one of theirs goes on, since two registrations are one, and this one has not been ended."""
    return placement.aside_since is not None and WayState(placement.state) not in placements.OVER


def _aside_notice() -> Notice:
    """That another placement of theirs goes on."""
    return Notice(
        Tone.INFO,
        gettext("This one stands aside"),
        gettext(
            "There were two registrations of one person, and the other placement goes on. Nothing is lost. End this one if it holds a place at a company."
        ),
    )


def _facts(view: PlacementView) -> Iterable[Fact]:
    placement = view.placement
    where = ", ".join(filter(None, (placement.school.name, placement.class_name)))
    yield Fact(gettext("School"), where)
    if placement.direction:
        yield Fact(gettext("Wants to become"), placement.direction)
    if placement.acknowledged_on:
        yield Fact(gettext("Has read what it means"), write_day(placement.acknowledged_on))
    for consent in view.consents:
        answer = gettext("Consents") if consent.is_given else gettext("Does not consent")
        yield Fact(consent.name, f"{answer}, {write_day(consent.on)}", hint=str(How(consent.how).label))
    if placement.place:
        yield Fact(gettext("Place"), placement.place.host.name)
    if view.current:
        yield Fact(
            gettext("Agreed"), period_words(view.current), hint=str(AgreementState(view.current.state).label)
        )
    for label, day in (
        (gettext("Reported to the register of pupils"), placement.registered_on),
        (gettext("Began"), placement.started_on),
        (gettext("Final conversation"), placement.final_talk_on),
        (gettext("Ended"), placement.ended_on),
    ):
        if day:
            yield Fact(label, write_day(day))


def _act(placement: Placement, move: WayMove) -> Action:
    if move is WayMove.TAKE_COURSE:
        return Action(gettext("Propose a practical course"), reverse("propose_course", args=[placement.pk]))
    if move in _PAGES:
        return Action(str(move.label), reverse(_PAGES[move], args=[placement.pk]))
    return Action(str(move.label), reverse("move_placement", args=[placement.pk, move.value]))


def _makes_sense(placement: Placement, move: WayMove) -> bool:
    """Whether a move that the table allows is one for this scheme."""
    kind = SchemeKind(placement.kind)
    if move is WayMove.REGISTER:
        return kind in placements.REGISTERED
    if move is WayMove.START and WayState(placement.state) is WayState.APPROVED:
        return kind not in placements.REGISTERED
    return move in SIMPLE_MOVES or move in _PAGES


def _came(states: Iterable[WayState], came_on: dict[WayState, date]) -> str:
    days = [came_on[state] for state in states if state in came_on]
    return write_day(max(days)) if days else ""


def _who(entry: WayEntry, *, names: bool) -> str:
    if names and entry.by is not None:
        return entry.by.name
    return str(Voice(entry.voice).label)


_WAITS = {
    _S.CANDIDATE: gettext_lazy("Somebody thought of it: tell them about it"),
    _S.INFORMED: gettext_lazy("Has been told about it, and has not answered"),
    _S.INTERESTED: gettext_lazy("Would like to hear more: talk it through"),
    _S.TALKED: gettext_lazy("Has talked it through; it is theirs to apply"),
    _S.APPLIED: gettext_lazy("Has applied: the consent of those with custody is missing"),
    _S.SEEKING: gettext_lazy("Looks for a place"),
    _S.DRAFTED: gettext_lazy("The agreement is being written"),
    _S.SIGNED: gettext_lazy("Signed by all: it waits for the leader"),
    _S.APPROVED: gettext_lazy("Approved: report it, then they can begin"),
    _S.REFUSED: gettext_lazy("Refused: change the agreement, or look for another place"),
    _S.REGISTERED: gettext_lazy("Ready to begin"),
    _S.ACTIVE: gettext_lazy("Is there"),
    _S.PAUSED: gettext_lazy("Paused: find out what is needed"),
    _S.CHANGING: gettext_lazy("Needs another place"),
    _S.ON_COURSE: gettext_lazy("On a practical course"),
    _S.EVALUATED: gettext_lazy("Final conversation held: complete it"),
    _S.COMPLETED: gettext_lazy("Completed"),
    _S.WITHDRAWN: gettext_lazy("Withdrawn"),
}


def is_there(placement: Placement) -> bool:
    """Whether somebody has begun: then leaving is an early end."""
    return WayState(placement.state) in THERE


def is_followed(view: PlacementView) -> bool:
    """Whether the leader has said yes once: from then on there is something to follow up."""
    return any(each.decided_on and each.state != AgreementState.REFUSED for each in view.agreements)


def back_to_person(person_id: UUID) -> Action:
    """The way back."""
    return Action(gettext("Back to the placement"), reverse("person_placement", args=[person_id]))
