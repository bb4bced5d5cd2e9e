"""The fields of an agreement, in four parts: one question a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, gettext_lazy

from stafet.placements import api as placements
from stafet.placements.api import Agreement, Certificate, Hazard, Insurance, PaidBy, SchoolSubject
from stafet.web.components.day_field import DayField, read_day
from stafet.web.components.days import write_day

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_A_DAY = timedelta(days=1)
_MOST_EVALUATIONS, _HEAVIEST = 12, 99
_SCHOOL_DAYS = [(day, WEEKDAYS[day - 1]) for day in range(1, 6)]
_DAY_HINT = gettext_lazy("Day, month and year")


class AgreementPart(StrEnum):
    """The parts of an agreement."""

    TIMES = "times"
    TASKS = "tasks"
    SAFETY = "safety"
    PRACTICAL = "practical"


PARTS: Mapping[AgreementPart, StrOrPromise] = {
    AgreementPart.TIMES: gettext_lazy("When, and who is there?"),
    AgreementPart.TASKS: gettext_lazy("What will they do and learn?"),
    AgreementPart.SAFETY: gettext_lazy("Is it safe?"),
    AgreementPart.PRACTICAL: gettext_lazy("What else is agreed?"),
}


def _words(
    label: StrOrPromise, longest: int = placements.LONGEST_LINE, hint: StrOrPromise = ""
) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, help_text=hint)


def _longer(label: StrOrPromise, hint: StrOrPromise = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=500, required=False, widget=forms.Textarea({"rows": 3}), help_text=hint
    )


class DaysField(forms.CharField):
    """Days, one a line or between commas."""

    def to_python(self, value: str | None) -> list[date]:  # type: ignore[override]
        """The days in their order, or which of them can't be read."""
        texts = [text.strip() for text in (value or "").replace("\n", ",").split(",") if text.strip()]
        days = {text: read_day(text) for text in texts}
        for text, day in days.items():
            if day is None:
                raise ValidationError(
                    gettext("“%(text)s” is no day. Write day, month and year.") % {"text": text}
                )
        return sorted(day for day in days.values() if day is not None)[:_MOST_EVALUATIONS]

    def prepare_value(self, value: object) -> object:
        """As people write them."""
        if isinstance(value, list):
            return ", ".join(write_day(each) if isinstance(each, date) else str(each) for each in value)
        return value

    def run_validators(self, value: object) -> None:
        """Every day was read already."""


