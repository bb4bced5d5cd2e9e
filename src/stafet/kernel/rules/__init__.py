"""Law and policy as dated data with a source.

``rules.value("dk.off_plan.contact_within", on=day)`` is the only way to a legal number. The entries
stand in ``dk/``, ``se/`` (law and national practice) and ``stafet/`` (this product's own defaults), one
file per subject; README.md says what an entry holds.
"""

from __future__ import annotations

from stafet.kernel.rules.book import (
    RuleBook,
    all_rules,
    deadline,
    decimal_value,
    rule,
    rule_book,
    value,
)
from stafet.kernel.rules.errors import (
    NotAClock,
    NotAWholeNumber,
    RuleFileError,
    RuleNotInForce,
    RuleOfAnotherCountry,
    UnknownRule,
)
from stafet.kernel.rules.rule import Rule, Unit

__all__ = [
    "NotAClock",
    "NotAWholeNumber",
    "Rule",
    "RuleBook",
    "RuleFileError",
    "RuleNotInForce",
    "RuleOfAnotherCountry",
    "Unit",
    "UnknownRule",
    "all_rules",
    "deadline",
    "decimal_value",
    "rule",
    "rule_book",
    "value",
]
