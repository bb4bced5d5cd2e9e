"""The fields of courses, their shares, the town's day, and pupils' seats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, gettext_lazy

from stafet.organisations import api as organisations
from stafet.placements import api as placements
from stafet.placements.api import Branch, Holder, SchemeKind
from stafet.practicalcourses.api import CostKey, Course, CourseFacts, PaidFor, PlanFacts, Said, SeatMove
from stafet.web.components.day_field import DayField

_A_DAY = timedelta(days=1)
_DAY_HINT = gettext_lazy("Day, month and year")
_MINOR = 100
_THEMSELVES = "young_person"
COURSE_PARTS = (
    (gettext_lazy("What is it?"), ("name", "words", "branch", "provider", "place")),
    (gettext_lazy("When, and for whom?"), ("starts_on", "last_day", "weekdays", "weeks", "grades", "seats")),
    (gettext_lazy("What does it cost?"), ("price", "paid_for", "split")),
    (gettext_lazy("Whom does one call?"), ("contact_name", "contact_phone")),
)


class CourseForm(forms.Form):
    """Everything a course says."""

    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=placements.LONGEST_NAME)
    words = forms.CharField(
        label=gettext_lazy("What does one do and learn there?"),
        max_length=placements.LONGEST_WORDS,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Pupils and those with custody read it before they answer."),
    )
    branch = forms.ChoiceField(label=gettext_lazy("Which branch?"), choices=Branch.choices)
    provider = forms.ChoiceField(label=gettext_lazy("Who holds it?"))
    place = forms.CharField(label=gettext_lazy("Where?"), max_length=placements.LONGEST_LINE)
    starts_on = DayField(label=gettext_lazy("First day"), help_text=_DAY_HINT)
    last_day = DayField(label=gettext_lazy("Last day"), help_text=_DAY_HINT)
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On which days of the week?"),
        choices=[(day, WEEKDAYS[day - 1]) for day in range(1, 6)],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    weeks = forms.IntegerField(
        label=gettext_lazy("How many weeks?"),
        min_value=1,
        max_value=52,
        help_text=gettext_lazy("Without holidays. It is what is paid for."),
    )
    grades = forms.TypedMultipleChoiceField(
        label=gettext_lazy("For which grades?"),
        choices=[(grade, str(grade)) for grade in range(6, 11)],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    seats = forms.IntegerField(label=gettext_lazy("How many seats?"), min_value=1, max_value=200)
    price = forms.DecimalField(
        label=gettext_lazy("Price of one seat for a week"),
        min_value=0,
        max_value=100_000,
        decimal_places=2,
        help_text=gettext_lazy("In kroner."),
    )
    paid_for = forms.ChoiceField(
        label=gettext_lazy("What is paid for?"), choices=PaidFor.choices, widget=forms.RadioSelect
    )
    split = forms.ChoiceField(
        label=gettext_lazy("How do towns that share it split the price?"),
        choices=CostKey.choices,
        widget=forms.RadioSelect,
    )
    contact_name = forms.CharField(label=gettext_lazy("Name"), max_length=placements.LONGEST_NAME)
    contact_phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40)

    def __init__(self, data: object = None, *, town: UUID, initial: dict[str, Any] | None = None) -> None:
        begin = {"paid_for": PaidFor.EVERY_SEAT.value, "split": CostKey.QUOTA.value}
        super().__init__(data, initial=begin | (initial or {}))  # type: ignore[arg-type]
        rows = organisations.Organisation.objects.filter(municipality_id=town, ends_on=None)
        self._providers = {str(row.pk): row for row in rows.order_by("name", "pk")}
        self.fields["provider"].choices = [(key, row.name) for key, row in self._providers.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("starts_on"), said.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", gettext("The last day is not before the first."))
        return said

    def facts(self) -> CourseFacts:
        """What was said."""
        said = self.cleaned_data
        same = ("name", "words", "starts_on", "weeks", "place", "seats", "contact_name", "contact_phone")
        return CourseFacts(
            **{name: said[name] for name in same},
            provider_id=self._providers[said["provider"]].pk,
            branch=Branch(said["branch"]),
            weekdays=tuple(said["weekdays"]),
            grades=tuple(said["grades"]),
            ends_on=said["last_day"] + _A_DAY,
            week_price=int(said["price"] * _MINOR),
            split=CostKey(said["split"]),
            paid_for=PaidFor(said["paid_for"]),
        )


def known_course(course: Course) -> dict[str, Any]:
    """What stands there now."""
    same = (name for name in CourseForm.base_fields if hasattr(course, name))
    return {name: getattr(course, name) for name in same} | {
        "provider": str(course.provider_id),
        "last_day": course.ends_on - _A_DAY,
        "price": course.week_price / _MINOR if course.week_price % _MINOR else course.week_price // _MINOR,
    }


class ShareForm(forms.Form):
    """Which town gets how many seats."""

    town = forms.ChoiceField(label=gettext_lazy("Which municipality?"))
    quota = forms.IntegerField(label=gettext_lazy("How many seats?"), min_value=1, max_value=200)

    def __init__(self, data: object = None, *, own: UUID) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._towns = {str(key): key for key, _ in organisations.municipalities() if key != own}
        names = dict(organisations.municipalities())
        self.fields["town"].choices = [(key, names[town]) for key, town in self._towns.items()]  # type: ignore[attr-defined]

    def chosen_town(self) -> UUID:
        """The key of the municipality."""
        return self._towns[self.cleaned_data["town"]]


class AgreeForm(forms.Form):
    """Whether a town agrees to the terms."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What does the municipality answer?"),
        choices=(("yes", gettext_lazy("We agree to the terms")), ("no", gettext_lazy("We decline"))),
        widget=forms.RadioSelect,
    )


