"""The search for somebody as its page shows it: the ladder as a picture, and every attempt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, ngettext

from stafet.conversations import api as conversations
from stafet.conversations.api import ContactAttempt, ContactOutcome, ContactSituation, ContactWay
from stafet.web.components.days import write_day, write_distance
from stafet.web.components.deadlines import deadline
from stafet.web.components.tables import Column, Table, make_table

MEANS = {
    ContactSituation.ON_THE_LADDER: gettext_lazy("Somebody is seeking contact. Go on with the next rung."),
    ContactSituation.UNREACHABLE: gettext_lazy(
        "Everything on the ladder was tried without answer. That is no end: decide what happens instead, and when you look again."
    ),
    ContactSituation.WRONG_CONTACT_DATA: gettext_lazy(
        "The letter came back, or the number is not theirs. Find the right address or number before you try again."
    ),
    ContactSituation.NOT_KNOWN: gettext_lazy(
        "They are not known where you asked. Ask somebody else, and check with the register where they live."
    ),
    ContactSituation.DECLINED: gettext_lazy(
        "They were found and do not want contact. Respect it, and decide what happens instead, and when you ask again."
    ),
}
"""What each situation asks of whoever reads it."""


@dataclass(frozen=True, slots=True)
class RungRow:
    """One rung of the picture: what it is, what was tried on it, or by when it comes."""

    words: str
    notes: tuple[str, ...]
    chip: SafeString | str
    is_done: bool
    is_next: bool


def rung_rows(view: conversations.ContactView, *, today: date) -> tuple[RungRow, ...]:
    """The ladder from the lowest rung up; attempts that stand on no rung come last, as one of their own."""
    following = view.next_move
    rows = []
    for rung in view.rungs:
        tried = [row for row in view.attempts if row.way in rung.ways]
        is_next = following is not None and following.ways == rung.ways
        chip = deadline(following.due_on, today=today).chip if is_next and following else ""
        rows.append(RungRow(write_ways(rung.ways), tuple(map(_note, tried)), chip, bool(tried), is_next))
    on_no_rung = [row for row in view.attempts if not any(row.way in rung.ways for rung in view.rungs)]
    rows.extend(
        RungRow(str(ContactWay(row.way).label), (_note(row),), "", is_done=True, is_next=False)
        for row in on_no_rung
    )
    if following is not None and following.is_decision:
        chip = deadline(following.due_on, today=today).chip
        rows.append(
            RungRow(gettext("Whoever has the responsibility decides"), (), chip, is_done=False, is_next=True)
        )
    return tuple(rows)


def write_ways(ways: Sequence[ContactWay]) -> str:
    """The ways of a rung: "Text message or telephone"."""
    first, *rest = (str(way.label) for way in ways)
    return first if not rest else gettext("%(one)s or %(other)s") % {"one": first, "other": rest[0].lower()}


def write_next(following: conversations.NextMove | None) -> str:
    """What comes next, in a few words."""
    if following is None:
        return ""
    return (
        gettext("whoever has the responsibility decides")
        if following.is_decision
        else write_ways(following.ways)
    )


def told_situation(view: conversations.ContactView, *, today: date) -> str:
    """Where it stands, in one sentence."""
    if view.ladder is None:
        return ""
    number = len(view.attempts)
    tries = ngettext("%(count)d attempt", "%(count)d attempts", number) % {"count": number}
    return gettext("%(tries)s, the first %(when)s.") % {
        "tries": tries,
        "when": write_distance(view.ladder.begun_on, today),
    }


def attempt_table(caption: str, attempts: Sequence[ContactAttempt]) -> Table:
    """Every attempt, the last one first."""
    columns = (
        Column(gettext("Day")),
        Column(gettext("How")),
        Column(gettext("What came of it")),
        Column(gettext("In words")),
        Column(gettext("By")),
    )
    rows = [
        (
            write_day(row.on, "short"),
            str(ContactWay(row.way).label),
            str(ContactOutcome(row.outcome).label),
            row.words or "–",
            row.tried_by.name if row.tried_by else gettext("Stafet"),
        )
        for row in reversed(attempts)
    ]
    return make_table(caption, columns, rows)


def earlier_tables(view: conversations.ContactView) -> tuple[Table, ...]:
    """The searches that ended, each with how it ended."""
    return tuple(attempt_table(_ended(ladder), attempts) for ladder, attempts in view.earlier)


def _ended(ladder: conversations.ContactLadder) -> str:
    label = str(ContactSituation(ladder.situation).label)
    begun = write_day(ladder.begun_on, "short")
    if (
        ladder.situation != ContactSituation.SETTLED
        or ladder.decided_by is None
        or ladder.look_again_on is None
    ):
        return gettext("Begun %(day)s. %(how)s.") % {"day": begun, "how": label}
    return gettext("Begun %(day)s. %(name)s decided: %(because)s. Looked at again %(again)s.") % {
        "day": begun,
        "name": ladder.decided_by.name,
        "because": ladder.because.rstrip("."),
        "again": write_day(ladder.look_again_on, "short"),
    }


def _note(row: ContactAttempt) -> str:
    way, outcome = ContactWay(row.way).label, ContactOutcome(row.outcome).label
    return gettext("%(day)s: %(way)s, %(outcome)s") % {
        "day": write_day(row.on, "near"),
        "way": str(way).lower(),
        "outcome": str(outcome).lower(),
    }
