"""The preview of a load: what it would do, what stands in the way, and row by row why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count as CountRows
from django.db.models import Min, QuerySet

from stafet.kernel import rules
from stafet.kernel.records import LoadMode, Notice, Place, Rejection
from stafet.kernel.sentences import Sentence
from stafet.organisations import api as organisations
from stafet.registers import wording
from stafet.registers.actions.applying import LARGEST_LOSS
from stafet.registers.actions.moves import load_of
from stafet.registers.counts import Consequence, Count, Losses, consequences_of, tally_of
from stafet.registers.models import Load, StagedRow
from stafet.registers.states import REFUSED, Choice, LoadState, RowKind, Verdict

PAGE = 50
SAMPLE = 5
SMALLEST_GROUP = "stafet.statistics.smallest_group"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work on a load has come. ``rows_expected`` is ``None`` until the file has been read once."""

    state: LoadState
    rows_done: int
    rows_expected: int | None
    beat_at: datetime
    problem: Rejection | None


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one verdict for which the same is said: how many, and the first of them."""

    verdict: Verdict
    what: Sentence
    mend: Sentence | None
    rows: int
    first: Place


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, whom or what it is about, what it would do, why, and what may be decided.

    ``person_id`` is whom showing it tells something about, if that is somebody known: a page must log it.
    """

    position: int
    place: Place
    kind: RowKind
    about: str
    verdict: Verdict
    what: Sentence | None
    mend: Sentence | None
    choices: tuple[Choice, ...]
    choice: Choice | None
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class RowsPage:
    """Some rows in the order of the file; ``next_after`` asks for those that follow, ``None`` when there are none."""

    rows: tuple[Row, ...]
    next_after: int | None


