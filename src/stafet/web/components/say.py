"""A sentence of the kernel or of a room, said in the reader's language.

Rooms build sentences in English (``stafet.kernel.sentences``) and never translate. Here the text is
looked up in the reader's language and its places are filled: days and decimals in the reader's own form.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from stafet.kernel.sentences import Sentence, SentenceValue
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_decimal
from stafet.web.components.remembered import per_language


def say(what: Sentence) -> str:
    """The sentence in the reader's language. Plain text: templates escape it as they do a name."""
    # An empty text is the header of a message catalogue, never a sentence.
    text = _looked_up(what.text) if what.text else ""
    if not what.values:
        return text
    return text % {name: _filled(value) for name, value in what.values.items()}


@per_language
def _looked_up(text: str) -> str:
    return gettext(text)


def _filled(value: SentenceValue) -> str | int:
    if isinstance(value, Decimal):
        return write_decimal(value)
    return write_day(value) if isinstance(value, date) else value
