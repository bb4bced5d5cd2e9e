"""How long is too long on a day: every limit of the watch, counted by the kernel's rules and never in SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from uuid import UUID

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.kernel import rules
from stafet.kernel.activities import SCHOOL
from stafet.kernel.countries import TIME_ZONES, Country, time_zone
from stafet.kernel.periods import birthday, months_after, school_year_of
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.responsibility.api import StepKind

Limit = date | datetime | int | str | UUID | list[str] | None

SEEKING = (
    StepKind.FIRST_CONTACT,
    StepKind.OFFER_ACTIVITY,
    StepKind.FIND_NEXT,
    StepKind.CONFIRM_LEAVING,
)
"""Steps by which somebody is already at work on what comes next."""

PLAN_MISSING = "stafet.watch.plan_missing_from"
"""The rule that says how long after the school year began a leaver's plan is missed."""

_A_DAY = timedelta(days=1)


def limits(municipality_id: UUID, country: Country, *, day: date) -> Mapping[str, Limit]:
    """What fills the named places of the watch's queries on a day."""
    patience = pathways.patience_on(day)
    values: dict[str, Limit] = {
        **pathways.standing_values(day),
        "municipality": municipality_id,
        "zone": TIME_ZONES[country],
        "end_of_day": datetime.combine(day + _A_DAY, time.min, tzinfo=time_zone(country)),
        "countries": [each.value for each in Country],
        "holding_roles": _roles_that_hold(),
        "seeking": [kind.value for kind in SEEKING],
        "school": sorted(kind.value for kind in SCHOOL),
        "lapsed_since": day - timedelta(days=patience.grace_days),
        "overdue_by": overdue_since("stafet.step.overdue_tolerated", country, day),
        "ended_by": overdue_since("stafet.organisation.ended_may_hold_for", country, day),
        "unanswered_since": overdue_since("stafet.handover.coordinator_after", country, day),
        "start_expected_by": overdue_since("stafet.handover.start_confirmed_within", country, day),
        "waiting_since": overdue_since("stafet.step.wait_at_most", country, day),
        "last_day_to_wait": rules.deadline("stafet.step.wait_at_most", country=country, from_day=day).due_on,
        **_coverage(municipality_id, country, day),
        **_plans(country, day),
    }
    return MappingProxyType(values)


def overdue_since(rule_key: str, country: Country, day: date) -> date:
    """The latest day on which a clock of this rule can have started that has run out before a day."""

    def has_run_out(started_on: date) -> bool:
        return rules.deadline(rule_key, country=country, from_day=started_on, on=day).due_on < day

    return _last(has_run_out, day)


def _coverage(municipality_id: UUID, country: Country, day: date) -> dict[str, Limit]:
    """From which grade, and for whom by age, the promise holds there. Sweden's begins with the grade alone."""
    keys = [f"{country.value}.coverage.{what}" for what in ("from_grade", "until_age")]
    from_grade, until_age = organisations.policy_settings(municipality_id, keys, on=day)
    last_too_old = _last(
        lambda born: birthday(born, until_age) <= day, months_after(day, -12 * until_age) + _A_DAY
    )
    return {
        "from_grade": from_grade,
        "born_from": last_too_old + _A_DAY,
        "born_by": _born_by(country, day),
    }


def _plans(country: Country, day: date) -> dict[str, Limit]:
    """From which grade a pupil may leave in the summer, and since when of this school year a plan is missed."""
    begins = school_year_of(day).period.starts_on
    due_on = rules.deadline(PLAN_MISSING, country=country, from_day=begins, on=day).due_on
    return {
        "leaving_grade": rules.value(f"{country.value}.plan.leaving_grade", on=day),
        "plan_missing_since": due_on if due_on < day else None,
        "plan_ready": [state.value for state in careerplans.READY],
    }


def _born_by(country: Country, day: date) -> date | None:
    if country is not Country.DK:
        return None
    from_age = rules.value("dk.outreach.from_age", on=day)
    return _last(lambda born: birthday(born, from_age) <= day, months_after(day, -12 * from_age) + _A_DAY)


def _last(holds: Callable[[date], bool], latest: date) -> date:
    """The last day up to a latest one for which something holds that held on every day before."""
    found = latest
    while not holds(found):
        found -= _A_DAY
    return found


def _roles_that_hold() -> list[str]:
    return sorted(role.value for role in access.Role if access.allowed(role, access.Permission.HOLD))
