"""Values as registers write them: text, yes and no, grades, names, national numbers passed on.

Every function takes a cell and gives a value or raises ``BadValue`` with a sentence that says how to mend it.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from stafet.integrations.findings import BadValue, shown
from stafet.integrations.grid import Cell
from stafet.kernel.countries import Country
from stafet.kernel.names import tidied
from stafet.kernel.sentences import sentence

_YES = frozenset({"ja", "j", "yes", "y", "true", "sand", "sandt", "sant", "x", "1"})
_NO = frozenset({"", "nej", "n", "no", "false", "falsk", "falskt", "0"})
_GRADE = re.compile(
    r"(?:(?:åk|årskurs|årskull|klasse|klassetrin|trin|klass|grade|year)\.?\s*)?"
    r"(?P<grade>\d{1,2})"
    r"(?:\.0)?\.?\s*(?:klasse|klassetrin|kl|klass|årskurs|åk|trin|grade)?\.?"
)
_BEFORE_FIRST = frozenset(
    {"kg", "0", "bh.kl", "bhkl", "børnehaveklasse", "f", "fk", "förskoleklass", "f-klass"}
)
_NO_GRADE = frozenset({"", "pk", "pr", "ps", "it", "tk", "ug", "other", "ps1", "ps2", "ps3", "ps4"})
_HIGHEST_GRADE = 13
_CLASS_GRADE = re.compile(r"(?:åk\s*)?(\d{1,2})\s*\.?\s*[a-zæøåäö]?", re.IGNORECASE)
_DIGITS_OF_A_NUMBER = 10
_LOST_ZEROES = {Country.DK: range(9, 10), Country.SE: range(6, 10)}


def text_of(cell: Cell) -> str:
    """The text of a cell without what can't be seen. A whole number has no decimal point."""
    if isinstance(cell, str):
        text = cell.strip()
        # Tidying is dear and nearly every cell of a big file is tidy.
        return text if text.isascii() and text.isprintable() and "  " not in text else tidied(text)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def whether(cell: Cell) -> bool:
    """Yes or no in Danish, Swedish or English; an empty cell is no."""
    text = text_of(cell).casefold()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise BadValue(
        sentence("“%(value)s” is neither yes nor no.", value=shown(text)),
        sentence("Write ja or nej (yes or no), or leave the cell empty for no."),
    )


def grade_of(cell: Cell) -> int | None:
    """The grade from 0 (børnehaveklasse, förskoleklass) to 13; ``None`` when the cell says none.

    Reads 9, 09, 9., 9. klasse, åk 9, årskurs 9, KG. Codes for those not in a numbered grade (PK, UG, PS1) are none.
    """
    text = text_of(cell).casefold()
    if text in _NO_GRADE:
        return None
    if text in _BEFORE_FIRST:
        return 0
    match = _GRADE.fullmatch(text)
    if match is None or int(match["grade"]) > _HIGHEST_GRADE:
        raise BadValue(
            sentence("“%(value)s” is not a grade.", value=shown(text)),
            sentence("Write the grade as a number from 0 to 13, such as 9, or leave the cell empty."),
        )
    return int(match["grade"])


def grade_in_class_name(name: str) -> int | None:
    """The grade that a class name such as 9A, 9.b or 10 C begins with, if it does."""
    match = _CLASS_GRADE.fullmatch(name.strip())
    return int(match[1]) if match and int(match[1]) <= _HIGHEST_GRADE else None


def national_number_text(cell: Cell, country: Country | None) -> tuple[str, bool]:
    """A national number as it was written, and whether zeroes were put back in front of it.

    Spreadsheets drop leading zeroes from numbers: 0102101234 becomes 102101234. They are put back where
    the length leaves no doubt; whether it is a number at all is judged where it is taken in.
    """
    text = re.sub(r"\s", "", text_of(cell))
    if country is not None and text.isdigit() and len(text) in _LOST_ZEROES[country]:
        return text.zfill(_DIGITS_OF_A_NUMBER), True
    return text, False


def full_name(text: str) -> tuple[str, str]:
    """Given names and family name of a name in one cell: "Hansen, Amina Sofie" or "Amina Sofie Hansen".

    Without a comma the last word is the family name, as in class lists; whoever has one name has no family name.
    """
    name = tidied(text)
    if "," in name:
        family, given = name.split(",", 1)
        return given.strip(), family.strip()
    *given_names, last = name.split(" ") if name else [""]
    return (" ".join(given_names), last) if given_names else (last, "")
