"""Items of a reading as lines of JSON, so that they can cross from one process to another.

Nothing is unpickled: what comes back from the reading process is text, and only the shapes listed here are
made of it. A line that does not fit raises ``NotOurs``.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from stafet.integrations.protocol import Finished, Item, ReaderSettings, Reading
from stafet.integrations.tables.look import NumbersMet, TableLook
from stafet.kernel.records import (
    EnrolmentRecord,
    EventRecord,
    GroupRecord,
    Notice,
    OrganisationRecord,
    PersonRecord,
    Rejection,
)
from stafet.kernel.sentences import Sentence

_ITEMS: tuple[type, ...] = (
    Reading,
    OrganisationRecord,
    GroupRecord,
    PersonRecord,
    EnrolmentRecord,
    EventRecord,
    Rejection,
    Notice,
    TableLook,
    NumbersMet,
    Finished,
)
Told = Item | TableLook | NumbersMet
"""What may cross: the items of a reading, and what a first look tells."""
_Make = Callable[[Any], Any]


class NotOurs(Exception):
    """What came over the wire is not what the reading process writes."""


def line_of(item: Told) -> str:
    """One item as one line."""
    return json.dumps([type(item).__name__, *_fields(item)], ensure_ascii=False, default=_plain)


def item_of(line: str) -> Told:
    """The item a line writes. Raises ``NotOurs``."""
    try:
        name, *values = json.loads(line)
        return cast("Told", _MAKERS[name](values))
    except (ValueError, TypeError, KeyError) as error:
        raise NotOurs(line[:80]) from error


def settings_to_json(settings: ReaderSettings) -> str:
    """Settings as text, for the reading process."""
    return json.dumps(_fields(settings), ensure_ascii=False, default=_plain)


def settings_from_json(text: str) -> ReaderSettings:
    """The settings a text writes. Raises ``NotOurs``."""
    try:
        return cast("ReaderSettings", _SETTINGS(json.loads(text)))
    except (ValueError, TypeError, KeyError) as error:
        raise NotOurs(text[:80]) from error


def _fields(value: object) -> list[object]:
    return [getattr(value, name) for name in _NAMES[type(value)]]


def _plain(value: object) -> object:
    if isinstance(value, Sentence):
        return [value.text, {name: _tagged(each) for name, each in value.values.items()}]
    if isinstance(value, date):
        return value.isoformat()
    return _fields(value)


def _tagged(value: object) -> object:
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _sentence(value: Any) -> Sentence:
    text, values = value
    if not isinstance(text, str):
        raise TypeError
    return Sentence(text, types.MappingProxyType({name: _untagged(each) for name, each in values.items()}))


def _untagged(value: Any) -> str | int | date:
    if isinstance(value, dict):
        return date.fromisoformat(value["day"])
    if isinstance(value, str | int):
        return value
    raise TypeError


_SIMPLE: Mapping[Any, _Make] = types.MappingProxyType({Sentence: _sentence, date: date.fromisoformat})


def _maker(hint: Any) -> _Make:
    """How a value of a declared type is made of what JSON gives."""
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if get_origin(hint) in {Union, types.UnionType}:
        inner = _maker(next(each for each in get_args(hint) if each is not type(None)))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        each = _maker(get_args(hint)[0])
        return lambda value: tuple(map(each, value))
    if dataclasses.is_dataclass(hint):
        return _maker_of_class(cast("type", hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return _exactly(hint)


def _exactly(kind: type) -> _Make:
    def make(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError
        return value

    return make


def _maker_of_class(kind: type) -> _Make:
    hints = get_type_hints(kind)
    makers = tuple(_maker(hints[name]) for name in _names(kind))

    def make(values: Any) -> Any:
        # Settings are also kept for years: what was added to the end since then takes its default.
        if len(values) > len(makers):
            raise TypeError
        return kind(*[maker(value) for maker, value in zip(makers, values, strict=False)])

    return make


def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in dataclasses.fields(kind))


def _names_of_all(kinds: tuple[type, ...]) -> Mapping[type, tuple[str, ...]]:
    """The fields of every class that may stand in an item, however deep."""
    found: dict[type, tuple[str, ...]] = {}
    waiting = list(kinds)
    while waiting:
        kind = waiting.pop()
        if dataclasses.is_dataclass(kind) and kind not in found and kind is not Sentence:
            found[kind] = _names(kind)
            waiting += [part for hint in get_type_hints(kind).values() for part in (hint, *get_args(hint))]
    return types.MappingProxyType(found)


_NAMES = _names_of_all((*_ITEMS, ReaderSettings))
_MAKERS = {kind.__name__: _maker_of_class(kind) for kind in _ITEMS}
_SETTINGS = _maker_of_class(ReaderSettings)
