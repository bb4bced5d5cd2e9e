"""What is said about a school's week, and what is asked of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from stafet.kernel.timetables.problem import PartyId, PartyKind, Week
from stafet.placements.api import SchoolSubject
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import Asked, DayFrame, LessonFacts, MarksFacts, WeekMarks, WeekProposal
from stafet.web.timetable_parts import day_words
from stafet.web.timetable_typed import read_day, with_keys, written_day

_NONE, _OPEN = "-", "?"
_BELL = re.compile(r"^\s*(\d{1,2})[:.](\d{2})\s*[-–]\s*(\d{1,2})[:.](\d{2})\s*$")
_SECONDS = (5, 10, 30, 60)


class MarksForm(forms.Form):
    """Which classes have apprentices, what each subject is in the model, and what may change."""

    frame = forms.ChoiceField(
        label=gettext_lazy("What must a day look like afterwards?"),
        choices=DayFrame.choices,
        widget=forms.RadioSelect,
    )
    fixed = forms.MultipleChoiceField(
        label=gettext_lazy("Which subjects stay where they are?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("For example those in a hall of somebody else’s. No lesson of them is moved."),
    )
    bells = forms.CharField(
        label=gettext_lazy("When is each hour?"),
        required=False,
        widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("One hour a line, as 08:00-08:45. Needed for a calendar only."),
    )

    def __init__(self, *args: Any, week: Week, marks: WeekMarks | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self._lessons = {
            name: frozenset(lesson.key for lesson in week.lessons if lesson.subject == name)
            for name in sorted({lesson.subject for lesson in week.lessons if lesson.subject})
        }
        self._classes = {f"class_{n}": each for n, each in enumerate(week.of_kind(PartyKind.CLASS))}
        self._subjects = {f"subject_{n}": name for n, name in enumerate(self._lessons)}
        self._ask_of_classes(week, marks)
        self._ask_of_subjects(marks)
        self.fields["frame"].initial = marks.frame if marks else DayFrame.STRICT
        self.fields["bells"].initial = "\n".join("-".join(bell) for bell in marks.bells) if marks else ""

    def _ask_of_classes(self, week: Week, marks: WeekMarks | None) -> None:
        days = [(day, gettext("Away on %(day)s") % {"day": day_words(week, day)}) for day in week.days]
        away = marks.company_days if marks else {}
        for key, party in self._classes.items():
            first = [(_NONE, gettext("No apprentices")), (_OPEN, gettext("Apprentices, day not chosen"))]
            given = (away[party.id.key] or _OPEN) if party.id.key in away else _NONE
            self.fields[key] = forms.ChoiceField(label=party.shown, choices=[*first, *days], initial=given)

    def _ask_of_subjects(self, marks: WeekMarks | None) -> None:
        known = marks.subjects if marks else {}
        for key, name in self._subjects.items():
            guess = known.get(name, "") if marks else (schoolweeks.guess_subject(name) or "")
            choices = [("", gettext("Not in the model")), *SchoolSubject.choices]
            self.fields[key] = forms.ChoiceField(label=name, choices=choices, initial=guess, required=False)
        stays = self.fields["fixed"]
        stays.choices = [(key, name) for key, name in self._subjects.items()]  # type: ignore[attr-defined]
        fixed = frozenset(marks.fixed if marks else ())
        stays.initial = [key for key, name in self._subjects.items() if self._lessons[name] <= fixed]

    @property
    def class_fields(self) -> tuple[str, ...]:
        """One for each class."""
        return tuple(self._classes)

    @property
    def subject_fields(self) -> tuple[str, ...]:
        """One for each subject."""
        return tuple(self._subjects)

    def clean_bells(self) -> tuple[tuple[time, time], ...]:
        """From and until of each hour."""
        return tuple(_bell(line) for line in self.cleaned_data["bells"].splitlines() if line.strip())

    def facts(self) -> MarksFacts:
        """What was said."""
        said = self.cleaned_data
        return MarksFacts(
            subjects={name: SchoolSubject(said[key]) for key, name in self._subjects.items() if said[key]},
            company_days={
                party.id.key: "" if said[key] == _OPEN else said[key]
                for key, party in self._classes.items()
                if said[key] != _NONE
            },
            fixed=frozenset[str]().union(*(self._lessons[self._subjects[key]] for key in said["fixed"])),
            frame=DayFrame(said["frame"]),
            bells=said["bells"],
        )


class ClassWeekForm(forms.Form):
    """The lessons of one class, for each day a field, an hour a line."""

    class_key = forms.CharField(label=gettext_lazy("Which class is it?"), max_length=40)

    def __init__(self, *args: Any, week: Week, class_key: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self._week, self._is_new = week, not class_key
        if class_key:
            self.fields["class_key"].initial = class_key
            self.fields["class_key"].disabled = True
        for number, day in enumerate(week.days):
            hours = len(week.hours_of[day])
            self.fields[f"day_{number}"] = forms.CharField(
                label=capfirst(day_words(week, day)),
                required=False,
                strip=False,
                widget=forms.Textarea({"rows": hours}),
                initial=written_day(week, class_key, number) if class_key else "",
            )

    def clean_class_key(self) -> str:
        """A new class is not one whose lessons stand there already: they would be taken out."""
        name: str = self.cleaned_data["class_key"].strip()
        if self._is_new and PartyId(PartyKind.CLASS, name) in self._week.party:
            raise forms.ValidationError(
                gettext("%(class)s stands in the week already. Correct it from the page of the week.")
                % {"class": name}
            )
        return name

    def clean(self) -> dict[str, Any]:
        """Every day is read; a line that can't be is told at its day."""
        said = super().clean() or self.cleaned_data
        self._lessons: list[LessonFacts] = []
        for number, day in enumerate(self._week.days):
            try:
                hours = len(self._week.hours_of[day])
                self._lessons += read_day(said.get(f"day_{number}", ""), number, hours=hours)
            except forms.ValidationError as error:
                self.add_error(f"day_{number}", error)
        return said

    def lessons(self) -> Sequence[LessonFacts]:
        """What was typed, each with the key of the lesson it means."""
        return with_keys(self._week, self.cleaned_data["class_key"], self._lessons)


