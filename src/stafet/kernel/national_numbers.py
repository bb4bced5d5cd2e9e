"""National identity numbers of Denmark and Sweden: read, checked, shown masked.

A number is checked by its pattern, never guessed: which country's it is must be told, because a Danish
substitute number and a Swedish coordination number look alike (both add 60 to the day).

Denmark: ten digits, day-month-year and four more; the seventh digit and the year tell the century
(cpr.dk, opbygning af CPR-nummeret). Modulus 11 is not checked: numbers without it have been given out
since 2007 and must be served. Institutions make substitute numbers for people without one (day plus 60,
or letters in the last four places); two institutions may make the same one.

Sweden: ten or twelve digits with a check digit (Luhn); ``+`` says that the person is 100 or more;
coordination numbers add 60 to the day; schools write ``TF`` and two digits, or ``T`` and three, for
people who have neither. Kept as twelve signs, because ten do not tell the century.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from stafet.kernel.countries import Country
from stafet.kernel.sentences import SentenceError, sentence

if TYPE_CHECKING:
    from stafet.kernel.sentences import Sentence

_ADDED_TO_DAY = 60
_HIDDEN = "••••"
_DANISH = re.compile(r"(\d{2})(\d{2})(\d{2})-?([0-9A-ZÆØÅ]{4})", re.ASCII)
_SWEDISH = re.compile(r"(\d{2})?(\d{2})(\d{2})(\d{2})([-+]?)(\d{4}|T\d{3}|TF\d{2})", re.ASCII)


_LIKE_A_NUMBER = re.compile(r"\b(\d{6}|\d{8})[-+ ]?(\d{4}|[A-Z]\d{3})\b")
_BETWEEN_SIGNS = re.compile(r"[^0-9A-ZÆØÅ]")
_POSSIBLE = re.compile(r"\d{6,12}|\d{6,8}[0-9A-ZÆØÅ]{4}", re.ASCII)
_POSSIBLE_INSIDE = re.compile(r"(?<!\d)(?=(\d{6}|\d{8})[-+\s]?([0-9A-ZÆØÅ]{4})(?!\w))")


class NumberKind(StrEnum):
    """Who gave out the number, and so what it can be trusted for."""

    PERSONAL = "personal"
    SUBSTITUTE = "substitute"
    COORDINATION = "coordination"
    TEMPORARY = "temporary"


class NotANationalNumber(SentenceError):
    """What was written is no national number of that country. The sentence never repeats it."""


@dataclass(frozen=True, slots=True)
class NationalNumber:
    """A number as it is kept, and what it tells.

    ``canonical`` is ten signs in Denmark and twelve in Sweden, without separators. ``birth_date`` is
    ``None`` where the number does not tell the century. Sex is never read from it: people change
    theirs, and numbers given out since 2007 carry no promise of it.
    """

    country: Country
    kind: NumberKind
    canonical: str
    birth_date: date | None

    @property
    def identifies_one_person(self) -> bool:
        """Whether the same number is the same person everywhere, not only where it was made up."""
        return self.kind in {NumberKind.PERSONAL, NumberKind.COORDINATION}

    @property
    def formatted(self) -> str:
        """The whole number as people write it, for the few who may see it."""
        return f"{self.canonical[:-4]}-{self.canonical[-4:]}"

    @property
    def masked(self) -> str:
        """The number with its last four signs hidden."""
        return f"{self.canonical[:-4]}-{_HIDDEN}"

    def __repr__(self) -> str:
        """Without the number itself: objects end up in logs and error pages."""
        return f"NationalNumber({self.country.value}, {self.kind.value}, {_HIDDEN})"

    __str__ = __repr__


def parse(text: str, country: Country, *, on: date) -> NationalNumber:
    """The number a text writes, in the country it is told to be of.

    ``on`` is the day it is read: ten Swedish digits name the youngest person they can on that day.
    Raises ``NotANationalNumber`` with a sentence that says what is wrong and never repeats the number.
    """
    cleaned = re.sub(r"\s", "", text).translate(_DASHES).upper()
    match country:
        case Country.DK:
            return _danish(cleaned)
        case Country.SE:
            return _swedish(cleaned, on)


# Spreadsheets and word processors turn the hyphen into one of these.
_DASHES = str.maketrans({"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-"})


def without_number(text: str) -> str:
    """The text with at most the birth date of what looks like a national number: some registers use it as a key."""
    return _LIKE_A_NUMBER.sub(r"\1-••••", text)


def possible_numbers(text: str) -> frozenset[str]:
    """Whatever in a text may be a national number of either country, without separators, ready for ``parse``.

    Generous, for whoever must not overlook one: the text as a whole however it is spaced, also when a spreadsheet has
    taken its leading zeroes, and what stands between other words.
    """
    upper = text.upper().translate(_DASHES)
    inside = {"".join(found) for found in _POSSIBLE_INSIDE.findall(upper)}
    whole = _BETWEEN_SIGNS.sub("", upper)
    return frozenset({*inside, whole} if _POSSIBLE.fullmatch(whole) else inside)


def _danish(text: str) -> NationalNumber:
    match = _DANISH.fullmatch(text)
    if match is None:
        raise _refused(
            sentence("A Danish number has six digits for the birth date and four more signs: ddmmyy-xxxx.")
        )
    written_day, month, year, last_four = match.groups()
    day, was_raised = _without_addition(int(written_day))
    kind = NumberKind.SUBSTITUTE if was_raised or not last_four.isdigit() else NumberKind.PERSONAL
    birth_date = _danish_birth_date(int(year), int(month), day, last_four[0])
    return NationalNumber(Country.DK, kind, "".join(match.groups()), birth_date)


def _danish_birth_date(year: int, month: int, day: int, seventh: str) -> date | None:
    """The birth date; ``None`` when a letter stands where the century should be told."""
    if seventh.isdigit():
        return _date(_danish_year(year, int(seventh)), month, day)
    # Only that the day exists can be checked; what exists in any century exists in this one.
    _date(2000 + year, month, day)
    return None


def _danish_year(year: int, seventh: int) -> int:
    """The birth year that two digits and the seventh digit name together (cpr.dk)."""
    if seventh <= 3:
        return 1900 + year
    if seventh in {4, 9}:
        return 2000 + year if year <= 36 else 1900 + year
    return 2000 + year if year <= 57 else 1800 + year


def _swedish(text: str, on: date) -> NationalNumber:
    match = _SWEDISH.fullmatch(text)
    if match is None:
        raise _refused(
            sentence(
                "A Swedish number has eight or six digits for the birth date and four more signs: "
                "yyyymmdd-xxxx."
            )
        )
    century, year, month, written_day, sign, last_four = match.groups()
    day, was_raised = _without_addition(int(written_day))
    if century is None:
        birth_date = _youngest(int(year), int(month), day, on, is_hundred=sign == "+")
    else:
        birth_date = _date(int(century + year), int(month), day)
    if last_four.isdigit() and not _has_check_digit(year + month + written_day + last_four):
        raise _refused(sentence("The last digit does not fit the others; one of them is mistyped."))
    kind = NumberKind.COORDINATION if was_raised else NumberKind.PERSONAL
    return NationalNumber(
        Country.SE,
        kind if last_four.isdigit() else NumberKind.TEMPORARY,
        f"{birth_date.year:04d}{month}{written_day}{last_four}",
        birth_date,
    )


def _youngest(year: int, month: int, day: int, on: date, *, is_hundred: bool) -> date:
    """The youngest birth date two digits can mean on a day; from the year a person turns 100 with +."""
    latest = on.year - 100 if is_hundred else on.year
    full_year = latest - (latest - year) % 100
    birth_date = _date_or_none(full_year, month, day)
    if birth_date is None or (not is_hundred and birth_date > on):
        return _date(full_year - 100, month, day)
    return birth_date


def _without_addition(day: int) -> tuple[int, bool]:
    """The day of the month, and whether 60 had been added to it."""
    return (day - _ADDED_TO_DAY, True) if day > _ADDED_TO_DAY else (day, False)


def _has_check_digit(ten_digits: str) -> bool:
    """Whether the last of ten digits fits the others (Luhn, ISO/IEC 7812-1)."""
    products = (int(digit) * (2 - place % 2) for place, digit in enumerate(ten_digits))
    return sum(sum(divmod(product, 10)) for product in products) % 10 == 0


def _date(year: int, month: int, day: int) -> date:
    found = _date_or_none(year, month, day)
    if found is None:
        raise _refused(sentence("The first digits are no date of birth."))
    return found


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _refused(what: Sentence) -> NotANationalNumber:
    return NotANationalNumber(what, field="national_number")
