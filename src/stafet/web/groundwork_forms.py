"""The fields of what is done around a placement, and of what a town keeps for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.groundwork import api as groundwork
from stafet.groundwork.api import (
    Adviser,
    ContactWay,
    Guest,
    MeetingMove,
    MoneyFrom,
    TaskOwner,
    TeamRole,
    ThemeState,
    TransferMove,
    TransferTo,
)
from stafet.organisations import api as organisations
from stafet.placements.api import LONGEST_LINE, LONGEST_NAME, LONGEST_WORDS, SchemeKind
from stafet.web.components.day_field import DayField

_DAY_HINT = gettext_lazy("Day, month and year")
_MINOR, _MOST = 100, 1_000_000_000
_AGENDA = gettext_lazy(
    "1. Who we are, and how we reach each other\n2. What they want to learn\n3. Days, hours and the way there\n4. Safety: what they may do, and what not\n5. When somebody is absent: whom one calls\n6. When we talk again"
)


class AdviceForm(forms.Form):
    """As what somebody advises, and what."""

    adviser = forms.ChoiceField(
        label=gettext_lazy("As what do you write?"), choices=Adviser.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("What do you advise, and why?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("The young person and those with custody read it, and can answer."),
    )


class ReplyForm(forms.Form):
    """One's own words."""

    words = forms.CharField(
        label=gettext_lazy("What do you say to it?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("In your own words. Those who wrote it read your answer."),
    )


class TeamForm(forms.Form):
    """Who somebody is around a placement, and how one reaches them."""

    role = forms.ChoiceField(label=gettext_lazy("As what?"), choices=TeamRole.choices)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_NAME)
    reached = forms.CharField(
        label=gettext_lazy("Reached by"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=gettext_lazy("A telephone or an e-mail address at work."),
    )


class MeetingForm(forms.Form):
    """When, where, with whom, what about."""

    on = DayField(label=gettext_lazy("On which day?"), help_text=_DAY_HINT)
    begins_at = forms.TimeField(
        label=gettext_lazy("At what time?"), help_text=gettext_lazy("Hours and minutes: 8:00")
    )
    where = forms.CharField(label=gettext_lazy("Where?"), max_length=LONGEST_LINE)
    guests = forms.MultipleChoiceField(
        label=gettext_lazy("Who takes part?"), choices=Guest.choices, widget=forms.CheckboxSelectMultiple
    )
    agenda = forms.CharField(
        label=gettext_lazy("What is it about?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 7}),
        help_text=gettext_lazy("Change it as you like."),
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data, initial={"guests": Guest.values, "agenda": str(_AGENDA)})  # type: ignore[arg-type]

    def facts(self) -> groundwork.MeetingFacts:
        """What was said."""
        said = self.cleaned_data
        guests = tuple(Guest(each) for each in said["guests"])
        return groundwork.MeetingFacts(said["on"], said["begins_at"], said["where"], guests, said["agenda"])


class SettleForm(forms.Form):
    """What came of a meeting."""

    agreed = forms.CharField(max_length=LONGEST_WORDS, widget=forms.Textarea({"rows": 5}))

    def __init__(self, data: object = None, *, what: MeetingMove) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        held = what is MeetingMove.HOLD
        field = self.fields["agreed"]
        field.label = gettext("What was agreed?") if held else gettext("Why?")
        field.help_text = gettext("The young person and those with custody read it.")


class TransferForm(forms.Form):
    """Where to, what they need to know there, and the first day."""

    to = forms.ChoiceField(
        label=gettext_lazy("Where do they go on?"), choices=TransferTo.choices, widget=forms.RadioSelect
    )
    organisation = forms.ChoiceField(label=gettext_lazy("At which organisation?"))
    words = forms.CharField(
        label=gettext_lazy("What do they need to know there?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("What helps on the first day, as you have agreed it with the young person."),
    )
    first_day = DayField(label=gettext_lazy("First day there"), help_text=_DAY_HINT)
    is_agreed = forms.BooleanField(
        label=gettext_lazy("The young person has read this and agrees to its being told"), required=False
    )

    def __init__(self, data: object = None, *, town: UUID) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        rows = organisations.Organisation.objects.filter(municipality_id=town, ends_on=None)
        self._places = {str(row.pk): row for row in rows.order_by("name", "pk")}
        self.fields["organisation"].choices = [(key, row.name) for key, row in self._places.items()]  # type: ignore[attr-defined]

    def facts(self) -> groundwork.TransferFacts:
        """What was said."""
        said = self.cleaned_data
        place = self._places[said["organisation"]]
        return groundwork.TransferFacts(
            TransferTo(said["to"]), place.pk, said["words"], said["is_agreed"], said["first_day"]
        )


class TransferMoveForm(forms.Form):
    """A day, and who there or why."""

    on = DayField(label=gettext_lazy("On which day?"), help_text=_DAY_HINT)
    words = forms.CharField(max_length=LONGEST_NAME)

    def __init__(self, data: object = None, *, today: date, what: TransferMove) -> None:
        super().__init__(data, initial={"on": today})  # type: ignore[arg-type]
        if what is TransferMove.ARRIVE:
            del self.fields["words"]
        else:
            received = what is TransferMove.RECEIVE
            self.fields["words"].label = (
                gettext("Who there has received it?") if received else gettext("Why?")
            )


class HostTalkForm(forms.Form):
    """How, when, about what, and when again."""

    way = forms.ChoiceField(label=gettext_lazy("How?"), choices=ContactWay.choices, widget=forms.RadioSelect)
    on = DayField(label=gettext_lazy("On which day?"), help_text=_DAY_HINT)
    words = forms.CharField(
        label=gettext_lazy("What was it about?"),
        max_length=LONGEST_LINE,
        help_text=gettext_lazy(
            "In a few words, and without naming a pupil: what is about one stands with their placement."
        ),
    )
    next_on = DayField(label=gettext_lazy("When do you get in touch again?"), required=False)

    def facts(self) -> groundwork.ContactFacts:
        """What was said."""
        said = self.cleaned_data
        return groundwork.ContactFacts(ContactWay(said["way"]), said["on"], said["words"], said["next_on"])


class ThemeForm(forms.Form):
    """Whether a class has had the theme."""

    state = forms.ChoiceField(
        label=gettext_lazy("Has the class had it?"), choices=ThemeState.choices, widget=forms.RadioSelect
    )
    on = DayField(label=gettext_lazy("On which day?"), help_text=_DAY_HINT)
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=gettext_lazy("What the class did, without naming a pupil."),
    )

    def facts(self) -> groundwork.ThemeFacts:
        """What was said."""
        said = self.cleaned_data
        return groundwork.ThemeFacts(ThemeState(said["state"]), said["on"], said["words"])


class YearForm(forms.Form):
    """Which scheme, and which school year."""

    kind = forms.ChoiceField(label=gettext_lazy("Which scheme?"), choices=SchemeKind.choices)
    year = forms.TypedChoiceField(label=gettext_lazy("Which school year?"), coerce=int)

    def __init__(self, data: Any, *, this_year: int) -> None:
        begin = {"kind": SchemeKind.JUNIOR_APPRENTICESHIP.value, "year": this_year}
        super().__init__({**begin, **data})
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (each, f"{each}/{(each + 1) % 100:02}") for each in range(this_year + 1, this_year - 3, -1)
        ]
        self._this_year = this_year

    def asked(self) -> tuple[SchemeKind, int]:
        """The scheme and the year in which it begins; what is not understood is this year’s junior apprenticeship."""
        if not self.is_valid():
            return SchemeKind.JUNIOR_APPRENTICESHIP, self._this_year
        return SchemeKind(self.cleaned_data["kind"]), self.cleaned_data["year"]


class MoneyForm(forms.Form):
    """Who pays at which school."""

    school = forms.ChoiceField(label=gettext_lazy("Which school?"))
    source = forms.ChoiceField(
        label=gettext_lazy("Who pays?"), choices=MoneyFrom.choices, widget=forms.RadioSelect
    )
    amount = forms.DecimalField(
        label=gettext_lazy("How much for the school year?"),
        required=False,
        min_value=0,
        max_value=_MOST,
        decimal_places=2,
        help_text=gettext_lazy("In kroner. Leave it empty while nobody knows."),
    )
    decided = forms.CharField(
        label=gettext_lazy("Who decided it, when, and where does it stand?"),
        max_length=LONGEST_LINE,
        required=False,
    )

    def __init__(self, data: object = None, *, schools: Sequence[organisations.Organisation]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._schools = {str(row.pk): row for row in schools}
        self.fields["school"].choices = [(key, row.name) for key, row in self._schools.items()]  # type: ignore[attr-defined]

    def facts(self, kind: SchemeKind, starts_in: int) -> groundwork.MoneyFacts:
        """What was said."""
        said = self.cleaned_data
        amount = None if said["amount"] is None else int(said["amount"] * _MINOR)
        school = self._schools[said["school"]]
        return groundwork.MoneyFacts(
            school.pk, kind, starts_in, MoneyFrom(said["source"]), amount, said["decided"]
        )


class TaskForm(forms.Form):
    """What a task is, who sees to it, by when."""

    words = forms.CharField(
        label=gettext_lazy("What is to be done?"), max_length=LONGEST_LINE, widget=forms.Textarea({"rows": 3})
    )
    owner = forms.ChoiceField(label=gettext_lazy("Who sees to it?"), choices=TaskOwner.choices)
    owner_name = forms.CharField(label=gettext_lazy("By name"), max_length=LONGEST_NAME, required=False)
    due_on = DayField(label=gettext_lazy("By when?"), help_text=_DAY_HINT)

    def __init__(self, data: object = None, *, task: groundwork.YearTask | None = None) -> None:
        same = ("owner", "owner_name", "due_on")
        known = {} if task is None else {name: getattr(task, name) for name in same} | {"words": task.title}
        super().__init__(data, initial=known)  # type: ignore[arg-type]
        self._task = task

    def facts(self) -> groundwork.TaskFacts:
        """What was said. A shipped task that is called as it was keeps its words in every language."""
        said = self.cleaned_data
        task = self._task
        same = task is not None and not task.words and said["words"] == task.title
        return groundwork.TaskFacts(
            "" if same else said["words"], TaskOwner(said["owner"]), said["owner_name"], said["due_on"]
        )


class DoneForm(forms.Form):
    """When it was done."""

    on = DayField(label=gettext_lazy("On which day was it done?"), help_text=_DAY_HINT)

    def __init__(self, data: object = None, *, today: date) -> None:
        super().__init__(data, initial={"on": today})  # type: ignore[arg-type]
