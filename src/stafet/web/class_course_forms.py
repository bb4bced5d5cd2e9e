"""The fields of a course for a class: the week, what was done, why it was missed, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.catalogue.api import LONGEST_LINE, LONGEST_TITLE, LONGEST_WORDS, CareerCourse, PartnerKind
from stafet.classcourses.api import HeldFacts, MissedBecause, PartnerLine
from stafet.web.components.day_field import DayField

_NO_NAMES = gettext_lazy("About the class. No names of pupils.")


class PlanForm(forms.Form):
    """Which course, in which week."""

    course = forms.TypedChoiceField(
        label=gettext_lazy("Which course?"), coerce=UUID, widget=forms.RadioSelect
    )
    week_of = DayField(label=gettext_lazy("In which week?"), help_text=gettext_lazy("Any day of the week."))

    def __init__(self, data: Any, *, courses: Iterable[CareerCourse], demanded: frozenset[str]) -> None:
        super().__init__(data)
        self.fields["course"].choices = [  # type: ignore[attr-defined]
            (str(row.pk), _option(row, is_demanded=row.code in demanded))
            for row in sorted(courses, key=lambda row: (row.code not in demanded, row.title))
        ]


class WeekForm(forms.Form):
    """Another week."""

    week_of = DayField(label=gettext_lazy("In which week?"), help_text=gettext_lazy("Any day of the week."))


class HeldForm(forms.Form):
    """What was done."""

    held_on = DayField(label=gettext_lazy("When was it, or when did it end?"))
    done = forms.CharField(
        label=gettext_lazy("What was done?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        help_text=_NO_NAMES,
    )
    reflections = forms.CharField(
        label=gettext_lazy("What did they think of it afterwards?"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea,
        help_text=_NO_NAMES,
    )
    partner_name = forms.CharField(
        label=gettext_lazy("Who from outside was there?"),
        max_length=LONGEST_TITLE,
        required=False,
        help_text=gettext_lazy("A company, a school, an association. Empty: nobody."),
    )

    def __init__(self, data: Any, *, today: date, is_booked: bool) -> None:
        super().__init__(data, initial={"held_on": today})
        if is_booked:
            del self.fields["partner_name"]

    def facts(self) -> HeldFacts:
        """What was said."""
        said = self.cleaned_data
        return HeldFacts(said["held_on"], said["done"], said["reflections"], said.get("partner_name", ""))


class EvaluateForm(forms.Form):
    """What to keep and what to change."""

    evaluation = forms.CharField(
        label=gettext_lazy("What do you keep, and what do you change next time?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        help_text=_NO_NAMES,
    )


class MissForm(forms.Form):
    """Why it was not held."""

    because = forms.ChoiceField(
        label=gettext_lazy("Why was it not held?"), choices=MissedBecause.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=_NO_NAMES,
    )


class AskForm(forms.Form):
    """Whom to ask, and for what."""

    partner = forms.TypedChoiceField(
        label=gettext_lazy("Whom do you ask?"),
        coerce=UUID,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Those asked longest ago stand first."),
    )
    words = forms.CharField(
        label=gettext_lazy("What do you ask them for?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        help_text=gettext_lazy("When, how many pupils, what they would do. No names of pupils."),
    )

    def __init__(self, data: Any, *, lines: Iterable[PartnerLine], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["partner"].choices = [  # type: ignore[attr-defined]
            (str(line.partner.pk), _partner_option(line)) for line in lines
        ]


class ThankForm(forms.Form):
    """A few words of thanks."""

    words = forms.CharField(
        label=gettext_lazy("What do you thank them for?"), max_length=LONGEST_LINE, widget=forms.Textarea
    )


class AnswerVisitForm(forms.Form):
    """A partner's yes or no."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What do you answer?"),
        choices=(("yes", gettext_lazy("Yes, they are welcome")), ("no", gettext_lazy("No, not this time"))),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("Anything they should know?"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=gettext_lazy("Another day, where to meet, what to wear."),
    )


class AskAgainForm(forms.Form):
    """Whether a partner may be asked again."""

    again = forms.ChoiceField(
        label=gettext_lazy("May a school ask you again?"),
        choices=(("yes", gettext_lazy("Yes, gladly")), ("no", gettext_lazy("No, please do not ask us"))),
        widget=forms.RadioSelect,
    )


def _option(row: CareerCourse, *, is_demanded: bool) -> str:
    title = gettext("%(course)s (obligatory)") % {"course": row.title} if is_demanded else row.title
    return f"{title}. {row.aims}"


def _partner_option(line: PartnerLine) -> str:
    partner = line.partner
    told = gettext("%(name)s, %(town)s (%(kind)s; %(visits)d of %(capacity)d visits this school year)") % {
        "name": partner.name,
        "town": partner.town,
        "kind": PartnerKind(partner.kind).label,
        "visits": line.visits,
        "capacity": partner.capacity,
    }
    return f"{told}. {partner.offers}"