class CancelForm(forms.Form):
    """Why a course is not held."""

    because = forms.CharField(
        label=gettext_lazy("Why is it not held?"),
        max_length=placements.LONGEST_LINE,
        help_text=gettext_lazy("Everybody whose town has seats reads it."),
    )


class PlanForm(forms.Form):
    """The town's days for one scheme and school year."""

    kind = forms.ChoiceField(label=gettext_lazy("Which scheme?"), choices=SchemeKind.choices)
    starts_in = forms.IntegerField(
        label=gettext_lazy("In which year does the school year begin?"), min_value=2020, max_value=2100
    )
    find_by = DayField(
        label=gettext_lazy("Until when do pupils look for a company?"),
        help_text=gettext_lazy(
            "From the day after, whoever has none is offered a seat on a practical course."
        ),
    )
    first_day = DayField(
        label=gettext_lazy("Which is the first company day?"),
        help_text=gettext_lazy("Whoever has no place by then loses it."),
    )
    decided = forms.CharField(
        label=gettext_lazy("Who decided it, when, and where does it stand?"),
        max_length=placements.LONGEST_LINE,
    )

    def facts(self) -> PlanFacts:
        """What was said."""
        said = self.cleaned_data
        return PlanFacts(
            SchemeKind(said["kind"]), said["starts_in"], said["find_by"], said["first_day"], said["decided"]
        )


class ProposeForm(forms.Form):
    """Which course, and why this one."""

    course = forms.ChoiceField(label=gettext_lazy("Which course?"), widget=forms.RadioSelect)
    why_this = forms.CharField(
        label=gettext_lazy("Why this one?"),
        max_length=placements.LONGEST_LINE,
        required=False,
        help_text=gettext_lazy("The young person and those with custody read it."),
    )

    def __init__(self, data: object = None, *, found: Sequence[tuple[Course, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._courses = {str(course.pk): course for course, _ in found}
        self.fields["course"].choices = [(str(course.pk), words) for course, words in found]  # type: ignore[attr-defined]

    def chosen_course(self) -> Course:
        """The course that was chosen."""
        return self._courses[self.cleaned_data["course"]]


class SeatAnswerForm(forms.Form):
    """Who answered a proposal on paper or in a conversation, and what."""

    who = forms.ChoiceField(label=gettext_lazy("Who answers?"), widget=forms.RadioSelect)
    answer = forms.ChoiceField(
        label=gettext_lazy("What do they answer?"),
        choices=(("yes", gettext_lazy("Yes to the seat")), ("no", gettext_lazy("No"))),
        widget=forms.RadioSelect,
    )

    def __init__(self, data: object = None, *, missing: Sequence[Holder | None], name: str) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._who = {_THEMSELVES if each is None else str(each.custody_id): each for each in missing}
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            (key, name if each is None else each.name) for key, each in self._who.items()
        ]

    def said(self) -> Said:
        """The answer."""
        who = self._who[self.cleaned_data["who"]]
        return Said(self.cleaned_data["answer"] == "yes", None if who is None else who.custody_id)


class SeatMoveForm(forms.Form):
    """A day, and why."""

    on = DayField(label=gettext_lazy("On which day?"), help_text=_DAY_HINT)
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=placements.LONGEST_LINE,
        required=False,
        help_text=gettext_lazy("It is kept with the history, and the young person can read it."),
    )

    def __init__(self, data: object = None, *, today: date, what: SeatMove) -> None:
        super().__init__(data, initial={"on": today})  # type: ignore[arg-type]
        if what is SeatMove.START:
            del self.fields["words"]
            return
        self.fields["words"].required = what in {SeatMove.TAKE_BACK, SeatMove.LEAVE}
        self.fields["words"].error_messages["required"] = gettext(
            "Say why, in a few words: it stays with the history."
        )


class MyAnswerForm(forms.Form):
    """Yes or no to a seat."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What do you answer?"),
        choices=(("yes", gettext_lazy("Yes, we take the seat")), ("no", gettext_lazy("No"))),
        widget=forms.RadioSelect,
    )
