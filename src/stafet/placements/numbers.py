"""Numbers of companies: whether a register can have given them.

CVR: eight digits, weights 2 7 6 5 4 3 2 1, sum divisible by 11 (Erhvervsstyrelsen). Swedish organisation numbers: ten digits,
the third is 2 or more, Luhn's check digit (Skatteverket, SKV 709). P-numbers: ten digits, no check.
"""

from __future__ import annotations

import re

from stafet.kernel.sentences import sentence
from stafet.placements.errors import NotANumber
from stafet.placements.states import RegisterKind

_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
_ELEVEN, _TEN, _LEAST_THIRD = 11, 10, 2
_NO_DIGIT = re.compile(r"[\s\-]")


def read_number(register: RegisterKind, text: str) -> str:
    """The digits of a number that can exist. Raises ``NotANumber``."""
    digits = _NO_DIGIT.sub("", text.removeprefix("DK").removeprefix("SE"))
    if register is RegisterKind.CVR:
        if re.fullmatch(r"[1-9]\d{7}", digits) and _sum_of_cvr(digits) % _ELEVEN == 0:
            return digits
        raise NotANumber(
            sentence("A CVR number has eight digits that fit together. Look it up at virk.dk."),
            field="number",
        )
    if re.fullmatch(r"\d{10}", digits) and int(digits[2]) >= _LEAST_THIRD and _luhn(digits) % _TEN == 0:
        return digits
    raise NotANumber(
        sentence(
            "A Swedish organisation number has ten digits that fit together. Look it up at Bolagsverket."
        ),
        field="number",
    )


def read_unit_number(text: str) -> str:
    """The digits of a P-number, or nothing. Raises ``NotANumber``."""
    digits = _NO_DIGIT.sub("", text)
    if digits and not re.fullmatch(r"\d{10}", digits):
        raise NotANumber(sentence("A P-number has ten digits."), field="unit_number")
    return digits


def _sum_of_cvr(digits: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))


def _luhn(digits: str) -> int:
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits))
    return sum(value - 9 if value >= _TEN else value for value in doubled)
