"""The fields of the communication plan."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.kernel.periods import school_year_of
from stafet.materials import api as materials
from stafet.materials.api import Audience, Channel, Telling, TellingFacts
from stafet.organisations import api as organisations
from stafet.placements.api import SchemeKind
from stafet.web import material_parts
from stafet.web.components.day_field import DayField


class TellingForm(forms.Form):
    """One line of the plan: what, to whom, when, how, by whom."""

    what = forms.CharField(
        label=gettext_lazy("What is told?"),
        max_length=materials.LONGEST_TITLE,
        help_text=gettext_lazy("In a few words, such as “Junior apprenticeship is presented in grade 7”."),
    )
    audiences = forms.MultipleChoiceField(
        label=gettext_lazy("To whom?"), choices=Audience.choices, widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(
        label=gettext_lazy("By which day?"),
        help_text=gettext_lazy("Day, month and year. It decides the school year, too."),
    )
    channel = forms.ChoiceField(label=gettext_lazy("How?"), choices=Channel.choices)
    responsible = forms.ChoiceField(
        label=gettext_lazy("Who does it?"),
        help_text=gettext_lazy("From the day on it stands on their Today until it is done."),
    )
    material = forms.ChoiceField(label=gettext_lazy("With which text of the library?"), required=False)
    scheme_kind = forms.ChoiceField(
        label=gettext_lazy("Which scheme does it belong to?"),
        choices=[("", gettext_lazy("All of them")), *SchemeKind.choices],
        required=False,
    )

    def __init__(
        self,
        data: object = None,
        *,
        by: Actor,
        town: UUID,
        at: datetime,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial or {})  # type: ignore[arg-type]
        texts = materials.materials_for(by).filter(municipality_id=town)
        titles = [
            (str(shelf.material.pk), material_parts.title_of(shelf)) for shelf in materials.shelves(texts)
        ]
        self.fields["material"].choices = [("", gettext_lazy("None")), *titles]  # type: ignore[attr-defined]
        self.fields["responsible"].choices = colleagues(town, at)  # type: ignore[attr-defined]

    def facts(self) -> TellingFacts:
        """What was said."""
        said = self.cleaned_data
        return TellingFacts(
            starts_in=school_year_of(said["due_on"]).period.starts_on.year,
            what=said["what"],
            audiences=tuple(map(Audience, said["audiences"])),
            channel=Channel(said["channel"]),
            due_on=said["due_on"],
            responsible_id=UUID(said["responsible"]),
            scheme_kind=said["scheme_kind"],
            material_id=UUID(said["material"]) if said["material"] else None,
        )


class FinishForm(forms.Form):
    """When it was told."""

    on = DayField(label=gettext_lazy("On which day was it done?"))
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=materials.LONGEST_LINE,
        required=False,
        help_text=gettext_lazy("About how it went, not about anybody."),
    )

    def __init__(self, data: object = None, *, today: date) -> None:
        super().__init__(data, initial={"on": today})  # type: ignore[arg-type]


class DropForm(forms.Form):
    """Why it is not needed."""

    words = forms.CharField(label=gettext_lazy("Why not?"), max_length=materials.LONGEST_LINE)


def colleagues(town: UUID, at: datetime) -> list[tuple[str, str]]:
    """Who works in a town now, by name, with where."""
    places = organisations.Organisation.objects.filter(municipality_id=town)
    posts = (
        access.Membership.objects.current_at(at)
        .filter(organisation__in=places)
        .select_related("user", "organisation")
        .order_by("user__name", "user_id")
    )
    named: dict[str, str] = {}
    for post in posts:
        named.setdefault(str(post.user_id), f"{post.user.name}, {post.organisation.name}")
    return list(named.items())


def known_telling(row: Telling) -> dict[str, Any]:
    """What stands there now."""
    same = ("what", "audiences", "due_on", "channel", "scheme_kind")
    return {name: getattr(row, name) for name in same} | {
        "responsible": str(row.responsible_id),
        "material": str(row.material_id) if row.material_id else "",
    }
