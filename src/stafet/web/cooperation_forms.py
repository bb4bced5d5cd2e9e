"""The fields of the co-operation: the partnership, its parties, the terms, signatures, workflows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.kernel import rules
from stafet.organisations import api as organisations
from stafet.partnerships import api as partnerships
from stafet.partnerships.api import Area, Helper, Level, PartyFacts, PartyKind, StepFacts, TermsSection
from stafet.web.components.day_field import DayField
from stafet.web.rule_words import rule_title

_LINE, _NAME, _SECTION = (
    partnerships.LONGEST_LINE,
    partnerships.LONGEST_NAME,
    partnerships.LONGEST_SECTION,
)


class FoundForm(forms.Form):
    """A partnership that begins."""

    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=_NAME)
    with_municipalities = forms.CharField(
        label=gettext_lazy("Which other municipalities take part?"),
        required=False,
        max_length=_LINE,
        help_text=gettext_lazy("With a comma between them. They need not be in Stafet."),
    )
    coordinator = forms.ChoiceField(
        label=gettext_lazy("Who coordinates?"), help_text=gettext_lazy("Calls the meetings and follows up.")
    )
    on = DayField(label=gettext_lazy("Since when?"))

    def __init__(self, data: Any = None, *, places: Sequence[organisations.Place], **known: Any) -> None:
        super().__init__(data, **known)
        self.fields["coordinator"].choices = [  # type: ignore[attr-defined]
            (str(each.organisation_id), each.name) for each in places
        ]

    def others(self) -> list[str]:
        """The other municipalities, each by its name."""
        return [name.strip() for name in self.cleaned_data["with_municipalities"].split(",") if name.strip()]


class WordsForm(forms.Form):
    """A few words a partnership says about itself."""

    words = forms.CharField(
        label=gettext_lazy("In a few words"), max_length=_SECTION, widget=forms.Textarea({"rows": 8})
    )


class PartyForm(forms.Form):
    """How far somebody takes part, and whom one asks for."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind of party is it?"), choices=PartyKind.choices)
    level = forms.ChoiceField(
        label=gettext_lazy("How far does it take part?"), choices=Level.choices, widget=forms.RadioSelect
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("If in chosen areas: in which?"),
        choices=Area.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contact = forms.CharField(
        label=gettext_lazy("Which post does one ask for?"),
        required=False,
        max_length=_NAME,
        help_text=gettext_lazy("A post outlives the person: “Head of guidance”."),
    )
    contact_at = forms.CharField(
        label=gettext_lazy("Work telephone or e-mail"), required=False, max_length=_NAME
    )

    def facts(self, organisation_id: UUID | None = None, named: str = "") -> PartyFacts:
        """What was said."""
        said = self.cleaned_data
        return PartyFacts(
            kind=PartyKind(said["kind"]),
            organisation_id=organisation_id,
            named=named,
            level=Level(said["level"]),
            areas=tuple(Area(area) for area in said["areas"]),
            contact=said["contact"],
            contact_at=said["contact_at"],
        )


class NewPartyForm(PartyForm):
    """Who joins: an organisation of the list, or the name of one that is not in Stafet."""

    organisation = forms.ChoiceField(label=gettext_lazy("Which organisation joins?"), required=False)
    named = forms.CharField(
        label=gettext_lazy("If it is not in the list: its name"), required=False, max_length=_NAME
    )
    joined_on = DayField(label=gettext_lazy("Since when?"))
    field_order = ("organisation", "named", "kind", "level", "areas", "joined_on")

    def __init__(self, data: Any = None, *, rows: Sequence[organisations.Organisation], **known: Any) -> None:
        super().__init__(data, **known)
        listed = [(str(row.pk), f"{row.name}, {row.municipality.name}") for row in rows]
        self.fields["organisation"].choices = [("", gettext("Not in the list")), *listed]  # type: ignore[attr-defined]

    def new_facts(self) -> PartyFacts:
        """What was said, and of whom."""
        chosen = self.cleaned_data["organisation"]
        return self.facts(UUID(chosen) if chosen else None, self.cleaned_data["named"])


class DayForm(forms.Form):
    """The day on which something happens."""

    on = DayField(label=gettext_lazy("On which day?"))


class SignatureForm(DayForm):
    """Who signs, and as what."""

    signed_by = forms.CharField(label=gettext_lazy("Who signs?"), max_length=_NAME)
    capacity = forms.CharField(
        label=gettext_lazy("As what?"), max_length=_NAME, help_text=gettext_lazy("Head, director, mayor.")
    )
    field_order = ("signed_by", "capacity", "on")


class TermsForm(forms.Form):
    """The terms, section by section."""

    def __init__(self, data: Any = None, **known: Any) -> None:
        super().__init__(data, **known)
        for each in TermsSection:
            self.fields[each.value] = forms.CharField(
                label=each.label, required=False, max_length=_SECTION, widget=forms.Textarea({"rows": 8})
            )

    def words(self) -> dict[TermsSection, str]:
        """What was written in each section."""
        return {each: self.cleaned_data[each.value] for each in TermsSection}


class WorkflowForm(forms.Form):
    """What a workflow is about."""

    title = forms.CharField(
        label=gettext_lazy("What is it about?"),
        max_length=_LINE,
        help_text=gettext_lazy("As somebody would ask: “What do we do when somebody breaks off?”"),
    )
    lead = forms.CharField(
        label=gettext_lazy("When is it used, and for whom?"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )


class FlowStepForm(forms.Form):
    """Who does what by when."""

    who = forms.CharField(label=gettext_lazy("Who does it?"), max_length=_NAME)
    what = forms.CharField(
        label=gettext_lazy("What is done?"), max_length=500, widget=forms.Textarea({"rows": 3})
    )
    by_when = forms.CharField(
        label=gettext_lazy("By when?"),
        required=False,
        max_length=_NAME,
        help_text=gettext_lazy("“Within a week”, “before the summer”."),
    )
    rule = forms.ChoiceField(label=gettext_lazy("Which legal clock applies?"), required=False)
    helper = forms.ChoiceField(
        label=gettext_lazy("On which page of Stafet?"), choices=Helper.choices, required=False
    )

    def __init__(self, data: Any = None, **known: Any) -> None:
        super().__init__(data, **known)
        clocks = sorted({rule.key for rule in rules.all_rules() if rule.clock_unit})
        named = sorted((rule_title(key), key) for key in clocks)
        self.fields["rule"].choices = [  # type: ignore[attr-defined]
            ("", gettext("None")),
            *((key, f"{title} ({key})") for title, key in named),
        ]

    def step(self) -> StepFacts:
        """What was said."""
        said = self.cleaned_data
        return StepFacts(said["who"], said["what"], said["by_when"], said["rule"], Helper(said["helper"]))
