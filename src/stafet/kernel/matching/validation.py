"""What a problem must not contain: every contradiction is a sentence that says how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from stafet.kernel.matching.draw import NO_PLACE
from stafet.kernel.matching.limits import Limits
from stafet.kernel.matching.priorities import Policy, Priority
from stafet.kernel.matching.problem import MONDAY, SUNDAY, Place, Problem, Pupil
from stafet.kernel.matching.rules import Reason, excluding
from stafet.kernel.sentences import Sentence, SentenceError, sentence

_MATTERS_OF_TASTE = {Reason.OTHER_BRANCH, Reason.TOO_FAR}
"""What a person who locks a pair may decide against; the other rules hold for everybody."""


class ContradictoryProblem(SentenceError):
    """A problem that can't be matched as it stands. ``faults`` are all of them, the first is the sentence."""

    def __init__(self, faults: tuple[Sentence, ...]) -> None:
        super().__init__(faults[0])
        self.faults = faults


def require_sound(problem: Problem, policy: Policy) -> None:
    """Refuse a problem or a policy that contradicts itself.

    Raises
    ------
    ContradictoryProblem
        With a sentence for each fault.
    """
    if faults := faults_of(problem, policy):
        raise ContradictoryProblem(faults)


def faults_of(problem: Problem, policy: Policy) -> tuple[Sentence, ...]:
    """Everything that is wrong; what refers to what does not exist comes alone, since nothing else can be judged."""
    unknown = (*_wrong_keys(problem), *_unknown_places(problem))
    return unknown or (*_wrong_policy(policy), *_wrong_numbers(problem), *_wrong_locks(problem))


def _wrong_keys(problem: Problem) -> Iterator[Sentence]:
    for key in _repeated(pupil.key for pupil in problem.pupils):
        yield sentence("Pupil %(pupil)s stands in the list twice; once is enough.", pupil=key)
    for key in _repeated([place.key for place in problem.places] + [limit.key for limit in problem.limits]):
        yield sentence("Two places or limits are called %(key)s; each needs a key of its own.", key=key)
    for place in problem.places:
        if place.key == NO_PLACE:
            yield sentence("A place has an empty key; that stands for getting none. Give it another key.")


def _unknown_places(problem: Problem) -> Iterator[Sentence]:
    known = {place.key for place in problem.places}
    for pupil in problem.pupils:
        for key in sorted({*pupil.wishes, *pupil.travel} - known):
            yield sentence(
                "Pupil %(pupil)s has a wish for or a journey to %(place)s, which is not among the places."
                " Add the place, or take it out.",
                pupil=pupil.key,
                place=key,
            )
    for limit in problem.limits:
        for key in sorted(limit.places - known):
            yield sentence(
                "The limit %(limit)s counts %(place)s, which is not among the places. Add the place, or take it out.",
                limit=limit.key,
                place=key,
            )
    pupils = {pupil.key for pupil in problem.pupils}
    for pupil_key, place_key in sorted(problem.locked.items()):
        if pupil_key not in pupils or place_key not in known:
            yield sentence(
                "Pupil %(pupil)s is locked to %(place)s, but one of them is not here. Take the lock away.",
                pupil=pupil_key,
                place=place_key,
            )


def _wrong_policy(policy: Policy) -> Iterator[Sentence]:
    if policy.order[:1] != (Priority.PLACED,):
        yield sentence(
            "The first priority must be that nobody is left without a place; everything after it can be ordered freely."
        )
    for key in _repeated(policy.order):
        yield sentence("The priority %(priority)s is named twice; name it once.", priority=key)
    if Priority.DRAW in policy.order:
        yield sentence("The lot comes last by itself; take it out of the order.")
    if not policy.seed:
        yield sentence("The lot needs a seed that is published beforehand, such as a date and a place.")
    if min(policy.nearest, policy.unknown_minutes, policy.good_ranks) < 0:
        yield sentence(
            "How many are offered, how long a way counts and which ranks are good can't be negative."
        )


def _wrong_numbers(problem: Problem) -> Iterator[Sentence]:
    for pupil in problem.pupils:
        yield from _wrong_in_pupil(pupil)
    for place in problem.places:
        yield from _wrong_in_place(place)
    for limit in problem.limits:
        if limit.at_most < 0:
            yield sentence("The limit %(limit)s is below zero; let it be zero or more.", limit=limit.key)


def _wrong_in_pupil(pupil: Pupil) -> Iterator[Sentence]:
    for key in _repeated(pupil.wishes):
        yield sentence(
            "Pupil %(pupil)s wishes for %(place)s twice; keep the better rank.", pupil=pupil.key, place=key
        )
    if any(minutes < 0 for minutes in pupil.travel.values()):
        yield sentence("Pupil %(pupil)s has a journey of less than no minutes; correct it.", pupil=pupil.key)
    if not _are_weekdays(pupil.weekdays):
        yield sentence(
            "Pupil %(pupil)s may be away on a day that is no weekday; count Monday 1 to Sunday 7.",
            pupil=pupil.key,
        )
    if not 1 <= pupil.days <= len(pupil.weekdays):
        yield sentence(
            "Pupil %(pupil)s needs %(days)s days a week and may be away on %(possible)s; free more days, or ask for fewer.",
            pupil=pupil.key,
            days=pupil.days,
            possible=len(pupil.weekdays),
        )


def _wrong_in_place(place: Place) -> Iterator[Sentence]:
    if place.seats < 0:
        yield sentence(
            "The place %(place)s has fewer than no seats; let it be zero or more.", place=place.key
        )
    if not _are_weekdays(place.weekdays):
        yield sentence(
            "The place %(place)s takes pupils on a day that is no weekday; count Monday 1 to Sunday 7.",
            place=place.key,
        )
    if place.youngest is not None and place.oldest is not None and place.youngest > place.oldest:
        yield sentence(
            "The place %(place)s takes nobody: it asks for at least %(youngest)s and at most %(oldest)s years. Correct one of them.",
            place=place.key,
            youngest=place.youngest,
            oldest=place.oldest,
        )


def _wrong_locks(problem: Problem) -> Iterator[Sentence]:
    pupils = {pupil.key: pupil for pupil in problem.pupils}
    places = {place.key: place for place in problem.places}
    limits = Limits(problem)
    taken: Counter[str] = Counter()
    for pupil_key, place_key in sorted(problem.locked.items()):
        pupil, place = pupils[pupil_key], places[place_key]
        taken.update(limits.over(place_key, pupil.municipality))
        forbids = set(excluding(pupil, place)) - _MATTERS_OF_TASTE
        if forbids or (pupil_key, place_key) in problem.refused:
            yield sentence(
                "Pupil %(pupil)s is locked to %(place)s, which a rule forbids: %(rules)s. Take the lock away, or change"
                " what the rule reads.",
                pupil=pupil_key,
                place=place_key,
                rules=", ".join(sorted(forbids)) or Reason.REFUSED,
            )
    for key, count in sorted(taken.items()):
        if count > limits.by_key[key].at_most:
            yield sentence(
                "%(count)s pupils are locked to what %(limit)s counts, which allows %(at_most)s. Take a lock away, or"
                " allow more.",
                count=count,
                limit=key,
                at_most=limits.by_key[key].at_most,
            )


def _are_weekdays(days: frozenset[int]) -> bool:
    return all(MONDAY <= day <= SUNDAY for day in days)


def _repeated(keys: Iterable[str]) -> list[str]:
    return sorted(key for key, count in Counter(keys).items() if count > 1)
