"""Reading one entry of a rule file, strictly: what it may say, and what it must."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from stafet.kernel.rules.errors import RuleFileError
from stafet.kernel.rules.rule import Rule, Unit
from stafet.kernel.sentences import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY_PATTERN = re.compile(r"[a-z]+(?:\.[a-z0-9]+(?:_[a-z0-9]+)*){2,}")
REQUIRED = frozenset({"key", "value", "unit", "valid_from", "source"})
OPTIONAL = frozenset({"valid_until", "verified_on", "to_verify", "note"})


class EntryReader:
    """The fields of one entry, each read as the type it must have, or refused with its place."""

    def __init__(self, file: str, entry: Mapping[str, object]) -> None:
        self._entry = entry
        self._file = file
        self._key = str(entry.get("key", "?"))

    def fault(self, what: Sentence) -> RuleFileError:
        """The error that names this file and this key."""
        return RuleFileError(
            sentence(
                "%(file)s, rule “%(key)s”: %(what)s",
                file=self._file,
                key=self._key,
                what=str(what),
            )
        )

    def check_fields(self) -> None:
        """Refuse an entry that says too little or something nobody reads."""
        missing = sorted(REQUIRED - self._entry.keys())
        if missing:
            raise self.fault(sentence("“%(field)s” is missing.", field=", ".join(missing)))
        unknown = sorted(str(name) for name in self._entry.keys() - REQUIRED - OPTIONAL)
        if unknown:
            raise self.fault(sentence("there is no field “%(field)s”.", field=", ".join(unknown)))

    def key(self, jurisdiction: str) -> str:
        """The key, which starts with the folder it stands in."""
        if not KEY_PATTERN.fullmatch(self._key) or not self._key.startswith(f"{jurisdiction}."):
            what = sentence("a key here reads “%(folder)s.subject.what_it_sets”.", folder=jurisdiction)
            raise self.fault(what)
        return self._key

    def number(self) -> Decimal:
        """The value; YAML's own fractions are read by their digits, never by their binary form."""
        value = self._entry["value"]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fault(sentence("the value must be a number."))
        return Decimal(str(value))

    def unit(self) -> Unit:
        """The unit, one of the closed list."""
        try:
            return Unit(str(self._entry["unit"]))
        except ValueError:
            known = ", ".join(Unit)
            what = sentence("the unit must be one of these: %(known)s.", known=known)
            raise self.fault(what) from None

    def day(self, field: str) -> date | None:
        """A day, or ``None`` where the entry leaves it open."""
        value = self._entry.get(field)
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            raise self.fault(sentence("“%(field)s” must be a day such as 2026-08-01.", field=field))
        return value

    def text(self, field: str) -> str:
        """Words, without line breaks; empty when the entry has none."""
        value = self._entry.get(field, "")
        if not isinstance(value, str):
            raise self.fault(sentence("“%(field)s” must be words.", field=field))
        return " ".join(value.split())

    def yes(self, field: str) -> bool:
        """True or false; false when the entry does not say."""
        value = self._entry.get(field, False)
        if not isinstance(value, bool):
            raise self.fault(sentence("“%(field)s” must be true or false.", field=field))
        return value


def read_rule(file: str, jurisdiction: str, entry: Mapping[str, object]) -> Rule:
    """The rule an entry states. Raises ``RuleFileError`` for anything unclear."""
    reader = EntryReader(file, entry)
    reader.check_fields()
    rule = Rule(
        key=reader.key(jurisdiction),
        value=reader.number(),
        unit=reader.unit(),
        valid_from=reader.day("valid_from"),
        valid_until=reader.day("valid_until"),
        source=reader.text("source"),
        verified_on=reader.day("verified_on"),
        to_verify=reader.yes("to_verify"),
        note=reader.text("note"),
    )
    for what in _contradictions(rule):
        raise reader.fault(what)
    return rule


def _contradictions(rule: Rule) -> list[Sentence]:
    """What an entry may not say although each field for itself is well formed."""
    faults: list[Sentence] = []
    if not rule.source:
        faults.append(sentence("the source is missing: who says so, and where?"))
    if rule.verified_on is None and not rule.to_verify:
        faults.append(sentence("say when it was verified, or that it is to be verified."))
    if rule.country is None and not rule.note:
        faults.append(sentence("our own policy needs a note that says why."))
    if _ends_before_it_begins(rule):
        faults.append(sentence("it ends before it begins."))
    return faults


def _ends_before_it_begins(rule: Rule) -> bool:
    if rule.valid_from is None or rule.valid_until is None:
        return False
    return rule.valid_until <= rule.valid_from
