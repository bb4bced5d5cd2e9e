"""The gallery's form: each kind of field, filled in, and filled in wrongly."""

from __future__ import annotations

from django import forms

from stafet.web.components.day_field import DayField

_REACHED = (("phone", "By phone"), ("visit", "By a visit"), ("school", "At the school"))
_TOPICS = (("trade", "Choice of trade"), ("place", "A place at a company"), ("travel", "Getting there"))


class ConversationForm(forms.Form):
    """A note of a conversation: text, day, choice, one of several, several, a yes, a file."""

    about = forms.CharField(label="What was it about?", max_length=80)
    held_on = DayField(label="When was it?", help_text="Day, month and year, for example 3.4.2026")
    counsellor = forms.ChoiceField(label="Who held it?", choices=(("bo", "Bo Holm"), ("eva", "Eva Krog")))
    reached = forms.ChoiceField(label="How did you meet?", choices=_REACHED, widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label="What did you talk about?", choices=_TOPICS, widget=forms.CheckboxSelectMultiple, required=False
    )
    agreed = forms.CharField(
        label="What did you agree?",
        help_text="Write it so that the young person can read it: they will.",
        max_length=600,
        widget=forms.Textarea,
    )
    document = forms.FileField(label="A document", required=False, help_text="PDF, at most 10 MB")
    shared = forms.BooleanField(label="The young person has seen this note", required=False)


def filled_form() -> ConversationForm:
    """The form with what is already known filled in."""
    return ConversationForm(
        initial={"about": "The trade", "held_on": "24.11.2026", "reached": "phone", "topics": ["trade"]},
        prefix="filled",
    )


def wrong_form() -> ConversationForm:
    """The form as it comes back: nothing typed is lost, and each error says how to mend it."""
    return ConversationForm(
        data={"wrong-about": "The trade", "wrong-held_on": "31.2.2026", "wrong-topics": ["trade"]},
        prefix="wrong",
    )
