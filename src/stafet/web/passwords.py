"""Passwords that are long enough and still the first to be tried."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

_WORDS = (
    *(
        "password",
        "passord",
        "adgangskode",
        "kodeord",
        "hemmelig",
        "hemmelighed",
        "losenord",
        "lösenord",
        "hemligt",
    ),
    *(
        "velkommen",
        "välkommen",
        "valkommen",
        "welcome",
        "sommer",
        "sommar",
        "vinter",
        "forår",
        "efterår",
        "höst",
    ),
    *(
        "januar",
        "januari",
        "februar",
        "februari",
        "marts",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "augusti",
    ),
    *(
        "september",
        "oktober",
        "november",
        "december",
        "mandag",
        "tirsdag",
        "onsdag",
        "torsdag",
        "fredag",
        "lørdag",
    ),
    *(
        "søndag",
        "måndag",
        "tisdag",
        "lördag",
        "söndag",
        "kommune",
        "kommun",
        "skole",
        "skola",
        "stafetten",
        "stafet",
    ),
    *(
        "stafett",
        "vejleder",
        "vejledning",
        "danmark",
        "sverige",
        "københavn",
        "göteborg",
        "qwerty",
        "asdfgh",
        "zxcvbn",
    ),
    *("admin", "letmein", "login", "test", "elsker", "älskar", "football", "fodbold", "fotboll", "iloveyou"),
)
_LEFT_OVER = 4
_SEQUENCES = (
    "01234567890" * 3,
    "09876543210" * 3,
    "abcdefghijklmnopqrstuvwxyzæøåäö",
    "qwertyuiopåasdfghjklæøzxcvbnm",
)


class EasilyGuessed:
    """Refuses what is made of words everybody takes, one thing again and again, or keys in a row."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002  # the framework's signature
        """Raise a sentence when a guess would soon be right."""
        typed = password.casefold()
        if _is_repeated(typed) or _is_a_row(typed) or _is_made_of_words(typed):
            raise ValidationError(
                gettext(
                    "Whoever guesses passwords tries this one soon: it is made of common words, one thing again and "
                    "again, or keys in a row. Take a sentence only you know."
                ),
                code="password_easily_guessed",
            )

    def get_help_text(self) -> str:
        """What to take instead."""
        return gettext("Take a sentence only you know.")


def _is_repeated(typed: str) -> bool:
    return (typed + typed).find(typed, 1) < len(typed)


def _is_a_row(typed: str) -> bool:
    return any(typed in sequence for sequence in _SEQUENCES)


def _is_made_of_words(typed: str) -> bool:
    letters = re.sub(r"[\W\d_]+", "", typed)
    for word in sorted(_WORDS, key=len, reverse=True):
        letters = letters.replace(word, "")
    return len(letters) < _LEFT_OVER
