"""What became of the break-offs of a time: drop-out and re-choice told apart, and how long each thing took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Aggregate, Count, F, FloatField, Func, IntegerField, Q, QuerySet
from django.db.models.functions import TruncDate

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import Sentence, sentence
from stafet.kernel.shares import Share
from stafet.rechoice.models import Case
from stafet.rechoice.states import CaseOutcome, CaseState
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import HandoverState

SMALLEST = "stafet.statistics.smallest_group"


@dataclass(frozen=True, slots=True)
class Days:
    """How many days something took in the middle, of how many; ``None`` when they are too few to show."""

    median: float | None
    base: int
    least: int


@dataclass(frozen=True, slots=True)
class Became:
    """What the break-offs of a time have become: each is in exactly one of the four.

    The four make up the whole, so those that are not shown could be worked out together from the others: where they are
    too few even together, ``is_hidden`` says that none may be shown.
    """

    rechosen: Share
    returned: Share
    exempt: Share
    dropped_out: Share

    @property
    def parts(self) -> tuple[Share, Share, Share, Share]:
        """The four, in one order."""
        return self.rechosen, self.returned, self.exempt, self.dropped_out

    @property
    def is_hidden(self) -> bool:
        """Whether showing some of them would give the others away."""
        return 0 < sum(part.count for part in self.parts if part.is_suppressed) < self.rechosen.k


@dataclass(frozen=True, slots=True)
class CaseMeasures:
    """The measures of break-offs between two days, for those the reader may see."""

    became: Became
    closed_with_next_step: Share
    contacted_in_time: Share
    to_contact: Days
    to_offer: Days
    to_start: Days
    handovers_accepted: Share
    to_accepted: Days


class _Middle(Aggregate):
    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


class _DaysBetween(Func):
    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


def case_measures(*, since: date, until: date) -> CaseMeasures:
    """The measures of what was broken off from ``since`` until before ``until``. Two look-ups, however many there are."""
    cases = Case.objects.filter(
        access.visible(DataClass.PROCESS), broken_off_on__gte=since, broken_off_on__lt=until
    )
    found = _of_cases(cases)
    passed = _of_handovers(since, until)
    least = rules.value(SMALLEST, on=until)
    window = sentence("Break-offs from %(since)s to before %(until)s", since=since, until=until)
    return CaseMeasures(
        became=_became(found, window, least),
        closed_with_next_step=Share(found["closed"] - found["exempt"], found["closed"], window, least),
        contacted_in_time=Share(found["in_time"], found["due"], window, least),
        to_contact=_days(found["to_contact"], found["contacted"], least),
        to_offer=_days(found["to_offer"], found["offered"], least),
        to_start=_days(found["to_start"], found["started"], least),
        handovers_accepted=Share(passed["accepted"], passed["answered"], window, least),
        to_accepted=_days(passed["days"], passed["accepted"], least),
    )


def _of_cases(cases: QuerySet[Case]) -> dict[str, int]:
    def days_to(what: str) -> _Middle:
        return _Middle(_DaysBetween(F(what), F("broken_off_on")), filter=Q(**{f"{what}__isnull": False}))

    def how_many(condition: Q) -> Count:
        return Count("pk", filter=condition)

    started = Q(state=CaseState.STARTED) | Q(outcome=CaseOutcome.RECHOSEN)
    found: dict[str, int] = cases.aggregate(
        all=Count("pk"),
        rechosen=how_many(started),
        returned=how_many(Q(outcome=CaseOutcome.RETURNED)),
        exempt=how_many(Q(outcome=CaseOutcome.EXEMPT)),
        closed=how_many(Q(state=CaseState.CLOSED)),
        due=how_many(Q(contact_due_on__isnull=False)),
        in_time=how_many(Q(contact_on__lte=F("contact_due_on"))),
        contacted=how_many(Q(contact_on__isnull=False)),
        offered=how_many(Q(offered_on__isnull=False)),
        started=how_many(Q(started_on__isnull=False)),
        to_contact=days_to("contact_on"),
        to_offer=days_to("offered_on"),
        to_start=days_to("started_on"),
    )
    return found


def _of_handovers(since: date, until: date) -> dict[str, int]:
    """Hand-overs offered in the time, as far as they were answered: how many were accepted, after how many days."""
    answered = responsibility.Handover.objects.filter(
        access.visible(DataClass.PROCESS),
        offered_at__date__gte=since,
        offered_at__date__lt=until,
    ).exclude(state__in=[HandoverState.OFFERED, HandoverState.WITHDRAWN])
    accepted = Q(state__in=[HandoverState.ACCEPTED, HandoverState.CONFIRMED])
    days = _DaysBetween(TruncDate("answered_at"), TruncDate("offered_at"))
    found: dict[str, int] = answered.aggregate(
        answered=Count("pk"), accepted=Count("pk", filter=accepted), days=_Middle(days, filter=accepted)
    )
    return found


def _became(found: dict[str, int], window: Sentence, least: int) -> Became:
    def share(count: int) -> Share:
        return Share(count, found["all"], window, least)

    ended = found["rechosen"] + found["returned"] + found["exempt"]
    return Became(
        rechosen=share(found["rechosen"]),
        returned=share(found["returned"]),
        exempt=share(found["exempt"]),
        dropped_out=share(found["all"] - ended),
    )


def _days(median: float | None, base: int, least: int) -> Days:
    return Days(median if base >= least else None, base, least)
