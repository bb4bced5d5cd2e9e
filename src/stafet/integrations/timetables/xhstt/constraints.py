"""What an instance asks for, as far as a week keeps it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stafet.integrations.timetables.xhstt.instance import Instance, identity, reference
from stafet.kernel.timetables.problem import Spread

ANY_LENGTH = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What events and resources must keep to.

    ``preferred``: event and length (0: any) → the hours it may begin in; ``bands``: event → with whom it stands together;
    ``choices``: event and role → who may fill it.
    """

    away: Mapping[str, frozenset[int]]
    preferred: Mapping[tuple[str, int], frozenset[int]]
    bands: Mapping[str, str]
    choices: Mapping[tuple[str, str], frozenset[str]]

    def starts(self, event: str, length: int) -> frozenset[int] | None:
        """The hours a part of an event may begin in; ``None`` where nothing is said."""
        said = [
            hours
            for key in ((event, ANY_LENGTH), (event, length))
            if (hours := self.preferred.get(key)) is not None
        ]
        return frozenset.intersection(*said) if said else None


def asked_of(instance: Instance) -> Asked:
    """What an instance asks for."""
    return Asked(_away(instance), _preferred(instance), _bands(instance), _choices(instance))


def spreads(instance: Instance, parts: Mapping[str, frozenset[str]]) -> Iterator[Spread]:
    """How lessons must be spread. ``parts``: event → its lessons."""
    for constraint in instance.constraints("SpreadEventsConstraint"):
        bounds = [
            (
                instance.known(instance.hours_in, times),
                instance.number(times, "Maximum"),
                instance.number(times, "Minimum"),
            )
            for times in constraint.all("TimeGroups", "TimeGroup")
        ]
        for group in constraint.all("AppliesTo", "EventGroups", "EventGroup"):
            events = instance.known(instance.events_in, group)
            lessons = frozenset[str]().union(*(parts.get(event, frozenset()) for event in events))
            if lessons:
                name = reference(instance.file, group)
                yield from (Spread(name, lessons, hours, most, fewest) for hours, most, fewest in bounds)


def _away(instance: Instance) -> dict[str, frozenset[int]]:
    away: dict[str, frozenset[int]] = defaultdict(frozenset)
    for constraint in instance.constraints("AvoidUnavailableTimesConstraint"):
        applies_to = constraint.first("AppliesTo") or constraint
        for resource in instance.resources_named(applies_to):
            away[resource] |= instance.hours_named(constraint)
    return away


def _preferred(instance: Instance) -> dict[tuple[str, int], frozenset[int]]:
    preferred: dict[tuple[str, int], frozenset[int]] = {}
    for constraint in instance.constraints("PreferTimesConstraint"):
        length = instance.number(constraint, "Duration") if constraint.first("Duration") else ANY_LENGTH
        hours = instance.hours_named(constraint)
        for event in instance.events_named(constraint):
            preferred[event, length] = preferred.get((event, length), hours) & hours
    return preferred


def _bands(instance: Instance) -> dict[str, str]:
    return {
        event: f"{identity(instance.file, constraint)}/{reference(instance.file, group)}"
        for constraint in instance.constraints("LinkEventsConstraint")
        for group in constraint.all("AppliesTo", "EventGroups", "EventGroup")
        for event in instance.known(instance.events_in, group)
    }


def _choices(instance: Instance) -> dict[tuple[str, str], frozenset[str]]:
    choices: dict[tuple[str, str], frozenset[str]] = {}
    for constraint in instance.constraints("PreferResourcesConstraint"):
        resources = instance.resources_named(constraint)
        for event in instance.events_named(constraint):
            key = event, constraint.text_of("Role")
            choices[key] = choices.get(key, resources) & resources
    return choices
