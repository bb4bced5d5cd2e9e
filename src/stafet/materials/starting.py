"""Shipped texts to begin from: nothing here is told to anybody before a town has made it its own.

They are data (``starters/``): what each is for in ``index.yaml``, and its words in a file for each language. ``[?]`` marks
what has to be verified or decided in the town; a text that still has the mark is not published.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from stafet.kernel.countries import Country
from stafet.materials.drafts import EditionFacts, MaterialFacts
from stafet.materials.states import Audience, MaterialKind

TO_VERIFY = "[?]"
_FOLDER = Path(__file__).resolve().parent / "starters"
_OURS = "Stafet"


@dataclass(frozen=True, slots=True)
class Starter:
    """One shipped text, in every language it comes in; the main one first."""

    slug: str
    country: Country
    facts: MaterialFacts
    editions: tuple[EditionFacts, ...]
    sources: tuple[str, ...]

    def read_in(self, language: str) -> EditionFacts:
        """Its words in a language, or in its main one."""
        return next((each for each in self.editions if each.language == language), self.editions[0])


def starters(country: Country) -> tuple[Starter, ...]:
    """The shipped texts that fit a country's law."""
    return tuple(each for each in _all() if each.country is country)


def starter(slug: str) -> Starter | None:
    """One shipped text by its short name."""
    return next((each for each in _all() if each.slug == slug), None)


@cache
def _all() -> tuple[Starter, ...]:
    rows = yaml.safe_load((_FOLDER / "index.yaml").read_text(encoding="utf-8"))
    return tuple(_read(row) for row in rows["starters"])


def _read(row: dict[str, Any]) -> Starter:
    main = row["main_language"]
    others = sorted(path.suffixes[0].removeprefix(".") for path in _FOLDER.glob(f"{row['slug']}.*.md"))
    languages = (main, *(code for code in others if code != main))
    return Starter(
        slug=row["slug"],
        country=Country(row["country"]),
        facts=MaterialFacts(
            kind=MaterialKind(row["kind"]),
            audiences=tuple(Audience(each) for each in row["audiences"]),
            main_language=main,
            scheme_kind=row["scheme_kind"],
        ),
        editions=tuple(_edition(row["slug"], code, main) for code in languages),
        sources=tuple(row["sources"]),
    )


def _edition(slug: str, language: str, main: str) -> EditionFacts:
    """The first line is the title, the rest are the words."""
    first, _, words = (_FOLDER / f"{slug}.{language}.md").read_text(encoding="utf-8").partition("\n")
    return EditionFacts(
        language=language,
        title=first.removeprefix("# ").strip(),
        words=words.strip(),
        translated_by="" if language == main else _OURS,
    )
