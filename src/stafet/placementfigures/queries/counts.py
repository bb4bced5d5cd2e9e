"""How many pupils, where, and what they wait for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import TruncDate

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.countries import Country, time_zone
from stafet.kernel.privacy import DataClass
from stafet.kernel.shares import protected_counts
from stafet.placementfigures.asked import SMALLEST, Asked, asked_placements
from stafet.placements.api import Agreement, AgreementState, EndReason, Placement, Signature, WayState

WITHOUT_PLACE = (WayState.SEEKING, WayState.CHANGING, WayState.REFUSED)
_NOT_APPLIED = (WayState.CANDIDATE, WayState.INFORMED, WayState.INTERESTED, WayState.TALKED)


@dataclass(frozen=True, slots=True)
class Part:
    """One value and how many; ``None`` where the number would give somebody away."""

    key: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Parts of one known whole: ``base`` is the whole, and itself hidden when it is fewer than the smallest group."""

    base: int | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait, of how many; how long in the middle and at most, in days. Too few say nothing about days."""

    count: int | None
    base: int | None
    median: float | None
    longest: int | None


@dataclass(frozen=True, slots=True)
class PupilCounts:
    """The pupils of a year in every grouping. ``withdrawn`` has as its base those who withdrew, ``applied`` those who ever applied."""

    by_school: Counts
    by_grade: Counts
    by_model: Counts
    by_state: Counts
    without_place: Waiting
    unsigned: Waiting
    unapproved: Waiting
    withdrawn: Counts
    applied: int | None
    known: Known


class _Middle(Aggregate):
    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def pupil_counts(asked: Asked) -> PupilCounts:
    """Who is where, and waits for what. Eight look-ups, however many there are."""
    rows, k = asked_placements(asked), smallest(asked)
    found = _grouped(rows, "state")
    by_state = _counts(found, k, order=WayState.values)
    known = Known(found, {part.key for part in by_state.parts if part.count is None}, k)
    reasons = _counts(
        _grouped(rows.filter(state=WayState.WITHDRAWN), "end_reason"), k, order=EndReason.values
    )
    is_told = known.may_tell({WayState.WITHDRAWN.value})
    return PupilCounts(
        by_school=_counts(_grouped(rows, "school__name"), k),
        by_grade=_counts(_grouped(rows, "grade"), k),
        by_model=_counts(_grouped(rows, "scheme__name"), k),
        by_state=by_state,
        without_place=_waiting(rows.filter(state__in=WITHOUT_PLACE), "since_on", known, WITHOUT_PLACE, asked),
        unsigned=_waiting(
            _agreements(asked, AgreementState.OUT), "sent_on", known, (WayState.DRAFTED,), asked
        ),
        unapproved=_waiting(_all_signed(asked), "signed_on", known, (WayState.SIGNED,), asked),
        withdrawn=reasons if is_told else Counts(None, tuple(Part(each.key, None) for each in reasons.parts)),
        applied=known.sum_of(set(found) - {state.value for state in _NOT_APPLIED}),
        known=known,
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What the table of states tells already: a sum over some of them must not give away what it hides."""

    found: dict[str, int]
    hidden: set[str]
    k: int

    @property
    def base(self) -> int | None:
        """Everybody, unless they are too few."""
        return _whole(sum(self.found.values()), self.k)

    def may_tell(self, states: set[str]) -> bool:
        """Whether what is hidden inside and outside of these states is none, or many enough."""
        inside = sum(self.found.get(state, 0) for state in self.hidden & states)
        outside = sum(self.found.get(state, 0) for state in self.hidden - states)
        return not (0 < inside < self.k or 0 < outside < self.k)

    def sum_of(self, states: set[str]) -> int | None:
        """How many stand in some of the states; ``None`` where it would give somebody away."""
        count = sum(self.found.get(state, 0) for state in states)
        return _whole(count, self.k) if self.may_tell(states) else None


def smallest(asked: Asked) -> int:
    """The group below which no number is shown."""
    return int(rules.value(SMALLEST, on=asked.on))


def _agreements(asked: Asked, state: AgreementState) -> QuerySet[Agreement]:
    return Agreement.objects.filter(
        access.visible(DataClass.PROCESS),
        state=state,
        municipality_id__in=asked.towns,
        placement__scheme__starts_in=asked.starts_in,
        placement__kind=asked.kind,
        placement__aside_since=None,
    )


def _all_signed(asked: Asked) -> QuerySet[Agreement]:
    """Those that wait for the leader, since the day of the last signature: the pupil may be there already by an earlier version."""
    last = Signature.objects.filter(municipality_id=OuterRef("municipality_id"), agreement_id=OuterRef("pk"))
    signed = Subquery(last.order_by(F("signed_at").desc(nulls_last=True)).values("signed_at")[:1])
    rows = _agreements(asked, AgreementState.SIGNED)
    return rows.annotate(signed_on=TruncDate(signed, tzinfo=time_zone(Country.DK)))


def _grouped(rows: QuerySet[Placement], column: str) -> dict[str, int]:
    counted = rows.order_by(column).values_list(column).annotate(count=Count("pk"))
    return {"" if value is None else str(value): count for value, count in counted}


def _counts(found: dict[str, int], k: int, *, order: Sequence[str] = ()) -> Counts:
    """Parts in their own order; what is few is hidden, and the next smallest with a single hidden one."""
    keys = [key for key in order if key in found] if order else list(found)
    shown = protected_counts([found[key] for key in keys], k=k)
    parts = tuple(Part(key, count) for key, count in zip(keys, shown, strict=True))
    return Counts(_whole(sum(found.values()), k), parts)


def _whole(count: int, k: int) -> int | None:
    return None if 0 < count < k else count


def _waiting(
    rows: QuerySet[Placement] | QuerySet[Agreement],
    since: str,
    known: Known,
    states: Sequence[WayState],
    asked: Asked,
) -> Waiting:
    """How many wait since a day, and how long. ``states`` are where those who wait so mostly stand: the rest must not follow."""
    days = ExpressionWrapper(Value(asked.on) - F(since), output_field=DurationField())
    told = Q(**{f"{since}__isnull": False})
    found = rows.aggregate(
        count=Count("pk"), middle=_Middle(days, filter=told), longest=Max(days, filter=told)
    )
    count: int = found["count"]
    rest = sum(known.found.get(state.value, 0) for state in states) - count
    if 0 < count < known.k or 0 < rest < known.k or not known.may_tell({state.value for state in states}):
        return Waiting(None, known.base, None, None)
    middle, longest = found["middle"], found["longest"]
    if middle is None:
        return Waiting(count, known.base, None, None)
    return Waiting(count, known.base, middle / timedelta(days=1), longest.days)
