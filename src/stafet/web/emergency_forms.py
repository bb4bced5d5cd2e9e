"""What is asked of somebody in a hurry, and of whoever judges it afterwards."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from stafet.access import api as access
from stafet.emergency import api as emergency
from stafet.organisations import api as organisations
from stafet.web.components.day_field import DayField
from stafet.web.registry import PageRequest

_LONGEST_WORDS = 500


class EmergencyForm(forms.Form):
    """Whom, and why it can't wait."""

    national_number = forms.CharField(
        label=gettext_lazy("National number"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("The whole number. It is looked up and not kept."),
    )
    name = forms.CharField(
        label=gettext_lazy("Or the whole name"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("All given names and the family name, as the register has them."),
    )
    birth_date = DayField(label=gettext_lazy("and the birth date"), required=False)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why can it not wait?"),
        choices=emergency.EmergencyReason.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        max_length=_LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("At least 20 characters. Your leader reads it. Do not write the name here."),
    )
    reference = forms.CharField(
        label=gettext_lazy("Your own case reference"),
        max_length=60,
        help_text=gettext_lazy("The number of the case or note in your own system."),
    )
    organisation = forms.ChoiceField(label=gettext_lazy("For which of your organisations?"))

    def __init__(self, data: object = None, *, request: PageRequest) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        mine = access.organisations_where(request.actor, access.Permission.OPEN_IN_EMERGENCY)
        self.places = {str(place.organisation_id): place for place in organisations.places(mine)}
        self.fields["organisation"].choices = [(key, place.name) for key, place in self.places.items()]  # type: ignore[attr-defined]
        if len(self.places) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = next(iter(self.places))

    def asked(self) -> emergency.EmergencyAsk:
        """What was said."""
        said = self.cleaned_data
        return emergency.EmergencyAsk(
            organisation_id=UUID(said["organisation"]),
            municipality_id=self.places[said["organisation"]].municipality_id,
            reason=emergency.EmergencyReason(said["reason"]),
            words=said["words"],
            reference=said["reference"],
            national_number=said["national_number"],
            name=said["name"],
            birth_date=said["birth_date"],
        )


class ReviewForm(forms.Form):
    """Whether it was right, and why."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Was it justified?"), choices=emergency.Verdict.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=_LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Whom you have talked to, and what follows from it. Do not write a name."),
    )
