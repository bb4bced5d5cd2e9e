"""Municipal policy as dated data: what a municipality has decided about a rule, and what holds on a day.

The same idea as law: a value, from a day on, and where it is decided. A municipality may promise more than the rule
says, never less; what nobody has decided is as the rule says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from stafet.kernel import rules
from stafet.kernel.countries import Country
from stafet.kernel.deadlines import day_after
from stafet.kernel.sentences import sentence
from stafet.organisations.models import MunicipalPolicy

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class OpenRule:
    """A rule that a municipality may decide about: between its value and the furthest it may go."""

    key: str
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """How one rule stands in a municipality on a day: the rule, what is decided, and every decision there was."""

    rule: rules.Rule
    open_rule: OpenRule
    decision: MunicipalPolicy | None
    decisions: tuple[MunicipalPolicy, ...]

    @property
    def value(self) -> int:
        """What holds."""
        return _value(self.decision, int(self.rule.value))

    @property
    def latest(self) -> UUID | None:
        """The last decision that was written down, so that of two who decide at once the second is told."""
        return self.decisions[0].pk if self.decisions else None


_EARLIER: Mapping[str, str] = MappingProxyType({"coverage.from_grade": "stafet.policy.earliest_grade"})
_LATER: Mapping[str, str] = MappingProxyType({"coverage.until_age": "stafet.policy.until_age"})
_SOONER = (
    "stafet.intake.first_contact_within",
    "stafet.intake.follow_up_within",
    "stafet.intake.next_year_talk_within",
)
_SWITCHES = (
    "stafet.portfolio.open",
    "stafet.class_course.each_year",
    "stafet.class_course.with_partner",
)


def open_rules(country: Country, *, on: date) -> Mapping[str, OpenRule]:
    """The rules a municipality of a country may decide about, by key."""
    found = []
    for subject, limit in _EARLIER.items():
        key = f"{country.value}.{subject}"
        found.append(OpenRule(key, rules.value(limit, on=on), rules.value(key, on=on)))
    for subject, limit in _LATER.items():
        key = f"{country.value}.{subject}"
        found.append(OpenRule(key, rules.value(key, on=on), rules.value(limit, on=on)))
    found += [OpenRule(key, 1, rules.value(key, on=on)) for key in _SOONER]
    found += [OpenRule(key, 0, 1) for key in _SWITCHES]
    return {each.key: each for each in found}


def policy_value(municipality_id: UUID, key: str, *, on: date) -> int:
    """What a rule sets in a municipality on a day: what is decided there, else what the rule says."""
    (value,) = policy_settings(municipality_id, [key], on=on)
    return value


def policy_settings(municipality_id: UUID, keys: Sequence[str], *, on: date) -> tuple[int, ...]:
    """What several rules set in a municipality on a day, in their order. One look-up."""
    rows = MunicipalPolicy.objects.filter(municipality_id=municipality_id, rule__in=keys, starts_on__lte=on)
    decisions = list(rows.order_by("pk"))
    return tuple(
        _value(_in_force([row for row in decisions if row.rule == key], on), rules.value(key, on=on))
        for key in keys
    )


def policy_deadline(municipality_id: UUID, key: str, *, country: Country, from_day: date) -> date:
    """The last day that is in time when the clock of a rule starts in a municipality on a day."""
    unit = rules.rule(key, on=from_day).clock_unit
    if unit is None:
        raise rules.NotAClock(sentence("Rule “%(key)s” sets no time to count from a day.", key=key))
    return day_after(country, from_day, policy_value(municipality_id, key, on=from_day), unit)


def policy_values(keys: Sequence[str], *, on: date) -> Mapping[str, Mapping[UUID, int]]:
    """What several rules set in each municipality that has decided about one. One look-up, however many there are."""
    by_rule: dict[str, dict[UUID, list[MunicipalPolicy]]] = {key: {} for key in keys}
    for row in MunicipalPolicy.objects.filter(rule__in=keys).order_by("pk"):
        by_rule[row.rule].setdefault(row.municipality_id, []).append(row)
    return {
        key: {town: _value(_in_force(rows, on), rules.value(key, on=on)) for town, rows in towns.items()}
        for key, towns in by_rule.items()
    }


def policy_lines(municipality_id: UUID, country: Country, *, on: date) -> Sequence[PolicyLine]:
    """Every rule that is open to decision, how it stands, and its history, the latest decision first."""
    return [
        PolicyLine(rules.rule(key, on=on), each, _in_force(rows, on), tuple(rows))
        for key, each in open_rules(country, on=on).items()
        for rows in [list(_decisions(municipality_id, key))]
    ]


def _decisions(municipality_id: UUID, key: str) -> QuerySet[MunicipalPolicy]:
    rows = MunicipalPolicy.objects.filter(municipality_id=municipality_id, rule=key)
    return rows.order_by("-known_at", "-pk")


def _in_force(decisions: Sequence[MunicipalPolicy], on: date) -> MunicipalPolicy | None:
    """Of what has begun, what began last; of two decisions about the same day, the later decided."""
    begun = [row for row in decisions if row.starts_on <= on]
    return max(begun, key=lambda row: (row.starts_on, row.known_at, row.pk), default=None)


def _value(decision: MunicipalPolicy | None, law: int) -> int:
    return law if decision is None or decision.value is None else decision.value
