"""Which pupil may get which place, and why not: each rule is a named reason that a page can say in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from stafet.kernel.matching.priorities import Policy
from stafet.kernel.matching.problem import Place, PlaceKind, Problem, Pupil
from stafet.kernel.sentences import Sentence, sentence


class Reason(StrEnum):
    """Why a pupil may not get a place."""

    WEEKDAYS = "weekdays"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    NOT_SHARED = "not_shared"
    REFUSED = "refused"
    OTHER_BRANCH = "other_branch"
    TOO_FAR = "too_far"
    NOT_AMONG_THE_NEAREST = "not_among_the_nearest"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason: whom it excludes from what, and how a page says it.

    ``asks_wishes``: whether it also speaks about places the pupil has wished for. What somebody wishes, they find
    interesting and near enough.
    """

    reason: Reason
    excludes: Callable[[Pupil, Place], bool]
    words: Callable[[Pupil, Place], Sentence]
    asks_wishes: bool = True


def _too_few_weekdays(pupil: Pupil, place: Place) -> bool:
    return len(pupil.weekdays & place.weekdays) < pupil.days


def _too_young(pupil: Pupil, place: Place) -> bool:
    return place.youngest is not None and pupil.age < place.youngest


def _too_old(pupil: Pupil, place: Place) -> bool:
    return place.oldest is not None and pupil.age > place.oldest


def _not_shared(pupil: Pupil, place: Place) -> bool:
    return bool(place.municipalities) and pupil.municipality not in place.municipalities


def _other_branch(pupil: Pupil, place: Place) -> bool:
    is_company = place.kind is PlaceKind.COMPANY
    return is_company and bool(pupil.branches) and place.branch not in pupil.branches


def _too_far(pupil: Pupil, place: Place) -> bool:
    minutes = pupil.travel.get(place.key)
    return pupil.longest_travel is not None and minutes is not None and minutes > pupil.longest_travel


RULES: tuple[Rule, ...] = (
    Rule(
        Reason.WEEKDAYS,
        _too_few_weekdays,
        lambda pupil, place: sentence(
            "It takes them on %(shared)s of the weekdays they may be away; they need %(days)s",
            shared=len(pupil.weekdays & place.weekdays),
            days=pupil.days,
        ),
    ),
    Rule(
        Reason.TOO_YOUNG,
        _too_young,
        lambda pupil, place: sentence(
            "It takes nobody under %(youngest)s; they are %(age)s",
            youngest=place.youngest or 0,
            age=pupil.age,
        ),
    ),
    Rule(
        Reason.TOO_OLD,
        _too_old,
        lambda pupil, place: sentence(
            "It takes nobody over %(oldest)s; they are %(age)s", oldest=place.oldest or 0, age=pupil.age
        ),
    ),
    Rule(
        Reason.NOT_SHARED,
        _not_shared,
        lambda _pupil, _place: sentence("It is not shared with their municipality"),
    ),
    Rule(
        Reason.OTHER_BRANCH,
        _other_branch,
        lambda _pupil, _place: sentence("It is in a branch they have not asked for"),
        asks_wishes=False,
    ),
    Rule(
        Reason.TOO_FAR,
        _too_far,
        lambda pupil, place: sentence(
            "The way there takes %(minutes)s minutes; at most %(longest)s were asked for",
            minutes=pupil.travel[place.key],
            longest=pupil.longest_travel or 0,
        ),
        asks_wishes=False,
    ),
)
"""The rules between one pupil and one place, in the order a page tells them. The other reasons need the whole
problem: who has refused, who is locked, and which suitable companies are nearest."""

_OF_THE_WHOLE: Mapping[Reason, Sentence] = {
    Reason.REFUSED: sentence("One of the two has said no"),
    Reason.NOT_AMONG_THE_NEAREST: sentence(
        "They did not wish for it, and other suitable companies are nearer"
    ),
    Reason.LOCKED: sentence("They are locked to another place"),
}
_BY_REASON = {rule.reason: rule for rule in RULES}


def words_of(reason: Reason, pupil: Pupil, place: Place) -> Sentence:
    """Why this pupil may not get this place, as a page says it."""
    rule = _BY_REASON.get(reason)
    return rule.words(pupil, place) if rule else _OF_THE_WHOLE[reason]