class AskForm(forms.Form):
    """For which class, which weekdays, and how long may be searched."""

    class_key = forms.ChoiceField(label=gettext_lazy("For which class?"))
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Which weekdays could be the company day?"), widget=forms.CheckboxSelectMultiple
    )
    frame = forms.ChoiceField(
        label=gettext_lazy("What must a day look like afterwards?"),
        choices=DayFrame.choices,
        widget=forms.RadioSelect,
    )
    may_crowd = forms.BooleanField(
        label=gettext_lazy("A subject may come twice on one day"),
        required=False,
        help_text=gettext_lazy("Otherwise what comes once a day now stays so."),
    )
    seconds = forms.TypedChoiceField(
        label=gettext_lazy("How many seconds may each weekday be searched?"),
        choices=[(each, str(each)) for each in _SECONDS],
        coerce=int,
        initial=schoolweeks.USUAL_SECONDS,
    )

    def __init__(self, *args: Any, week: Week, marks: WeekMarks | None, **more: Any) -> None:
        super().__init__(*args, **more)
        marked = set(marks.company_days) if marks else set()
        classes = [each for each in week.of_kind(PartyKind.CLASS) if each.id.key in marked]
        self.fields["class_key"].choices = [(each.id.key, each.shown) for each in classes]  # type: ignore[attr-defined]
        self.fields["days"].choices = [(day, capfirst(day_words(week, day))) for day in week.days]  # type: ignore[attr-defined]
        self.fields["days"].initial = list(week.days)
        self.fields["frame"].initial = marks.frame if marks else DayFrame.STRICT

    def asked(self) -> Asked:
        """The question."""
        said = self.cleaned_data
        return Asked(
            said["class_key"],
            tuple(said["days"]),
            DayFrame(said["frame"]),
            seconds=said["seconds"],
            may_crowd=said["may_crowd"],
        )


class AgainForm(forms.Form):
    """The same weekday once more: which moves must not be, and how the day may look."""

    locked = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these lessons must stay where they are?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    frame = forms.ChoiceField(
        label=gettext_lazy("What must a day look like afterwards?"),
        choices=DayFrame.choices,
        widget=forms.RadioSelect,
    )
    may_crowd = forms.BooleanField(
        label=gettext_lazy("A subject may come twice on one day"),
        required=False,
        help_text=gettext_lazy("Otherwise what comes once a day now stays so."),
    )
    seconds = forms.TypedChoiceField(
        label=gettext_lazy("How many seconds may be searched?"),
        choices=[(each, str(each)) for each in _SECONDS],
        coerce=int,
    )

    def __init__(self, *args: Any, lessons: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["locked"].choices = list(lessons.items())  # type: ignore[attr-defined]
        if not lessons:
            del self.fields["locked"]

    def asked(self, row: WeekProposal) -> Asked:
        """The question. What the school has said stays is added by the room."""
        said = self.cleaned_data
        return Asked(
            row.class_key,
            (row.day,),
            DayFrame(said["frame"]),
            frozenset(said.get("locked", ())),
            said["seconds"],
            said["may_crowd"],
        )


def _bell(line: str) -> tuple[time, time]:
    found = _BELL.match(line)
    try:
        if found:
            numbers = [int(each) for each in found.groups()]
            return time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
    except ValueError:
        pass
    raise forms.ValidationError(
        gettext("“%(line)s” is no hour. Write it as 08:00-08:45."), params={"line": line.strip()[:40]}
    )
