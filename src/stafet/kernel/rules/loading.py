"""Reading the files of rules that come with the product."""

from __future__ import annotations

from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

import yaml

from stafet.kernel.rules.entries import read_rule
from stafet.kernel.rules.errors import RuleFileError
from stafet.kernel.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

    from stafet.kernel.rules.rule import Rule

JURISDICTIONS = ("dk", "se", "stafet")


class _StrictLoader(yaml.SafeLoader):
    """YAML's safe loader, which would let a later field of the same name silently win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:  # noqa: FBT001, FBT002
        names = [self.construct_object(key, deep=deep) for key, _ in node.value]
        for name in names:
            if names.count(name) > 1:
                line = node.start_mark.line + 1
                raise yaml.YAMLError(f"line {line}: “{name}” is said twice")
        return super().construct_mapping(node, deep=deep)


def shipped_rules() -> tuple[Rule, ...]:
    """Every rule that comes with the product, by key and then by when it begins."""
    return load_rules(resources.files(__package__))


def load_rules(folder: Traversable) -> tuple[Rule, ...]:
    """Every rule of a folder that holds one folder per jurisdiction.

    Raises ``RuleFileError``, which names file and key, rather than leave anything out.
    """
    rules = [rule for name in JURISDICTIONS for rule in _rules_of(folder, name)]
    rules.sort(key=lambda rule: (rule.key, str(rule.valid_from or "")))
    for earlier, later in pairwise(rules):
        if earlier.key == later.key:
            _refuse_contradiction(earlier, later)
    return tuple(rules)


def read_rules(file: str, jurisdiction: str, text: str) -> tuple[Rule, ...]:
    """The rules of one file's text: a list of entries under ``rules``."""
    return tuple(read_rule(file, jurisdiction, entry) for entry in _entries(file, text))


def _rules_of(folder: Traversable, jurisdiction: str) -> Iterator[Rule]:
    for file in _yaml_files(folder / jurisdiction):
        yield from read_rules(f"{jurisdiction}/{file.name}", jurisdiction, file.read_text(encoding="utf-8"))


def _yaml_files(folder: Traversable) -> Iterable[Traversable]:
    if not folder.is_dir():
        return []
    files = [file for file in folder.iterdir() if file.name.endswith(".yaml")]
    return sorted(files, key=lambda file: file.name)


def _entries(file: str, text: str) -> list[dict[str, object]]:
    try:
        content = yaml.load(text, _StrictLoader)  # noqa: S506 (a subclass of the safe loader)
    except yaml.YAMLError as error:
        raise RuleFileError(sentence("%(file)s can't be read: %(why)s", file=file, why=str(error))) from error
    if not isinstance(content, dict) or set(content) != {"rules"}:
        raise RuleFileError(
            sentence("%(file)s must hold one list named “rules” and nothing else.", file=file)
        )
    entries = content["rules"]
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RuleFileError(sentence("%(file)s: each rule is a list of its fields.", file=file))
    return entries


def _refuse_contradiction(earlier: Rule, later: Rule) -> None:
    ends_in_time = earlier.valid_until is not None and (
        later.valid_from is not None and earlier.valid_until <= later.valid_from
    )
    if not ends_in_time:
        raise RuleFileError(
            sentence(
                "Rule “%(key)s” has two values for the same days; end the first with “valid_until”.",
                key=later.key,
            )
        )
    if earlier.unit is not later.unit:
        raise RuleFileError(sentence("Rule “%(key)s” changes its unit; give it a new key.", key=later.key))
