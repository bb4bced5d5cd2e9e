"""What is asked about a register before its first file, so that nothing has to be guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.kernel.activities import EDUCATION
from stafet.kernel.countries import Country
from stafet.organisations import api as organisations
from stafet.registers import api as registers
from stafet.registers.api import DateOrder, EndDates, LoadMode, SourceFormat
from stafet.web.acts import Section
from stafet.web.lanes import KINDS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

COUNTRIES: Mapping[Country, StrOrPromise] = MappingProxyType(
    {Country.DK: gettext_lazy("Danish (CPR)"), Country.SE: gettext_lazy("Swedish (personnummer)")}
)
MODES: Mapping[LoadMode, StrOrPromise] = MappingProxyType(
    {
        LoadMode.BULK: gettext_lazy("The whole register: what is not in it has ended or left"),
        LoadMode.DELTA: gettext_lazy("Only what has changed since the last file"),
    }
)
END_DATES_UNSAID = gettext_lazy("what is usual for such files")
_LONGEST_PATIENCE = 366


class SourceForm(forms.Form):
    """A register: what it is called, whose it is, what its files are like."""

    name = forms.CharField(
        label=gettext_lazy("What do you call it?"),
        max_length=100,
        help_text=gettext_lazy("For example the name of the system, and whose it is."),
    )
    format = forms.ChoiceField(label=gettext_lazy("What does it send?"), choices=SourceFormat.choices)
    organisation = forms.ChoiceField(
        label=gettext_lazy("Whose register is it?"),
        required=False,
        help_text=gettext_lazy("Rows that name no school or institution are then about this one."),
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("What is in each file?"),
        widget=forms.RadioSelect,
        initial=LoadMode.BULK.value,
        help_text=gettext_lazy("A file that says so itself is believed."),
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Which national numbers does it write?"), widget=forms.RadioSelect
    )
    date_order = forms.ChoiceField(
        label=gettext_lazy("In which order does it write a date?"),
        choices=DateOrder.choices,
        widget=forms.RadioSelect,
        initial=DateOrder.YEAR_FIRST.value,
    )
    end_dates = forms.ChoiceField(
        label=gettext_lazy("When something has ended, which day does it write?"),
        choices=[("", END_DATES_UNSAID), *EndDates.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    activity = forms.ChoiceField(
        label=gettext_lazy("Are all its rows about one kind of education?"),
        required=False,
        help_text=gettext_lazy("Only if the file itself does not say so."),
    )
    stale_after_days = forms.IntegerField(
        label=gettext_lazy("After how many days without a file is it too old?"),
        required=False,
        min_value=1,
        max_value=_LONGEST_PATIENCE,
        help_text=gettext_lazy("Leave it empty for the usual patience."),
        widget=forms.NumberInput({"class": "input-number"}),
    )

    def __init__(
        self,
        data: object = None,
        *,
        municipality_id: UUID,
        day: date,
        source_id: UUID | None = None,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        others = registers.Source.objects.filter(municipality_id=municipality_id, retired_at=None)
        self._others = others.exclude(pk=source_id) if source_id else others
        self._choose(
            "organisation", [("", gettext("Nobody’s in particular")), *_places(municipality_id, day)]
        )
        self._choose("mode", [(mode.value, text) for mode, text in MODES.items()])
        self._choose("country", [(country.value, text) for country, text in COUNTRIES.items()])
        kinds = [(kind.value, text) for kind, text in KINDS.items() if kind in EDUCATION]
        self._choose("activity", [("", gettext("No, or the file says so")), *kinds])

    def _choose(self, field: str, choices: list[tuple[str, StrOrPromise]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """Two registers of one name could not be told apart."""
        name = str(self.cleaned_data["name"]).strip()
        if self._others.filter(name=name).exists():
            raise forms.ValidationError(gettext("There is already a register of this name."))
        return name

    def draft(self) -> registers.SourceDraft:
        """The register as it was filled in."""
        said = self.cleaned_data
        return registers.SourceDraft(
            name=said["name"],
            format=SourceFormat(said["format"]),
            country=Country(said["country"]),
            mode=LoadMode(said["mode"]),
            date_order=DateOrder(said["date_order"]),
            end_dates=EndDates(said["end_dates"]) if said["end_dates"] else None,
            activity=said["activity"],
            organisation_id=UUID(said["organisation"]) if said["organisation"] else None,
            stale_after_days=said["stale_after_days"],
        )


def sections() -> tuple[Section, ...]:
    """The questions in the order in which they are asked."""
    return (
        Section(gettext("The register"), ("name", "format", "organisation")),
        Section(
            gettext("Its files"),
            ("mode", "country", "date_order", "end_dates", "activity"),
            gettext("Files say little about themselves. What is answered here is not guessed later."),
        ),
        Section(gettext("How often it tells something"), ("stale_after_days",)),
    )


def known(source: registers.Source) -> dict[str, object]:
    """What is filled in when a register is changed."""
    return {
        "name": source.name,
        "format": source.format,
        "organisation": str(source.organisation_id or ""),
        "mode": source.mode,
        "country": source.country,
        "date_order": source.date_order,
        "end_dates": source.end_dates,
        "activity": source.activity,
        "stale_after_days": source.stale_after_days,
    }


def with_mapping(draft: registers.SourceDraft, mapping_id: UUID | None) -> registers.SourceDraft:
    """The same register, read by a version of a column mapping."""
    return replace(draft, mapping_id=mapping_id)


def draft_of(source: registers.Source) -> registers.SourceDraft:
    """A register as it is now."""
    return registers.SourceDraft(
        name=source.name,
        format=SourceFormat(source.format),
        country=Country(source.country),
        mode=LoadMode(source.mode),
        date_order=DateOrder(source.date_order),
        end_dates=EndDates(source.end_dates) if source.end_dates else None,
        activity=source.activity,
        organisation_id=source.organisation_id,
        mapping_id=source.mapping_id,
        stale_after_days=source.stale_after_days,
    )


def _places(municipality_id: UUID, day: date) -> list[tuple[str, StrOrPromise]]:
    running = organisations.Organisation.objects.running_on(day).filter(municipality_id=municipality_id)
    return [(str(key), name) for key, name in running.order_by("name", "pk").values_list("pk", "name")]
