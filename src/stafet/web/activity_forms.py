"""The fields of a case of the activity responsibility. Where words are written it is said what they must not hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import get_language, gettext_lazy

from stafet.outreach import api as outreach
from stafet.outreach.api import CodeList, FollowUpKind, Party
from stafet.web.components.day_field import DayField

_DAY = gettext_lazy("Day, month and year")
_NOT_SENSITIVE = gettext_lazy(
    "Nothing about health, religion, sexuality or what the social services do: sensitive data do not belong here. The young person reads it."
)


def choices_of(which: CodeList, on: date) -> Sequence[tuple[str, str]]:
    """What can be chosen from a dated list on a day, in the reader's language."""
    language = (get_language() or "en")[:2]
    return [(code.code, code.say(language)) for code in outreach.code_book().on(on, which)]


def say_code(which: CodeList, code: str) -> str:
    """A code in the reader's language."""
    return outreach.code_book().say(which, code, (get_language() or "en")[:2])


class _ChoosingForm(forms.Form):
    """A form of which one field is chosen from a dated list."""

    chosen = ""
    which = CodeList.OCCUPATION

    def __init__(self, data: object = None, *, on: date, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields[self.chosen].choices = choices_of(self.which, on)  # type: ignore[attr-defined]


class AssessForm(_ChoosingForm):
    """What a young person does now, and how they see it."""

    chosen, which = "occupation", CodeList.OCCUPATION
    occupation = forms.ChoiceField(label=gettext_lazy("What do they do now?"), widget=forms.RadioSelect)
    own_view = forms.CharField(
        label=gettext_lazy("How do they see it themselves?"),
        required=False,
        max_length=outreach.LONGEST_VIEW,
        widget=forms.Textarea({"rows": 5}),
        help_text=_NOT_SENSITIVE,
    )
    on = DayField(label=gettext_lazy("On which day?"), help_text=_DAY)


class MeasureForm(_ChoosingForm):
    """What is done, and who is responsible for it."""

    chosen, which = "kind", CodeList.MEASURE
    kind = forms.ChoiceField(label=gettext_lazy("What is done?"))
    party = forms.ChoiceField(
        label=gettext_lazy("Who is responsible for it?"), choices=Party.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("More exactly"),
        required=False,
        max_length=outreach.LONGEST_WORDS,
        help_text=_NOT_SENSITIVE,
    )
    starts_on = DayField(label=gettext_lazy("From when?"), help_text=_DAY)
    planned_until = DayField(label=gettext_lazy("Until when is it planned?"), required=False, help_text=_DAY)

    def draft(self) -> outreach.MeasureDraft:
        """What was written, as a measure."""
        data = self.cleaned_data
        return outreach.MeasureDraft(
            Party(data["party"]), data["kind"], data["words"], data["starts_on"], data["planned_until"]
        )


class EndMeasureForm(_ChoosingForm):
    """Why a measure ended, and on which last day."""

    chosen, which = "reason", CodeList.MEASURE_END
    reason = forms.ChoiceField(label=gettext_lazy("Why did it end?"), widget=forms.RadioSelect)
    last_day = DayField(label=gettext_lazy("What was the last day?"), help_text=_DAY)


class FollowUpForm(forms.Form):
    """When somebody looks again."""

    due_on = DayField(label=gettext_lazy("When do you look again?"), help_text=_DAY)


class ResultForm(forms.Form):
    """What came of looking again, and when to look next."""

    result = forms.ChoiceField(label=gettext_lazy("What came of it?"), widget=forms.RadioSelect)
    on = DayField(label=gettext_lazy("On which day?"), help_text=_DAY)
    next_due_on = DayField(label=gettext_lazy("When do you look next?"), required=False, help_text=_DAY)

    def __init__(
        self, data: object = None, *, kind: FollowUpKind, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields["result"].choices = [  # type: ignore[attr-defined]
            (result.value, result.label) for result in outreach.RESULTS_OF[kind]
        ]


class ExitForm(_ChoosingForm):
    """Why somebody leaves the responsibility."""

    chosen, which = "reason", CodeList.EXIT_REASON
    reason = forms.ChoiceField(label=gettext_lazy("Why do they leave it?"), widget=forms.RadioSelect)
    on = DayField(label=gettext_lazy("On which day?"), help_text=_DAY)


class LayoutForm(forms.Form):
    """The authority's layout, as a file."""

    file = forms.FileField(
        label=gettext_lazy("The layout"),
        help_text=gettext_lazy("A YAML or CSV file, as the how-to describes it."),
    )
