"""Numbers and shares as people write them, in the reader's language."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal, format_percent

from stafet.web.components.days import reader_locale


def write_number(number: int) -> str:
    """A whole number with the reader's own mark between thousands: 1,261 or 1.261."""
    return str(format_decimal(number, locale=reader_locale()))


def write_decimal(number: Decimal) -> str:
    """A number with the reader's own decimal mark, without noughts that say nothing: 86.5 or 86,5."""
    return str(format_decimal(number.normalize(), locale=reader_locale(), decimal_quantization=False))


def write_share(count: int, base: int) -> str:
    """How many of how many, in percent. Only all is 100 % and only none is 0 %: almost is never rounded up to all."""
    if not base:
        return "–"
    percent = round(count * 100 / base)
    if percent == 100 and count < base:
        percent = 99
    if percent == 0 and count:
        percent = 1
    return str(format_percent(percent / 100, locale=reader_locale()))


def write_money(minor: int, currency: str) -> str:
    """An amount given in minor units, without empty decimals: 24,000 DKK or 24.000,50 DKK."""
    whole, rest = divmod(minor, 100)
    number = (
        write_number(whole) if not rest else format_decimal(minor / 100, "#,##0.00", locale=reader_locale())
    )
    return f"{number} {currency}"
