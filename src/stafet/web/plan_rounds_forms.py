"""The fields of follow-up: readings, rounds, goals, measures, decisions; of the year wheel, and of lessons."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.planwork.api import (
    FEWEST,
    DecisionFacts,
    GoalStands,
    LessonFacts,
    MeasureFacts,
    MeasureMove,
    ReadingFacts,
    RoundFacts,
    RoundKind,
    TaskFacts,
    WheelTask,
)
from stafet.programme.api import LONGEST_LINE, LONGEST_TEXT, LONGEST_TITLE, Party, ProgrammePart, Stage
from stafet.web.components.day_field import DayField


def _text(label: Any, *, rows: int = 4, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_TEXT,
        required=required,
        widget=forms.Textarea({"rows": rows}),
        help_text=help_text,
    )


class ReadingForm(forms.Form):
    """What an indicator was in a year."""

    year = forms.IntegerField(label=gettext_lazy("For which year?"), min_value=2000, max_value=2100)
    value = forms.DecimalField(
        label=gettext_lazy("What was it?"), max_digits=8, decimal_places=2, min_value=0, localize=True
    )
    base = forms.IntegerField(
        label=gettext_lazy("Out of how many?"),
        required=False,
        min_value=FEWEST,
        help_text=gettext_lazy("At least five: a number about fewer could be read as one about somebody."),
    )
    source = forms.CharField(label=gettext_lazy("From which source?"), max_length=LONGEST_LINE)
    words = _text(gettext_lazy("What is to be known when it is read?"), rows=3, required=False)

    def facts(self) -> ReadingFacts:
        """What was said."""
        return ReadingFacts(**self.cleaned_data)


class RoundForm(forms.Form):
    """Which follow-up, by which day."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Which follow-up?"), choices=RoundKind.choices, widget=forms.RadioSelect
    )
    due_on = DayField(label=gettext_lazy("Reported by"))

    def facts(self) -> RoundFacts:
        """What was said."""
        return RoundFacts(RoundKind(self.cleaned_data["kind"]), self.cleaned_data["due_on"])


class FoundForm(forms.Form):
    """How a goal stands, and how that is read."""

    stands = forms.ChoiceField(
        label=gettext_lazy("How does it stand?"), choices=GoalStands.choices, widget=forms.RadioSelect
    )
    words = _text(
        gettext_lazy("How do you read it?"),
        help_text=gettext_lazy(
            "What was done and for whom does not show by itself what came of it: say what else could explain the numbers."
        ),
    )


class ReportForm(forms.Form):
    """What the council reads first."""

    summary = _text(gettext_lazy("The report in short"), rows=6)


class DecisionForm(forms.Form):
    """What the council decided."""

    words = _text(gettext_lazy("What was decided?"))
    body = forms.CharField(label=gettext_lazy("By whom?"), max_length=LONGEST_LINE)
    decided_on = DayField(label=gettext_lazy("On which day?"))
    diary_number = forms.CharField(label=gettext_lazy("Diary number"), max_length=60)

    def facts(self) -> DecisionFacts:
        """What was said."""
        return DecisionFacts(**self.cleaned_data)


class MeasureForm(forms.Form):
    """What is to be done, by which post, by which day, for which goal."""

    words = _text(gettext_lazy("What is to be done?"), rows=3)
    carrier = forms.CharField(label=gettext_lazy("Which post carries it?"), max_length=LONGEST_LINE)
    due_on = DayField(label=gettext_lazy("By when?"))
    goal = forms.ChoiceField(label=gettext_lazy("For which goal?"), required=False)

    def __init__(self, data: object = None, *, goals: list[ProgrammePart]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._keys = {str(goal.key): goal.key for goal in goals}
        choices = [(str(goal.key), goal.title) for goal in goals]
        self.fields["goal"].choices = [("", gettext("The plan as a whole")), *choices]  # type: ignore[attr-defined]

    def facts(self) -> MeasureFacts:
        """What was said."""
        said = self.cleaned_data
        return MeasureFacts(said["words"], said["carrier"], said["due_on"], self._keys.get(said["goal"]))


class MoveMeasureForm(forms.Form):
    """What happens to a measure."""

    what = forms.ChoiceField(label=gettext_lazy("What has happened?"), widget=forms.RadioSelect)
    words = _text(
        gettext_lazy("What came of it?"),
        rows=3,
        required=False,
        help_text=gettext_lazy("Asked for when its effect is looked at, and when it is not done after all."),
    )

    def __init__(self, data: object = None, *, moves: tuple[MeasureMove, ...]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["what"].choices = [(move.value, move.label) for move in moves]  # type: ignore[attr-defined]


class TaskForm(forms.Form):
    """One thing of the year wheel."""

    title = forms.CharField(label=gettext_lazy("What is to be done?"), max_length=LONGEST_TITLE)
    words = _text(gettext_lazy("What is there to say about it?"), rows=3, required=False)
    due_on = DayField(label=gettext_lazy("By when?"))
    party = forms.ChoiceField(label=gettext_lazy("Who does it?"), choices=Party.choices)
    owner = forms.ChoiceField(
        label=gettext_lazy("One colleague, if it is one"),
        required=False,
        help_text=gettext_lazy("Without one it stands on the first page of everybody it is for."),
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("For which school form?"),
        choices=[("", gettext_lazy("All school forms")), *Stage.choices],
        required=False,
    )

    def __init__(self, data: object = None, *, town: UUID, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial or {})  # type: ignore[arg-type]
        posts = access.Membership.objects.filter(organisation__municipality_id=town, ends_at=None)
        users = access.User.objects.filter(pk__in=posts.values("user_id")).order_by("name", "pk")
        self._owners = {str(user.pk): user.pk for user in users}
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Nobody in particular")),
            *((str(user.pk), user.name) for user in users),
        ]

    def facts(self) -> TaskFacts:
        """What was said."""
        said = self.cleaned_data
        return TaskFacts(
            said["due_on"],
            said["title"],
            Party(said["party"]),
            words=said["words"],
            stage=Stage(said["stage"]) if said["stage"] else None,
            owner_id=self._owners.get(said["owner"]),
        )


def known_task(row: WheelTask) -> dict[str, Any]:
    """What stands there now."""
    same = ("title", "words", "due_on", "party", "stage")
    return {name: getattr(row, name) for name in same} | {"owner": str(row.owner_id or "")}


class LessonForm(forms.Form):
    """What was learned."""

    title = forms.CharField(label=gettext_lazy("What did you learn, in one line?"), max_length=LONGEST_TITLE)
    words = _text(
        gettext_lazy("What happened?"), help_text=gettext_lazy("Name neither a pupil nor a colleague.")
    )
    follows = _text(gettext_lazy("What follows from it?"), rows=3, required=False)
    learned_on = DayField(label=gettext_lazy("When?"))

    def facts(self) -> LessonFacts:
        """What was said."""
        return LessonFacts(**self.cleaned_data)
