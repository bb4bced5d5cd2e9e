"""The fields of following up a placement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.followup import api as followup
from stafet.followup.api import (
    AttendanceDay,
    CheckInFacts,
    DayMark,
    DayTold,
    EntryFacts,
    Harm,
    HarmFacts,
    IncidentFacts,
    IncidentKind,
    IssueFacts,
    OwnWords,
    Side,
)
from stafet.placements import api as placements
from stafet.web.components.day_field import DayField
from stafet.web.components.days import write_day

_A_DAY_HINT = gettext_lazy("Day, month and year")
_HOURS = 60


def _words(
    label: object, hint: object = "", *, longest: int = followup.LONGEST_ENTRY, required: bool = True
) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        help_text=hint,  # type: ignore[arg-type]
        max_length=longest,
        required=required,
        widget=forms.Textarea({"rows": 3}),
    )


class GoalForm(forms.Form):
    """One thing they want to learn."""

    words = forms.CharField(
        label=gettext_lazy("What do you want to learn?"),
        max_length=placements.LONGEST_LINE,
        help_text=gettext_lazy("One thing, in your own words: something you can do afterwards."),
    )


class SettleForm(forms.Form):
    """How it was found out."""

    words = forms.CharField(
        label=gettext_lazy("How do you know?"), max_length=placements.LONGEST_LINE, required=False
    )


class EntryForm(forms.Form):
    """One day at the place, in the young person's own words."""

    day = DayField(label=gettext_lazy("Which day?"), help_text=_A_DAY_HINT)
    did = _words(gettext_lazy("What did you do?"))
    learned = _words(gettext_lazy("What did you learn?"), required=False)
    felt = _words(
        gettext_lazy("How was it?"),
        gettext_lazy("In your own words. Nobody reckons anything from it."),
        required=False,
    )

    def facts(self) -> EntryFacts:
        """The day as it was written."""
        said = self.cleaned_data
        return EntryFacts(said["day"], said["did"], said["learned"], said["felt"])


class AnswerForm(forms.Form):
    """What a grown-up answers."""

    words = _words(gettext_lazy("What do you answer?"), gettext_lazy("The young person reads it."))


class CheckInForm(forms.Form):
    """With whom, when, who asks, how often."""

    side = forms.ChoiceField(
        label=gettext_lazy("Whom do you ask?"), choices=Side.choices, widget=forms.RadioSelect
    )
    due_on = DayField(label=gettext_lazy("By which day?"), help_text=_A_DAY_HINT)
    asker = forms.CharField(label=gettext_lazy("Who asks?"), max_length=placements.LONGEST_NAME)
    every_days = forms.IntegerField(
        label=gettext_lazy("How many days between two?"),
        help_text=gettext_lazy("Leave it empty to follow the rule."),
        min_value=1,
        max_value=365,
        required=False,
    )

    def facts(self) -> CheckInFacts:
        """What is planned."""
        said = self.cleaned_data
        return CheckInFacts(Side(said["side"]), said["due_on"], said["asker"], said["every_days"])


class HoldForm(forms.Form):
    """What came of a talk."""

    on = DayField(label=gettext_lazy("On which day did you talk?"), help_text=_A_DAY_HINT)
    outcome = _words(
        gettext_lazy("What came of it?"),
        gettext_lazy("The young person, and those with custody, can read it. Write nothing about health."),
    )
    next_on = DayField(
        label=gettext_lazy("When is the next one?"),
        help_text=gettext_lazy("Leave it empty to follow the rhythm."),
        required=False,
    )


class CallOffForm(forms.Form):
    """Why a talk is not held."""

    outcome = _words(gettext_lazy("Why is it not held?"), longest=placements.LONGEST_LINE)
    next_on = DayField(
        label=gettext_lazy("When is the next one?"),
        help_text=gettext_lazy("Leave it empty to follow the rhythm."),
        required=False,
    )


class IssueForm(forms.Form):
    """What is difficult."""

    told_on = DayField(label=gettext_lazy("When was it told?"), help_text=_A_DAY_HINT)
    told_by = forms.ChoiceField(
        label=gettext_lazy("Who told it?"), choices=Side.choices, widget=forms.RadioSelect
    )
    words = _words(
        gettext_lazy("What is difficult?"),
        gettext_lazy("The young person, and those with custody, can read it. Write nothing about health."),
    )
    agreed = forms.CharField(label=gettext_lazy("What is agreed?"), max_length=placements.LONGEST_LINE)
    follower = forms.CharField(label=gettext_lazy("Who follows it?"), max_length=placements.LONGEST_NAME)
    look_again_on = DayField(label=gettext_lazy("When do you look again?"), help_text=_A_DAY_HINT)

    def facts(self) -> IssueFacts:
        """The difficulty as it was told."""
        said = self.cleaned_data
        return IssueFacts(**{**said, "told_by": Side(said["told_by"])})


class CloseForm(forms.Form):
    """How a difficulty ended, or what is agreed now."""

    outcome = _words(gettext_lazy("How did it end?"), longest=placements.LONGEST_LINE)


class IncidentForm(forms.Form):
    """What happened, and what is done about it."""

    on = DayField(label=gettext_lazy("On which day did it happen?"), help_text=_A_DAY_HINT)
    kind = forms.ChoiceField(
        label=gettext_lazy("What happened?"), choices=IncidentKind.choices, widget=forms.RadioSelect
    )
    prevented_by = _words(
        gettext_lazy("What is done so that it does not happen again?"),
        gettext_lazy("Write nothing about health here: that has a page of its own, which few can open."),
        required=False,
    )

    def facts(self) -> IncidentFacts:
        """What happened."""
        said = self.cleaned_data
        return IncidentFacts(said["on"], IncidentKind(said["kind"]), said["prevented_by"])


