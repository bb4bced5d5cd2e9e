"""The fields of a partner, and of sharing one."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from stafet.catalogue.api import LONGEST_TITLE, LONGEST_WORDS, PartnerKind
from stafet.classcourses.api import Partner, PartnerFacts, contact_of
from stafet.organisations import api as organisations
from stafet.placements.api import Host
from stafet.web.components.day_field import DayField

_MOST_VISITS, _MOST_HOSTS = 200, 300


class PartnerForm(forms.Form):
    """Who comes, or is visited."""

    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=LONGEST_TITLE)
    kind = forms.ChoiceField(label=gettext_lazy("What kind of partner is it?"), choices=PartnerKind.choices)
    town = forms.CharField(label=gettext_lazy("In which town?"), max_length=80)
    offers = forms.CharField(
        label=gettext_lazy("What do they offer classes?"), max_length=LONGEST_WORDS, widget=forms.Textarea
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("How many classes a school year?"), min_value=1, max_value=_MOST_VISITS, initial=2
    )
    contact_name = forms.CharField(label=gettext_lazy("Whom does one write to?"), max_length=LONGEST_TITLE)
    contact_email = forms.EmailField(label=gettext_lazy("E-mail"))
    contact_phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    language = forms.ChoiceField(label=gettext_lazy("In which language?"), choices=settings.LANGUAGES)
    consented_on = DayField(
        label=gettext_lazy("When did they say yes to stand in the bank?"),
        required=False,
        help_text=gettext_lazy("Empty: not yet. Until then nobody can ask them."),
    )
    host = forms.TypedChoiceField(
        label=gettext_lazy("Does it stand in the bank of places?"),
        coerce=UUID,
        empty_value=None,
        required=False,
        help_text=gettext_lazy(
            "Then a company that does not want to be asked about placements is not asked here either."
        ),
    )

    def __init__(self, data: Any, *, town: UUID, today: date, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self._today = today
        hosts = Host.objects.filter(municipality_id=town).order_by("name", "pk")[:_MOST_HOSTS]
        choices = [("", gettext("No")), *((str(host.pk), f"{host.name}, {host.town}") for host in hosts)]
        self.fields["host"].choices = choices  # type: ignore[attr-defined]

    def clean_consented_on(self) -> date | None:
        """Nobody says yes tomorrow."""
        day: date | None = self.cleaned_data["consented_on"]
        if day is not None and day > self._today:
            raise forms.ValidationError(gettext("That day has not come yet."))
        return day

    def facts(self) -> PartnerFacts:
        """What was said."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"host", "kind"}}
        return PartnerFacts(
            **said, kind=PartnerKind(self.cleaned_data["kind"]), host_id=self.cleaned_data["host"]
        )


def known_partner(row: Partner) -> dict[str, Any]:
    """What stands there, for the form."""
    contact = contact_of(row)
    told = {
        "host": row.host_id,
        "language": contact.language,
        **{f"contact_{name}": getattr(contact, name) for name in ("name", "email", "phone")},
    }
    own = (name for name in PartnerForm.base_fields if name not in told)
    return {**{name: getattr(row, name) for name in own}, **told}


class SharePartnerForm(forms.Form):
    """With which municipality."""

    town = forms.TypedChoiceField(label=gettext_lazy("With which municipality?"), coerce=UUID)

    def __init__(self, data: Any, *, own: UUID) -> None:
        super().__init__(data)
        towns = [(str(key), name) for key, name in organisations.municipalities() if key != own]
        self.fields["town"].choices = towns  # type: ignore[attr-defined]


class AgreePartnerForm(forms.Form):
    """Yes or no of the other municipality."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What do you answer?"),
        choices=(
            ("yes", gettext_lazy("Yes, our schools may ask them")),
            ("no", gettext_lazy("No")),
        ),
        widget=forms.RadioSelect,
    )
