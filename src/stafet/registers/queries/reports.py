"""The rows that could not be applied, as a file to mend the register by."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from uuid import UUID

from stafet.kernel.national_numbers import without_number
from stafet.kernel.sentences import Sentence, sentence
from stafet.registers.queries.previews import problem_rows

Say = Callable[[Sentence], str]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_HEADINGS = (
    sentence("File"),
    sentence("Row"),
    sentence("Column"),
    sentence("About"),
    sentence("What is wrong"),
    sentence("How to mend it"),
)


def load_report(load_id: UUID, *, say: Say) -> str:
    """A CSV of every row that is rejected or in conflict, in the language ``say`` speaks.

    Semicolons and a byte-order mark, as Danish and Swedish spreadsheets expect. No cell begins a formula. Rows that
    only named staff may see are not in it.
    """
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(say(heading)) for heading in _HEADINGS])
    for row in problem_rows(load_id):
        place = row.place
        what = say(row.what) if row.what else ""
        mend = say(row.mend) if row.mend else ""
        number = str(place.row) if place.row else ""
        writer.writerow(
            [
                _cell(cell)
                for cell in (place.file, number, place.column, without_number(row.about), what, mend)
            ]
        )
    return text.getvalue()


def _cell(text: str) -> str:
    """Text that a spreadsheet shows and never works out."""
    return f"'{text}" if text.startswith(_FORMULA) else text
