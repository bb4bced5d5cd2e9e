"""How long it takes to clear a company day in the weeks of real schools, and how often the fewest moves are proven.

In each school the class with the most lessons has the apprentices. The archive does not tell Danish from craft, so the two
courses in which the class has most hours stand for Danish and maths (hard), the third for English (soft).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from stafet.integrations.timetables.xhstt.archive import read_archive
from stafet.integrations.timetables.xhstt.week import read_week
from stafet.kernel.timetables.check import faults
from stafet.kernel.timetables.problem import CompanyDay, Frame, Question, Week
from stafet.kernel.timetables.proposal import Outcome, Proposal
from stafet.kernel.timetables.solve import solve
from tests.benchmarks.bench import Bench, BenchStopped, Timed, timed
from tests.benchmarks.table import Against, Row, Section

_SCHOOLS = Path(__file__).parents[1] / "data" / "xhstt"
_SECONDS = 10.0
_AIM = Against("s, our aim: what somebody waits for at a page", _SECONDS)
Day = tuple[Proposal, Timed]


def measure(bench: Bench) -> Iterator[Row]:
    """Every school, both frames, every weekday."""
    open_days, all_days = 0, 0
    for path in sorted(_SCHOOLS.glob("*.xml")):
        with path.open("rb") as stream:
            week = read_week(read_archive(stream, path.name)).week
        for frame in Frame:
            bench.say(f"{path.stem}, {frame}")
            days = [_day(asked) for asked in _questions(week, frame)]
            open_days += sum(proposal.outcome in {Outcome.FEASIBLE, Outcome.UNKNOWN} for proposal, _ in days)
            all_days += len(days)
            yield _row(path.stem, week, frame, days)
    base = f"of {all_days} weekdays; {_SECONDS:.0f} s of search each"
    yield Row(
        Section.TIMETABLES,
        "Neither proven nor shown to be impossible",
        open_days,
        "",
        base,
        (Against("", 0),),
    )


def _questions(week: Week, frame: Frame) -> Iterator[Question]:
    many = Counter(key for lesson in week.lessons for key in lesson.classes for _ in lesson.run)
    apprentices = max(sorted(many), key=many.__getitem__)
    hours: Counter[str] = Counter()
    for lesson in week.lessons:
        if apprentices in lesson.classes:
            hours[lesson.subject] += lesson.length
    danish, maths, english, *_ = sorted(hours, key=lambda subject: (-hours[subject], subject))
    for day in week.days:
        away = (CompanyDay(apprentices, day),)
        yield Question(week, away, frozenset({danish, maths}), frozenset({english}), frame)


def _day(asked: Question) -> Day:
    with timed() as time:
        found = solve(asked, seconds=_SECONDS)
    if found.starts and (wrong := faults(asked, found.starts, found.rooms)):
        raise BenchStopped(f"{asked.week.name}: {wrong[0].what}")
    return found, time


def _row(school: str, week: Week, frame: Frame, days: Sequence[Day]) -> Row:
    slowest = max(time.wall for _, time in days)
    processor = max(time.python for _, time in days)
    base = f"{len(week.lessons):,} lessons; moves {', '.join(_told(found) for found, _ in days)}; processor at most {processor:.1f} s"
    return Row(Section.TIMETABLES, f"{school}, {frame}: slowest weekday", slowest, "s", base, (_AIM,))


def _told(found: Proposal) -> str:
    """What came of one weekday: moves when proven, a range when not, and English lessons that stay."""
    if found.cost is None:
        return "impossible" if found.outcome is Outcome.IMPOSSIBLE else f"≥ {found.bound.moved}, none found"
    english = f" (+{found.cost.soft} English)" if found.cost.soft else ""
    least = "" if found.outcome is Outcome.PROVEN else f"{found.bound.moved}–"
    return f"{least}{found.cost.moved}{english}"
