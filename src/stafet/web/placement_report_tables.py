"""The figures about placements as tables with words: each says how many of how many, and what is not shown and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from stafet.placementfigures import api as figures
from stafet.placements.api import Branch, EndReason, WayState
from stafet.web.components.numbers import write_decimal, write_number
from stafet.web.components.say import say
from stafet.web.components.tables import Column, Table, make_table

_S = WayState


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of a bar: how wide, where it begins, what it says."""

    name: str
    start: str
    width: str
    words: str


def count_words(count: int | None) -> str:
    """A number, or that it is not shown."""
    return gettext("not shown") if count is None else write_number(count)


def hours_words(hours: Decimal | None) -> str:
    """Hours to the nearest whole one."""
    return gettext("not known") if hours is None else write_number(round(hours))


def state_table(found: figures.PupilCounts) -> Table:
    """Where they stand."""
    return _parts(
        gettext("Where they stand"), gettext("State"), found.by_state, lambda key: str(_S(key).label)
    )


def school_table(found: figures.PupilCounts) -> Table:
    """At which school."""
    return _parts(gettext("At which school"), gettext("School"), found.by_school, str)


def grade_table(found: figures.PupilCounts) -> Table:
    """In which grade."""

    def word(key: str) -> str:
        return gettext("Grade %(grade)s") % {"grade": key} if key else gettext("Grade not known")

    return _parts(gettext("In which grade"), gettext("Grade"), found.by_grade, word)


def model_table(found: figures.PupilCounts) -> Table:
    """By which model of the town: its track."""
    return _parts(gettext("On which track"), gettext("The town’s model"), found.by_model, str)


def waiting_table(found: figures.PupilCounts) -> Table:
    """Who waits, and how long."""
    columns = (
        Column(gettext("What they wait for")),
        Column(gettext("How many"), numeric=True),
        Column(gettext("Of how many"), numeric=True),
        Column(gettext("Half of them at most"), numeric=True),
        Column(gettext("The longest"), numeric=True),
    )
    told = (
        (gettext("A place"), found.without_place),
        (gettext("Signatures under the agreement"), found.unsigned),
        (gettext("The leader’s approval"), found.unapproved),
    )
    rows = [
        (what, count_words(each.count), count_words(each.base), _days(each.median), _days(each.longest))
        for what, each in told
    ]
    return make_table(gettext("Who waits, and how long"), columns, rows)


def hours_table(lines: Sequence[figures.HoursLine]) -> Table:
    """Hours agreed at the place against the cap."""
    columns = (
        Column(gettext("The town’s model")),
        Column(gettext("Pupils with an approved agreement"), numeric=True),
        Column(gettext("Hours agreed"), numeric=True),
        Column(gettext("For one pupil, in the mean"), numeric=True),
        Column(gettext("Cap of one pupil a year"), numeric=True),
        Column(gettext("Pupils above the cap"), numeric=True),
    )
    source = gettext(
        "Agreed days times hours between the first and the last day, without the break, in no more weeks than the model has. Days on practical courses are not in it."
    )
    return make_table(
        gettext("Hours agreed, against the cap"), columns, map(_hours_row, lines), source=source
    )


def so_far_table(lines: Sequence[figures.HoursLine]) -> Table:
    """Hours up to the day: as agreed, and as told."""
    columns = (
        Column(gettext("The town’s model")),
        Column(gettext("Pupils with an approved agreement"), numeric=True),
        Column(gettext("Hours so far, as agreed"), numeric=True),
        Column(gettext("Pupils of whom days are told"), numeric=True),
        Column(gettext("Hours they were there"), numeric=True),
    )
    source = gettext(
        "Told is what the place or the school has written down of each day; a day nobody wrote about is not counted."
    )
    return make_table(gettext("Hours so far"), columns, map(_so_far_row, lines), source=source)


