"""The fields of stories and of the answers to them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from stafet.materials import api as materials
from stafet.materials.api import Answer, StoryFacts
from stafet.placements.api import Holder, SchemeKind

_THEMSELVES = "young_person"
_ANSWERS = (
    ("shared", gettext_lazy("Yes, and other municipalities may read it, too")),
    ("yes", gettext_lazy("Yes, but only here in the municipality")),
    ("no", gettext_lazy("No")),
)


class StoryForm(forms.Form):
    """A story in words that name nobody."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=materials.LONGEST_TITLE)
    words = forms.CharField(
        label=gettext_lazy("What went well?"),
        max_length=materials.LONGEST_STORY,
        widget=forms.Textarea({"rows": 10}),
        help_text=gettext_lazy(
            "Without a name, and without what only one person can be: write “a pupil of grade 9”, not the class; “a workshop”, not which."
        ),
    )
    scheme_kind = forms.ChoiceField(
        label=gettext_lazy("Which scheme does it belong to?"),
        choices=[("", gettext_lazy("All of them")), *SchemeKind.choices],
        required=False,
    )

    def facts(self) -> StoryFacts:
        """What was said."""
        said = self.cleaned_data
        return StoryFacts(said["title"], said["words"], said["scheme_kind"])


class OpenStoryForm(StoryForm):
    """A story about nobody in particular."""

    is_about_nobody = forms.BooleanField(
        label=gettext_lazy("No young person can be recognised in it, not even by those who know them"),
        error_messages={
            "required": gettext_lazy(
                "A story about somebody is written on their own page, with their consent."
            )
        },
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("Other municipalities may read it, too"), required=False
    )


class StoryAnswerForm(forms.Form):
    """Yes or no to a story about oneself, or one's child."""

    answer = forms.ChoiceField(
        label=gettext_lazy("May it be told?"), choices=_ANSWERS, widget=forms.RadioSelect
    )

    def said(self, custody_id: UUID | None = None) -> Answer:
        """The answer, as whoever is asked."""
        answer = self.cleaned_data["answer"]
        return Answer(answer != "no", answer == "shared", custody_id)


class StaffAnswerForm(StoryAnswerForm):
    """Who answered on paper or in a conversation, and what."""

    who = forms.ChoiceField(label=gettext_lazy("Who answers?"), widget=forms.RadioSelect)
    field_order = ("who", "answer")

    def __init__(self, data: object = None, *, holders: Sequence[Holder], name: str) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        asked: tuple[Holder | None, ...] = (None, *holders)
        self._who = {_THEMSELVES if each is None else str(each.custody_id): each for each in asked}
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            (key, name if each is None else each.name) for key, each in self._who.items()
        ]

    def answered(self) -> Answer:
        """The answer of whoever was chosen."""
        who = self._who[self.cleaned_data["who"]]
        return self.said(None if who is None else who.custody_id)
