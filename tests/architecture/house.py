"""Reading the house as text: which files there are, and what a checker found wrong in one.

A checker is a function from one module to sentences. Each is tried on the whole tree, and each is tried on a
planted offence that it must find, so that none of them can pass by being blind.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "stafet"

ROOMS = (
    "operation",
    "retention",
    "administration",
    "statistics",
    "effects",
    "forums",
    "planwork",
    "programme",
    "reminders",
    "introcourses",
    "events",
    "own",
    "overview",
    "watch",
    "placementfigures",
    "groundwork",
    "materials",
    "classcourses",
    "catalogue",
    "practicalcourses",
    "followup",
    "placements",
    "surveys",
    "attachment",
    "rechoice",
    "conversations",
    "othercases",
    "languages",
    "progress",
    "careerplans",
    "logcontrol",
    "emergency",
    "offsystem",
    "registers",
    "duplicates",
    "responsibility",
    "protection",
    "pathways",
    "people",
    "accounts",
    "sessions",
    "grants",
    "access",
    "organisations",
    "messages",
    "audit",
)
ENTRY_POINTS = ("config", "cli", "web", "rest", "demo", "integrations")


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: where it stands in the house, and its tree."""

    name: str
    tree: ast.Module
    lines: int

    @property
    def room(self) -> str:
        """The first folder below the package."""
        return self.name.split(".")[1] if "." in self.name else ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The dotted name, taken apart."""
        return tuple(self.name.split("."))


Checker = Callable[[Module], Iterable[str]]


def planted(name: str, text: str) -> Module:
    """A module that does not exist, for trying a checker."""
    return Module(name, ast.parse(text), text.count("\n") + 1)


def modules() -> Iterator[Module]:
    """Every module of the package but migrations, which are history."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        dotted = ".".join(("stafet", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(
            ".__init__"
        )
        yield Module(dotted, ast.parse(text), text.count("\n"))


def offences(checker: Checker) -> list[str]:
    """What a checker finds in the whole house."""
    return [f"{module.name}: {sentence}" for module in modules() for sentence in checker(module)]
