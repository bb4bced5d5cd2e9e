"""What is asked about a protection."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from stafet.people.api import ProtectionKind
from stafet.web.components.day_field import DayField

_LONGEST_WORDS = 500


class _Why(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("On which basis, and why?"),
        max_length=_LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("What you have seen, or whom you have talked to. Never where they are."),
    )


class MarkForm(_Why):
    """Of which kind, and when to look again."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is protected?"), choices=ProtectionKind.choices, widget=forms.RadioSelect
    )
    until_on = DayField(
        label=gettext_lazy("Look at it again on"),
        required=False,
        help_text=gettext_lazy("It ends nothing: on that day you are asked. Empty if there is no end."),
    )
    field_order = ("kind", "words", "until_on")


class DecideForm(_Why):
    """Keep it, or propose that it ends."""

    choice = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=[
            ("keep", gettext_lazy("They stay protected")),
            ("propose", gettext_lazy("I propose that it ends; somebody else on the list must agree")),
        ],
        widget=forms.RadioSelect,
    )
    until_on = DayField(label=gettext_lazy("Look at it again on"), required=False)
    field_order = ("choice", "words", "until_on")


class AgreeForm(DecideForm):
    """Somebody has proposed that it ends."""

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["choice"].choices = [  # type: ignore[attr-defined]
            ("keep", gettext_lazy("They stay protected")),
            ("agree", gettext_lazy("I agree that it ends: everybody with a task meets them again")),
        ]


class ReaderForm(forms.Form):
    """Who else must see them, why, and until when."""

    email = forms.EmailField(
        label=gettext_lazy("Work e-mail of your colleague"),
        help_text=gettext_lazy("They also need a task with the person: the list alone opens nothing."),
    )
    reason = forms.CharField(label=gettext_lazy("Why must they see the person?"), max_length=200)
    until_on = DayField(label=gettext_lazy("Until and with"), required=False)
