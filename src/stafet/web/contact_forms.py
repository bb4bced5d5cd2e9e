"""The fields of an attempt to reach somebody, and of the decision to stop."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from stafet.conversations import api as conversations
from stafet.conversations.api import ContactOutcome, ContactWay
from stafet.responsibility.api import StepOutcome
from stafet.web.closing import ClosingForm
from stafet.web.components.day_field import DayField
from stafet.web.step_forms import STEP_FIELDS, StepForm

ATTEMPT_FIELDS = ("way", "on", "result", "note")
_OF_THE_STEP = {
    ContactOutcome.REACHED: StepOutcome.AGREED_NEXT,
    ContactOutcome.DECLINED: StepOutcome.DECLINED,
}


class AttemptForm(ClosingForm):
    """How somebody was sought, on which day, what came of it; and the step of first contact, where one is open."""

    way = forms.ChoiceField(label=gettext_lazy("How did you try?"), choices=ContactWay.choices)
    on = DayField(label=gettext_lazy("On which day?"), help_text=gettext_lazy("Day, month and year"))
    result = forms.ChoiceField(
        label=gettext_lazy("What came of it?"), choices=ContactOutcome.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("In a few words"),
        required=False,
        max_length=conversations.LONGEST_WORDS,
        help_text=gettext_lazy("Nothing about health or other people. The young person reads it."),
    )
    field_order = (*ATTEMPT_FIELDS, "closes", *STEP_FIELDS)

    def attempt(self) -> conversations.AttemptDraft:
        """What was tried, as it was told."""
        data = self.cleaned_data
        return conversations.AttemptDraft(
            ContactWay(data["way"]), data["on"], ContactOutcome(data["result"]), data["note"]
        )

    def finished(self) -> conversations.StepFinish | None:
        """The step that is closed with it: reached, declined or not reached."""
        outcome = ContactOutcome(self.cleaned_data["result"])
        return self.finish(_OF_THE_STEP.get(outcome, StepOutcome.NOT_REACHED))


class SettleForm(StepForm):
    """Why somebody is no longer sought, what happens instead, and when that is looked at."""

    because = forms.CharField(
        label=gettext_lazy("Why are they no longer sought?"),
        max_length=conversations.LONGEST_WORDS,
        help_text=gettext_lazy("It is kept with your name, and the young person reads it."),
    )
    field_order = ("because", *STEP_FIELDS)
