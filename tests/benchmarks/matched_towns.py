"""A made-up region to match in: companies along a road, pupils who wish for what is near, and courses for the rest."""

from __future__ import annotations

import random

from stafet.kernel.matching.problem import Limit, LimitKind, Place, PlaceKind, Problem, Pupil

_BRANCHES = ("wood", "metal", "food", "care", "shop", "green")
_PUPILS_OF_A_TOWN = 1000
_NEAR = 30
"""Companies to either side that a pupil may wish for."""


def region(people: int, seed: int = 1) -> Problem:
    """``people`` pupils in towns of a thousand that run into each other, so that everything hangs together.

    Five seats at companies for six pupils, three to five wishes each among some sixty companies near home, popular ones
    more often; every third contact person looks after two companies; courses with shares of two
    municipalities for about one pupil in seven.
    """
    draw = random.Random(seed)  # noqa: S311
    companies = [_company(draw, number) for number in range(max(people // 3, 3))]
    contacts = [
        Limit(
            f"contact {number}",
            LimitKind.CONTACT_PERSON,
            max(companies[number].seats + companies[number + 1].seats - 1, 1),
            frozenset({companies[number].key, companies[number + 1].key}),
        )
        for number in range(0, len(companies) - 1, 6)
    ]
    courses, shares = _courses(people)
    pupils = [_pupil(draw, number, people, companies, courses) for number in range(people)]
    return Problem(tuple(pupils), (*companies, *courses), (*contacts, *shares))


def _company(draw: random.Random, number: int) -> Place:
    return Place(
        f"company {number}",
        draw.randint(1, 4),
        frozenset(draw.sample(range(1, 6), 4)),
        draw.choice(_BRANCHES),
        youngest=draw.choice((None, None, 14)),
    )


def _courses(people: int) -> tuple[list[Place], list[Limit]]:
    """A course for each 250 pupils, open to two neighbouring towns, with forty seats, thirty at most for one town."""
    courses, shares = [], []
    for number in range(max(people // 250, 1)):
        town = number * 250 // _PUPILS_OF_A_TOWN
        both = (f"town {town}", f"town {town + 1}")
        key = f"course {number}"
        courses.append(
            Place(key, 40, frozenset(range(1, 6)), kind=PlaceKind.FALLBACK, municipalities=frozenset(both))
        )
        shares += [
            Limit(f"{key} {each}", LimitKind.QUOTA, 30, frozenset({key}), frozenset({each})) for each in both
        ]
    return courses, shares


def _pupil(
    draw: random.Random, number: int, people: int, companies: list[Place], courses: list[Place]
) -> Pupil:
    home = number * len(companies) // people
    near = range(max(home - _NEAR, 0), min(home + _NEAR, len(companies)))
    liked = {min(draw.choice(near), draw.choice(near)) for _ in range(draw.randint(3, 5))}
    travel = {
        companies[each].key: 3 + abs(each - home) for each in (*draw.sample(near, min(8, len(near))), *liked)
    }
    return Pupil(
        f"pupil {number}",
        f"town {number // _PUPILS_OF_A_TOWN}",
        draw.choice((13, 14, 15)),
        frozenset({draw.randint(1, 5)}),
        tuple(companies[each].key for each in draw.sample(sorted(liked), len(liked))),
        frozenset(draw.sample(_BRANCHES, 3)),
        travel,
    )
