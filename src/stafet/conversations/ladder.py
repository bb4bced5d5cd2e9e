"""The contact ladder as pure functions: which rung has been tried, which is next and by when, where the search stands.

No table and no clock: what was tried goes in, what it means comes out. How long to wait on each rung stands in the rules.
Source of the order: the routine of the activity responsibility in Skaraborg (letter, text message, former school and, of whoever is
under age, those with custody, home visit by two); the days are this product's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stafet.conversations.states import ContactOutcome, ContactSituation, ContactWay
from stafet.kernel import rules
from stafet.kernel.countries import Country

DECISION = "stafet.contact.decision_after"
"""How soon a person decides what happens instead, once nothing is left to try."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt: how, on which day, what came of it."""

    way: ContactWay
    outcome: ContactOutcome
    on: date


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder: any of its ways counts; the rule says how long after the one before."""

    ways: tuple[ContactWay, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class NextMove:
    """What comes next and by when. Without ``ways`` nothing is left to try: somebody decides what happens instead."""

    ways: tuple[ContactWay, ...]
    due_on: date
    rule: str

    @property
    def is_decision(self) -> bool:
        """Whether a person has to decide."""
        return not self.ways


_LETTER = Rung((ContactWay.LETTER,), "stafet.contact.letter_within")
_MESSAGE = Rung((ContactWay.MESSAGE, ContactWay.TELEPHONE), "stafet.contact.message_after")
_SCHOOL_AND_HOME = Rung((ContactWay.SCHOOL, ContactWay.HOME), "stafet.contact.school_and_home_after")
_SCHOOL = Rung((ContactWay.SCHOOL,), "stafet.contact.school_and_home_after")
_VISIT = Rung((ContactWay.HOME_VISIT,), "stafet.contact.home_visit_after")


def rungs(*, is_of_age: bool) -> tuple[Rung, ...]:
    """The rungs from the lowest to the highest. Of whoever is of age nobody at home is asked.

    The social service is a way to ask and no rung: it needs a legal basis of its own each time.
    """
    return (_LETTER, _MESSAGE, _SCHOOL if is_of_age else _SCHOOL_AND_HOME, _VISIT)


def situation_of(tried: Sequence[Tried], *, is_of_age: bool) -> ContactSituation:
    """Where a search stands after these attempts, oldest first: the last one decides, and whether a rung is left."""
    if tried[-1].outcome is not ContactOutcome.NO_ANSWER:
        return ContactSituation(tried[-1].outcome.value)
    if untried(tried, is_of_age=is_of_age):
        return ContactSituation.ON_THE_LADDER
    return ContactSituation.UNREACHABLE


def untried(tried: Sequence[Tried], *, is_of_age: bool) -> tuple[Rung, ...]:
    """The rungs on which nothing was tried yet. Whoever skips one finds it here: nothing is passed over in silence."""
    ways = {each.way for each in tried}
    return tuple(rung for rung in rungs(is_of_age=is_of_age) if not ways & set(rung.ways))


def next_move(
    tried: Sequence[Tried], *, begins_on: date, is_of_age: bool, country: Country
) -> NextMove | None:
    """What comes next and by when, counted from the last attempt, or from ``begins_on`` before the first.

    ``None`` once somebody has been reached. Whoever does not want contact is not sought further: somebody decides.
    """
    situation = situation_of(tried, is_of_age=is_of_age) if tried else ContactSituation.ON_THE_LADDER
    if situation is ContactSituation.REACHED:
        return None
    counted_from = max((each.on for each in tried), default=begins_on)
    left = () if situation is ContactSituation.DECLINED else untried(tried, is_of_age=is_of_age)
    ways, rule = (left[0].ways, left[0].rule) if left else ((), DECISION)
    return NextMove(ways, rules.deadline(rule, country=country, from_day=counted_from).due_on, rule)
