"""What is this young person doing on a day, and is it still true?

Registers lag, load twice and fall silent, so the answer is never stored: it is derived from what is known,
by this one function, and it explains itself.

A spell that holds on the day is *certain* when its start was confirmed and the register still shows it. It
is *presumed* for a few days of grace when its start is unconfirmed or the register no longer shows it. After
that it has *lapsed*: it is treated as never begun, or as left on the day the register dropped it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from stafet.kernel.activities import EDUCATION, YOUTH_EDUCATION, completes_the_promise
from stafet.kernel.sentences import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from stafet.kernel.activities import ActivityKind
    from stafet.kernel.periods import Period


class StandingState(StrEnum):
    """The six answers. Exactly one holds for a person on a day."""

    IN_ACTIVITY = "in_activity"
    PRESUMED_IN_ACTIVITY = "presumed_in_activity"
    BETWEEN = "between"
    WITHOUT_ACTIVITY = "without_activity"
    COMPLETED = "completed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class KnownSpell:
    """One thing we know the person does, did or will do.

    ``organisation`` is its name, for the sentence. ``missing_since`` is the day of the first full load that no
    longer had it. ``confirmed`` says that a register or a person has seen that it really began.
    ``end_reason`` is passed on to whoever shows the spell; it decides nothing here.
    """

    kind: ActivityKind
    organisation: str
    period: Period
    recorded_on: date
    missing_since: date | None = None
    confirmed: bool = True
    end_reason: str = ""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long silence is not yet a question, in days (rules ``stafet.presence.*``).

    ``grace_days``: a register no longer shows a spell, or its start is unconfirmed. ``gap_days``: between
    leaving one spell and an agreed, dated next one; a summer fits in.
    """

    grace_days: int
    gap_days: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer, since when it holds (``None``: nothing tells), why, and the spells it rests on.

    ``running`` is the spell the person is in, ``upcoming`` the next one agreed, ``last`` the one left most
    recently; each is given whenever it exists, whatever the state.
    """

    state: StandingState
    since: date | None
    because: Sentence
    running: KnownSpell | None
    upcoming: KnownSpell | None
    last: KnownSpell | None


class _Phase(StrEnum):
    """How one spell looks on a day."""

    CERTAIN = "certain"
    PRESUMED = "presumed"
    UPCOMING = "upcoming"
    LEFT = "left"
    NEVER_BEGUN = "never_begun"


@dataclass(frozen=True, slots=True)
class _Reading:
    """One spell as it looks on a day, and the day since when it looks like that."""

    spell: KnownSpell
    phase: _Phase
    since: date


@dataclass(frozen=True, slots=True)
class _Sight:
    """What matters of all the spells: the foremost, nearest or latest of each phase."""

    certain: _Reading | None
    presumed: _Reading | None
    upcoming: _Reading | None
    left: _Reading | None
    never_begun: _Reading | None


def standing(
    spells: Iterable[KnownSpell], *, day: date, patience: Patience, has_completed: bool = False
) -> Standing:
    """What the person does on a day, as far as the spells tell.

    ``has_completed`` says that a youth education is completed. When the question is what was known at the
    time, give only the spells that had been recorded by then.
    """
    grace = timedelta(patience.grace_days)
    readings = [_read(spell, day, grace) for spell in spells]
    sight = _sight(readings, day)
    if has_completed:
        return _completed(sight, readings)
    if sight.certain is not None:
        return _in_activity(sight, sight.certain)
    if sight.presumed is not None:
        return _presumed(sight, sight.presumed)
    if sight.left is not None and sight.upcoming is not None:
        return _waiting(sight, sight.left, sight.upcoming, patience)
    return _with_nothing(sight)


def _read(spell: KnownSpell, day: date, grace: timedelta) -> _Reading:
    """How one spell looks on a day. What a register did after that day is not looked at."""
    missing = _if_by(day, spell.missing_since)
    starts_on = spell.period.starts_on
    if day < starts_on:
        is_given_up = missing is not None and missing + grace <= day
        phase = _Phase.NEVER_BEGUN if is_given_up else _Phase.UPCOMING
        return _Reading(spell, phase, starts_on)
    doubted_from = missing if spell.confirmed else min(starts_on, missing or starts_on)
    if spell.period.covers(day):
        if doubted_from is None:
            return _Reading(spell, _Phase.CERTAIN, starts_on)
        if day < doubted_from + grace:
            return _Reading(spell, _Phase.PRESUMED, doubted_from)
    if not spell.confirmed:
        return _Reading(spell, _Phase.NEVER_BEGUN, starts_on)
    left_on = min(end for end in (missing, _if_by(day, spell.period.ends_on)) if end is not None)
    return _Reading(spell, _Phase.LEFT, max(left_on, starts_on))


def _if_by(day: date, happened_on: date | None) -> date | None:
    """When it happened, if it had happened by that day."""
    return happened_on if happened_on is not None and happened_on <= day else None


def _sight(readings: list[_Reading], day: date) -> _Sight:
    def of(phase: _Phase) -> list[_Reading]:
        return [reading for reading in readings if reading.phase is phase]

    expected = [reading for reading in of(_Phase.NEVER_BEGUN) if reading.since <= day]
    return _Sight(
        certain=min(of(_Phase.CERTAIN), key=_rank, default=None),
        presumed=min(of(_Phase.PRESUMED), key=_rank, default=None),
        upcoming=min(of(_Phase.UPCOMING), key=_nearness, default=None),
        left=max(of(_Phase.LEFT), key=_lateness, default=None),
        never_begun=max(expected, key=_lateness, default=None),
    )


def _rank(reading: _Reading) -> tuple[int, int, str]:
    """Youth education before other education before the rest; the newest first; then by name."""
    kind = reading.spell.kind
    order = 0 if kind in YOUTH_EDUCATION else 1 if kind in EDUCATION else 2
    return order, -reading.spell.period.starts_on.toordinal(), reading.spell.organisation


def _nearness(reading: _Reading) -> tuple[date, int, int, str]:
    return reading.spell.period.starts_on, *_rank(reading)


def _lateness(reading: _Reading) -> tuple[date, str]:
    return reading.since, reading.spell.organisation


def _completed(sight: _Sight, readings: list[_Reading]) -> Standing:
    ends = [r.since for r in readings if r.phase is _Phase.LEFT and completes_the_promise(r.spell.kind)]
    because = sentence("A youth education is completed.")
    return _answer(StandingState.COMPLETED, max(ends, default=None), because, sight)


def _in_activity(sight: _Sight, running: _Reading) -> Standing:
    because = sentence(
        "At %(organisation)s since %(since)s.",
        organisation=running.spell.organisation,
        since=running.since,
    )
    return _answer(StandingState.IN_ACTIVITY, running.since, because, sight)


def _presumed(sight: _Sight, running: _Reading) -> Standing:
    return _answer(StandingState.PRESUMED_IN_ACTIVITY, running.since, _why_presumed(running.spell), sight)


def _why_presumed(spell: KnownSpell) -> Sentence:
    if not spell.confirmed:
        return sentence(
            "Was to start at %(organisation)s on %(starts_on)s; nobody has confirmed it yet.",
            organisation=spell.organisation,
            starts_on=spell.period.starts_on,
        )
    return sentence(
        "At %(organisation)s as far as we know; the register has not shown it since %(since)s.",
        organisation=spell.organisation,
        since=spell.missing_since or spell.recorded_on,
    )


def _waiting(sight: _Sight, left: _Reading, upcoming: _Reading, patience: Patience) -> Standing:
    """Between two spells when the way to the next one is short; without activity when it is long."""
    starts_on, organisation = upcoming.spell.period.starts_on, upcoming.spell.organisation
    if starts_on <= left.since + timedelta(patience.gap_days):
        because = sentence(
            "Nothing since %(since)s; starts at %(organisation)s on %(starts_on)s.",
            since=left.since,
            organisation=organisation,
            starts_on=starts_on,
        )
        return _answer(StandingState.BETWEEN, left.since, because, sight)
    because = sentence(
        "Nothing since %(since)s, and %(organisation)s starts only on %(starts_on)s.",
        since=left.since,
        organisation=organisation,
        starts_on=starts_on,
    )
    return _answer(StandingState.WITHOUT_ACTIVITY, left.since, because, sight)


def _with_nothing(sight: _Sight) -> Standing:
    """Neither in something nor on the way from one thing to the next."""
    left, missed = sight.left, sight.never_begun
    if missed is not None and (left is None or missed.since >= left.since):
        since = missed.since if left is None else left.since
        return _answer(StandingState.WITHOUT_ACTIVITY, since, _why_missed(missed), sight)
    if left is not None:
        return _answer(StandingState.WITHOUT_ACTIVITY, left.since, _why_left(left), sight)
    because = sentence("Nothing is known about what this person does or has done.")
    return _answer(StandingState.UNKNOWN, None, because, sight)


def _why_missed(missed: _Reading) -> Sentence:
    return sentence(
        "Was to start at %(organisation)s on %(starts_on)s; nobody has confirmed that it began.",
        organisation=missed.spell.organisation,
        starts_on=missed.since,
    )


def _why_left(left: _Reading) -> Sentence:
    if left.since == left.spell.missing_since:
        return sentence(
            "The register has not shown %(organisation)s since %(since)s, and nothing else is known.",
            organisation=left.spell.organisation,
            since=left.since,
        )
    return sentence(
        "%(organisation)s lasted until %(last_day)s, and nothing is known to follow.",
        organisation=left.spell.organisation,
        last_day=left.since - timedelta(days=1),
    )


def _answer(state: StandingState, since: date | None, because: Sentence, sight: _Sight) -> Standing:
    running = _spell(sight.certain or sight.presumed)
    return Standing(state, since, because, running, _spell(sight.upcoming), _spell(sight.left))


def _spell(reading: _Reading | None) -> KnownSpell | None:
    return None if reading is None else reading.spell
