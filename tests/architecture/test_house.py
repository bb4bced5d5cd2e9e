"""The house stands as it was designed, and every checker finds a planted offence."""

from __future__ import annotations

import pytest

from tests.architecture import checkers
from tests.architecture.house import Checker, offences, planted

RULES: dict[str, tuple[Checker, str, str]] = {
    "a room is entered through its door": (
        checkers.only_through_doors,
        "stafet.web.people",
        "from stafet.people.models import Person",
    ),
    "rows are written by actions and importers": (
        checkers.writes_only_in_actions,
        "stafet.people.queries",
        "Person.objects.filter(pk=1).update(x=1)",
    ),
    "rows are saved by actions and importers": (
        checkers.writes_only_in_actions,
        "stafet.web.people",
        "person.save()",
    ),
    "lower rooms never tell": (
        checkers.no_signals_no_generic_keys,
        "stafet.people.apps",
        "from django.db.models.signals import post_save",
    ),
    "order is explicit": (
        checkers.no_signals_no_generic_keys,
        "stafet.people.models",
        "class A:\n    class Meta:\n        ordering = ['x']",
    ),
    "rooms are told the time": (
        checkers.only_entry_points_read_the_clock,
        "stafet.people.actions",
        "from stafet.kernel import clock\nclock.now()",
    ),
    "nobody reads the machine's clock": (
        checkers.only_entry_points_read_the_clock,
        "stafet.web.people",
        "import datetime\ndatetime.datetime.now()",
    ),
    "words stand outside f-strings": (
        checkers.words_stand_outside_f_strings,
        "stafet.web.people",
        "f'{gettext(\"Yes\")}, today'",
    ),
    "imports stand at the top": (
        checkers.imports_stand_at_the_top,
        "stafet.people.actions",
        "def f():\n    import json",
    ),
    "files are small": (checkers.files_and_functions_are_small, "stafet.people.actions", "x = 1\n" * 401),
    "functions are small": (
        checkers.files_and_functions_are_small,
        "stafet.people.actions",
        "def f():\n" + "    x = 1\n" * 41,
    ),
    "doors are narrow": (
        checkers.doors_are_narrow,
        "stafet.people.api",
        "__all__ = [" + ", ".join(f'"ask_{chr(97 + n // 26)}{chr(97 + n % 26)}"' for n in range(41)) + "]",
    ),
    "a state is a member of its enum": (
        checkers.no_bare_statuses,
        "stafet.people.actions",
        "handover.state == 'offered'",
    ),
    "a lock says which row": (
        checkers.no_locks_on_joined_rows,
        "stafet.people.actions",
        "Person.objects.select_for_update()",
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_the_house_keeps_the_rule(rule: str) -> None:
    checker, _, _ = RULES[rule]
    assert offences(checker) == []


@pytest.mark.parametrize("rule", RULES)
def test_the_checker_finds_a_planted_offence(rule: str) -> None:
    checker, name, text = RULES[rule]
    assert list(checker(planted(name, text)))
