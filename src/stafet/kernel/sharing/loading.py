"""Reading the files of the matrix that come with the product, strictly."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, TypeVar

import yaml

from stafet.kernel.sentences import SentenceError, sentence
from stafet.kernel.sharing.matrix import Allowance, Decider, Recipient, SharingMatrix, Thing

if TYPE_CHECKING:
    from collections.abc import Mapping

JURISDICTIONS = ("dk", "se", "stafet")
_REQUIRED = frozenset(
    {"key", "recipients", "things", "decides", "valid_from", "source", "verified_on", "note"}
)
_OPTIONAL = frozenset({"valid_until", "to_verify", "after_admission"})
Member = TypeVar("Member", bound=StrEnum)


class SharingFileError(SentenceError):
    """A file of the matrix says too little, or something nobody reads."""


@cache
def sharing_matrix() -> SharingMatrix:
    """The matrix that comes with the product, read once per process."""
    folder = resources.files(__package__)
    rows: list[Allowance] = []
    for name in JURISDICTIONS:
        rows += read_allowances(name, (folder / f"{name}.yaml").read_text(encoding="utf-8"))
    return SharingMatrix(tuple(rows))


def read_allowances(jurisdiction: str, text: str) -> tuple[Allowance, ...]:
    """The rows of one file's text. Raises ``SharingFileError``."""
    content = yaml.safe_load(text)
    if not isinstance(content, dict) or set(content) != {"allowances"}:
        raise SharingFileError(
            sentence("%(file)s must hold one list named “allowances” and nothing else.", file=jurisdiction)
        )
    return tuple(_read(jurisdiction, entry) for entry in content["allowances"])


def _read(jurisdiction: str, entry: Mapping[str, object]) -> Allowance:
    _check(jurisdiction, entry)
    return Allowance(
        key=str(entry["key"]),
        recipients=_members(Recipient, entry, "recipients"),
        things=_members(Thing, entry, "things"),
        decides=_member(Decider, entry["decides"], entry),
        after_admission=entry.get("after_admission") is True,
        valid_from=_day(entry, "valid_from"),
        valid_until=_day(entry, "valid_until"),
        source=str(entry["source"]),
        verified_on=_day(entry, "verified_on"),
        to_verify=entry.get("to_verify") is True,
        note=" ".join(str(entry["note"]).split()),
    )


def _check(jurisdiction: str, entry: Mapping[str, object]) -> None:
    wrong = sorted((_REQUIRED - entry.keys()) | (entry.keys() - _REQUIRED - _OPTIONAL))
    if wrong:
        raise _fault(entry, ", ".join(wrong))
    if not str(entry["key"]).startswith(f"{jurisdiction}.sharing."):
        raise _fault(entry, "key")
    if not entry["source"] or not entry["note"]:
        raise _fault(entry, "source, note")
    if entry["verified_on"] is None and entry.get("to_verify") is not True:
        raise _fault(entry, "verified_on, to_verify")


def _members(kind: type[Member], entry: Mapping[str, object], field: str) -> frozenset[Member]:
    named = entry[field]
    if not isinstance(named, list) or not named:
        raise _fault(entry, field)
    return frozenset(_member(kind, name, entry) for name in named)


def _member(kind: type[Member], name: object, entry: Mapping[str, object]) -> Member:
    try:
        return kind(str(name))
    except ValueError:
        raise _fault(entry, str(name)) from None


def _day(entry: Mapping[str, object], field: str) -> date | None:
    value = entry.get(field)
    if value is None:
        return None
    if isinstance(value, datetime) or not isinstance(value, date):
        raise _fault(entry, field)
    return value


def _fault(entry: Mapping[str, object], what: str) -> SharingFileError:
    return SharingFileError(
        sentence(
            "The sharing matrix, row “%(key)s”: look at %(what)s.", key=str(entry.get("key", "?")), what=what
        )
    )
