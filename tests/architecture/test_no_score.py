"""T30: nobody is scored. No field, order or figure about a person is a judgement that a machine made."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.house import Module, modules, planted
from tests.goals.record import measured

DENIED = re.compile(
    r"(^|_)(score|scores|risk_level|risk_score|probability|likelihood|prediction|predicted|propensity|ranking"
    r"|rating|severity|vulnerability|readiness|ready|similarity_to|cluster|traffic_light|colour|color)(_|$)"
)
"""Words of a computed judgement. ``risk`` alone is what a named human may say, with a date on which it expires."""

REVIEWED = {
    "web": {"colour"},
}
"""Where such a word is no judgement: the colours of a theme."""

_ROOMS_ABOUT_PEOPLE = (
    "people",
    "pathways",
    "responsibility",
    "duplicates",
    "overview",
    "watch",
    "registers",
    "kernel",
)


def _names(module: Module) -> Iterator[tuple[str, int]]:
    """Every name that a class keeps or a function is called by, and what rows are ordered by."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node.lineno
        elif isinstance(node, ast.FunctionDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "order_by":
            for each in node.args:
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield each.value.lstrip("-"), each.lineno


def judgements(module: Module) -> Iterable[str]:
    """Names in a module that say somebody is judged by a machine."""
    if module.room not in _ROOMS_ABOUT_PEOPLE:
        return
    for name, line in _names(module):
        if DENIED.search(name) and name not in REVIEWED.get(module.room, set()):
            yield f"{module.name}: {name} (line {line})"


def _fields() -> Iterator[str]:
    for model in apps.get_models():
        if not model.__module__.startswith("stafet."):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.Field) and DENIED.search(field.name):
                yield f"{model.__name__}.{field.name}"


def test_no_field_and_no_order_is_a_judgement_by_a_machine() -> None:
    found = [*_fields(), *(words for module in modules() for words in judgements(module))]
    measured("scores", len(found))
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "class Person:\n    risk_score: float",
        "def drop_out_probability(person): ...",
        "Person.objects.order_by('-risk_score')",
        "class Row:\n    readiness: str",
    ],
)
def test_a_planted_judgement_is_found(text: str) -> None:
    assert list(judgements(planted("stafet.people.models", text)))
