"""Asking for rules: by key, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from stafet.kernel.deadlines import Deadline, day_after, explanation
from stafet.kernel.rules.errors import (
    NotAClock,
    NotAWholeNumber,
    RuleNotInForce,
    RuleOfAnotherCountry,
    UnknownRule,
)
from stafet.kernel.rules.loading import shipped_rules
from stafet.kernel.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from stafet.kernel.countries import Country
    from stafet.kernel.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class RuleBook:
    """A set of rules that can be asked."""

    versions: Mapping[str, tuple[Rule, ...]]

    def rule(self, key: str, *, on: date) -> Rule:
        """The rule of a key that is in force on a day.

        Raises ``UnknownRule`` for a key nobody wrote, ``RuleNotInForce`` for a day it says nothing of.
        """
        if key not in self.versions:
            raise _unknown(key, self.versions)
        for version in self.versions[key]:
            if version.is_in_force_on(on):
                return version
        raise RuleNotInForce(sentence("Rule “%(key)s” says nothing about %(day)s.", key=key, day=on))

    def value(self, key: str, *, on: date) -> int:
        """The whole number a rule sets on a day, in the rule's own unit."""
        number = self.decimal_value(key, on=on)
        if number != int(number):
            raise NotAWholeNumber(
                sentence("Rule “%(key)s” is %(value)s, not a whole number.", key=key, value=str(number))
            )
        return int(number)

    def decimal_value(self, key: str, *, on: date) -> Decimal:
        """The exact number a rule sets on a day, in the rule's own unit."""
        return self.rule(key, on=on).value

    def deadline(self, key: str, *, country: Country, from_day: date, on: date | None = None) -> Deadline:
        """The last day that is in time when the clock of a rule starts on a day.

        ``on`` is the day whose law counts; the day the clock starts unless told otherwise (an age is
        counted from birth, but by the law of today).
        """
        rule = self.rule(key, on=from_day if on is None else on)
        unit = rule.clock_unit
        if unit is None:
            raise NotAClock(sentence("Rule “%(key)s” sets no time to count from a day.", key=key))
        if rule.country not in {None, country}:
            raise RuleOfAnotherCountry(sentence("Rule “%(key)s” is another country's law.", key=key))
        count = int(rule.value)
        due_on = day_after(country, from_day, count, unit)
        return Deadline(due_on, key, from_day, explanation(from_day, count, unit, due_on))

    def all_rules(self) -> tuple[Rule, ...]:
        """Every rule and every version of it, by key and then by when it begins."""
        return tuple(rule for versions in self.versions.values() for rule in versions)


def book_of(rules: Iterable[Rule]) -> RuleBook:
    """A book of rules in the order they come."""
    versions: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        versions[rule.key] = (*versions.get(rule.key, ()), rule)
    return RuleBook(MappingProxyType(versions))


@cache
def rule_book() -> RuleBook:
    """The rules that come with the product, read once per process."""
    return book_of(shipped_rules())


def rule(key: str, *, on: date) -> Rule:
    """The rule of a key that is in force on a day, with its source and note."""
    return rule_book().rule(key, on=on)


def value(key: str, *, on: date) -> int:
    """The whole number a rule sets on a day, in the rule's own unit."""
    return rule_book().value(key, on=on)


def decimal_value(key: str, *, on: date) -> Decimal:
    """The exact number a rule sets on a day, in the rule's own unit."""
    return rule_book().decimal_value(key, on=on)


def deadline(key: str, *, country: Country, from_day: date, on: date | None = None) -> Deadline:
    """The last day that is in time when the clock of a rule starts on a day."""
    return rule_book().deadline(key, country=country, from_day=from_day, on=on)


def all_rules() -> tuple[Rule, ...]:
    """Every rule and every version of it, for the page that shows them."""
    return rule_book().all_rules()


def _unknown(key: str, known: Iterable[str]) -> UnknownRule:
    near = get_close_matches(key, known, n=3, cutoff=0.6)
    if not near:
        return UnknownRule(sentence("There is no rule “%(key)s”.", key=key))
    return UnknownRule(
        sentence("There is no rule “%(key)s”. Did you mean %(near)s?", key=key, near=" / ".join(near))
    )
