"""The fields of a plan: goals, steps on the way, what each voice says."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy

from stafet.careerplans import api as careerplans
from stafet.careerplans.api import DoneBy, GoalTerm, Voice
from stafet.web.components.day_field import DayField

STEP_FIELDS = ("step_words", "done_by", "due_on")
_CLOSED = [(state.value, state.label) for state in careerplans.CLOSED]


class PlanStepForm(forms.Form):
    """What is done on the way to a goal, by whom, by when."""

    step_words = forms.CharField(
        label=gettext_lazy("What is done?"),
        max_length=careerplans.LONGEST_GOAL,
        help_text=gettext_lazy("One thing, so that one can see when it is done."),
    )
    done_by = forms.ChoiceField(label=gettext_lazy("Who does it?"), choices=DoneBy.choices)
    due_on = DayField(label=gettext_lazy("By when?"), help_text=gettext_lazy("Day, month and year"))

    def step(self) -> careerplans.StepOnTheWay:
        """What was written, as a step."""
        data = self.cleaned_data
        return careerplans.StepOnTheWay(data["step_words"], DoneBy(data["done_by"]), data["due_on"])


class GoalForm(PlanStepForm):
    """A goal, with the first step to it."""

    words = forms.CharField(
        label=gettext_lazy("What is the goal?"),
        max_length=careerplans.LONGEST_GOAL,
        help_text=gettext_lazy(
            "An education, a job, or something on the way there. The young person reads it."
        ),
    )
    term = forms.ChoiceField(label=gettext_lazy("Which goal is it?"), choices=GoalTerm.choices)
    field_order = ("words", "term", *STEP_FIELDS)


class CloseGoalForm(forms.Form):
    """What became of a goal."""

    state = forms.ChoiceField(
        label=gettext_lazy("What became of it?"), choices=_CLOSED, widget=forms.RadioSelect
    )
    outcome = forms.CharField(label=gettext_lazy("What came of it?"), max_length=careerplans.LONGEST_GOAL)


class DayForm(forms.Form):
    """The day on which something happened."""

    on = DayField(label=gettext_lazy("On which day?"), help_text=gettext_lazy("Day, month and year"))


class WordsForm(forms.Form):
    """What somebody says in their own voice."""

    voice = forms.ChoiceField(label=gettext_lazy("In whose words?"))
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        max_length=careerplans.LONGEST_PART,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("Write it so that the young person can read it: they will."),
    )

    def __init__(
        self, data: object = None, *, voices: Sequence[Voice], initial: dict[str, str] | None = None
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields["voice"].choices = [(voice.value, voice.label) for voice in voices]  # type: ignore[attr-defined]
        if len(voices) == 1:
            self.fields["voice"].widget = forms.HiddenInput()
            self.fields["voice"].initial = voices[0].value


class SupportForm(forms.Form):
    """What somebody needs help with."""

    words = forms.CharField(
        label=gettext_lazy("What do they need help with?"),
        max_length=careerplans.LONGEST_PART,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy(
            "Only those who counsel them read it, and the young person. It is in no copy of the plan that is handed over."
        ),
    )
