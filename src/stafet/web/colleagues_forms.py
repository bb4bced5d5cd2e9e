"""The form that invites a colleague."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext, gettext_lazy

from stafet.access import api as access
from stafet.accounts import api as accounts
from stafet.organisations import api as organisations
from stafet.web.registry import PageRequest


def administered(request: PageRequest) -> Sequence[organisations.Organisation]:
    """The organisations whose accounts the reader runs, by name."""
    running = organisations.Organisation.objects.running_on(request.today)
    return list(running.filter(accounts.administered_by(request.actor)).order_by("name", "pk"))


class InviteForm(forms.Form):
    """Who is to have which post."""

    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254)
    organisation = forms.ChoiceField(label=gettext_lazy("Organisation"))
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    unit = forms.ChoiceField(
        label=gettext_lazy("Class or team"),
        required=False,
        help_text=gettext_lazy("A teacher sees the pupils of this class only."),
    )
    is_steward = forms.BooleanField(
        label=gettext_lazy("Answers for what is sent here and nobody takes"), required=False
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the message"), choices=settings.LANGUAGES)

    def __init__(self, data: object = None, *, request: PageRequest, initial: dict[str, str]) -> None:
        language = (get_language() or "da")[:2]
        super().__init__(data, initial={"language": language, **initial})  # type: ignore[arg-type]
        places = administered(request)
        given = accounts.roles_given_by(request.actor)
        self._choose("organisation", [(str(place.pk), place.name) for place in places])
        self._choose("role", [(role.value, role.label) for role in access.Role if role in given])
        self._choose("unit", [("", gettext("None")), *units_of(places)])

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A teacher without a class would see nobody."""
        cleaned = super().clean() or {}
        if cleaned.get("role") == access.Role.TEACHER and not cleaned.get("unit"):
            self.add_error("unit", gettext("Choose the teacher's class: without one there is nobody to see."))
        return cleaned

    def draft(self) -> accounts.InvitationDraft:
        """What was chosen."""
        unit = self.cleaned_data["unit"]
        return accounts.InvitationDraft(
            email=self.cleaned_data["email"],
            language=self.cleaned_data["language"],
            organisation_id=UUID(self.cleaned_data["organisation"]),
            role=access.Role(self.cleaned_data["role"]),
            unit_id=UUID(unit) if unit else None,
            is_steward=self.cleaned_data["is_steward"],
        )


def units_of(places: Sequence[organisations.Organisation]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The classes and teams of some organisations, under the names of these."""
    rows = organisations.Unit.objects.filter(organisation__in=places).order_by("kind", "name", "pk")
    by_place: dict[UUID, list[tuple[str, str]]] = {}
    for unit in rows:
        by_place.setdefault(unit.organisation_id, []).append((str(unit.pk), unit.name))
    return [(place.name, by_place[place.pk]) for place in places if place.pk in by_place]
