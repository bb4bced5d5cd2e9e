"""The fields of a host, of whom one calls there, and of what it offers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, gettext_lazy

from stafet.placements import api as placements
from stafet.placements.api import (
    Branch,
    ContactFacts,
    Host,
    HostAnswer,
    HostFacts,
    Place,
    PlaceFacts,
    PlaceKind,
    RegisterKind,
    SchemeKind,
    Willing,
)

_MOST_PLACES, _YOUNGEST, _OLDEST = 99, 13, 18
CONTACT = ("contact_name", "contact_task", "contact_phone", "contact_email", "suits")
_ANSWERS = (
    (Willing.YES.value, gettext_lazy("Yes, this school year")),
    (Willing.NO.value, gettext_lazy("Not this school year")),
)


class ContactForm(forms.Form):
    """Whom one calls."""

    contact_name = forms.CharField(
        label=gettext_lazy("Whom does one call?"), max_length=placements.LONGEST_NAME
    )
    contact_task = forms.CharField(
        label=gettext_lazy("What do they do there?"), max_length=placements.LONGEST_NAME, required=False
    )
    contact_phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    contact_email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    suits = forms.CharField(
        label=gettext_lazy("Why do they suit young people?"),
        max_length=placements.LONGEST_LINE,
        required=False,
        help_text=gettext_lazy("As they, or their workplace, said it. Nothing about anybody’s private life."),
    )

    def contact(self) -> ContactFacts:
        """Who it is."""
        said = self.cleaned_data
        return ContactFacts(
            name=said["contact_name"],
            phone=said["contact_phone"],
            email=said["contact_email"],
            task=said["contact_task"],
            suits=said.get("suits", ""),
        )


class HostForm(forms.Form):
    """What a host is."""

    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=placements.LONGEST_NAME)
    kind = forms.ChoiceField(label=gettext_lazy("What kind of place is it?"), choices=PlaceKind.choices)
    register = forms.ChoiceField(
        label=gettext_lazy("Which number does it have?"), choices=RegisterKind.choices
    )
    number = forms.CharField(label=gettext_lazy("The number"), max_length=16)
    unit_number = forms.CharField(
        label=gettext_lazy("P-number"),
        max_length=16,
        required=False,
        help_text=gettext_lazy("Of the place where they will be, for a Danish company."),
    )
    branch = forms.ChoiceField(label=gettext_lazy("What does one do there?"), choices=Branch.choices)
    address = forms.CharField(
        label=gettext_lazy("Address"), max_length=placements.LONGEST_LINE, required=False
    )
    town = forms.CharField(label=gettext_lazy("In which town?"), max_length=80)

    def facts(self) -> HostFacts:
        """What was said of it."""
        said: dict[str, Any] = {name: self.cleaned_data[name] for name in HostForm.base_fields}
        said["kind"], said["branch"] = PlaceKind(said["kind"]), Branch(said["branch"])
        said["register"] = RegisterKind(said["register"])
        return HostFacts(**said)


class NewHostForm(ContactForm, HostForm):
    """A host, and whom one calls there."""

    field_order = (*HostForm.base_fields, *CONTACT)


class OfferedForm(forms.Form):
    """What a host offers in a school year."""

    willing = forms.ChoiceField(
        label=gettext_lazy("Do you take young people?"), choices=_ANSWERS, widget=forms.RadioSelect
    )
    schemes = forms.MultipleChoiceField(
        label=gettext_lazy("For what?"),
        choices=SchemeKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("How many young people at a time?"),
        required=False,
        min_value=0,
        max_value=_MOST_PLACES,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On which days of the week?"),
        choices=[(day, WEEKDAYS[day - 1]) for day in range(1, 6)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    from_age = forms.IntegerField(
        label=gettext_lazy("From which age?"), initial=_YOUNGEST, min_value=_YOUNGEST, max_value=_OLDEST
    )
    tasks = forms.CharField(
        label=gettext_lazy("What would they do?"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def place(self) -> PlaceFacts:
        """What was said."""
        said = self.cleaned_data
        return PlaceFacts(
            Willing(said["willing"]),
            tuple(map(SchemeKind, said["schemes"])),
            said["tasks"],
            tuple(said["weekdays"]),
            said["from_age"],
            said["capacity"] or 0,
        )


class AnswerForm(OfferedForm, ContactForm):
    """What a host answers by its link."""

    no_more_asking = forms.BooleanField(label=gettext_lazy("Please do not write to us again"), required=False)
    field_order = (*OfferedForm.base_fields, *CONTACT, "no_more_asking")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact_name"].label = gettext("Whom do we call at your place?")

    def answer(self) -> HostAnswer:
        """All of it."""
        return HostAnswer(self.place(), self.contact(), no_more_asking=self.cleaned_data["no_more_asking"])


def known_host(host: Host) -> dict[str, Any]:
    """What stands there now."""
    return {name: getattr(host, name) for name in HostForm.base_fields}


def known_contact(contact: placements.HostContact | None) -> dict[str, Any]:
    """Whom one calls now."""
    if contact is None:
        return {}
    columns = {
        "contact_name": "name",
        "contact_task": "task",
        "contact_phone": "phone",
        "contact_email": "email",
    }
    return {field: getattr(contact, column) for field, column in columns.items()} | {"suits": contact.suits}


def known_place(place: Place | None) -> dict[str, Any]:
    """What is offered now."""
    if place is None or place.willing == Willing.ASKED:
        return {}
    return {name: getattr(place, name) for name in OfferedForm.base_fields}