def excluding(pupil: Pupil, place: Place) -> Iterator[Reason]:
    """The rules between one pupil and one place that exclude it."""
    is_wish = place.key in pupil.wishes
    for rule in RULES:
        if (rule.asks_wishes or not is_wish) and rule.excludes(pupil, place):
            yield rule.reason


class Option(NamedTuple):
    """A place that a pupil may get: how high they wished for it, and how long the way is.

    ``rank``: 1 = first wish; a place they did not wish for stands one below the longest list of wishes of all.
    """

    place: str
    rank: int
    minutes: int
    is_fallback: bool


@dataclass(frozen=True)
class Options:
    """Which places each pupil may get under a policy: few for each, never everybody with everything."""

    problem: Problem
    policy: Policy

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The places by key."""
        return {place.key: place for place in self.problem.places}

    @cached_property
    def unwished_rank(self) -> int:
        """The rank of whatever was not wished for, the same for everybody."""
        return 1 + max((len(pupil.wishes) for pupil in self.problem.pupils), default=0)

    @cached_property
    def _courses(self) -> tuple[Mapping[str, tuple[Place, ...]], tuple[Place, ...]]:
        """The fallback courses of each municipality that some course names, and those open to everybody."""
        courses = [place for place in self.problem.places if place.kind is PlaceKind.FALLBACK]
        shared: dict[str, list[Place]] = {}
        for course in courses:
            for municipality in course.municipalities:
                shared.setdefault(municipality, []).append(course)
        by_municipality = {key: tuple(these) for key, these in shared.items()}
        return by_municipality, tuple(course for course in courses if not course.municipalities)

    def of(self, pupil: Pupil) -> tuple[Option, ...]:
        """The places a pupil may get: wishes in their order, the nearest suitable companies, fallback courses.

        Whoever is locked has that one place only.
        """
        locked = self.problem.locked.get(pupil.key)
        if locked is not None:
            return (self._option(pupil, self.places[locked]),)
        wished = [place for key in pupil.wishes if self._is_open(pupil, place := self.places[key])]
        found = [*wished, *self._nearest(pupil), *self._unwished_courses(pupil)]
        return tuple(self._option(pupil, place) for place in found)

    def reasons_against(self, pupil: Pupil, place: Place) -> tuple[Reason, ...]:
        """Every reason why a pupil may not get a place; empty when they may."""
        reasons = list(excluding(pupil, place))
        if (pupil.key, place.key) in self.problem.refused:
            reasons.append(Reason.REFUSED)
        if self.problem.locked.get(pupil.key, place.key) != place.key:
            reasons.append(Reason.LOCKED)
        if not reasons and self._is_far_company(pupil, place):
            reasons.append(Reason.NOT_AMONG_THE_NEAREST)
        return tuple(reasons)

    def minutes(self, pupil: Pupil, place: Place) -> int:
        """How long the way is, or counts as when nobody knows."""
        return pupil.travel.get(place.key, self.policy.unknown_minutes)

    def _option(self, pupil: Pupil, place: Place) -> Option:
        wishes = pupil.wishes
        rank = wishes.index(place.key) + 1 if place.key in wishes else self.unwished_rank
        return Option(place.key, rank, self.minutes(pupil, place), place.kind is PlaceKind.FALLBACK)

    def _is_open(self, pupil: Pupil, place: Place) -> bool:
        return (pupil.key, place.key) not in self.problem.refused and not any(excluding(pupil, place))

    def _nearest(self, pupil: Pupil) -> Iterator[Place]:
        left = self.policy.nearest
        for key, _minutes in sorted(pupil.travel.items(), key=lambda each: (each[1], each[0])):
            if not left:
                return
            place = self.places[key]
            is_new_company = place.kind is PlaceKind.COMPANY and key not in pupil.wishes
            if is_new_company and self._is_open(pupil, place):
                left -= 1
                yield place

    def _unwished_courses(self, pupil: Pupil) -> Iterator[Place]:
        shared, for_everybody = self._courses
        for course in (*shared.get(pupil.municipality, ()), *for_everybody):
            if course.key not in pupil.wishes and self._is_open(pupil, course):
                yield course

    def _is_far_company(self, pupil: Pupil, place: Place) -> bool:
        if place.kind is not PlaceKind.COMPANY or place.key in pupil.wishes:
            return False
        return pupil.key not in self.problem.locked and place not in tuple(self._nearest(pupil))
