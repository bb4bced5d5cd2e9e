"""The table of figures: each with its base, what it is held against, the ratio, and whether an aim was kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from math import ceil, isnan
from statistics import median


class Kind(StrEnum):
    """What a figure is held against: our aim, a figure somebody has published, or one of this run. Only an aim is missed."""

    LIMIT = "limit"
    PEER = "peer"
    SAME_RUN = "same run"


class Section(StrEnum):
    """The parts of the table, in the order they are measured and printed; the value is what ``--only`` takes."""

    READING = "reading"
    LOADS = "loads"
    SIZES = "sizes"
    WATCH = "watch"
    PAGES = "pages"
    CROWD = "crowd"
    FENCES = "fences"
    HANDOVERS = "hand-overs"
    MATCHING = "matching"
    TIMETABLES = "timetables"
    RECHOICE = "re-choice"
    COVERAGE = "coverage"


TITLES = {
    Section.READING: "Reading a register's file in the reading process",
    Section.LOADS: "Loading a register: the path of `stafet import --apply`",
    Section.SIZES: "Size on disk, after loading",
    Section.WATCH: "Finding everybody who is lost",
    Section.PAGES: "Pages: one request through the whole stack",
    Section.CROWD: "Sixteen readers at once, through the real server",
    Section.FENCES: "What row-level security costs",
    Section.HANDOVERS: "Hand-overs, and the promise judged at commit",
    Section.MATCHING: "Matching pupils and places: processor seconds",
    Section.TIMETABLES: "A company day in real schools' weeks: fewest moves, and the proof",
    Section.COVERAGE: "Courses of the classes: 300 classes, 40 courses, 5 school years",
    Section.RECHOICE: "Break-offs: two thousand in one list, and the days of all of them",
}


@dataclass(frozen=True, slots=True)
class Against:
    """A number to compare with, in the figure's unit: a limit, somebody else's published figure, or one of this run."""

    name: str
    value: float
    kind: Kind = Kind.LIMIT

    def ratio(self, figure: float) -> float | None:
        """How many times this the figure is; none against nothing."""
        return figure / self.value if self.value else None

    def is_kept(self, figure: float) -> bool:
        """Whether this leaves the figure be: peers and baselines always do."""
        return self.kind is not Kind.LIMIT or figure <= self.value


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. ``base``: of how many, in how many runs. ``why``: where it goes, told when an aim was missed."""

    section: Section
    what: str
    figure: float
    unit: str
    base: str
    against: tuple[Against, ...] = ()
    why: str = ""

    @property
    def is_missed(self) -> bool:
        """Whether an aim was missed."""
        return not all(each.is_kept(self.figure) for each in self.against)

    @property
    def verdict(self) -> str:
        """What to say about the aim; nothing where there is none."""
        if self.is_missed:
            return "**missed**"
        return "kept" if any(each.kind is Kind.LIMIT for each in self.against) else ""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was measured in one run, with the machine it was measured on."""

    day: str
    command: str
    facts: Sequence[str]
    rows: Sequence[Row] = field(default=())
    stopped: str = ""
    """What ended the measuring before its end."""

    @property
    def missed(self) -> Sequence[Row]:
        """The rows whose aim was missed."""
        return [row for row in self.rows if row.is_missed]

    def to_markdown(self) -> str:
        """The report as a page."""
        head = [
            "# Figures",
            "",
            f"Measured on {self.day} by `{self.command}`. A ratio is the figure divided by what it is held against.",
            "",
        ]
        facts = [*(f"* {fact}" for fact in self.facts), ""]
        kept = sum(row.verdict == "kept" for row in self.rows)
        summary = f"{len(self.rows)} figures; aims kept {kept}, missed {len(self.missed)}."
        stopped = ["", f"**Stopped before its end.** {self.stopped}"] if self.stopped else []
        return "\n".join([*head, *facts, summary, *stopped, *self._parts(), ""])

    def _parts(self) -> Iterable[str]:
        for section in Section:
            rows = [row for row in self.rows if row.section is section]
            if rows:
                yield f"\n## {TITLES[section]}\n"
                yield "| What | Figure | Base | Aim (≤) or peer | Ratio | Aim |"
                yield "|---|---|---|---|---|---|"
                yield from map(_line, rows)
                yield from _reasons(rows)

    def to_data(self) -> dict[str, object]:
        """The report for a machine: what ``--json`` writes."""
        rows = [{**asdict(row), "verdict": row.verdict, "ratios": _ratios(row)} for row in self.rows]
        return {
            "day": self.day,
            "command": self.command,
            "facts": list(self.facts),
            "stopped": self.stopped,
            "rows": rows,
        }


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed (nearest rank)."""
    if not values:
        raise ValueError("There is no percentile of nothing.")
    return sorted(values)[max(ceil(share * len(values)) - 1, 0)]


def middle(values: Sequence[float]) -> float:
    """The median."""
    return float(median(values))


def written(number: float) -> str:
    """A number with three significant digits, thousands told apart, and no more than it knows."""
    if isnan(number):
        return "?"
    size = abs(number)
    if size >= 1000 or number == int(number):
        return f"{number:,.0f}"
    digits = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.1 else 4
    return f"{number:.{digits}f}"


def _reasons(rows: Iterable[Row]) -> Iterable[str]:
    told = [f"* {row.what}: {row.why}" for row in rows if row.is_missed and row.why]
    return ["\nWhere it goes, where an aim was missed:\n", *told] if told else []


def _ratios(row: Row) -> list[float | None]:
    ratios = (each.ratio(row.figure) for each in row.against)
    return [None if ratio is None else round(ratio, 4) for ratio in ratios]


def _line(row: Row) -> str:
    beside = "; ".join(f"{_SIGN[each.kind]}{written(each.value)} {each.name}" for each in row.against)
    ratios = "; ".join("–" if ratio is None else written(ratio) for ratio in _ratios(row))
    cells = (row.what, f"{written(row.figure)} {row.unit}".strip(), row.base, beside, ratios, row.verdict)
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


_SIGN = {Kind.LIMIT: "≤ ", Kind.PEER: "", Kind.SAME_RUN: ""}
