"""What can be asked about work: one person's jobs and what they amount to, and where everybody stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet

from stafet.access import api as access
from stafet.attachment.models import WorkHours
from stafet.attachment.states import Outcome
from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.activities import (
    EDUCATION,
    SCHOOL,
    YOUTH_EDUCATION,
    ActivityKind,
)
from stafet.kernel.attachment import (
    Attachment,
    HoursTold,
    Measure,
    SteadyWork,
    WorkJudged,
    judge_work,
)
from stafet.kernel.countries import Country
from stafet.kernel.privacy import DataClass
from stafet.kernel.standing import StandingState
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways

SMALLEST = "stafet.statistics.smallest_group"
_RULE = "dk.steady_employment."
_OF_WORK = {
    Attachment.STEADY: Outcome.STEADY_WORK,
    Attachment.TOO_LITTLE: Outcome.LITTLE_WORK,
    Attachment.NOT_SEEN: Outcome.WORK_NOT_SEEN,
}
_STANDINGS = f"""
    SELECT coalesce(t.state, 'unknown'), s.kind, CASE WHEN s.kind = %(work)s THEN c.person_id END, count(*)
    FROM (
        SELECT DISTINCT person_id FROM responsibility_coverage
        WHERE starts_on <= %(day)s AND (ends_on IS NULL OR ends_on > %(day)s)
          AND person_id IN (SELECT unnest((SELECT gate.my_persons('D'))))
    ) c
    LEFT JOIN ({pathways.STANDING_SQL}) t ON t.person_id = c.person_id
    LEFT JOIN pathways_spell s ON s.id = t.running_id
    GROUP BY 1, 2, 3
"""  # noqa: S608 (our own file)


@dataclass(frozen=True, slots=True)
class Job:
    """One job, with its hours, the newest month first."""

    spell: pathways.Spell
    hours: Sequence[WorkHours]


@dataclass(frozen=True, slots=True)
class WorkView:
    """Somebody's jobs: those that run first; and what they are together, ``None`` where no rule judges it."""

    running: Sequence[Job]
    earlier: Sequence[Job]
    judged: WorkJudged | None


@dataclass(frozen=True, slots=True)
class WorkLine:
    """Somebody who is in work, and what it is."""

    person_id: UUID
    name: str
    employer: str
    judged: WorkJudged


@dataclass(frozen=True, slots=True)
class Stands:
    """How many stand where, of how many."""

    counts: Mapping[Outcome, int]
    base: int


def steady_work_on(day: date) -> SteadyWork:
    """From how much on work is steady in Denmark, by the rules of a day."""
    return SteadyWork(
        percent=rules.decimal_value(f"{_RULE}degree_from", on=day),
        full_month_hours=rules.decimal_value(f"{_RULE}hours_of_full_month", on=day),
        week_hours=rules.decimal_value("dk.outreach.employment_hours_from", on=day),
        seen_every_months=rules.value(f"{_RULE}verified_every", on=day),
    )


def work_of(person_id: UUID, *, municipality_id: UUID, today: date) -> WorkView:
    """One person's jobs that the reader may see."""
    spells = list(_jobs().filter(person_id=person_id).order_by("-starts_on", "pk"))
    hours = _hours_of(spell.pk for spell in spells)
    jobs = [Job(spell, hours.get(spell.pk, ())) for spell in spells]
    running = [job for job in jobs if _runs(job.spell, today)]
    earlier = [job for job in jobs if not _runs(job.spell, today)]
    judges = running and organisations.home(municipality_id).country is Country.DK
    return WorkView(running, earlier, _judged(running, today) if judges else None)


def job_seen(job_id: UUID) -> pathways.Spell | None:
    """One job, if the reader may see it."""
    return _jobs().filter(pk=job_id).first()


def work_not_steady(*, today: date) -> Sequence[WorkLine]:
    """Those in work in Denmark whose hours nobody has seen of late, and those with too few; not seen first, by name."""
    lines = [line for line in _work_lines(today) if line.judged.attachment is not Attachment.STEADY]
    return sorted(lines, key=lambda line: (line.judged.attachment.value, line.name, line.person_id.hex))


