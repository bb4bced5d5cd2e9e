"""Bugs planted one at a time, each with a short story in which it shows. The machine must fail on every one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.responsibility.machine import RelayMachine

from stafet.grants import api as grants
from stafet.responsibility.actions import (
    clock,
    handovers,
    holding_rows,
    intake,
    leaving,
    merging,
    step_rows,
    steps,
)
from stafet.responsibility.models import Handover, NextStep

AMINA, BILAL, CLARA = range(3)
Story = Callable[[RelayMachine], None]


@dataclass(frozen=True, slots=True)
class Bug:
    """A function of the relay replaced by a faulty one, and what must happen for it to show."""

    module: object
    name: str
    faulty: Callable[..., Any]
    story: Story


def _nothing(*_: object, **__: object) -> None:
    """Forget to do it."""


def _offer(machine: RelayMachine) -> None:
    machine.offer(AMINA, "vocational", 0, None)


def _accepted(machine: RelayMachine) -> None:
    _offer(machine)
    machine.accept(0, 0, named=False)


def _accepted_with_a_legal_clock(machine: RelayMachine) -> None:
    machine.enrol(AMINA, "vocational")
    machine.break_off(AMINA)
    _accepted(machine)


def _unanswered(machine: RelayMachine) -> None:
    _offer(machine)
    for _ in range(4):
        machine.pass_days(9)


def _taken_back_while_offered(machine: RelayMachine) -> None:
    _offer(machine)
    machine.take_back(AMINA)


def _merged_with_somebody_uncovered(machine: RelayMachine) -> None:
    machine.end(BILAL)
    machine.merge(BILAL, AMINA)


def _merged_with_different_holders(machine: RelayMachine) -> None:
    machine.merge(AMINA, BILAL)


def _postponed(machine: RelayMachine) -> None:
    machine.postpone(AMINA, 0, 3)


def _completed(machine: RelayMachine) -> None:
    machine.enrol(AMINA, "vocational")
    machine.complete(AMINA)


def _left_and_closed(machine: RelayMachine) -> None:
    machine.close("vocational")


def _last_step_finished(machine: RelayMachine) -> None:
    machine.finish(AMINA, 0, None)


def _taken_in_again(machine: RelayMachine) -> None:
    machine.end(AMINA)
    machine.take_in("school")


def _postponing_silently(step: NextStep, to: object, *_: object) -> None:
    """Move the day before the action can say that it did."""
    NextStep.objects.filter(pk=step.pk).update(due_on=to + timedelta(days=1))  # type: ignore[operator]


def _accepting_by_anybody(handover: Handover, move: object, *, by: object, at: object, **_: object) -> None:
    """Say yes without writing it down."""
    Handover.objects.filter(pk=handover.pk).update(known_at=at)


BUGS: dict[str, Bug] = {
    "the first step is forgotten on accepting": Bug(handovers, "step_row", _nothing, _accepted),
    "the old holding is not closed": Bug(holding_rows, "end_holding", _nothing, _accepted),
    "the sender keeps the holder's grant": Bug(handovers, "end_holding_grant", _nothing, _accepted),
    "the offer stays open after accepting": Bug(handovers, "move_handover", _accepting_by_anybody, _accepted),
    "the sender's steps stay open": Bug(handovers, "hand_on_steps", _nothing, _accepted),
    "a legal clock is dropped on the way": Bug(
        step_rows, "is_law", lambda _: False, _accepted_with_a_legal_clock
    ),
    "an offer lapses and nobody takes it home": Bug(clock, "bring_home", _nothing, _unanswered),
    "an offer outlives the holder who made it": Bug(
        leaving, "withdraw_open_offer", _nothing, _taken_back_while_offered
    ),
    "merging loses the only baton": Bug(merging, "_go_on_with", _nothing, _merged_with_somebody_uncovered),
    "merging leaves the duplicate's steps behind": Bug(
        merging, "_move_steps", _nothing, _merged_with_somebody_uncovered
    ),
    "merging keeps both batons": Bug(merging, "close_coverage", _nothing, _merged_with_different_holders),
    "a step is postponed silently": Bug(steps, "_check_postponing", _postponing_silently, _postponed),
    "the end leaves steps open": Bug(leaving, "close_steps", _nothing, _completed),
    "the municipality's sight outlives its promise": Bug(grants, "end_grants", _nothing, _completed),
    "nobody looks after a place that closed": Bug(clock, "_strandings", lambda _: [], _left_and_closed),
    "the last step is closed with nothing after it": Bug(
        steps, "_check_something_follows", _nothing, _last_step_finished
    ),
    "taking in forgets the first step": Bug(intake, "step_row", _nothing, _taken_in_again),
}
