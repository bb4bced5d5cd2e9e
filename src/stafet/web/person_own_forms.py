"""The forms around a young person's own log-ins and custody."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy

from stafet.own import api as own
from stafet.web.components.day_field import DayField


class OwnInviteForm(forms.Form):
    """Where the link goes, and in which language."""

    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254)
    language = forms.ChoiceField(label=gettext_lazy("Language of the message"), choices=settings.LANGUAGES)

    def __init__(self, data: object = None, *, initial: dict[str, str]) -> None:
        super().__init__(data, initial={"language": (get_language() or "da")[:2], **initial})  # type: ignore[arg-type]


class CustodyForm(forms.Form):
    """Who is what, from which day."""

    holder_name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("What are they to the young person?"), choices=own.CustodyKind.choices
    )
    starts_on = DayField(label=gettext_lazy("From which day?"), help_text=gettext_lazy("Day, month and year"))
    holder_email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("To invite them by. No other household sees it."),
    )

    def draft(self) -> own.CustodyDraft:
        """What was written."""
        return own.CustodyDraft(
            holder_name=self.cleaned_data["holder_name"],
            kind=own.CustodyKind(self.cleaned_data["kind"]),
            starts_on=self.cleaned_data["starts_on"],
            holder_email=self.cleaned_data["holder_email"],
        )


class EndOfCustody(TypedDict):
    """From which day, and why."""

    on: date
    because: own.CustodyEnd


class EndCustodyForm(forms.Form):
    """From which day it is over, and why."""

    on = DayField(
        label=gettext_lazy("From which day is it over?"), help_text=gettext_lazy("Day, month and year")
    )
    because = forms.ChoiceField(label=gettext_lazy("Why?"), choices=own.CustodyEnd.choices)

    def values(self) -> EndOfCustody:
        """What was chosen."""
        return {"on": self.cleaned_data["on"], "because": own.CustodyEnd(self.cleaned_data["because"])}
