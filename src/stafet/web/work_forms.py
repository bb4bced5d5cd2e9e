"""The fields of a job, of its hours, and of its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from stafet.attachment import api as attachment
from stafet.attachment.api import HoursMeasure, SeenIn
from stafet.pathways import api as pathways
from stafet.pathways.api import EndReason
from stafet.web.components.day_field import DayField

MOST_MONTHS = 12
"""How far back hours are usually told."""

_LONGEST = 200
_DAY = gettext_lazy("Day, month and year")
_ENDS = (EndReason.COMPLETED, EndReason.CHANGED, EndReason.BROKEN_OFF, EndReason.MOVED, EndReason.NOT_KNOWN)


class HoursField(forms.DecimalField):
    """A number with a point or a comma, whatever the language of the page."""

    def clean(self, value: object) -> Decimal:
        """The number that was typed."""
        number: Decimal = super().clean(value.strip().replace(",", ".") if isinstance(value, str) else value)
        return number


class JobForm(forms.Form):
    """A job that no register tells of."""

    employer = forms.CharField(
        label=gettext_lazy("Where do they work?"),
        max_length=_LONGEST,
        help_text=gettext_lazy("The name of the workplace. No colleagues’ names."),
    )
    starts_on = DayField(label=gettext_lazy("Since when?"), help_text=_DAY)


class HoursForm(forms.Form):
    """The hours of one month of a job, and where somebody saw them."""

    month = forms.ChoiceField(label=gettext_lazy("Of which month?"))
    measure = forms.ChoiceField(
        label=gettext_lazy("How are the hours told?"), choices=HoursMeasure.choices, widget=forms.RadioSelect
    )
    hours = HoursField(
        label=gettext_lazy("How many hours?"),
        min_value=0,
        max_value=attachment.MOST_A_MONTH,
        decimal_places=2,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )
    seen_in = forms.ChoiceField(
        label=gettext_lazy("Where did you see it?"), choices=SeenIn.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: object = None, *, job: pathways.Spell, today: date) -> None:
        initial = {"month": _value(today.replace(day=1)), "measure": HoursMeasure.PER_MONTH.value}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields["month"].choices = list(_months(job, today))  # type: ignore[attr-defined]

    def clean_hours(self) -> Decimal:
        """No week has more hours than anybody works."""
        hours: Decimal = self.cleaned_data["hours"]
        per_week = self.cleaned_data.get("measure") == HoursMeasure.PER_WEEK
        if per_week and hours > attachment.MOST_A_WEEK:
            raise forms.ValidationError(
                gettext_lazy("Nobody works more than %(most)s hours a week. Check the number."),
                params={"most": attachment.MOST_A_WEEK},
            )
        return hours

    def draft(self) -> attachment.HoursDraft:
        """What was seen."""
        data = self.cleaned_data
        return attachment.HoursDraft(
            date.fromisoformat(data["month"]),
            data["hours"],
            HoursMeasure(data["measure"]),
            SeenIn(data["seen_in"]),
        )


class EndJobForm(forms.Form):
    """The last day of a job, and why it ended."""

    last_day = DayField(label=gettext_lazy("What was the last day?"), help_text=_DAY)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why did it end?"),
        choices=[(reason.value, reason.label) for reason in _ENDS],
        widget=forms.RadioSelect,
    )


def _months(job: pathways.Spell, today: date) -> Iterator[tuple[str, str]]:
    """The months of the job that have begun, the newest first."""
    last = today if job.ends_on is None else min(today, job.ends_on - timedelta(days=1))
    month = last.replace(day=1)
    for _ in range(MOST_MONTHS):
        if month < job.starts_on.replace(day=1):
            return
        yield _value(month), date_format(month, "YEAR_MONTH_FORMAT")
        month = (month - timedelta(days=1)).replace(day=1)


def _value(month: date) -> str:
    return month.isoformat()
