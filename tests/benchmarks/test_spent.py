"""Whose processor time it was: a built-in function's is its caller's."""

from __future__ import annotations

import pytest

from tests.benchmarks.spent import shares

OURS = ("/somewhere/src/stafet/web/people.py", 10, "people")
ORM = ("/lib/django/db/models/query.py", 20, "filter")
PAGE = ("/lib/django/template/base.py", 30, "render")
BUILT_IN = ("~", 0, "<built-in method isinstance>")


def test_everybody_has_their_own_time() -> None:
    assert shares({OURS: (1, 1, 1.0, 4.0, {}), PAGE: (1, 1, 3.0, 3.0, {})}) == {
        "our own code": 0.25,
        "templates": 0.75,
    }


def test_what_is_built_in_belongs_to_those_who_call_it() -> None:
    callers = {OURS: (1, 1, 1.0, 1.0), ORM: (3, 3, 3.0, 3.0)}
    assert shares({BUILT_IN: (4, 4, 4.0, 4.0, callers)}) == {"our own code": 0.25, "Django's ORM": 0.75}


@pytest.mark.parametrize("file", ["~", "/lib/python3.11/copy.py"])
def test_what_nobody_calls_is_other(file: str) -> None:
    assert shares({(file, 1, "copy"): (1, 1, 2.0, 2.0, {})}) == {"other": 1.0}


def test_nothing_spent_is_no_share() -> None:
    assert shares({}) == {}
