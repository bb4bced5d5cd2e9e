"""What can be asked about break-offs: which are open, and everything about one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.pathways import api as pathways
from stafet.rechoice.models import Case, CaseQuerySet, Option, late
from stafet.rechoice.states import CaseState, OptionState


@dataclass(frozen=True, slots=True)
class CaseView:
    """A break-off whole: what was left, and every possibility, what is chosen first."""

    case: Case
    left: pathways.Spell
    options: tuple[Option, ...]

    @property
    def chosen(self) -> Option | None:
        """What they have chosen, if they have."""
        return next((option for option in self.options if option.state == OptionState.CHOSEN), None)


def open_cases(*, state: CaseState | None = None) -> CaseQuerySet:
    """The open break-offs of those the reader may see, the most pressing first, with the person and what was left."""
    cases = _seen().open().most_pressing_first()
    cases = cases.select_related("person", "break_off__organisation", "break_off__spell")
    return cases if state is None else cases.filter(state=state)


def case_counts(*, on: date) -> Mapping[str, int]:
    """How many open break-offs stand in each state, and under ``late`` how many have passed their day. One look-up."""
    counts = {f"n_{state}": Count("pk", filter=Q(state=state)) for state in CaseState.values}
    found = _seen().open().aggregate(late=Count("pk", filter=late(on)), **counts)
    return {name.removeprefix("n_"): number for name, number in found.items()}


def cases_of(person_id: UUID) -> Sequence[Case]:
    """Everything somebody has broken off, the newest first."""
    cases = _seen().filter(person_id=person_id).select_related("break_off__organisation", "break_off__spell")
    return list(cases.order_by("-broken_off_on", "-pk"))


def case_view(case_id: UUID) -> CaseView | None:
    """One break-off with everything about it, if the reader may see it. Two look-ups."""
    case = (
        _seen()
        .select_related("person", "break_off__spell__organisation", "exempted_by")
        .filter(pk=case_id)
        .first()
    )
    if case is None:
        return None
    options = Option.objects.filter(
        access.visible(DataClass.PROCESS), municipality_id=case.municipality_id, case=case
    ).select_related("organisation", "spell", "offer__provider", "seat__start")
    order = {OptionState.CHOSEN.value: 0, OptionState.LEFT.value: 2}
    rows = sorted(options.order_by("pk"), key=lambda option: order.get(option.state, 1))
    return CaseView(case, case.break_off.spell, tuple(rows))


def option_of_seat(seat_id: UUID) -> Option | None:
    """The possibility a seat belongs to, if it belongs to one that is not left aside."""
    seen = Option.objects.filter(access.visible(DataClass.PROCESS), seat_id=seat_id)
    return seen.exclude(state=OptionState.LEFT).select_related("case", "seat").first()


def _seen() -> CaseQuerySet:
    return Case.objects.filter(access.visible(DataClass.PROCESS))
