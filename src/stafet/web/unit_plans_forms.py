"""The fields of a unit's plan."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from stafet.access import api as access
from stafet.organisations import api as organisations
from stafet.planwork.api import Judged, LineKind
from stafet.programme import api as programme
from stafet.programme.api import LONGEST_TEXT, LONGEST_TITLE
from stafet.web.registry import PageRequest

CONFIRM = access.Permission.CONFIRM_UNIT_PLAN


class BeginUnitForm(forms.Form):
    """Which unit, from which plan."""

    unit = forms.ChoiceField(label=gettext_lazy("For which unit?"))
    plan = forms.ChoiceField(label=gettext_lazy("From which plan?"))

    def __init__(self, data: object = None, *, request: PageRequest) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        where = access.organisations_where(request.actor, CONFIRM)
        units = list(organisations.Organisation.objects.filter(pk__in=where, ends_on=None).order_by("name"))
        towns = {row.municipality_id for row in units}
        plans = programme.public_plans().filter(municipality_id__in=towns)
        self._units = {str(row.pk): row.pk for row in units}
        self._plans = {str(row.pk): row for row in plans}
        self.fields["unit"].choices = [(str(row.pk), row.name) for row in units]  # type: ignore[attr-defined]
        self.fields["plan"].choices = [(key, row.title) for key, row in self._plans.items()]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[programme.Plan, UUID]:
        """The plan and the unit's key."""
        return self._plans[self.cleaned_data["plan"]], self._units[self.cleaned_data["unit"]]


class LineForm(forms.Form):
    """What the unit says about one thing of the municipality's plan."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Do you do it, or do you deviate?"),
        choices=[(one.value, one.label) for one in (LineKind.FORM, LineKind.DEVIATION)],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("What do you do here, who, and when?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 5}),
    )
    reason = forms.CharField(
        label=gettext_lazy("If you deviate: why?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class OwnLineForm(forms.Form):
    """What the unit does in addition."""

    title = forms.CharField(label=gettext_lazy("Heading"), max_length=LONGEST_TITLE)
    words = forms.CharField(
        label=gettext_lazy("What do you do here, who, and when?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 5}),
    )


class JudgeForm(forms.Form):
    """How far the unit finds itself to be, and what shows it."""

    judged = forms.TypedChoiceField(
        label=gettext_lazy("How far are you?"), choices=Judged.choices, coerce=int, widget=forms.RadioSelect
    )
    evidence = forms.CharField(
        label=gettext_lazy("What shows it?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Of the unit’s work. Name neither a pupil nor a colleague."),
    )