def branch_table(lines: Sequence[figures.BranchLine]) -> Table:
    """Hosts by branch."""
    columns = (
        Column(gettext("Branch")),
        Column(gettext("Hosts in the bank"), numeric=True),
        Column(gettext("Take young people this year"), numeric=True),
        Column(gettext("Places"), numeric=True),
        Column(gettext("Free"), numeric=True),
    )
    rows = [
        (
            str(Branch(line.branch).label),
            *map(write_number, (line.hosts, line.willing, line.places, line.free)),
        )
        for line in lines
    ]
    return make_table(gettext("Hosts by branch"), columns, rows)


def withdrawn_table(found: figures.PupilCounts) -> Table:
    """Why they stopped."""
    source = gettext(
        "%(withdrawn)s have withdrawn; %(applied)s have applied or gone further, or stopped."
    ) % {
        "withdrawn": count_words(found.withdrawn.base),
        "applied": count_words(found.applied),
    }
    return _parts(
        gettext("Why they stopped"),
        gettext("Reason"),
        found.withdrawn,
        lambda key: str(EndReason(key).label),
        source=source,
    )


def transition_table(found: Iterable[figures.Transition]) -> Table:
    """Who does vocational education afterwards."""
    columns = (
        Column(gettext("When")),
        Column(gettext("In vocational education"), numeric=True),
        Column(gettext("The day is still to come for"), numeric=True),
    )
    rows = [
        (
            _months(each.months),
            count_words(None) if each.share is None else say(each.share.shown),
            count_words(each.to_come),
        )
        for each in found
    ]
    source = gettext(
        "Of those who completed and whom you may still see. Others may do something else that is as right for them."
    )
    return make_table(gettext("On to vocational education"), columns, rows, source=source)


def cost_table(costs: Iterable[figures.CostEstimate]) -> Table:
    """What it may cost."""
    columns = (
        Column(gettext("Which pupils")),
        Column(gettext("Pupils"), numeric=True),
        Column(gettext("Hours each"), numeric=True),
        Column(gettext("Price of an hour, kr."), numeric=True),
        Column(gettext("Comes to, kr."), numeric=True),
    )
    rows = [
        (
            _which(each),
            gettext("not known") if each.pupils is None else write_number(each.pupils),
            hours_words(each.hours),
            gettext("not given") if each.rate is None else write_decimal(each.rate),
            gettext("not known") if each.amount is None else write_number(int(each.amount)),
        )
        for each in costs
    ]
    source = gettext(
        "Pupils × hours × price. The price is the one you have typed in; it is kept nowhere. The hours are those of one pupil, in the mean of all who have an agreement this year."
    )
    return make_table(gettext("What it may cost"), columns, rows, source=source)


def missed_table(missed: Iterable[figures.LessonsMissed]) -> Table:
    """What is missed in class."""
    columns = (
        Column(gettext("Reckoned from")),
        Column(gettext("Pupils"), numeric=True),
        Column(gettext("Days at the place so far"), numeric=True),
        Column(gettext("Lessons missed at most"), numeric=True),
    )
    rows = [
        (
            gettext("Days they were told to be there") if each.is_told else gettext("Days that were agreed"),
            count_words(each.pupils),
            count_words(each.days),
            _lessons(each),
        )
        for each in missed
    ]
    source = gettext(
        "At most: a lesson that was moved, or a day on which the class had none, is counted as missed."
    )
    return make_table(gettext("Lessons missed"), columns, rows, source=source)


def workload_table(lines: Iterable[figures.WorkloadLine]) -> Table:
    """How much there is to do for whom."""
    columns = (
        Column(gettext("Who has the responsibility")),
        Column(gettext("On the way"), numeric=True),
        Column(gettext("Without a place"), numeric=True),
        Column(gettext("Agreements to finish"), numeric=True),
        Column(gettext("Stood long in one state"), numeric=True),
    )
    rows = [
        (
            _holder(line),
            *map(count_words, (line.under_way, line.without_place, line.to_sign, line.stood_long)),
        )
        for line in lines
    ]
    source = gettext("It says where help is needed. It is no measure of anybody’s work.")
    return make_table(gettext("How much there is to do"), columns, rows, source=source)


