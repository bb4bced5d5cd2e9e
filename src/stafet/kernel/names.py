"""Names of people: how they are searched, sorted and shortened.

Sort keys are made twice, here and as generated columns in the database, and must agree to the letter;
both are built from the same tables below. The database has no Danish or Swedish collation everywhere, so
a key is made whose plain code-point order is the right order: the letters after z become ``{ | }``,
which follow z in ASCII. The SQL uses ``lower``, ``replace`` and ``translate`` only, which are immutable.

Names are stored composed (Unicode NFC), see ``tidied``; keys rely on it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

_ACCENTS = {
    "a": "àáâãāăąǎ",
    "c": "çćĉċč",
    "d": "ďđð",
    "e": "èéêëēĕėęěẽ",
    "g": "ĝğġģ",
    "h": "ĥħ",
    "i": "ìíîïĩīĭįı",
    "j": "ĵ",
    "k": "ķ",
    "l": "ĺļľŀł",
    "n": "ñńņňŋ",
    "o": "òóôõōŏơ",
    "r": "ŕŗř",
    "s": "śŝşšș",
    "t": "ţťŧț",
    "u": "ùúûũūŭůųưǔ",
    "w": "ŵ",
    "y": "ýÿŷüű",
    "z": "źżž",
    " ": "-‐‑–",
}
_DROPPED = "'’ʼ`´."
_SEVERAL = (("ß", "ss"), ("þ", "th"))
_KEPT = frozenset("æøåäö")
_SPELLED_OUT = {"ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "œ": "oe"}
_ONE_LETTER_NAME = 1
# Persian and other scripts spell with these two; they show as nothing but change the letters beside them.
_JOINERS = frozenset("\u200c\u200d")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class SortOrder:
    """How a language sorts: which letters come after z, in order, and which pairs are one letter."""

    after_z: tuple[str, str, str]
    pairs: tuple[tuple[str, str], ...]

    def key(self, name: str) -> str:
        """The text whose code-point order is this language's order."""
        text = _lower(name)
        for pair, letter in self.pairs:
            text = text.replace(pair, letter)
        return text.translate(_translation(self))

    def sql(self, column: str) -> str:
        """The same key as an SQL expression over a column, immutable, for a generated column."""
        expression = f"lower({column})"
        for pair, letter in self.pairs:
            expression = f"replace({expression}, {_literal(pair)}, {_literal(letter)})"
        return f"translate({expression}, {_literal(self.changed)}, {_literal(self.into)})"

    @property
    def changed(self) -> str:
        """Every letter that changes; those at the end, beyond ``into``, are dropped."""
        return "".join((*self.after_z, *_ACCENTS.values())) + _DROPPED

    @property
    def into(self) -> str:
        """What each of them becomes, in the same order."""
        after_z = "".join(sign * len(letters) for sign, letters in zip("{|}", self.after_z, strict=True))
        return after_z + "".join(plain * len(letters) for plain, letters in _ACCENTS.items())


DANISH = SortOrder(after_z=("æäǽ", "øöőœ", "å"), pairs=(("aa", "å"), *_SEVERAL))
"""… z æ ø å; aa is å, ä is æ, ö is ø, ü is y (as Unicode CLDR orders Danish)."""

SWEDISH = SortOrder(after_z=("å", "äæǽ", "öøőœ"), pairs=_SEVERAL)
"""… z å ä ö; æ is ä, ø is ö, ü is y (as Unicode CLDR orders Swedish)."""

SORT_KEY_DA_SQL = DANISH.sql("{column}")
"""SQL of ``sort_key_da``; put the column's name for ``{column}`` with ``replace``, never ``format``."""

SORT_KEY_SV_SQL = SWEDISH.sql("{column}")
"""SQL of ``sort_key_sv``; put the column's name for ``{column}`` with ``replace``, never ``format``."""


def sort_key_da(name: str) -> str:
    """The key that sorts a name as Danish does; equals the database's ``SORT_KEY_DA_SQL``."""
    return DANISH.key(name)


def sort_key_sv(name: str) -> str:
    """The key that sorts a name as Swedish does; equals the database's ``SORT_KEY_SV_SQL``."""
    return SWEDISH.key(name)


def tidied(name: str) -> str:
    """A name as it is stored: composed letters, single spaces, nothing invisible but what spells it."""
    if name.isascii() and name.isprintable():
        return " ".join(name.split())  # the same, without looking at each sign
    composed = unicodedata.normalize("NFC", name)
    visible = "".join(sign for sign in composed if sign in _JOINERS or not _is_invisible(sign))
    return " ".join(visible.split())


def search_key(text: str) -> str:
    """What two spellings of a name have in common, for finding it.

    Small letters; æ ø å ä ö stay themselves, other letters lose their accents; hyphens and spaces become
    one space; apostrophes and full stops go.
    """
    return " ".join("".join(map(_searched, tidied(text).casefold())).split())


def initials(given_names: str, family_name: str) -> str:
    """The first letters of the first given name and of the last family name; as many as there are."""
    words = [*given_names.split()[:1], *family_name.split()[-1:]]
    return "".join(word[0] for word in words).upper()


def short_name(given_names: str, family_name: str) -> str:
    """The first given name and the first letter of the last family name: "Amina H.".

    People with one name are called by it; a name of one letter gets no full stop.
    """
    if not given_names.split() or not family_name.split():
        return " ".join((given_names + " " + family_name).split())
    last = family_name.split()[-1]
    letter = last if len(last) == _ONE_LETTER_NAME else f"{last[0].upper()}."
    return f"{given_names.split()[0]} {letter}"


@cache
def _translation(order: SortOrder) -> dict[int, int | None]:
    return str.maketrans(order.changed[: len(order.into)], order.into, _DROPPED)


def _lower(text: str) -> str:
    """Small letters one by one, as PostgreSQL's C.UTF-8 makes them.

    Python looks at a whole word (final sigma) and may make two signs of one (İ); the database does not.
    """
    if text.isascii():
        return text.lower()
    return "".join(lowered if len(lowered := sign.lower()) == 1 else lowered[0] for sign in text)


@lru_cache(maxsize=4096)
def _searched(sign: str) -> str:
    """What one sign becomes in a search key: registers repeat few signs many times."""
    kept = (part for part in _folded(sign) if part not in _DROPPED and not _is_invisible(part))
    return "".join(" " if _is_hyphen(part) else part for part in kept)


def _folded(sign: str) -> str:
    if sign in _KEPT:
        return sign
    if sign in _SPELLED_OUT:
        return _SPELLED_OUT[sign]
    parts = unicodedata.normalize("NFD", sign)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cf", "Cc"} and not sign.isspace()


def _is_hyphen(sign: str) -> bool:
    return unicodedata.category(sign) == "Pd"
