"""The countries Stafet serves, and which day it is there."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from stafet.kernel.sentences import SentenceError, sentence

if TYPE_CHECKING:
    from datetime import date, datetime


class Country(StrEnum):
    """A country whose law and calendar we know. The value is the ISO 3166 code in lower case."""

    DK = "dk"
    SE = "se"


TIME_ZONES = MappingProxyType({Country.DK: "Europe/Copenhagen", Country.SE: "Europe/Stockholm"})
"""IANA names of the time zones in which each country's days begin and end."""

CURRENCIES = MappingProxyType({Country.DK: "DKK", Country.SE: "SEK"})
"""ISO 4217 codes of the money each country counts in."""


class InstantWithoutZone(SentenceError):
    """An instant was told without its time zone, so nobody can say which day it is."""


def time_zone(country: Country) -> ZoneInfo:
    """The zone in which a country's days begin and end."""
    return ZoneInfo(TIME_ZONES[country])


def local_day(country: Country, instant: datetime) -> date:
    """The calendar day an instant falls on in a country. The instant must carry its zone."""
    if instant.tzinfo is None:
        raise InstantWithoutZone(sentence("A moment without a time zone falls on no certain day."))
    return instant.astimezone(time_zone(country)).date()