def bar(parts: Sequence[tuple[str, int | None]]) -> tuple[Slice, ...]:
    """Parts beside each other, four at most; no picture while one of them is not shown."""
    if any(count is None for _, count in parts) or not any(count for _, count in parts):
        return ()
    whole, start, found = sum(count or 0 for _, count in parts), 0.0, []
    for name, (words, count) in zip(_FILLS, parts, strict=False):
        width = 100 * (count or 0) / whole
        if width:
            told = f"{words}: {write_number(count or 0)}"
            found.append(Slice(name, f"{start:.2f}%", f"{width:.2f}%", told))
        start += width
    return tuple(found)


def way_parts(found: figures.PupilCounts) -> tuple[tuple[str, int | None], ...]:
    """The states in four parts, as the picture shows them."""
    counts = {part.key: part.count for part in found.by_state.parts}
    return tuple((str(words), _sum(counts, states)) for words, states in _in_four())


def _in_four() -> tuple[tuple[str, tuple[WayState, ...]], ...]:
    return (
        (gettext("There"), (_S.ACTIVE, _S.PAUSED, _S.ON_COURSE, _S.EVALUATED, _S.COMPLETED)),
        (gettext("Agreement under way"), (_S.DRAFTED, _S.SIGNED, _S.APPROVED, _S.REGISTERED)),
        (
            gettext("Before"),
            (_S.CANDIDATE, _S.INFORMED, _S.INTERESTED, _S.TALKED, _S.APPLIED, _S.WITHDRAWN),
        ),
        (gettext("Without a place"), (_S.SEEKING, _S.CHANGING, _S.REFUSED)),
    )


_FILLS = ("rechosen", "returned", "exempt", "dropped")
"""The four fills of a bar, from the strongest to the one that asks for somebody."""


def _sum(counts: dict[str, int | None], states: Iterable[WayState]) -> int | None:
    found = [counts.get(state.value, 0) for state in states]
    return None if None in found else sum(count or 0 for count in found)


def _parts(
    caption: str, title: str, counts: figures.Counts, word: Callable[[str], str], *, source: str = ""
) -> Table:
    columns = (
        Column(title),
        Column(gettext("How many"), numeric=True),
        Column(gettext("Of how many"), numeric=True),
    )
    rows = [(word(part.key), count_words(part.count), count_words(counts.base)) for part in counts.parts]
    return make_table(caption, columns, rows, source=source)


def _hours_row(line: figures.HoursLine) -> tuple[str, ...]:
    cap = gettext("none") if line.cap is None else write_number(line.cap)
    if line.is_few:
        return (line.name, *[count_words(None)] * 3, cap, count_words(None))
    above = "–" if line.cap is None else count_words(line.above)
    mean = line.agreed_hours / line.pupils
    return (
        line.name,
        write_number(line.pupils),
        hours_words(line.agreed_hours),
        hours_words(mean),
        cap,
        above,
    )


def _so_far_row(line: figures.HoursLine) -> tuple[str, ...]:
    if line.is_few:
        return (line.name, *[count_words(None)] * 4)
    told = (count_words(None),) * 2
    if line.may_tell:
        told = (write_number(line.told_pupils), hours_words(line.there_hours))
    return (line.name, write_number(line.pupils), hours_words(line.passed_hours), *told)


def _lessons(missed: figures.LessonsMissed) -> str:
    if missed.lessons is not None:
        return write_number(missed.lessons)
    if missed.days is not None:
        return gettext("not known: say how many lessons a day has")
    return count_words(None)


def _which(estimate: figures.CostEstimate) -> str:
    if not estimate.is_scenario:
        return gettext("Those who have an agreement")
    if estimate.of_pupils is None:
        return gettext("If a share of the grades chose it")
    return gettext("If a share of the %(count)s pupils in these grades chose it") % {
        "count": write_number(estimate.of_pupils)
    }


def _holder(line: figures.WorkloadLine) -> str:
    if not line.organisation:
        return gettext("Not covered by the promise, or not shown to you")
    name = line.name or gettext("Nobody by name")
    return f"{name}, {line.organisation}"


def _days(days: float | None) -> str:
    if days is None:
        return "–"
    count = round(days)
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": write_number(count)}


def _months(months: int) -> str:
    return ngettext("%(count)d month after completing it", "%(count)d months after completing it", months) % {
        "count": months
    }
