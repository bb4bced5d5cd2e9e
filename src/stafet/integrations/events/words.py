"""The words of the events file: headings, events and reasons, from the lists beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from stafet.integrations.lists import read_list
from stafet.integrations.tables.words import word_key
from stafet.kernel.records import RegisterEvent


class EventField(StrEnum):
    """What a column of the events file can say."""

    EVENT = "event"
    ON = "on"
    INSTITUTION = "institution"
    NATIONAL_NUMBER = "national_number"
    PERSON_ID = "person_id"
    GIVEN_NAMES = "given_names"
    FAMILY_NAME = "family_name"
    BIRTH_DATE = "birth_date"
    PROGRAMME_CODE = "programme_code"
    PROGRAMME_NAME = "programme_name"
    REASON_CODE = "reason_code"
    REASON_WORDS = "reason_words"
    EVENT_ID = "event_id"


REQUIRED = (EventField.EVENT, EventField.ON)
FILLED_WHERE_THERE = EventField.INSTITUTION
"""The institution may be left out by one that reports only for itself, but not here and there."""


@cache
def fields_by_heading() -> Mapping[str, EventField]:
    """Headings, as keys → fields."""
    return MappingProxyType(
        {
            word_key(word): EventField(name)
            for name, words in _load("format.yaml")["headings"].items()
            for word in words
        }
    )


@cache
def events_by_word() -> Mapping[str, RegisterEvent]:
    """Words for events, as keys → the event."""
    return MappingProxyType(
        {
            word_key(word): RegisterEvent(name)
            for name, words in _load("format.yaml")["events"].items()
            for word in words
        }
    )


@cache
def reasons() -> Mapping[str, Mapping[str, str]]:
    """Reason codes → their words by language. A placeholder list until an official one is supplied."""
    return MappingProxyType({str(code): words for code, words in _load("reasons.yaml")["reasons"].items()})


@cache
def usual_headings(field: EventField) -> tuple[str, ...]:
    """The headings of a field that the how-to names: in Danish, Swedish and English."""
    return tuple(_load("format.yaml")["headings"][field.value][:3])


@cache
def version() -> str:
    """The version of the format."""
    return str(_load("format.yaml")["version"])


@cache
def _load(name: str) -> Mapping[str, Any]:
    return read_list(__package__, name)
