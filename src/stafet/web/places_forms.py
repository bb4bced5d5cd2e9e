"""The forms about an organisation, a class or a team."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.organisations.api import OrganisationFacts, OrganisationKind, UnitKind
from stafet.web.acts import refuse

SEEN = "seen"
HIGHEST_GRADE = 13


class SeenForm(forms.Form):
    """A form that knows what stood there when it was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def refuse_changed(self, error: SentenceError, *, seen: str) -> None:
        """Somebody was faster: say so, keep what was typed, and let it be saved again by whoever has looked."""
        refuse(self, error)
        self.data = {**dict(self.data.items()), SEEN: seen}


class PlaceForm(SeenForm):
    """What an organisation is called, what it is and how it is reached."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=OrganisationKind.choices)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254, required=False)

    def __init__(self, data: Any = None, *, kind_is_fixed: bool = False, **known: Any) -> None:
        super().__init__(data, **known)
        if kind_is_fixed:
            del self.fields["kind"]

    def facts(self, *, kind: str = "") -> OrganisationFacts:
        """What was said."""
        said = self.cleaned_data
        return OrganisationFacts(
            name=said["name"].strip(),
            kind=OrganisationKind(said.get("kind") or kind),
            phone=said["phone"].strip(),
            email=said["email"],
        )


def known_place(row: organisations.Organisation) -> dict[str, object]:
    """What is filled in when an organisation is changed."""
    return {"name": row.name, "kind": row.kind, "phone": row.phone, "email": row.email}


class UnitForm(SeenForm):
    """What a class or a team is called."""

    kind = forms.ChoiceField(label=gettext_lazy("Is it a class or a team?"), choices=UnitKind.choices)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    grade = forms.IntegerField(
        label=gettext_lazy("Grade"),
        required=False,
        min_value=0,
        max_value=HIGHEST_GRADE,
        help_text=gettext_lazy("Of a class only."),
    )

    def __init__(self, data: Any = None, *, is_new: bool = True, **known: Any) -> None:
        super().__init__(data, **known)
        if not is_new:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        """A team is in no grade."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == UnitKind.TEAM and cleaned.get("grade") is not None:
            self.add_error("grade", gettext("A team is in no grade. Leave it empty, or choose a class."))
        return cleaned