@dataclass(frozen=True, slots=True)
class Sample:
    """The first few rows of one verdict."""

    verdict: Verdict
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a load would do.

    ``protected_rows`` are those that named staff see and nobody else; ``None`` says fewer than may be told.
    ``confirm_losses`` says that applying must name ``losses.count``. ``decided`` counts the rows somebody has decided
    about that are not in the counts before the load is compared again.
    """

    load_id: UUID
    source_id: UUID
    source_name: str
    file_name: str
    mode: LoadMode
    received_at: datetime
    progress: Progress
    counts: tuple[Count, ...]
    refused: int
    groups: tuple[Group, ...]
    samples: tuple[Sample, ...]
    consequences: tuple[Consequence, ...]
    losses: Losses
    confirm_losses: bool
    protected_rows: int | None
    notices: tuple[Notice, ...]
    decided: int

    def total(self, verdict: Verdict) -> int:
        """How many rows have a verdict, of whatever kind."""
        return sum(each.rows for each in self.counts if each.verdict is verdict)


def preview(load_id: UUID) -> Preview:
    """Everything the page about a load shows at first. Raises ``UnknownLoad``."""
    load = load_of(load_id)
    day = organisations.home(load.municipality_id).day(load.beat_at)
    counts, losses = tally_of(load.tally), Losses(load.losses, load.losses_of)
    tellable = load.protected_rows >= rules.value(SMALLEST_GROUP, on=day)
    return Preview(
        load_id=load.pk,
        source_id=load.source_id,
        source_name=load.source.name,
        file_name=load.file_name,
        mode=LoadMode(load.mode),
        received_at=load.received_at,
        progress=progress_of(load),
        counts=counts,
        refused=sum(each.rows for each in counts if each.verdict in REFUSED),
        groups=_groups(load),
        samples=_samples(load),
        consequences=consequences_of(load.consequences),
        losses=losses,
        confirm_losses=losses.is_more_than(rules.value(LARGEST_LOSS, on=day)),
        protected_rows=load.protected_rows if tellable else None,
        notices=tuple(wording.notice_of(each) for each in load.notices),
        decided=_refused_rows(load_id).exclude(choice="").count(),
    )


def progress(load_id: UUID) -> Progress:
    """How far the work on a load has come. One query, for a page that asks every few seconds."""
    return progress_of(load_of(load_id))


def progress_of(load: Load) -> Progress:
    """How far the work on a load has come."""
    problem = wording.problem_of(load.problem)
    return Progress(LoadState(load.state), load.rows_done, load.rows_expected, load.beat_at, problem)


def rows_page(
    load_id: UUID, *, verdict: Verdict | None = None, what: str = "", after: int = 0, limit: int = PAGE
) -> RowsPage:
    """Rows of a load that may be shown, in the order of the file; of one verdict or one sentence if asked for."""
    found = StagedRow.objects.filter(load_id=load_id, shown=True, position__gt=after).order_by("position")
    if verdict is not None:
        found = found.filter(verdict=verdict)
    if what:
        found = found.filter(what=what)
    rows = list(found[: limit + 1])
    page = rows[:limit]
    return RowsPage(tuple(rows_of(load_id, page)), page[-1].position if len(rows) > limit else None)


def problem_rows(load_id: UUID) -> Iterable[Row]:
    """Every row that is rejected or in conflict and may be shown, for the report."""
    after: int | None = 0
    while after is not None:
        rows = list(_refused_rows(load_id).filter(position__gt=after).order_by("position")[: PAGE * PAGE])
        yield from rows_of(load_id, rows)
        after = rows[-1].position if rows else None


def known_people_in_problems(load_id: UUID) -> frozenset[UUID]:
    """Whom ``problem_rows`` tell something about, of those who are known: a report must log them."""
    about = _refused_rows(load_id).values_list("person_id", "target_id", "kind").distinct()
    known = (
        person_id or (target_id if kind == RowKind.PERSON else None) for person_id, target_id, kind in about
    )
    return frozenset(person_id for person_id in known if person_id is not None)


def _refused_rows(load_id: UUID) -> QuerySet[StagedRow]:
    return StagedRow.objects.filter(load_id=load_id, shown=True, verdict__in=REFUSED)


def rows_of(load_id: UUID, staged: Iterable[StagedRow]) -> Iterable[Row]:
    """Staged rows as they are shown, each with the name of whom it is about. One query more."""
    staged = list(staged)
    names = _names(load_id, {row.person_key for row in staged if row.person_key})
    return [_row(row, names) for row in staged]


def _names(load_id: UUID, keys: set[str]) -> dict[str, str]:
    people = StagedRow.objects.filter(load_id=load_id, kind=RowKind.PERSON, shown=True, external_id__in=keys)
    found = people.order_by("-position").values_list("external_id", "given_names", "family_name")
    return {key: f"{given} {family}".strip() for key, given, family in found}


def _row(row: StagedRow, names: dict[str, str]) -> Row:
    own_name = f"{row.given_names} {row.family_name}".strip() or row.name
    return Row(
        position=row.position,
        place=Place(row.file, row.row, row.column),
        kind=RowKind(row.kind),
        about=own_name or names.get(row.person_key, "") or row.person_key or row.external_id,
        verdict=Verdict(row.verdict),
        what=wording.said_again(row.what, row.values),
        mend=wording.said_again(row.mend, row.values),
        choices=tuple(Choice(choice) for choice in row.choices),
        choice=Choice(row.choice) if row.choice else None,
        person_id=row.person_id or (row.target_id if row.kind == RowKind.PERSON else None),
    )


def _groups(load: Load) -> tuple[Group, ...]:
    found = (
        StagedRow.objects.filter(load_id=load.pk, shown=True)
        .exclude(what="")
        .values("verdict", "what")
        .annotate(rows=CountRows("pk"), first=Min("position"))
        .order_by("-rows", "what")
    )
    groups = list(found)
    firsts = {
        row.position: row
        for row in StagedRow.objects.filter(
            load_id=load.pk, position__in=[group["first"] for group in groups]
        )
    }
    return tuple(_group(group["verdict"], group["rows"], firsts[group["first"]]) for group in groups)


def _group(verdict: str, rows: int, first: StagedRow) -> Group:
    """What is said of the first row stands for the group; its values are an example."""
    what = wording.said_again(first.what, first.values) or Sentence(first.what)
    mend = wording.said_again(first.mend, first.values)
    return Group(Verdict(verdict), what, mend, rows, Place(first.file, first.row, first.column))


def _samples(load: Load) -> tuple[Sample, ...]:
    pages = ((verdict, rows_page(load.pk, verdict=verdict, limit=SAMPLE)) for verdict in Verdict)
    return tuple(Sample(verdict, page.rows) for verdict, page in pages if page.rows)
