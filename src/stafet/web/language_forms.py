"""The fields of a language, of earlier education, and of what was asked and answered about it."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy

from stafet.kernel.countries import Country
from stafet.languages import api as languages
from stafet.languages.api import (
    AUTHORITIES,
    Authority,
    Interpreting,
    Language,
    Papers,
    RecognitionAnswer,
    Said,
    Whose,
)
from stafet.web.components.day_field import DayField

_DAY = gettext_lazy("Day, month and year")


def by_name() -> list[tuple[str, str]]:
    """The languages in the order of the reader's own words, the one for all others last."""
    named = [(each.value, str(each.label)) for each in Language if each is not Language.OTHER]
    return [("", ""), *sorted(named, key=lambda each: each[1]), (Language.OTHER, str(Language.OTHER.label))]


class SpokenForm(forms.Form):
    """Whose language, which, and whether somebody has to interpret."""

    whose = forms.ChoiceField(
        label=gettext_lazy("Who speaks it?"), choices=Whose.choices, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=gettext_lazy("Which language?"))
    named = forms.CharField(
        label=gettext_lazy("If it is another one: which?"),
        required=False,
        max_length=languages.LONGEST_NAME,
    )
    interpreter = forms.ChoiceField(
        label=gettext_lazy("Is an interpreter needed?"),
        choices=Interpreting.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: object = None, *, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields["language"].choices = by_name()  # type: ignore[attr-defined]

    def spoken(self, *, said_by: Said, starts_on: date) -> languages.LanguageDraft:
        """What was said, by whom, since when."""
        data = self.cleaned_data
        return languages.LanguageDraft(
            whose=Whose(data["whose"]),
            language=Language(data["language"]),
            interpreter=Interpreting(data["interpreter"]),
            said_by=said_by,
            starts_on=starts_on,
            named=data["named"],
        )


class LanguageForm(SpokenForm):
    """The same as those who work with somebody write it down: since when, and who said so."""

    said_by = forms.ChoiceField(
        label=gettext_lazy("Who said so?"), choices=Said.choices, widget=forms.RadioSelect
    )
    starts_on = DayField(label=gettext_lazy("Since which day?"), help_text=_DAY)

    def draft(self) -> languages.LanguageDraft:
        """What was written."""
        said_by = Said(self.cleaned_data["said_by"])
        return self.spoken(said_by=said_by, starts_on=self.cleaned_data["starts_on"])


class EndLanguageForm(forms.Form):
    """From which day it is not so any more."""

    on = DayField(label=gettext_lazy("From which day is it not so any more?"), help_text=_DAY)


class EducationForm(forms.Form):
    """What, where, how far, and whether there are papers."""

    education = forms.CharField(
        label=gettext_lazy("Which education?"),
        max_length=languages.LONGEST_EDUCATION,
        help_text=gettext_lazy("As it is called there, and what it is like here if you know."),
    )
    country = forms.CharField(label=gettext_lazy("In which country?"), max_length=languages.LONGEST_NAME)
    finished = forms.ChoiceField(
        label=gettext_lazy("Was it finished?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )
    years = forms.IntegerField(
        label=gettext_lazy("How many years did it go?"),
        required=False,
        min_value=1,
        max_value=languages.MOST_YEARS,
    )
    papers = forms.ChoiceField(
        label=gettext_lazy("Are there papers?"), choices=Papers.choices, widget=forms.RadioSelect
    )

    def draft(self) -> languages.EducationDraft:
        """What was written."""
        data = self.cleaned_data
        return languages.EducationDraft(
            education=data["education"],
            country=data["country"],
            finished=data["finished"] == "yes",
            papers=Papers(data["papers"]),
            years=data["years"],
        )


class AskRecognitionForm(forms.Form):
    """Whom one has asked, on which day, and when one looks again."""

    of = forms.ChoiceField(
        label=gettext_lazy("Who was asked?"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Upper secondary school is assessed by the authority, single grades often by the school itself. "
            "Which authority it is has not been verified here: look at its own pages first."
        ),
    )
    on = DayField(label=gettext_lazy("On which day?"), help_text=_DAY)
    look_again_on = DayField(
        label=gettext_lazy("When do you look again?"),
        help_text=gettext_lazy("Becomes a next step: nobody waits without a day."),
    )

    def __init__(
        self, data: object = None, *, country: Country, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields["of"].choices = [(each.value, each.label) for each in AUTHORITIES[country]]  # type: ignore[attr-defined]

    def authority(self) -> Authority:
        """Who was asked."""
        return Authority(self.cleaned_data["of"])


class AnswerForm(forms.Form):
    """What was answered, what that opens, and when one talks about it."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What was answered?"), choices=RecognitionAnswer.choices, widget=forms.RadioSelect
    )
    on = DayField(label=gettext_lazy("On which day?"), help_text=_DAY)
    opens = forms.CharField(
        label=gettext_lazy("What does it open?"),
        max_length=languages.LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("In plain words: where they can apply now, or what is still missing."),
    )
    talk_by = DayField(
        label=gettext_lazy("By when do you talk about it?"),
        help_text=gettext_lazy("Becomes the next step, and the waiting is over."),
    )

    def told(self) -> languages.Answer:
        """What was answered."""
        data = self.cleaned_data
        return languages.Answer(RecognitionAnswer(data["answer"]), data["on"], data["opens"], data["talk_by"])