def where_they_stand(*, today: date) -> Stands:
    """Where everybody stands for whom the promise holds and whom the reader may see. Constant statements."""
    work = {line.person_id: line.judged.attachment for line in _work_lines(today)}
    counts: Counter[Outcome] = Counter()
    for state, kind, person_id, number in _standings(today):
        counts[_outcome(state, kind, work.get(person_id) if person_id else None)] += number
    return Stands(counts, counts.total())


def _outcome(state: StandingState, kind: ActivityKind | None, work: Attachment | None) -> Outcome:
    if state is StandingState.COMPLETED:
        return Outcome.COMPLETED
    if kind is None:
        return Outcome.UNKNOWN if state is StandingState.UNKNOWN else Outcome.NOTHING
    if kind is ActivityKind.EMPLOYMENT:
        return Outcome.STEADY_WORK if work is None else _OF_WORK[work]
    return next((outcome for kinds, outcome in _KINDS if kind in kinds), Outcome.OTHER_ACTIVITY)


_KINDS = (
    (YOUTH_EDUCATION, Outcome.YOUTH_EDUCATION),
    (SCHOOL, Outcome.SCHOOL),
    (EDUCATION, Outcome.OTHER_EDUCATION),
)


def _standings(
    today: date,
) -> Iterable[tuple[StandingState, ActivityKind | None, UUID | None, int]]:
    """State and kind with how many; whoever is in work one by one, with their key."""
    with connections[audit.current_alias()].cursor() as cursor:
        cursor.execute(_STANDINGS, {**pathways.standing_values(today), "work": ActivityKind.EMPLOYMENT.value})
        for state, kind, person_id, number in cursor.fetchall():
            yield StandingState(state), ActivityKind(kind) if kind else None, person_id, number


def _work_lines(today: date) -> Sequence[WorkLine]:
    """Everybody in a running job whose home is in Denmark."""
    begun = _jobs().filter(starts_on__lte=today)
    spells = begun.exclude(ends_on__lte=today).order_by("person_id", "-starts_on", "pk")
    in_denmark = {row.pk for row in organisations.Municipality.objects.filter(country=Country.DK.value)}
    of_person: defaultdict[UUID, list[pathways.Spell]] = defaultdict(list)
    for spell in spells:
        if spell.municipality_id in in_denmark:
            of_person[spell.person_id].append(spell)
    hours = _hours_of(spell.pk for each in of_person.values() for spell in each)
    steady = steady_work_on(today)
    return [_line(each, hours, today, steady) for each in of_person.values()]


def _line(
    spells: Sequence[pathways.Spell],
    hours: Mapping[UUID, Sequence[WorkHours]],
    today: date,
    steady: SteadyWork,
) -> WorkLine:
    told = [_told(row) for spell in spells for row in hours.get(spell.pk, ())]
    first = spells[0]
    return WorkLine(
        person_id=first.person_id,
        name=first.person.name,
        employer=_employer(first),
        judged=judge_work(told, day=today, steady=steady),
    )


def _judged(running: Iterable[Job], today: date) -> WorkJudged:
    told = [_told(row) for job in running for row in job.hours]
    return judge_work(told, day=today, steady=steady_work_on(today))


def _told(row: WorkHours) -> HoursTold:
    return HoursTold(row.month, row.hours, Measure(row.measure), row.checked_on)


def _employer(spell: pathways.Spell) -> str:
    return spell.organisation.name if spell.organisation else spell.programme_name


def _runs(spell: pathways.Spell, today: date) -> bool:
    return spell.starts_on <= today and (spell.ends_on is None or today < spell.ends_on)


def _jobs() -> QuerySet[pathways.Spell]:
    seen = access.visible(DataClass.PROCESS)
    jobs = pathways.Spell.objects.of_kind(ActivityKind.EMPLOYMENT)
    return jobs.filter(seen).select_related("organisation", "person")


def _hours_of(job_ids: Iterable[UUID]) -> Mapping[UUID, Sequence[WorkHours]]:
    wanted = list(job_ids)
    found: defaultdict[UUID, list[WorkHours]] = defaultdict(list)
    rows: QuerySet[WorkHours] = WorkHours.objects.filter(
        access.visible(DataClass.PROCESS), spell_id__in=wanted
    )
    for row in rows.order_by("-month", "pk") if wanted else ():
        found[row.spell_id].append(row)
    return found
