"""Questions that are written once and asked often.

Django's ORM builds a question anew each time it is asked, which costs several times what asking it costs. A
*statement* is a function that builds a question from its arguments; it is built the first time, and from then on
only its values change. What it says is still what the ORM says, fences and all.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import wraps
from inspect import signature
from typing import Any, Never, ParamSpec, TypeVar
from uuid import UUID

from django.db import connections, router
from django.db.models import BooleanField, Func, Model, Q, QuerySet
from django.db.models.query import NamedValuesListIterable
from django.db.models.sql.compiler import SQLCompiler
from psycopg import Binary

P = ParamSpec("P")
Row = TypeVar("Row")
_MOST_SHAPES = 64


class StatementError(TypeError):
    """A statement is not the same question for other values. A programming error, never a user's."""


def statement(build: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    """Make a function that builds a question with ``values_list`` one that answers it.

    Keys, hashes, days, instants and collections of keys are values: they may differ each time, go into the question as they
    are, and can't be looked at while it is built (a collection goes in with ``among``). Everything else — ``None``, a
    number, a member of an enum — is part of what the question is, and makes another one. Text is refused: there is no
    end of it. The first time, the question is built from the true values too, and compared.
    """
    parameters, kept = signature(build), dict[tuple[object, ...], _Built]()

    @wraps(build)
    def ask(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        bound = parameters.bind(*args, **kwargs)
        bound.apply_defaults()
        values = bound.arguments
        shape = tuple(map(_shape, values.values()))
        built = kept.get(shape)
        if built is None:
            built = _build(build, values)
            if len(kept) >= _MOST_SHAPES:
                kept.clear()
            kept[shape] = built
        return built.ask(values)

    return ask


def among(column: str, keys: Collection[UUID]) -> Q:
    """Rows whose key is one of these: ``column = ANY (…)``, one value however many there are."""
    return Q(_Among(column, keys=keys))


class _Among(Func):
    output_field = BooleanField()

    def __init__(self, column: Any, *, keys: Collection[UUID]) -> None:
        super().__init__(column)
        self.keys = _plain(keys)

    def as_sql(self, compiler: SQLCompiler, *_: Any, **__: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        column, params = compiler.compile(self.get_source_expressions()[0])
        return f"{column} = ANY (%s)", [*params, self.keys]


@dataclass(frozen=True, slots=True)
class _Built:
    """A question with places: for each the name of the argument that fills it, or the value it always has."""

    model: type[Model]
    compiler: SQLCompiler
    text: str
    places: tuple[tuple[str | None, Any], ...]
    named: Callable[[Iterable[Any]], Any] | None

    def ask(self, values: dict[str, Any]) -> list[Any]:
        with connections[router.db_for_read(self.model)].cursor() as cursor:
            cursor.execute(self.text, self.filled(values))
            found = cursor.fetchall()
        rows = self.compiler.results_iter([found], tuple_expected=True)
        return list(map(self.named, rows)) if self.named else list(rows)

    def filled(self, values: dict[str, Any]) -> list[Any]:
        return [_plain(values[name]) if name else always for name, always in self.places]


class _StandIn:
    """What stands for a value while a question is built. Reckoning with it would fix the answer for ever."""

    def _refuse(self, *_: object) -> Never:
        raise StatementError(
            "A statement reckons with one of its values: reckon before, and pass the result."
        )

    __lt__ = __le__ = __gt__ = __ge__ = __add__ = __radd__ = __sub__ = __rsub__ = _refuse


class _Key(_StandIn, UUID): ...


class _Hash(_StandIn, bytes): ...


class _Day(_StandIn, date): ...


class _Instant(_StandIn, datetime): ...


class _Keys(_StandIn):
    __iter__ = __len__ = _StandIn._refuse


def _build(build: Callable[..., QuerySet[Any, Any]], values: dict[str, Any]) -> _Built:
    stand_ins = {name: _stand_in(value) for name, value in values.items()}
    names = {id(each): name for name, each in stand_ins.items() if isinstance(each, _StandIn)}
    rows = build(**stand_ins)
    compiler, text, params = _compiled(rows)
    places = tuple((names.get(id(param)), param) for param in params)
    built = _Built(rows.model, compiler, text, places, _row_of(rows))
    _, true_text, true_params = _compiled(build(**values))
    if (text, built.filled(values)) != (true_text, true_params):
        raise StatementError(f"{build.__qualname__} is another question for other values.")
    return built


def _compiled(rows: QuerySet[Any, Any]) -> tuple[SQLCompiler, str, list[Any]]:
    if rows.query.default_cols:
        raise StatementError("A statement says which values it wants, with values_list.")
    compiler = rows.query.get_compiler(connection=connections[rows.db])
    text, params = compiler.as_sql()
    return compiler, text, [param.obj if isinstance(param, Binary) else param for param in params]


def _row_of(rows: QuerySet[Any, Any]) -> Callable[[Iterable[Any]], Any] | None:
    """How a row is made when its columns have names."""
    if rows._iterable_class is not NamedValuesListIterable:
        return None
    made: Callable[[Iterable[Any]], Any] = namedtuple("Row", rows._fields)._make  # type: ignore[attr-defined]
    return made


def _shape(value: Any) -> object:
    """What of a value decides which question it is."""
    match value:
        case UUID():
            return UUID
        case bytes():
            return bytes
        case datetime():
            return datetime
        case date():
            return date
        case list() | tuple() | set() | frozenset():
            return Collection
        case None | bool() | int() | Enum():
            return value
        case _:
            raise StatementError(f"{type(value).__name__} is no value of a statement.")


def _stand_in(value: Any) -> Any:
    match value:
        case UUID():
            return _Key(int=0)
        case bytes():
            return _Hash()
        case datetime():
            return _Instant(1970, 1, 1, tzinfo=value.tzinfo)
        case date():
            return _Day(1970, 1, 1)
        case list() | tuple() | set() | frozenset():
            return _Keys()
        case _:
            return value


def _plain(value: Any) -> Any:
    """A collection as the database driver writes an array."""
    return list(value) if isinstance(value, tuple | set | frozenset) else value
