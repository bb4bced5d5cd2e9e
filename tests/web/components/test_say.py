from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import gettext

from stafet.kernel.sentences import Sentence, sentence
from stafet.web.components.say import say


def test_a_day_in_a_sentence_is_written_in_the_readers_own_form() -> None:
    told = sentence("Not before %(day)s.", day=date(2026, 4, 3))

    with translation.override("da"):
        assert "3. april 2026" in say(told)


def test_a_number_in_a_sentence_keeps_its_form() -> None:
    assert say(sentence("%(rows)d rows were rejected.", rows=12)) == "12 rows were rejected."


def test_a_sentence_without_places_may_hold_a_percent_sign() -> None:
    assert say(Sentence("100 % are here.")) == "100 % are here."


def test_the_text_is_looked_up_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    known = sentence("Monday")

    with translation.override("da"):
        assert say(known) == gettext("Monday") == "mandag"


def test_a_name_in_a_sentence_cannot_bring_markup() -> None:
    shown = Template("{% load stafet %}{{ told|say }}").render(
        Context({"told": sentence("Hi %(n)s", n="<b>")})
    )

    assert shown == "Hi &lt;b&gt;"


def test_nothing_said_is_nothing_shown() -> None:
    with translation.override("da"):
        assert say(Sentence("")) == ""
