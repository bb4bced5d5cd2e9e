"""The answers to a hand-over: take over, decline, confirm the start."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.organisations import api as organisations
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import DeclineReason, StepKind
from stafet.web.components.day_field import DayField
from stafet.web.step_forms import LONGEST_WORDS, StepForm, chosen, name_user

FIRST_STEP_WITHIN = "stafet.handover.first_step_within"


class AcceptForm(StepForm):
    """Who takes over by name, and what happens first. The first contact by the rule's day is filled in."""

    holder = forms.ChoiceField(
        label=gettext_lazy("Who has the responsibility by name?"),
        required=False,
        help_text=gettext_lazy("The first step is theirs too."),
    )

    def __init__(
        self, data: object = None, *, handover: responsibility.Handover, by: Actor, at: datetime
    ) -> None:
        where = handover.to_organisation_id
        super().__init__(data, organisation_id=where, at=at, initial=_suggested(handover, by, at))
        people = access.readers_of(where, at=at)
        nobody = gettext("Nobody yet: the whole of %(place)s") % {"place": handover.to_organisation.name}
        self.fields["holder"].choices = [("", nobody), *((name_user(user.pk), user.name) for user in people)]  # type: ignore[attr-defined]
        del self.fields["assignee"]

    def holder_id(self) -> UUID | None:
        """Who was chosen."""
        return chosen(self.cleaned_data["holder"])[0]

    def draft(self) -> responsibility.StepDraft:
        """The first step, for whoever takes over."""
        return responsibility.StepDraft(
            kind=StepKind(self.cleaned_data["kind"]),
            due_on=self.cleaned_data["due_on"],
            words=self.cleaned_data["words"],
            assignee_id=self.holder_id(),
        )


class DeclineForm(forms.Form):
    """Why not."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you decline?"), choices=DeclineReason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        required=False,
        max_length=LONGEST_WORDS,
        help_text=gettext_lazy("What would have to be different, or whom they could ask instead."),
    )

    def clean(self) -> dict[str, object]:
        """Another reason needs words."""
        cleaned = super().clean() or {}
        if cleaned.get("reason") == DeclineReason.OTHER and not cleaned.get("words"):
            self.add_error("words", gettext("Say in a few words what it is."))
        return cleaned


class ConfirmForm(forms.Form):
    """The day they were seen."""

    on = DayField(label=gettext_lazy("When did they start?"), help_text=gettext_lazy("Day, month and year"))


class NoForm(forms.Form):
    """Nothing to fill in: the act itself is the answer."""


def _suggested(handover: responsibility.Handover, by: Actor, at: datetime) -> dict[str, object]:
    home = organisations.home(handover.municipality_id)
    due_on = rules.deadline(FIRST_STEP_WITHIN, country=home.country, from_day=home.day(at)).due_on
    holder = handover.to_user_id or by.user_id
    return {"kind": StepKind.FIRST_CONTACT.value, "due_on": due_on, "holder": name_user(holder)}
