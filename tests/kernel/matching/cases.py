"""A small town to match in, and any small problem there can be."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from hypothesis import settings
from hypothesis import strategies as st

from stafet.kernel.matching.check import Ledger
from stafet.kernel.matching.draw import NO_PLACE
from stafet.kernel.matching.priorities import FROM_THE_START, Policy, Priority
from stafet.kernel.matching.problem import Limit, LimitKind, Place, PlaceKind, Problem, Pupil

FEWER = settings(max_examples=max(settings().max_examples // 3, 1))
"""Each of these solves something: a third of the cases, in a campaign too."""

TUESDAY, WEDNESDAY, THURSDAY = 2, 3, 4
POLICY = Policy("Town hall, 15 May 2026")


def pupil(
    key: str,
    *wishes: str,
    municipality: str = "ishoj",
    age: int = 14,
    weekdays: frozenset[int] = frozenset({WEDNESDAY}),
    branches: frozenset[str] = frozenset(),
    travel: Mapping[str, int] | None = None,
    longest_travel: int | None = None,
    days: int = 1,
) -> Pupil:
    """Somebody of 14 who may be away on Wednesdays."""
    return Pupil(key, municipality, age, weekdays, wishes, branches, travel or {}, longest_travel, days)


def company(
    key: str,
    seats: int = 1,
    *,
    weekdays: frozenset[int] = frozenset({TUESDAY, WEDNESDAY}),
    branch: str = "",
    youngest: int | None = None,
    oldest: int | None = None,
    prefers: tuple[str, ...] = (),
) -> Place:
    """A company with one seat on Tuesdays and Wednesdays."""
    return Place(key, seats, weekdays, branch, youngest=youngest, oldest=oldest, prefers=prefers)


def course(key: str, seats: int = 1, *, municipalities: frozenset[str] = frozenset()) -> Place:
    """A practical course on Wednesdays."""
    return Place(key, seats, frozenset({WEDNESDAY}), kind=PlaceKind.FALLBACK, municipalities=municipalities)


def problem(
    pupils: list[Pupil],
    places: list[Place],
    *limits: Limit,
    locked: Mapping[str, str] | None = None,
    refused: frozenset[tuple[str, str]] = frozenset(),
    earlier: Mapping[str, str] | None = None,
) -> Problem:
    """These pupils, these places."""
    return Problem(tuple(pupils), tuple(places), tuple(limits), locked or {}, refused, earlier or {})


def load(key: str, at_most: int, *places: str) -> Limit:
    """What one contact person can look after."""
    return Limit(key, LimitKind.CONTACT_PERSON, at_most, frozenset(places))


def quota(key: str, at_most: int, *places: str, of: str) -> Limit:
    """A municipality's share."""
    return Limit(key, LimitKind.QUOTA, at_most, frozenset(places), frozenset({of}))


def best_by_trying_everything(problem: Problem, policy: Policy) -> tuple[int, ...]:
    """The values of the best matching, found among all there are."""
    ledger = Ledger(problem, policy, {})
    choices = []
    for each in problem.pupils:
        options = [option.place for option in ledger.options.of(each)]
        choices.append(options if each.key in problem.locked else [*options, NO_PLACE])
    keys = [each.key for each in problem.pupils]
    found = []
    for chosen in product(*choices):
        placed = {key: place for key, place in zip(keys, chosen, strict=True) if place}
        tried = Ledger(problem, policy, placed)
        if all(load <= tried.limits.by_key[key].at_most for key, load in tried.loads.items()):
            found.append(tried.values)
    return min(found)


_WEEKDAYS = st.frozensets(st.sampled_from([TUESDAY, WEDNESDAY]), min_size=1)
_BRANCHES = st.sampled_from(["wood", "food"])


@st.composite
def _places(draw: st.DrawFn) -> list[Place]:
    keys = [f"place {number}" for number in range(draw(st.integers(1, 4)))]
    return [
        Place(
            key,
            draw(st.integers(0, 2)),
            draw(_WEEKDAYS),
            draw(_BRANCHES),
            draw(st.sampled_from(PlaceKind)),
            draw(st.sampled_from([None, 14])),
        )
        for key in keys
    ]


@st.composite
def _pupils(draw: st.DrawFn, keys: list[str]) -> list[Pupil]:
    travel = st.dictionaries(st.sampled_from(keys), st.integers(0, 3))
    return [
        Pupil(
            f"pupil {number}",
            draw(st.sampled_from(["ishoj", "greve"])),
            draw(st.integers(13, 15)),
            draw(_WEEKDAYS),
            tuple(draw(st.lists(st.sampled_from(keys), unique=True, max_size=3))),
            draw(st.frozensets(_BRANCHES, max_size=1)),
            draw(travel),
        )
        for number in range(draw(st.integers(1, 4)))
    ]


@st.composite
def problems(draw: st.DrawFn, *, crossing: bool = False) -> Problem:
    """Up to four pupils and four places, with limits that lie within each other, or with limits that may cross."""
    places = draw(_places())
    keys = [place.key for place in places]
    pupils = draw(_pupils(keys))
    shared = frozenset(draw(st.lists(st.sampled_from(keys), min_size=1, unique=True)))
    limits = [
        Limit("contact", LimitKind.CONTACT_PERSON, draw(st.integers(0, 3)), shared),
        Limit(
            "share",
            LimitKind.QUOTA,
            draw(st.integers(0, 2)),
            shared if crossing else frozenset({keys[0]}),
            frozenset({"ishoj"}),
        ),
    ]
    earlier = draw(st.dictionaries(st.sampled_from([each.key for each in pupils]), st.sampled_from(keys)))
    return Problem(tuple(pupils), tuple(places), tuple(limits), earlier=earlier)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any order in which nobody is left without comes first."""
    rest = draw(st.permutations([each for each in FROM_THE_START if each is not Priority.PLACED]))
    return Policy(
        draw(st.sampled_from(["heads", "tails"])),
        (Priority.PLACED, *rest),
        good_ranks=draw(st.integers(0, 2)),
        nearest=draw(st.integers(0, 2)),
    )
