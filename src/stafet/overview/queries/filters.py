"""The questions a list of people can be narrowed by, each with its title and the rows that answer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.activities import SCHOOL, ActivityKind
from stafet.kernel.countries import Country
from stafet.kernel.periods import school_year_of
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import Sentence, sentence
from stafet.kernel.standing import StandingState
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.responsibility.api import Coverage, Handover, HandoverState, Holding, NextStep

_SUNDAY = 6


class PeopleFilter(StrEnum):
    """A question about people. The value stands in addresses."""

    EVERYONE = "everyone"
    NO_ACTIVITY = "no-activity"
    STEP_OVERDUE = "step-overdue"
    DUE_THIS_WEEK = "due-this-week"
    LEAVES_THIS_SUMMER = "leaves-this-summer"
    HANDOVER_WAITING = "handover-waiting"
    NOT_STARTED = "not-started"
    NO_NAMED_HOLDER = "no-named-holder"
    BIRTH_DATE_UNKNOWN = "birth-date-unknown"
    REGISTER_SILENT = "register-silent"


PEOPLE_FILTERS: Mapping[PeopleFilter, Sentence] = MappingProxyType(
    {
        PeopleFilter.EVERYONE: sentence("Everyone"),
        PeopleFilter.NO_ACTIVITY: sentence("Who is without an activity?"),
        PeopleFilter.STEP_OVERDUE: sentence("Whose next step is overdue?"),
        PeopleFilter.DUE_THIS_WEEK: sentence("Whose next step is due this week?"),
        PeopleFilter.LEAVES_THIS_SUMMER: sentence("Who leaves school this summer?"),
        PeopleFilter.HANDOVER_WAITING: sentence("Whose hand-over waits for an answer?"),
        PeopleFilter.NOT_STARTED: sentence("Who was taken over but has not been seen to start?"),
        PeopleFilter.NO_NAMED_HOLDER: sentence("Who has nobody responsible by name?"),
        PeopleFilter.BIRTH_DATE_UNKNOWN: sentence("Whose birth date is unknown?"),
        PeopleFilter.REGISTER_SILENT: sentence("Whom does the register no longer show?"),
    }
)
"""What each question reads as, above its list."""


def answers(question: PeopleFilter, *, day: date) -> Q:
    """The persons who answer a question on a day, as a condition on ``Person``."""
    if question is PeopleFilter.EVERYONE:
        return Q()
    return access.visible(DataClass.PROCESS, person="pk") & _ANSWERS[question](day)


def end_of_week(day: date) -> date:
    """The Sunday of the week a day falls in."""
    return day + timedelta(days=_SUNDAY - day.weekday())


def leaving_spells(day: date) -> QuerySet[pathways.Spell]:
    """Spells at school that end with this school year, or may end with it because nothing further is known.

    A pupil in a grade from which the promise holds may leave school in any summer; without an end in the
    register each of them needs to be asked.
    """
    ends_on = school_year_of(day).period.ends_on
    ending = Q(ends_on__lte=ends_on)
    in_last_grades = Q(kind=ActivityKind.TENTH_GRADE.value)
    keys = [f"{country.value}.coverage.from_grade" for country in Country]
    decided = organisations.policy_values(keys, on=day)
    for country, key in zip(Country, keys, strict=True):
        in_last_grades |= _in_covered_grade(country, rules.value(key, on=day), decided[key])
    final = Q(ends_on=None) & in_last_grades
    return pathways.Spell.objects.running_on(day).of_kind(*SCHOOL).filter(ending | final)


def _in_covered_grade(country: Country, from_grade: int, decided: Mapping[UUID, int]) -> Q:
    """In a grade from which the promise holds: the country's, or the one that a municipality has decided."""
    others = organisations.Municipality.objects.filter(country=country.value).exclude(pk__in=decided)
    covered = Q(municipality_id__in=others.values("pk"), grade__gte=from_grade)
    for municipality_id, decided_grade in decided.items():
        covered |= Q(municipality_id=municipality_id, grade__gte=decided_grade)
    return covered


def _without_activity(day: date) -> Q:
    """Covered, and neither in something, nor done, nor on a short way to the next: those nothing is known of too."""
    covered = Coverage.objects.filter(ends_on=None).values("person_id")
    lost = pathways.PersonsStanding([StandingState.WITHOUT_ACTIVITY, StandingState.UNKNOWN], day=day)
    known = pathways.Spell.objects.values("person_id")
    return _among(covered) & (_among(lost) | ~_among(known))


def _step_overdue(day: date) -> Q:
    return _among(NextStep.objects.overdue_on(day).values("person_id"))


def _due_this_week(day: date) -> Q:
    due = NextStep.objects.open().filter(due_on__range=(day, end_of_week(day)))
    return _among(due.values("person_id"))


def _leaves_this_summer(day: date) -> Q:
    return _among(leaving_spells(day).values("person_id"))


def _handover_waiting(_day: date) -> Q:
    return _among(Handover.objects.filter(state=HandoverState.OFFERED).values("person_id"))


def _not_started(_day: date) -> Q:
    accepted = Handover.objects.filter(state=HandoverState.ACCEPTED).values("pk")
    held = Holding.objects.filter(ends_at=None, handover_id__in=accepted)
    return _among(held.values("person_id"))


def _no_named_holder(_day: date) -> Q:
    return _among(Holding.objects.filter(ends_at=None, holder=None).values("person_id"))


def _birth_date_unknown(_day: date) -> Q:
    return Q(birth_date=None)


def _register_silent(day: date) -> Q:
    silent = pathways.Spell.objects.running_on(day).filter(missing_since__lte=day)
    return _among(silent.values("person_id"))


def _among(persons: QuerySet[Any] | pathways.PersonsStanding) -> Q:
    return access.once(Q(pk__in=persons))


_ANSWERS: Mapping[PeopleFilter, Callable[[date], Q]] = MappingProxyType(
    {
        PeopleFilter.NO_ACTIVITY: _without_activity,
        PeopleFilter.STEP_OVERDUE: _step_overdue,
        PeopleFilter.DUE_THIS_WEEK: _due_this_week,
        PeopleFilter.LEAVES_THIS_SUMMER: _leaves_this_summer,
        PeopleFilter.HANDOVER_WAITING: _handover_waiting,
        PeopleFilter.NOT_STARTED: _not_started,
        PeopleFilter.NO_NAMED_HOLDER: _no_named_holder,
        PeopleFilter.BIRTH_DATE_UNKNOWN: _birth_date_unknown,
        PeopleFilter.REGISTER_SILENT: _register_silent,
    }
)
