"""The goals, each with its target. A campaign measures all of them; the short slice of ``make test`` some, on less.

The numbers are those of the trust goals (G1 …) and of the tests that measure them (T1 …).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Aim(StrEnum):
    """Which way is better."""

    AT_LEAST = "≥"
    AT_MOST = "≤"


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing to reach. ``is_amount`` says how much was tried: the short slice tries less and is not judged by it."""

    number: str
    what: str
    aim: Aim
    target: float
    unit: str = ""
    is_amount: bool = False

    def is_reached_by(self, figure: float) -> bool:
        """Whether a figure is good enough."""
        return figure >= self.target if self.aim is Aim.AT_LEAST else figure <= self.target


def _tried(number: str, what: str, target: float) -> Goal:
    return Goal(number, what, Aim.AT_LEAST, target, is_amount=True)


def _none(number: str, what: str) -> Goal:
    return Goal(number, what, Aim.AT_MOST, 0)


def _all(number: str, what: str) -> Goal:
    return Goal(number, what, Aim.AT_LEAST, 100, "%")


GOALS: Mapping[str, Goal] = {
    "checks": _tried("G1 · T1", "Role × address × object checks", 50_000),
    "leaks": _none("G1 G3 · T2", "Markers where they don't belong, in bodies and headers"),
    "hidden": _none("G17 · T2", "Markers of protected people met by whoever is not on their named list"),
    "addresses": _all("G2 · T3", "Addresses that are in the matrix"),
    "logged": _all("G13 · T9", "Answers that show somebody and were logged before"),
    "denials": _all("G14 · T9", "Refused pages about somebody that were logged"),
    "looked at": _tried("pages", "Pages looked at in a browser, on a phone and on a desk", 500),
    "faults in sight": _none("pages", "Of them with something wrong for eyes, ears or keys"),
    "typed": _tried("T17", "Forms and addresses filled with what breaks systems", 10_000),
    "fences": _none("G4 · T4", "Leaks with any one fence removed"),
    "mutants": _all("G4 · T4", "Planted holes that were found"),
    "protected tables": _all("G6 · T3", "Tables about persons with policies that hold for their owner too"),
    "logs": _none("G28 G30 · T19", "Lines of a log, mails and tasks with a marker"),
    "races": _tried("G8 · T6", "Races", 10_000),
    "doubles": _none("G8 · T6", "Races won by two, or that left a broken promise"),
    "kills": _tried("G7 · T8", "Processes killed: client, worker, backend, postmaster", 1_000),
    "lost": _none("G7 · T8", "Hand-overs lost or doubled by a kill"),
    "steps": _tried("G9 · T5", "Steps of the relay machine", 50_000),
    "dropped": _none("G9 · T5", "Dropped batons"),
    "planted": _all("G9 · T5", "Planted faults of the relay that were found"),
    "dead holders": _tried("T29", "Holders that died, of which a human heard in time", 6),
    "malformed": _tried("G18 · T13", "Malformed files", 2_000),
    "told": _all("G18 · T13", "Malformed files told with row and column in three languages"),
    "partial": _none("G18 · T13", "Partial writes of a malformed file"),
    "again": _none("G19 · T14", "Changes by the same file again"),
    "bomb seconds": Goal("G20 · T13", "Slowest refusal of a bomb", Aim.AT_MOST, 2, "s"),
    "bomb memory": Goal("G20 · T13", "Most memory for a bomb", Aim.AT_MOST, 512, "MB"),
    "numbers": _tried("G34 · T22", "Numbers and names at the edges", 300),
    "refused numbers": _none("G34 · T22", "Of them wrongly refused"),
    "clocks": _tried("G35 · T23", "Clock cases in both countries", 150),
    "wrong clocks": _none("G35 · T23", "Of them wrong"),
    "overdue": _none("G27 · T15", "Rows overdue after the nightly job, clock moved by years"),
    "custody": _none("G12 · T12", "Instants at which an own log-in opened too much or too little"),
    "copied": _all("G26 · T15", "Personal columns in a copy of everything, or excepted with a reason"),
    "who has read": Goal("G15", "Who has read about me, 19th slowest of 20 pages", Aim.AT_MOST, 1, "s"),
    "restored": _none("G24 · T16", "Tables, rows and content that differ after a restore"),
    "returned": _none("G25 · T16", "Deleted persons visible after a restore"),
    "filter sequences": _tried("G29 · T26", "Sequences of filters and days released, and attacked", 10_000),
    "derived": _none("G29 · T26", "Hidden cells that can be worked out from all that was shown"),
    "scores": _none("G37 · T30", "Computed numbers about a person"),
    "emergencies": _none(
        "G16 · T11", "Emergencies past their sixtieth minute, people not told of one at once"
    ),
    "outbound": _none("G31 · T18", "Connections that leave the machine, while tests run"),
    "one holder": _all("G10", "Covered people of a simulated country with one holder and a next step"),
    "receipts": _all("G11", "Hand-overs accepted there with a receipt and a notice"),
    "simulated days": _tried("national", "Days of a simulated country", 700),
    "simulated people": _tried("national", "Young people in it", 1_000_000),
    "coverage low": Goal(
        "effects", "95 % intervals of effects, 8 to 40 schools: least covered", Aim.AT_LEAST, 93, "%"
    ),
    "coverage high": Goal("effects", "The same: most covered", Aim.AT_MOST, 97, "%"),
    "broken days": _none("national", "Days after which the promise did not hold for everyone"),
}
