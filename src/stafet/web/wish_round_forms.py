"""The fields of rounds of wishes: what is asked, which courses, which pupils, what is wished for, what a class has done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.events.api import Event
from stafet.introcourses import api as introcourses
from stafet.introcourses.api import (
    MOST_EACH,
    MOST_WISHES,
    ClassWork,
    Course,
    CourseFacts,
    Proposal,
    RoundFacts,
    WishRound,
    WishView,
)
from stafet.organisations import api as organisations
from stafet.organisations.api import OrganisationKind
from stafet.web.components.day_field import DayField

_DAY_HINT = gettext_lazy("Day, month and year")
_GRADES = range(6, 11)
_SCHOOLS = (
    OrganisationKind.SCHOOL,
    OrganisationKind.TENTH_GRADE_CENTRE,
    OrganisationKind.BOARDING_SCHOOL,
)
_IN, _LEAST, _WISH = "in_", "least_", "wish_"
_MOST_LEAST = 500
ROUND_PARTS = (
    (gettext_lazy("Who is asked?"), ("name", "starts_in", "grade", "organiser")),
    (gettext_lazy("What are they asked?"), ("wishes", "each", "only_wished")),
    (gettext_lazy("Until when, and whom does one ask?"), ("answer_by", "ask")),
)


class WishRoundForm(forms.Form):
    """Everything a round of wishes says."""

    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=introcourses.LONGEST_NAME)
    starts_in = forms.TypedChoiceField(label=gettext_lazy("Of which school year?"), coerce=int)
    grade = forms.TypedChoiceField(
        label=gettext_lazy("Which grade?"), choices=[(grade, str(grade)) for grade in _GRADES], coerce=int
    )
    organiser = forms.ChoiceField(label=gettext_lazy("Who keeps it?"))
    wishes = forms.IntegerField(
        label=gettext_lazy("How many wishes is each pupil asked for?"), min_value=1, max_value=MOST_WISHES
    )
    each = forms.IntegerField(
        label=gettext_lazy("How many courses is each pupil to have?"),
        min_value=1,
        max_value=MOST_EACH,
        help_text=gettext_lazy(
            "They are given out one at a time: when the first is settled, the next answer gives the next."
        ),
    )
    only_wished = forms.ChoiceField(
        label=gettext_lazy("May somebody get a course they did not wish for?"),
        choices=(
            ("", gettext_lazy("Yes, so that everybody gets a course as long as there are seats")),
            ("1", gettext_lazy("No, even if somebody is left without")),
        ),
        required=False,
        widget=forms.RadioSelect,
    )
    answer_by = DayField(label=gettext_lazy("Until which day do they answer?"), help_text=_DAY_HINT)
    ask = forms.CharField(
        label=gettext_lazy("Whom does one ask, and how?"),
        max_length=introcourses.LONGEST_LINE,
        help_text=gettext_lazy("A name and a telephone number."),
    )

    def __init__(
        self, data: object = None, *, own: Iterable[UUID], years: Sequence[int], initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=dict(initial))  # type: ignore[arg-type]
        rows = organisations.Organisation.objects.filter(pk__in=list(own), ends_on=None)
        self._organisers = {str(row.pk): row for row in rows.order_by("name", "pk")}
        self.fields["organiser"].choices = [(key, row.name) for key, row in self._organisers.items()]  # type: ignore[attr-defined]
        self.fields["starts_in"].choices = [(year, f"{year}/{(year + 1) % 100:02}") for year in years]  # type: ignore[attr-defined]

    def facts(self) -> RoundFacts:
        """What was said."""
        said = dict(self.cleaned_data)
        said["only_wished"] = bool(said["only_wished"])
        return RoundFacts(organiser_id=self._organisers[said.pop("organiser")].pk, **said)


def known_wish_round(row: WishRound) -> dict[str, Any]:
    """What stands there now."""
    same = (name for name in WishRoundForm.base_fields if name not in ("organiser", "only_wished"))
    return {name: getattr(row, name) for name in same} | {
        "organiser": str(row.organiser_id),
        "only_wished": "1" if row.only_wished else "",
    }


class OfferCoursesForm(forms.Form):
    """Which events can be wished for, and for how few each is still held."""

    def __init__(
        self,
        data: object = None,
        *,
        offered: Iterable[Event],
        there: Iterable[Course],
        words: Mapping[UUID, str],
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        standing = {course.event_id: course for course in there if course.out_on is None}
        self._events = {str(event.pk): event for event in offered}
        self.headings: list[tuple[str, tuple[str, ...]]] = []
        for key, event in self._events.items():
            course = standing.get(event.pk)
            names = [f"{_LEAST}{key}"]
            if course is None:
                names.insert(0, f"{_IN}{key}")
                self.fields[names[0]] = forms.BooleanField(
                    label=gettext("It can be wished for"), required=False
                )
            self.fields[names[-1]] = forms.IntegerField(
                label=gettext("For how few pupils is it still held?"),
                min_value=1,
                max_value=_MOST_LEAST,
                required=False,
                initial=course.least if course else None,
                help_text=gettext("Empty: it is held in any case."),
            )
            self.headings.append((words[event.pk], tuple(names)))

    def clean(self) -> dict[str, Any]:
        """At least one course is chosen, or is there already."""
        said: dict[str, Any] = super().clean() or {}
        chosen = [key for key in self._events if said.get(f"{_IN}{key}", True)]
        if not chosen:
            self.add_error(None, gettext("Mark at least one course that can be wished for."))
        return said

    def courses(self) -> list[CourseFacts]:
        """Those that were chosen, and those that were in it."""
        said = self.cleaned_data
        return [
            CourseFacts(event.pk, said[f"{_LEAST}{key}"])
            for key, event in self._events.items()
            if said.get(f"{_IN}{key}", True)
        ]


class AskPupilsForm(forms.Form):
    """Pupils of one school, or of all."""

    school = forms.ChoiceField(
        label=gettext_lazy("Pupils of which school?"),
        required=False,
        help_text=gettext_lazy("Only those you may see. Whoever is asked already stays as they are."),
    )

    def __init__(self, data: object = None, *, town: UUID) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        rows = organisations.Organisation.objects.filter(
            municipality_id=town, ends_on=None, kind__in=_SCHOOLS
        )
        self.fields["school"].choices = [  # type: ignore[attr-defined]
            ("", gettext("All schools")),
            *((str(row.pk), row.name) for row in rows.order_by("name", "pk")),
        ]

    def school_id(self) -> UUID | None:
        """The school, if one is meant."""
        return UUID(self.cleaned_data["school"]) if self.cleaned_data["school"] else None


class CourseWishForm(forms.Form):
    """What a pupil wishes for, best first."""

    def __init__(
        self,
        data: object = None,
        *,
        the_round: WishRound,
        choices: Sequence[tuple[str, str]],
        view: WishView | None,
    ) -> None:
        known = {f"{_WISH}{wish.rank}": str(wish.course_id) for wish in view.wishes} if view else {}
        super().__init__(data, initial=known)  # type: ignore[arg-type]
        self._most = the_round.wishes
        for rank in range(1, self._most + 1):
            self.fields[f"{_WISH}{rank}"] = forms.ChoiceField(
                label=gettext("Wish number %(rank)d") % {"rank": rank},
                choices=[("", gettext("No wish")), *choices],
                required=rank == 1,
            )

    def courses(self) -> list[UUID]:
        """The courses that were said; an empty line between two wishes is passed over."""
        ranked = (self.cleaned_data[f"{_WISH}{rank}"] for rank in range(1, self._most + 1))
        return [UUID(key) for key in ranked if key]


class WhyForm(forms.Form):
    """Why something is not to be."""

    because = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=introcourses.LONGEST_LINE,
        help_text=gettext_lazy("The pupils and their homes can read it. Write nothing about anybody else."),
    )


class YesToTheseForm(forms.Form):
    """To whom a person says yes; all are marked to begin with."""

    pupils = forms.MultipleChoiceField(
        label=gettext_lazy("Who is signed up?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: object = None, *, found: Mapping[str, tuple[Proposal, str]]) -> None:
        self._found = found
        super().__init__(data, initial={"pupils": list(found)})  # type: ignore[arg-type]
        self.fields["pupils"].choices = [(key, words) for key, (_, words) in found.items()]  # type: ignore[attr-defined]

    def chosen(self) -> list[Proposal]:
        """Those who were left marked."""
        return [self._found[key][0] for key in self.cleaned_data["pupils"]]


class ClassWorkForm(forms.Form):
    """When one class prepared, and followed up."""

    which = forms.ChoiceField(label=gettext_lazy("Which class?"))
    prepared_on = DayField(
        label=gettext_lazy("On which day did the class prepare?"), required=False, help_text=_DAY_HINT
    )
    followed_up_on = DayField(
        label=gettext_lazy("On which day did the class follow up?"), required=False, help_text=_DAY_HINT
    )

    def __init__(
        self,
        data: object = None,
        *,
        classes: Mapping[str, tuple[UUID, str, str]],
        known: ClassWork | None,
        chosen: str,
    ) -> None:
        first = {
            "which": chosen,
            "prepared_on": known.prepared_on if known else None,
            "followed_up_on": known.followed_up_on if known else None,
        }
        super().__init__(data, initial=first)  # type: ignore[arg-type]
        self._classes = classes
        self.fields["which"].choices = [(key, words) for key, (_, _, words) in classes.items()]  # type: ignore[attr-defined]

    def which_class(self) -> tuple[UUID, str]:
        """The school and the name of the class."""
        school_id, name, _ = self._classes[self.cleaned_data["which"]]
        return school_id, name
