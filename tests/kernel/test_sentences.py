"""Sentences: English texts as keys, with places for what changes."""

from __future__ import annotations

from datetime import date

import pytest

from stafet.kernel.sentences import Sentence, SentenceError, sentence


def test_a_sentence_says_its_values_in_their_places() -> None:
    said = sentence("%(name)s starts on %(day)s, in row %(row)s.", name="Amina", day=date(2026, 8, 10), row=7)

    assert str(said) == "Amina starts on 2026-08-10, in row 7."


def test_the_text_stays_the_key_of_its_translations() -> None:
    assert sentence("Row %(row)s is empty.", row=3).text == "Row %(row)s is empty."


def test_a_text_without_places_may_hold_a_percent_sign() -> None:
    assert str(sentence("100 % of the pupils")) == "100 % of the pupils"


def test_the_values_can_not_be_changed_afterwards() -> None:
    said = sentence("Row %(row)s is empty.", row=3)

    with pytest.raises(TypeError):
        said.values["row"] = 4  # type: ignore[index]


def test_sentences_that_say_the_same_are_equal() -> None:
    assert sentence("Row %(row)s is empty.", row=3) == sentence("Row %(row)s is empty.", row=3)
    assert sentence("Row %(row)s is empty.", row=3) != sentence("Row %(row)s is empty.", row=4)
    assert Sentence("Empty.") == sentence("Empty.")


def test_an_error_is_a_sentence_at_a_field() -> None:
    error = SentenceError(sentence("Row %(row)s is empty.", row=3), field="starts_on")

    assert str(error) == "Row 3 is empty."
    assert error.sentence.values["row"] == 3
    assert error.field == "starts_on"
    assert SentenceError(sentence("Empty.")).field == ""


def test_a_forgotten_value_is_noticed_when_the_sentence_is_said() -> None:
    with pytest.raises(KeyError):
        str(sentence("Row %(row)s of %(file)s is empty.", row=3))