class TimesForm(forms.Form):
    """The days and hours, and whom one calls."""

    starts_on = DayField(label=gettext_lazy("First day"), help_text=_DAY_HINT)
    last_day = DayField(label=gettext_lazy("Last day"), help_text=_DAY_HINT)
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On which days of the week?"),
        choices=_SCHOOL_DAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    begins_at = forms.TimeField(label=gettext_lazy("From"), help_text=gettext_lazy("Hours and minutes: 8:00"))
    stops_at = forms.TimeField(label=gettext_lazy("To"), help_text=gettext_lazy("Hours and minutes: 15:00"))
    break_minutes = forms.IntegerField(label=gettext_lazy("Minutes of break"), min_value=0, max_value=240)
    contact_name = _words(gettext_lazy("Contact at the host"), placements.LONGEST_NAME)
    contact_task = _words(gettext_lazy("What they do there"), placements.LONGEST_NAME)
    contact_phone = _words(gettext_lazy("Their phone"), 40)
    contact_email = forms.EmailField(label=gettext_lazy("Their e-mail"), required=False)
    deputy_name = _words(gettext_lazy("Who is there when they are away?"), placements.LONGEST_NAME)
    deputy_phone = _words(gettext_lazy("Phone of whoever that is"), 40)
    counsellor = _words(gettext_lazy("Who counsels the pupil?"), placements.LONGEST_NAME)

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first, and the day does not stop before it begins."""
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("starts_on"), said.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", gettext("The last day is not before the first."))
        begins, stops = said.get("begins_at"), said.get("stops_at")
        if begins and stops and stops <= begins:
            self.add_error("stops_at", gettext("The day stops after it begins."))
        return said


class TasksForm(forms.Form):
    """What they do, and what for."""

    tasks = _longer(gettext_lazy("What will they do there?"))
    aims = _longer(gettext_lazy("What are they to learn by it?"))
    subjects = forms.MultipleChoiceField(
        label=gettext_lazy("Which subjects does it supplement?"),
        choices=SchoolSubject.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    direction = _words(gettext_lazy("Which education or trade does it lead towards?"))
    evaluations = DaysField(
        label=gettext_lazy("On which days do you talk about how it goes?"),
        required=False,
        help_text=gettext_lazy("One after another, with commas: 1.12.2026, 1.3.2027"),
    )


class SafetyForm(forms.Form):
    """What may not be done, and what must be in place."""

    hazards = forms.MultipleChoiceField(
        label=gettext_lazy("Is any of this among the tasks?"),
        choices=Hazard.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Ask the host about each. Nobody under 18 does any of it."),
    )
    heaviest_lift = forms.IntegerField(
        label=gettext_lazy("What is the heaviest that they lift, in kilograms?"),
        required=False,
        min_value=0,
        max_value=_HEAVIEST,
    )
    risk_words = _longer(
        gettext_lazy("What did the host’s risk assessment for a young person find?"),
        gettext_lazy("In Denmark it is part of the host’s APV."),
    )
    risk_assessed_on = DayField(label=gettext_lazy("When was it made?"), required=False, help_text=_DAY_HINT)
    risk_seen_on = DayField(
        label=gettext_lazy("When did the school see it?"), required=False, help_text=_DAY_HINT
    )
    instruction = _words(gettext_lazy("How are they instructed?"))
    supervisor = _words(gettext_lazy("Which grown-up is always within reach?"), placements.LONGEST_NAME)
    certificate = forms.ChoiceField(
        label=gettext_lazy("Do those who work with the pupil need a child-protection certificate?"),
        choices=Certificate.choices,
    )
    insurance = forms.ChoiceField(
        label=gettext_lazy("Under whose insurance are they?"), choices=Insurance.choices
    )
    host_abroad = forms.BooleanField(label=gettext_lazy("The work is abroad"), required=False)


class PracticalForm(forms.Form):
    """What both sides want to know before the first day."""

    is_unpaid = forms.BooleanField(label=gettext_lazy("No wages are paid"), required=False)
    absence = _words(
        gettext_lazy("Whom do they call when they are ill?"),
        hint=gettext_lazy("Both the host and the school."),
    )
    equipment = _words(gettext_lazy("Which clothes and equipment?"))
    equipment_paid_by = forms.ChoiceField(
        label=gettext_lazy("Who pays for them?"), choices=[("", gettext_lazy("Nothing is needed")), *PaidBy.choices],
        required=False,
    )  # fmt: skip
    transport = _words(gettext_lazy("How do they get there?"))
    confidentiality = _words(gettext_lazy("What may they not tell others?"))
    trial_until = DayField(label=gettext_lazy("Trial period until"), required=False, help_text=_DAY_HINT)
    notice = _words(gettext_lazy("How can each side end it?"))


FORMS: Mapping[AgreementPart, type[forms.Form]] = {
    AgreementPart.TIMES: TimesForm,
    AgreementPart.TASKS: TasksForm,
    AgreementPart.SAFETY: SafetyForm,
    AgreementPart.PRACTICAL: PracticalForm,
}


def known(agreement: Agreement, part: AgreementPart) -> dict[str, Any]:
    """What stands there now."""
    told = {name: getattr(agreement, name) for name in FORMS[part].base_fields if hasattr(agreement, name)}
    if part is AgreementPart.TIMES and agreement.ends_on:
        told["last_day"] = agreement.ends_on - _A_DAY
    return told


def changes(form: forms.Form) -> dict[str, Any]:
    """What was said, by the columns of the agreement."""
    said = dict(form.cleaned_data)
    last = said.pop("last_day", None)
    return said | {"ends_on": last + _A_DAY} if last else said


class SignForm(forms.Form):
    """A host signs with its statement; everybody else with one button."""

    declares = forms.BooleanField(
        label=gettext_lazy("We know the rules of the working environment for young people, and keep them"),
        required=False,
    )


class ApproveForm(forms.Form):
    """The two things a leader finds in order."""

    supports_school = forms.BooleanField(
        label=gettext_lazy(
            "The placement supports the aims of the school, and supplements the subjects the pupil is taught"
        ),
        required=False,
    )
    host_declares = forms.BooleanField(
        label=gettext_lazy(
            "The host has stated that it knows and keeps the rules of the working environment"
        ),
        required=False,
    )
    words = _words(gettext_lazy("Anything to say with it?"))


class RefuseForm(forms.Form):
    """Why the agreement is refused."""

    because = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=placements.LONGEST_LINE,
        help_text=gettext_lazy(
            "The young person reads it. It is about this agreement, not about their choice."
        ),
    )
