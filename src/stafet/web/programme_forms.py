"""The fields of a municipality's plan: its frame, its parts, who does what, targets, remarks, answers, adoption."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext, gettext_lazy

from stafet.programme.api import (
    LONGEST_LINE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    RESTS_ON,
    AdoptionFacts,
    AnswerFacts,
    Area,
    Does,
    DutyFacts,
    Level,
    PartFacts,
    PartKind,
    Party,
    Plan,
    PlanFrame,
    PlanView,
    Sense,
    Stage,
    Stand,
    Strength,
    TargetFacts,
)
from stafet.web.components.day_field import DayField

_A_DAY = timedelta(days=1)
_NONE = [("", gettext_lazy("Not said"))]
_MONTH_CHOICES = [
    ("", gettext_lazy("No month")),
    *((str(n), MONTHS[n]) for n in (*range(8, 13), *range(1, 8))),
]
_BOTH = "both"
TARGET_LINES = 6


class FrameForm(forms.Form):
    """What stands on the first page of a plan."""

    title = forms.CharField(label=gettext_lazy("What is the plan called?"), max_length=LONGEST_TITLE)
    mandate = forms.CharField(
        label=gettext_lazy("Who ordered it, and why?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    starts_on = DayField(label=gettext_lazy("First day"))
    last_day = DayField(label=gettext_lazy("Last day"))

    def frame(self) -> PlanFrame:
        """What was said."""
        said = self.cleaned_data
        return PlanFrame(said["title"], said["mandate"], said["starts_on"], said["last_day"] + _A_DAY)


def known_frame(plan: Plan) -> dict[str, Any]:
    """What stands there now."""
    return {
        "title": plan.title,
        "mandate": plan.mandate,
        "starts_on": plan.starts_on,
        "last_day": plan.ends_on - _A_DAY,
    }


class CarryForm(FrameForm):
    """A new version: its frame, and what is carried on."""

    carried = forms.MultipleChoiceField(
        label=gettext_lazy("What is carried on?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Everything is, unless you take it away. It can be changed afterwards."),
    )

    def __init__(self, data: object = None, *, view: PlanView, initial: dict[str, Any]) -> None:
        keys = {str(each.part.key): each.part for each in view.parts}
        super().__init__(data, initial=initial | {"carried": list(keys)})  # type: ignore[arg-type]
        self._keys = keys
        self.fields["carried"].choices = [  # type: ignore[attr-defined]
            (key, f"{PartKind(part.kind).label}: {part.title}") for key, part in keys.items()
        ]

    def left_out(self) -> set[UUID]:
        """The keys of what was taken away."""
        carried = set(self.cleaned_data["carried"])
        return {part.key for key, part in self._keys.items() if key not in carried}


class PartForm(forms.Form):
    """One part of a plan; which fields it has follows from its kind."""

    title = forms.CharField(label=gettext_lazy("Heading"), max_length=LONGEST_TITLE)
    words = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 6}),
    )
    upon = forms.MultipleChoiceField(
        label=gettext_lazy("What does it rest on?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    strength = forms.ChoiceField(
        label=gettext_lazy("How binding is it?"), choices=Strength.choices, widget=forms.RadioSelect
    )
    stages = forms.MultipleChoiceField(
        label=gettext_lazy("For which school forms?"),
        choices=Stage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("What in choosing does it strengthen?"),
        choices=Area.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sense = forms.ChoiceField(
        label=gettext_lazy("Guidance in which sense?"), choices=[*_NONE, *Sense.choices], required=False
    )
    needs_partner = forms.BooleanField(
        label=gettext_lazy("It counts only when somebody from outside the school takes part"), required=False
    )
    by_month = forms.ChoiceField(
        label=gettext_lazy("In each school year it is done before the end of"),
        choices=_MONTH_CHOICES,
        required=False,
    )
    level = forms.ChoiceField(label=gettext_lazy("What does it tell?"), choices=Level.choices)
    formula = forms.CharField(
        label=gettext_lazy("How is it counted?"),
        max_length=LONGEST_LINE,
        help_text=gettext_lazy("What is counted, out of what."),
    )
    source = forms.CharField(label=gettext_lazy("From which source?"), max_length=LONGEST_LINE)
    unit = forms.CharField(
        label=gettext_lazy("What is the number in?"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("For example % or schools."),
    )

    def __init__(
        self, data: object = None, *, view: PlanView, kind: PartKind, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial or {})  # type: ignore[arg-type]
        self._kind = kind
        self._upon = {
            str(each.part.pk): each.part for each in view.parts if each.part.kind in RESTS_ON.get(kind, ())
        }
        for name in set(self.fields) - {"title", "words", *_FIELDS.get(kind, ())}:
            del self.fields[name]
        if "upon" in self.fields:
            self.fields["upon"].choices = [  # type: ignore[attr-defined]
                (key, f"{PartKind(part.kind).label}: {part.title}") for key, part in self._upon.items()
            ]

    def facts(self) -> PartFacts:
        """What was said."""
        said = self.cleaned_data
        month = said.get("by_month")
        return PartFacts(
            self._kind,
            said["title"],
            said["words"],
            upon=tuple(self._upon[key].pk for key in said.get("upon", ())),
            strength=Strength(said["strength"]) if said.get("strength") else None,
            sense=Sense(said["sense"]) if said.get("sense") else None,
            stages=tuple(map(Stage, said.get("stages", ()))),
            areas=tuple(map(Area, said.get("areas", ()))),
            needs_partner=bool(said.get("needs_partner")),
            by_month=int(month) if month else None,
            level=Level(said["level"]) if said.get("level") else None,
            formula=said.get("formula", ""),
            source=said.get("source", ""),
            unit=said.get("unit", ""),
        )


_FIELDS = {
    PartKind.FINDING: ("stages",),
    PartKind.NEED: ("upon", "stages"),
    PartKind.GOAL: ("upon", "stages", "areas"),
    PartKind.GUIDELINE: ("upon", "strength", "stages", "by_month"),
    PartKind.ACTIVITY: ("upon", "stages", "areas", "sense", "needs_partner", "by_month"),
    PartKind.INDICATOR: ("upon", "level", "formula", "source", "unit"),
}


def known_part(view: PlanView, part_id: UUID) -> dict[str, Any]:
    """What stands there now."""
    (each,) = [row for row in view.parts if row.part.pk == part_id]
    same = ("title", "words", "strength", "stages", "areas", "sense", "needs_partner", "level")
    more = ("formula", "source", "unit")
    return {name: getattr(each.part, name) for name in (*same, *more)} | {
        "upon": [str(part.pk) for part in each.upon],
        "by_month": str(each.part.by_month or ""),
    }


class DutiesForm(forms.Form):
    """What each party has to do with a part."""

    def __init__(self, data: object = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial or {})  # type: ignore[arg-type]
        choices = [("", gettext("Nothing")), *((str(v), str(w).capitalize()) for v, w in Does.choices)]
        choices.insert(3, (_BOTH, gettext("Does it, and answers for it")))
        for party in Party:
            self.fields[party.value] = forms.ChoiceField(label=party.label, choices=choices, required=False)

    def duties(self) -> tuple[DutyFacts, ...]:
        """What was said."""
        return tuple(
            DutyFacts(Party(name), does)
            for name, said in self.cleaned_data.items()
            if said
            for does in ((Does.RESPONSIBLE, Does.ACCOUNTABLE) if said == _BOTH else (Does(said),))
        )


def known_duties(duties: Iterable[Any]) -> dict[str, Any]:
    """What stands there now."""
    found: dict[str, str] = {}
    for duty in duties:
        found[duty.party] = _BOTH if duty.party in found else duty.does
    return found


class TargetsForm(forms.Form):
    """What an indicator is to be, year by year."""

    has_baseline = forms.BooleanField(
        label=gettext_lazy("The first line is where it starts from"), required=False
    )

    def __init__(self, data: object = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial or {})  # type: ignore[arg-type]
        for n in range(TARGET_LINES):
            self.fields[f"year_{n}"] = forms.IntegerField(
                label=gettext("Year"), min_value=2000, max_value=2100, required=False
            )
            self.fields[f"value_{n}"] = _number(gettext("Our target"))
            self.fields[f"national_{n}"] = _number(gettext("The national target, if there is one"))

    def clean(self) -> dict[str, Any]:
        """A line has a year and a value, or nothing."""
        said: dict[str, Any] = super().clean() or {}
        for n in range(TARGET_LINES):
            if (said.get(f"year_{n}") is None) != (said.get(f"value_{n}") is None):
                self.add_error(f"value_{n}", gettext("A line has a year and a number, or nothing."))
        return said

    def targets(self) -> tuple[TargetFacts, ...]:
        """What was said."""
        said = self.cleaned_data
        lines = [n for n in range(TARGET_LINES) if said[f"year_{n}"] is not None]
        return tuple(
            TargetFacts(
                said[f"year_{n}"],
                said[f"value_{n}"],
                said[f"national_{n}"],
                is_baseline=bool(said["has_baseline"]) and n == lines[0],
            )
            for n in lines
        )


def known_targets(targets: Iterable[Any]) -> dict[str, Any]:
    """What stands there now."""
    found: dict[str, Any] = {}
    for n, row in enumerate(targets):
        found |= {f"year_{n}": row.year, f"value_{n}": row.value, f"national_{n}": row.national}
        found["has_baseline"] = found.get("has_baseline", False) or row.is_baseline
    return found


def _number(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=8, decimal_places=2, min_value=0, required=False, localize=True
    )


class RemarkForm(forms.Form):
    """What somebody thinks of the draft."""

    part = forms.ChoiceField(label=gettext_lazy("About what?"), required=False)
    words = forms.CharField(
        label=gettext_lazy("What do you think?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Colleagues who read the draft see it with your name. Name no young person."),
    )
    suggestion = forms.CharField(
        label=gettext_lazy("How should the text read instead?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("If it is taken in, it becomes the text word for word."),
    )

    def __init__(self, data: object = None, *, view: PlanView, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial or {})  # type: ignore[arg-type]
        self._keys = {str(each.part.key): each.part.key for each in view.parts}
        self.fields["part"].choices = [  # type: ignore[attr-defined]
            ("", gettext("The whole plan")),
            *(
                (str(each.part.key), f"{PartKind(each.part.kind).label}: {each.part.title}")
                for each in view.parts
            ),
        ]

    def key(self) -> UUID | None:
        """The part it is about."""
        return self._keys.get(self.cleaned_data["part"])


class AnswerRemarkForm(forms.Form):
    """Taken in or not, and why."""

    is_taken = forms.ChoiceField(
        label=gettext_lazy("Do you take it in?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 3})
    )


class SendOutForm(forms.Form):
    """Who is asked, by when."""

    names = forms.CharField(
        label=gettext_lazy("Who is asked? One on each line"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("Boards, associations, companies, schools: parties, not people."),
    )
    answer_by = DayField(label=gettext_lazy("Answer by"))


class AnswerForm(forms.Form):
    """What a party answered, and what came of it."""

    answered_on = DayField(label=gettext_lazy("When did they answer?"))
    stand = forms.ChoiceField(
        label=gettext_lazy("Where do they stand?"), choices=Stand.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=gettext_lazy("What did they say?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )
    outcome = forms.CharField(
        label=gettext_lazy("What came of it?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def facts(self) -> AnswerFacts:
        """What was said."""
        said = self.cleaned_data
        return AnswerFacts(said["answered_on"], Stand(said["stand"]), said["answer"], said["outcome"])


class AdoptForm(forms.Form):
    """Who adopted the plan, when, and under which number."""

    adopted_on = DayField(label=gettext_lazy("On which day was it adopted?"))
    adopted_by = forms.CharField(
        label=gettext_lazy("By whom?"),
        max_length=LONGEST_LINE,
        help_text=gettext_lazy("The council or the committee."),
    )
    diary_number = forms.CharField(label=gettext_lazy("Diary number"), max_length=60)

    def facts(self) -> AdoptionFacts:
        """What was said."""
        said = self.cleaned_data
        return AdoptionFacts(said["adopted_on"], said["adopted_by"], said["diary_number"])
