"""The fields of a concern and of what is done about it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.organisations import api as organisations
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import ConcernOutcome, ConcernReason, MeasureKind
from stafet.responsibility.api import StepKind
from stafet.web.case_forms import WithNextStep
from stafet.web.components.day_field import DayField
from stafet.web.registry import PageRequest

_DAY = gettext_lazy("Day, month and year")


class ConcernForm(forms.Form):
    """What somebody worries about, and what the young person says."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What is it about?"), choices=ConcernReason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("What have you seen?"),
        max_length=rechoice.LONGEST_WORDS,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("What you saw, not what you think it means. Write nothing about illness."),
    )
    own_words = forms.CharField(
        label=gettext_lazy("What does the young person say about it?"),
        required=False,
        max_length=rechoice.LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Ask before you raise it. They will read what you write."),
    )
    organisation = forms.ChoiceField(label=gettext_lazy("For which of your organisations?"))

    def __init__(self, data: object = None, *, places: Sequence[organisations.Place]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["organisation"].choices = [(str(p.organisation_id), p.name) for p in places]  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = str(places[0].organisation_id)

    def draft(self) -> rechoice.ConcernDraft:
        """The concern as it was filled in."""
        said = self.cleaned_data
        return rechoice.ConcernDraft(
            organisation_id=UUID(said["organisation"]),
            reason=ConcernReason(said["reason"]),
            words=said["words"],
            own_words=said["own_words"],
        )


class OwnWordsForm(forms.Form):
    """What the young person says, once they have been asked."""

    own_words = forms.CharField(
        label=gettext_lazy("In their own words"),
        max_length=rechoice.LONGEST_WORDS,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("They will read it. Write it as they said it, and nothing about illness."),
    )


class MeasureForm(forms.Form):
    """One thing that is done so that somebody stays."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=MeasureKind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label=gettext_lazy("What is agreed?"), max_length=200)
    done_by = forms.CharField(
        label=gettext_lazy("Who does it?"),
        max_length=200,
        help_text=gettext_lazy("The young person, the contact teacher, guidance, those at home …"),
    )
    starts_on = DayField(label=gettext_lazy("From which day?"), help_text=_DAY)
    ends_on = DayField(label=gettext_lazy("Until which day?"), help_text=_DAY, required=False)

    def clean(self) -> dict[str, object]:
        """It ends after it begins."""
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", gettext("It ends before it begins. Change one of the days."))
        return cleaned

    def draft(self) -> rechoice.MeasureDraft:
        """The measure as it was filled in."""
        said = self.cleaned_data
        return rechoice.MeasureDraft(
            kind=MeasureKind(said["kind"]),
            words=said["words"],
            done_by=said["done_by"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
        )


class EndMeasureForm(forms.Form):
    """What came of one thing, and when it ended."""

    result = forms.CharField(label=gettext_lazy("What came of it?"), max_length=200)
    on = DayField(label=gettext_lazy("On which day did it end?"), help_text=_DAY)


class EndConcernForm(WithNextStep):
    """What came of a concern, and what comes next."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"), choices=ConcernOutcome.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: object = None, *, request: PageRequest, person_id: UUID) -> None:
        super().__init__(data, request=request, person_id=person_id, ends=StepKind.RISK_CONVERSATION)
