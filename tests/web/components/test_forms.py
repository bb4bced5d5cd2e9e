from datetime import date

import pytest
from django import forms
from django.utils import translation
from tests.web.components.tree import Node, parse

from stafet.web.components.day_field import DayField, read_day
from stafet.web.gallery_forms import ConversationForm, filled_form, wrong_form


def _tree(form: forms.Form) -> Node:
    return parse(str(form))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3.4.2026", date(2026, 4, 3)),
        ("03.04.2026", date(2026, 4, 3)),
        (" 3/4/2026 ", date(2026, 4, 3)),
        ("3-4-26", date(2026, 4, 3)),
        ("3. 4. 2026", date(2026, 4, 3)),
        ("2026-04-03", date(2026, 4, 3)),
        ("20260403", date(2026, 4, 3)),
        ("030426", date(2026, 4, 3)),
        ("31.2.2026", None),
        ("13.13.2026", None),
        ("tomorrow", None),
        ("", None),
        ("2026", None),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, day: date | None) -> None:
    assert read_day(typed) == day


def test_a_day_that_cannot_be_read_says_how_to_write_one() -> None:
    with pytest.raises(forms.ValidationError, match=r"3\.4\.2026"):
        DayField().clean("the third of April")


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_a_day_shown_in_a_field_can_be_sent_back_unchanged(language: str) -> None:
    class Form(forms.Form):
        on = DayField()

    with translation.override(language):
        shown = _tree(Form(initial={"on": date(2026, 4, 3)})).one("input").get("value")

    assert DayField().clean(shown) == date(2026, 4, 3)


@pytest.mark.parametrize("form", [filled_form(), wrong_form()])
def test_every_control_has_its_label(form: ConversationForm) -> None:
    tree = _tree(form)
    controls = [node for node in tree.all("input", "select", "textarea") if node.get("type") != "hidden"]

    assert controls
    for control in controls:
        assert tree.one("label", for_=control.get("id")).text


@pytest.mark.parametrize("form", [filled_form(), wrong_form()])
def test_what_describes_a_control_is_there(form: ConversationForm) -> None:
    tree = _tree(form)
    described = " ".join(tree.values("aria-describedby")).split()

    assert described
    assert set(described) <= set(tree.values("id"))


def test_each_error_stands_on_top_with_a_way_to_its_field_and_at_the_field() -> None:
    tree = _tree(wrong_form())
    ways = [way.get("href") for way in tree.one("div", css="error-summary").all("a")]

    assert len(ways) == len(tree.all(css="form-error-message")) == 4
    assert {way.removeprefix("#") for way in ways} <= set(tree.values("id"))


def test_an_error_of_the_whole_form_stands_on_top() -> None:
    form = ConversationForm(data={})
    form.add_error(None, "The conversation is already noted.")

    assert "already noted" in _tree(form).one("div", css="error-summary").text


def test_an_error_reads_as_a_sentence_after_its_question() -> None:
    assert "Who held it? This field is required." in _tree(wrong_form()).one("div", css="error-summary").text


def test_nothing_typed_is_lost() -> None:
    tree = _tree(wrong_form())

    assert tree.one("input", name="wrong-held_on").get("value") == "31.2.2026"
    topics = tree.all("input", name="wrong-topics")
    assert [topic.get("value") for topic in topics if "checked" in topic.attributes] == ["trade"]


def test_a_field_that_may_stay_empty_says_so() -> None:
    tree = _tree(filled_form())

    assert "(optional)" in tree.one("label", for_="id_filled-document").text
    assert "(optional)" not in tree.one("label", for_="id_filled-about").text


def test_a_form_hands_on_its_hidden_fields() -> None:
    class Form(forms.Form):
        back_to = forms.CharField(widget=forms.HiddenInput)

    hidden = _tree(Form(initial={"back_to": "today"})).one("input", name="back_to")
    assert (hidden.get("type"), hidden.get("value")) == ("hidden", "today")


def test_several_forms_of_a_kind_stand_apart_and_bring_their_count() -> None:
    formset = forms.formset_factory(ConversationForm, extra=2)()

    tree = parse(str(formset))
    assert len(tree.all("div", css="form-part")) == 2
    assert tree.one("input", name="form-TOTAL_FORMS").get("value") == "2"


def test_controls_wear_the_design_systems_classes() -> None:
    tree = _tree(filled_form())

    assert tree.one("select").get("class") == "form-select"
    assert {node.get("class") for node in tree.all("input", type_="radio")} == {"form-radio"}
    assert {node.get("class") for node in tree.all("input", type_="checkbox")} == {"form-checkbox"}
    assert tree.one("textarea").get("class") == "form-input"
