"""The fields of where somebody is: a word from the list, the day, what it is seen in; and what is said beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy

from stafet.progress import api as progress
from stafet.web.components.day_field import DayField


def said(term: progress.Term) -> str:
    """A term in the reader's language; a word at the beginning of a line begins large."""
    words = term.say((get_language() or "en")[:2])
    return words[:1].upper() + words[1:]


class MyProgressForm(forms.Form):
    """Where somebody is, as they say it themselves."""

    word = forms.ChoiceField(label=gettext_lazy("Which word fits?"), widget=forms.RadioSelect)
    on = DayField(label=gettext_lazy("On which day?"), help_text=gettext_lazy("Day, month and year"))
    seen_in = forms.CharField(
        label=gettext_lazy("What can one see it in?"),
        max_length=progress.LONGEST_TEXT,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Something that happened, in a sentence or two."),
    )

    def __init__(self, data: Any = None, *, area: progress.Area, today: date, **initial: Any) -> None:
        super().__init__(data, initial={"on": today, **initial})
        self.fields["word"].choices = [(each.code, said(each)) for each in area.offered]  # type: ignore[attr-defined]
        self._area = area

    def draft(self) -> progress.WordDraft:
        """What was written."""
        data = self.cleaned_data
        return progress.WordDraft(
            area=self._area.code,
            word=data["word"],
            on=data["on"],
            seen_in=data["seen_in"],
            own_words=data.get("own_words", ""),
        )


class ProgressForm(MyProgressForm):
    """Where somebody is, as somebody at work says it; and what the young person says of it."""

    own_words = forms.CharField(
        label=gettext_lazy("What do they say themselves?"),
        required=False,
        max_length=progress.LONGEST_TEXT,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy(
            "In their words, as they said them to you. They can write it themselves, too; then that stands here."
        ),
    )


class CorrectProgressForm(ProgressForm):
    """Another word in place of one that was wrong."""

    because = forms.CharField(
        label=gettext_lazy("Why does the earlier one not hold?"), max_length=progress.LONGEST_TEXT
    )
    field_order = ("because", "word", "on", "seen_in", "own_words")


class WithdrawForm(forms.Form):
    """Why a word does not hold."""

    because = forms.CharField(
        label=gettext_lazy("Why does it not hold?"),
        max_length=progress.LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("The young person reads it. The word can still be read, below the others."),
    )


class BesideForm(forms.Form):
    """What the young person, or somebody with custody, says of a word."""

    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        max_length=progress.LONGEST_TEXT,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Write as you would say it. There is no right or wrong."),
    )