class HarmForm(forms.Form):
    """What it did to somebody."""

    harm = forms.ChoiceField(
        label=gettext_lazy("What did it do to them?"), choices=Harm.choices, widget=forms.RadioSelect
    )
    words = _words(gettext_lazy("What has to be known about it?"), required=False)

    def facts(self) -> HarmFacts:
        """The harm."""
        return HarmFacts(Harm(self.cleaned_data["harm"]), self.cleaned_data["words"])


class ReportForm(forms.Form):
    """Whether an authority must be told, and that it was."""

    must_be_reported = forms.ChoiceField(
        label=gettext_lazy("Must it be reported to an authority?"),
        choices=(("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))),
        widget=forms.RadioSelect,
    )
    reported_on = DayField(
        label=gettext_lazy("When was it reported?"),
        help_text=gettext_lazy("Leave it empty until it is done."),
        required=False,
    )
    reported_to = forms.CharField(
        label=gettext_lazy("To whom was it reported?"), max_length=placements.LONGEST_NAME, required=False
    )


class PeriodForm(forms.Form):
    """Some weeks of the plan, or a holiday."""

    first_day = DayField(label=gettext_lazy("First day"), help_text=_A_DAY_HINT)
    last_day = DayField(label=gettext_lazy("Last day"), help_text=_A_DAY_HINT)
    words = forms.CharField(
        label=gettext_lazy("What is planned in these weeks?"), max_length=placements.LONGEST_LINE
    )


class BreakForm(forms.Form):
    """When school is closed."""

    words = forms.CharField(label=gettext_lazy("What is it called?"), max_length=placements.LONGEST_NAME)
    first_day = DayField(label=gettext_lazy("First day"), help_text=_A_DAY_HINT)
    last_day = DayField(label=gettext_lazy("Last day"), help_text=_A_DAY_HINT)


class AskDaysForm(forms.Form):
    """Which days the company is asked about."""

    first_day = DayField(label=gettext_lazy("First day"), help_text=_A_DAY_HINT)
    last_day = DayField(label=gettext_lazy("Last day"), help_text=_A_DAY_HINT)


class DaysForm(forms.Form):
    """Of each day: what became of it, and for how long they were there where it was not as agreed."""

    def __init__(
        self, data: object = None, *, days: Sequence[date], known: Mapping[date, AttendanceDay] | None = None
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._days = days
        for day in days:
            row = (known or {}).get(day)
            self.fields[f"mark_{day}"] = forms.ChoiceField(
                label=write_day(day, "weekday"),
                choices=(("", gettext("Say nothing yet")), *DayMark.choices),
                required=False,
                initial=row.mark if row else "",
            )
            self.fields[f"hours_{day}"] = hours_field(
                gettext("Hours there on %(day)s, if not as agreed") % {"day": write_day(day, "near")}
            )

    def told(self) -> tuple[DayTold, ...]:
        """The days of which something was said."""
        said = self.cleaned_data
        return tuple(
            DayTold(day, DayMark(said[f"mark_{day}"]), in_minutes(said[f"hours_{day}"]))
            for day in self._days
            if said[f"mark_{day}"]
        )


class CorrectForm(forms.Form):
    """One day that was otherwise."""

    day = DayField(label=gettext_lazy("Which day?"), help_text=_A_DAY_HINT)
    mark = forms.ChoiceField(
        label=gettext_lazy("What became of it?"), choices=DayMark.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["hours"] = hours_field(gettext("Hours there, if not as agreed"))

    def told(self) -> DayTold:
        """The day as it was."""
        said = self.cleaned_data
        return DayTold(said["day"], DayMark(said["mark"]), in_minutes(said["hours"]))


class EvaluationForm(forms.Form):
    """How it was, in the young person's own words."""

    well = _words(gettext_lazy("What do you like, and what goes well?"))
    hard = _words(gettext_lazy("What is hard?"), required=False)
    in_class = _words(gettext_lazy("How is it to be in your class on the other days?"), required=False)
    next_words = _words(gettext_lazy("What do you want now?"), required=False)
    may_be_told = forms.BooleanField(
        label=gettext_lazy("What goes well may be told to others, without my name"), required=False
    )

    def words(self) -> OwnWords:
        """What was said."""
        return OwnWords(**self.cleaned_data)


class CertificateForm(forms.Form):
    """What stands on the certificate besides days and hours."""

    tasks = _words(gettext_lazy("What have they done there?"), longest=500)
    learned = _words(gettext_lazy("What have they learned?"), gettext_lazy("No grades."), required=False)


class HostForm(forms.Form):
    """Who answers for the company, in a few words."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=placements.LONGEST_NAME)
    words = _words(gettext_lazy("In a few words"))


def hours_field(label: str) -> forms.DecimalField:
    """Hours with halves and quarters."""
    return forms.DecimalField(
        label=label, min_value=Decimal("0.25"), max_value=24, max_digits=4, decimal_places=2, required=False
    )


def in_minutes(hours: Decimal | None) -> int | None:
    """Hours as they were typed, in minutes."""
    return None if hours is None else int(hours * _HOURS)
