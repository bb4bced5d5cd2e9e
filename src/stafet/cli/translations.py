"""Finding every text that people read, and keeping the word lists of each language in step.

English is the key. Danish and Swedish are written, not translated word for word; a test fails while one is
missing. No gettext programs are needed: Babel reads Python, and templates become Python first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
LANGUAGES = ("da", "sv")
_KEYWORDS = {
    "_": None,
    "sentence": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
}
_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Text:
    """One text and where it is said. ``plural`` and ``context`` are empty when it has none."""

    text: str
    plural: str
    context: str
    file: str
    line: int

    @property
    def key(self) -> str | tuple[str, str]:
        """What a catalogue calls it."""
        return (self.text, self.plural) if self.plural else self.text


def texts() -> Iterator[Text]:
    """Every text in the package, in the order of files and lines."""
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]):
        if "migrations" not in path.parts and "static" not in path.parts:
            yield from _texts_in(path)


def _texts_in(path: Path) -> Iterator[Text]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = _without_indentation(templatize(source, origin=path.name))
    name = path.relative_to(PACKAGE).as_posix()
    for line, message, _, context in extract("python", BytesIO(source.encode()), keywords=_KEYWORDS):
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            yield Text(singular, plural or "", context or "", name, line)


def _without_indentation(source: str) -> str:
    """A template's indentation means nothing, but Python's tokenizer stops at it."""
    return "\n".join(line.lstrip() for line in source.split("\n"))


def catalogue_path(language: str) -> Path:
    """Where a language's words are."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str) -> Catalog:
    """A language's words; an empty list if there are none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> int:
    """Add what is new, drop what is gone, keep what is written. Returns how many texts lack words."""
    known = read_catalogue(language)
    fresh = Catalog(locale=language, project="Stafet", copyright_holder="Stafet", fuzzy=False)
    for text in texts():
        old = known.get(text.key, text.context or None)
        fresh.add(text.key, old.string if old else None, [(text.file, 0)], context=text.context or None)
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, fresh, width=_WIDTH, sort_by_file=True, omit_header=False, include_lineno=False)
    return len(missing(language))


def missing(language: str) -> list[Text]:
    """The texts that have no words in a language."""
    catalogue = read_catalogue(language)
    without = {}
    for text in texts():
        found = catalogue.get(text.key, text.context or None)
        said = found.string if found else ""
        if not (all(said) if isinstance(said, tuple | list) else said) or not said:
            without[(text.key, text.context)] = text
    return list(without.values())
