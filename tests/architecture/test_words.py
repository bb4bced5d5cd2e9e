"""Every text people read is there in Danish, Swedish and English, with the same places to fill."""

from __future__ import annotations

import re

import pytest

from stafet.cli import translations

_PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd]")
LANGUAGES = translations.LANGUAGES


def _forms(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """The singular and the plural, or the one form there is."""
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_lacks_words(language: str) -> None:
    assert [f"{text.file}:{text.line} {text.text!r}" for text in translations.missing(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_fill_the_same_places_as_the_english(language: str) -> None:
    wrong = [
        english
        for message in translations.read_catalogue(language)
        for english, said in zip(_forms(message.id), _forms(message.string or ""), strict=False)
        if said and sorted(_PLACES.findall(english)) != sorted(_PLACES.findall(said))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_left_of_texts_that_are_gone(language: str) -> None:
    used = {(text.key, text.context) for text in translations.texts()}
    kept = {
        (m.id if isinstance(m.id, str) else tuple(m.id), m.context or "")
        for m in translations.read_catalogue(language)
    }
    assert sorted(str(key) for key in kept - used if key[0]) == []


def test_a_text_without_words_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = translations.Text("A planted text that nobody has written words for.", "", "", "planted.py", 1)
    monkeypatch.setattr(translations, "texts", lambda: iter([planted]))
    assert translations.missing("da") == [planted]
