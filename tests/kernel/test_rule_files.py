"""Files of rules: anything unclear stops the start, with the file and the key in the sentence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from stafet.kernel import rules
from stafet.kernel.countries import Country
from stafet.kernel.rules.book import book_of
from stafet.kernel.rules.loading import load_rules, read_rules

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """
rules:
  - key: dk.test.contact_within
    value: 5
    unit: weekdays
    valid_from: 2020-08-01
    source: "The act, § 1"
    verified_on: 2026-11-24
"""


def read(text: str) -> tuple[rules.Rule, ...]:
    return read_rules("dk/test.yaml", "dk", text)


def refusal(text: str) -> str:
    with pytest.raises(rules.RuleFileError) as refused:
        read(text)
    return str(refused.value)


def folder_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "dk").mkdir()
    (tmp_path / "dk" / "test.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def version(value: int, valid_from: str, valid_until: str = "", unit: str = "weekdays") -> str:
    until = f"\n    valid_until: {valid_until}" if valid_until else ""
    return f"""
  - key: dk.test.contact_within
    value: {value}
    unit: {unit}
    valid_from: {valid_from}{until}
    source: "The act, § 1"
    verified_on: 2026-11-24
"""


def test_a_good_entry_is_read_as_it_stands() -> None:
    (rule,) = read(GOOD)

    assert rule.key == "dk.test.contact_within"
    assert rule.value == 5
    assert rule.unit is rules.Unit.WEEKDAYS
    assert rule.valid_from == date(2020, 8, 1)
    assert rule.valid_until is None
    assert not rule.to_verify


@pytest.mark.parametrize(
    ("line", "replaced_by", "said"),
    [
        ('    source: "The act, § 1"\n', "", "“source” is missing"),
        ('"The act, § 1"', '" "', "the source is missing"),
        ("    valid_from: 2020-08-01\n", "", "“valid_from” is missing"),
        ("    verified_on: 2026-11-24\n", "", "say when it was verified"),
        ("    unit: weekdays", "    unit: fortnights", "the unit must be one of these: working_days,"),
        ("    value: 5", "    value: five", "the value must be a number"),
        ("    value: 5", "    value: yes", "the value must be a number"),
        ("2020-08-01", "soon", "“valid_from” must be a day such as 2026-08-01"),
        ("2020-08-01", "2020-08-01 12:00:00", "“valid_from” must be a day such as 2026-08-01"),
        ("    verified_on: 2026-11-24", "    to_verify: perhaps", "“to_verify” must be true or false"),
        ('"The act, § 1"', "1973", "“source” must be words"),
        ("    value: 5", "    value: 5\n    vaild_until: 2027-01-01", "there is no field “vaild_until”"),
        ("    value: 5", "    value: 5\n    valid_until: 2020-08-01", "it ends before it begins"),
        ("dk.test.contact_within", "se.test.contact_within", "a key here reads “dk.subject.what_it_sets”"),
        ("dk.test.contact_within", "dk.contact", "a key here reads “dk.subject.what_it_sets”"),
    ],
)
def test_an_unclear_entry_is_refused_and_named(line: str, replaced_by: str, said: str) -> None:
    sentence = refusal(GOOD.replace(line, replaced_by))

    assert "dk/test.yaml" in sentence
    assert said in sentence
    assert "rule “" in sentence


def test_a_field_said_twice_is_refused_instead_of_the_last_one_winning() -> None:
    sentence = refusal(GOOD + "    value: 6\n")

    assert "dk/test.yaml can't be read" in sentence
    assert "line 3: “value” is said twice" in sentence


@pytest.mark.parametrize("text", ["", "rules: 5", "- key: dk.a.b", "rules: [1]", "rules: []\nmore: 1"])
def test_a_file_that_is_no_list_of_rules_is_refused_by_name(text: str) -> None:
    assert refusal(text).startswith("dk/test.yaml")


def test_broken_yaml_is_refused_by_name() -> None:
    assert refusal("rules: [").startswith("dk/test.yaml can't be read")


def test_our_own_policy_without_a_reason_is_refused() -> None:
    with pytest.raises(rules.RuleFileError, match="our own policy needs a note"):
        read_rules("stafet/test.yaml", "stafet", GOOD.replace("dk.", "stafet."))


OLD, NEW = version(10, "2019-08-01", "2024-08-01"), version(5, "2024-08-01")


@pytest.mark.parametrize("versions", [OLD + NEW, NEW + OLD])
def test_a_changed_law_keeps_its_old_value_for_the_old_days(tmp_path: Path, versions: str) -> None:
    text = "rules:" + versions
    book = book_of(load_rules(folder_with(tmp_path, text)))

    assert book.value("dk.test.contact_within", on=date(2024, 7, 31)) == 10
    assert book.value("dk.test.contact_within", on=date(2024, 8, 1)) == 5


def test_a_clock_runs_by_the_law_of_the_day_it_starts_unless_told_of_another(tmp_path: Path) -> None:
    book = book_of(load_rules(folder_with(tmp_path, "rules:" + OLD + NEW)))
    friday, key = date(2024, 7, 26), "dk.test.contact_within"

    by_old_law = book.deadline(key, country=Country.DK, from_day=friday)
    by_new_law = book.deadline(key, country=Country.DK, from_day=friday, on=date(2024, 8, 1))

    assert by_old_law.due_on == date(2024, 8, 9)
    assert by_new_law.due_on == date(2024, 8, 2)


def test_a_rule_says_nothing_about_the_days_before_it(tmp_path: Path) -> None:
    book = book_of(load_rules(folder_with(tmp_path, GOOD)))

    with pytest.raises(rules.RuleNotInForce, match="says nothing about 2020-07-31"):
        book.rule("dk.test.contact_within", on=date(2020, 7, 31))


@pytest.mark.parametrize(
    "versions",
    [
        version(10, "2019-08-01") + version(5, "2024-08-01"),
        version(10, "2019-08-01", "2024-08-02") + version(5, "2024-08-01"),
        version(10, "") + version(5, ""),
        version(5, "2024-08-01") + version(10, "", "2025-01-01"),
    ],
)
def test_two_values_for_the_same_days_are_refused(tmp_path: Path, versions: str) -> None:
    with pytest.raises(rules.RuleFileError, match="two values for the same days"):
        load_rules(folder_with(tmp_path, "rules:" + versions))


def test_two_values_in_two_files_are_refused_too(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, GOOD)
    (folder / "dk" / "other.yaml").write_text(GOOD, encoding="utf-8")

    with pytest.raises(rules.RuleFileError, match=r"“dk\.test\.contact_within” has two values"):
        load_rules(folder)


def test_a_rule_that_counts_something_else_from_a_day_on_needs_a_new_key(tmp_path: Path) -> None:
    text = "rules:" + version(10, "2019-08-01", "2024-08-01") + version(5, "2024-08-01", unit="weeks")

    with pytest.raises(rules.RuleFileError, match="changes its unit"):
        load_rules(folder_with(tmp_path, text))
