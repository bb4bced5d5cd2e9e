"""What somebody could do instead: found, found out about, offered, tried, chosen, left aside.

How far they are with a seat at an offer stands with the seat: whoever wants to say it of such a possibility is shown there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.rechoice.actions.cases import move, must_be_past, take
from stafet.rechoice.actions.seats import give_up, must_be_said_here
from stafet.rechoice.actions.steps import close_clock
from stafet.rechoice.errors import ChangedByNow, SaySomething
from stafet.rechoice.models import Case, Option
from stafet.rechoice.states import CaseMove, Entry, OptionState
from stafet.responsibility import api as responsibility


@dataclass(frozen=True, slots=True)
class OptionDraft:
    """What it is, of which kind, where, and whether they can get in."""

    words: str
    kind: ActivityKind
    organisation_id: UUID | None = None
    entry: Entry = Entry.UNKNOWN
    entry_words: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """The days of trying something out; ``until`` is the last of them."""

    starts_on: date
    until: date | None = None


@audit.action
def add_option(*, case: Case, draft: OptionDraft, by: Actor, at: datetime) -> Option:
    """One more possibility. Raises ``NotYours``."""
    locked = take(case, by)
    option = Option.objects.create(
        municipality_id=locked.municipality_id,
        person_id=locked.person_id,
        case=locked,
        kind=draft.kind.value,
        organisation_id=draft.organisation_id,
        words=draft.words.strip(),
        entry=draft.entry,
        entry_words=draft.entry_words.strip(),
        known_at=at,
    )
    audit.record(action="rechoice.add_option", about=option, by=by, at=at, reason=draft.kind.value)
    return option


@audit.action
def find_out_entry(*, option: Option, entry: Entry, words: str, by: Actor, at: datetime) -> None:
    """Whether they can get in, and what is missing. Raises ``NotYours``, ``SaySomething``."""
    row = held(option, by)
    if entry is Entry.LACKING and not words.strip():
        raise SaySomething(sentence("Say what is missing, so that it can be mended."), field="entry_words")
    change(row, at, entry=entry, entry_words=words.strip())
    audit.record(action="rechoice.find_out_entry", about=row, by=by, at=at, reason=entry.value)


@audit.action
def offer_option(
    *, option: Option, on: date, next_step: responsibility.StepDraft | None, by: Actor, at: datetime
) -> None:
    """They were offered it. The first offer stops the law's clock.

    Raises ``NotYours``, ``OnlyPast``, ``IllegalMove``.
    """
    row = held(option, by)
    offered(row, row.case, on, by=by, at=at)
    close_clock(row.case, responsibility.StepKind.OFFER_ACTIVITY, next_step, by=by, at=at)


@audit.action
def try_option(*, option: Option, trial: Trial, by: Actor, at: datetime) -> None:
    """They try it for some days. Raises ``NotYours``."""
    row = held(option, by)
    change(row, at, state=OptionState.TRIED, trial_from=trial.starts_on, trial_until=trial.until)
    audit.record(action="rechoice.try_option", about=row, by=by, at=at)


@audit.action
def choose_option(*, option: Option, by: Actor, at: datetime) -> None:
    """This is what they want. What was chosen before is being considered again. Raises ``NotYours``, ``IllegalMove``."""
    row = held(option, by)
    case = take(row.case, by)
    move(case, CaseMove.CHOOSE, {}, by=by, at=at)
    change(row, at, state=OptionState.CHOSEN)


@audit.action
def receive_option(*, option: Option, on: date, who: str, by: Actor, at: datetime) -> None:
    """Somebody at the other end said yes. Raises ``NotYours``, ``SaidAtTheSeat``, ``SaySomething``, ``OnlyPast``."""
    row = held(option, by)
    must_be_said_here(row)
    must_be_past(row.case, on, at)
    if not who.strip():
        raise SaySomething(sentence("Say who there said yes."), field="who")
    change(row, at, received_on=on, received_by=who.strip())
    audit.record(action="rechoice.receive_option", about=row, by=by, at=at)


@audit.action
def leave_option(*, option: Option, because: str, by: Actor, at: datetime) -> None:
    """It is left aside, with the reason, and so is a seat there. What is chosen is not: that falls through.

    Raises ``NotYours``, ``ChangedByNow``, ``SaySomething``.
    """
    row = held(option, by)
    if row.state == OptionState.CHOSEN:
        raise ChangedByNow(sentence("This is chosen. Say that it came to nothing instead."))
    if not because.strip():
        raise SaySomething(sentence("Say why this is left aside."), field="because")
    give_up(row, because.strip(), by=by, at=at)
    change(row, at, state=OptionState.LEFT, left_because=because.strip())
    audit.record(action="rechoice.leave_option", about=row, by=by, at=at)


def offered(row: Option, case: Case, on: date, *, by: Actor, at: datetime) -> None:
    """They were offered it on a day; the first offer is the case's too."""
    must_be_past(case, on, at)
    change(row, at, offered_on=on)
    first: dict[str, object] = {} if case.offered_on else {"offered_on": max(on, case.broken_off_on)}
    move(case, CaseMove.OFFER, first, by=by, at=at)


def held(option: Option, by: Actor) -> Option:
    """The possibility as it stands now; whoever was faster has changed it."""
    case = take(option.case, by)
    rows = Option.objects.select_related("offer", "seat").select_for_update(of=("self",), no_key=True)
    row = rows.get(pk=option.pk)
    if row.state == OptionState.LEFT:
        raise ChangedByNow(sentence("This was left aside already."))
    row.case = case
    return row


def change(option: Option, at: datetime, **changes: object) -> None:
    """Write down what is different, and when it was known."""
    for name, value in changes.items():
        setattr(option, name, value)
    option.known_at = at
    option.save(update_fields=[*changes, "known_at"])
