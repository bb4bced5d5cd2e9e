"""What a run was asked and answered, as it is kept, and back again: so that anybody who may see it can check it anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from stafet.kernel.matching import (
    Explanation,
    Level,
    Limit,
    LimitKind,
    Method,
    Place,
    PlaceKind,
    Policy,
    Priority,
    Problem,
    Proof,
    Pupil,
    Result,
    Value,
)
from stafet.matchmaking.drafts import Asked, Supposed, SupposedState
from stafet.matchmaking.models import Proposal, Run
from stafet.matchmaking.states import Fairness

Written = dict[str, Any]
METHODS: Mapping[Fairness, Method] = {
    Fairness.PRIORITIES: Method.PRIORITIES,
    Fairness.DEFERRED: Method.DEFERRED_ACCEPTANCE,
}


def write_asked(problem: Problem, policy: Policy) -> Written:
    """What is asked of all: places, limits, and what the town has declared. Nothing about a pupil."""
    return {
        "places": [
            {
                "key": place.key,
                "seats": place.seats,
                "weekdays": sorted(place.weekdays),
                "branch": place.branch,
                "kind": place.kind.value,
                "youngest": place.youngest,
            }
            for place in problem.places
        ],
        "limits": [
            {"key": limit.key, "at_most": limit.at_most, "places": sorted(limit.places)}
            for limit in problem.limits
        ],
        "policy": {
            "seed": policy.seed,
            "order": [priority.value for priority in policy.order],
            "good_ranks": policy.good_ranks,
            "nearest": policy.nearest,
            "unknown_minutes": policy.unknown_minutes,
        },
    }


def write_pupil(problem: Problem, pupil: Pupil) -> Written:
    """What is asked about one pupil."""
    return {
        "municipality": pupil.municipality,
        "age": pupil.age,
        "weekdays": sorted(pupil.weekdays),
        "days": pupil.days,
        "wishes": list(pupil.wishes),
        "branches": sorted(pupil.branches),
        "travel": dict(pupil.travel),
        "longest_travel": pupil.longest_travel,
        "locked": problem.locked.get(pupil.key, ""),
        "earlier": problem.earlier.get(pupil.key, ""),
        "refused": sorted(place for key, place in problem.refused if key == pupil.key),
    }


def write_why(told: Explanation) -> Written:
    """Why somebody has what they have. Of those who have what they wished for, how many and how high: not who."""
    return {
        "wishes": [
            {
                "place": wish.place,
                "rank": wish.rank,
                "outcome": wish.outcome.value,
                "reasons": [reason.value for reason in wish.reasons],
                "holders": len(wish.holders),
                "lowest": wish.holders[-1].rank if wish.holders else 0,
                "against": wish.speaks_against.value if wish.speaks_against else "",
            }
            for wish in told.wishes
        ],
        "ways_out": [
            {
                "place": way.place,
                "reasons": [reason.value for reason in way.reasons],
                "needs_seat": way.needs_seat,
            }
            for way in told.relaxations
        ],
    }


def write_values(values: Sequence[Value]) -> list[list[Any]]:
    """The worth of a result, level by level."""
    return [[each.level.priority.value, each.level.rank, each.value, each.at_least] for each in values]


def read_values(run: Run) -> tuple[Value, ...]:
    """The worth of a run, level by level."""
    return tuple(
        Value(Level(Priority(priority), rank), value, at_least)
        for priority, rank, value, at_least in run.values
    )


def read_places(run: Run) -> tuple[Place, ...]:
    """The places as they were."""
    return tuple(
        Place(
            key=each["key"],
            seats=each["seats"],
            weekdays=frozenset(each["weekdays"]),
            branch=each["branch"],
            kind=PlaceKind(each["kind"]),
            youngest=each["youngest"],
        )
        for each in run.asked["places"]
    )


def read_policy(run: Run) -> Policy:
    """What the town had declared."""
    kept = run.asked["policy"]
    return Policy(
        seed=kept["seed"],
        order=tuple(map(Priority, kept["order"])),
        good_ranks=kept["good_ranks"],
        nearest=kept["nearest"],
        unknown_minutes=kept["unknown_minutes"],
    )


def read_pupil(proposal: Proposal) -> Pupil:
    """One pupil as the run knew them."""
    kept = proposal.asked
    return Pupil(
        key=str(proposal.entry_id),
        municipality=kept["municipality"],
        age=kept["age"],
        weekdays=frozenset(kept["weekdays"]),
        days=kept["days"],
        wishes=tuple(kept["wishes"]),
        branches=frozenset(kept["branches"]),
        travel=kept["travel"],
        longest_travel=kept["longest_travel"],
    )


def read_problem(run: Run, proposals: Sequence[Proposal]) -> Problem:
    """The whole problem, for whoever may see everybody in it."""
    asked = {str(each.entry_id): each.asked for each in proposals}
    return Problem(
        pupils=tuple(map(read_pupil, proposals)),
        places=read_places(run),
        limits=tuple(
            Limit(each["key"], LimitKind.CONTACT_PERSON, each["at_most"], frozenset(each["places"]))
            for each in run.asked["limits"]
        ),
        locked={key: each["locked"] for key, each in asked.items() if each["locked"]},
        refused=frozenset((key, place) for key, each in asked.items() for place in each["refused"]),
        earlier={key: each["earlier"] for key, each in asked.items() if each["earlier"]},
    )


def read_result(run: Run, proposals: Sequence[Proposal]) -> Result:
    """The answer of a run, as far as these proposals say it."""
    return Result(
        method=METHODS[Fairness(run.fairness)],
        placed={str(each.entry_id): str(each.place_id) for each in proposals if each.place_id},
        values=read_values(run),
        proof=Proof(run.proof or Proof.NONE),
        proven=run.proven,
        prices={key: tuple(price) for key, price in run.prices.items()},
    )


def write_supposed(state: SupposedState, at: datetime, told: Supposed | None = None) -> Written:
    """What was asked of one place, and the answer once there is one."""
    kept: Written = {"state": state.value, "at": at.isoformat()}
    if told is not None:
        kept |= {
            "can_be": told.can_be,
            "worse": told.worse.value if told.worse else "",
            "worse_by": told.worse_by,
            "then": told.then,
            "better": told.better.value if told.better else "",
            "better_by": told.better_by,
        }
    return kept


def read_supposed(proposal: Proposal) -> tuple[Asked, ...]:
    """Everything that was supposed, the newest first."""
    found = [
        Asked(
            UUID(place),
            SupposedState(kept["state"]),
            datetime.fromisoformat(kept["at"]),
            _told(kept) if kept["state"] == SupposedState.TOLD else None,
        )
        for place, kept in proposal.supposed.items()
    ]
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def _told(kept: Written) -> Supposed:
    return Supposed(
        can_be=kept["can_be"],
        worse=Priority(kept["worse"]) if kept["worse"] else None,
        worse_by=kept["worse_by"],
        then=kept["then"],
        better=Priority(kept["better"]) if kept["better"] else None,
        better_by=kept["better_by"],
    )
