"""The fields of a next step, wherever one is agreed, and of what can happen to one."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.organisations import api as organisations
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import StepKind, StepOutcome
from stafet.web.components.day_field import DayField

AGREED = (
    StepKind.FIRST_CONTACT,
    StepKind.CONVERSATION,
    StepKind.FOLLOW_UP,
    StepKind.OFFER_ACTIVITY,
    StepKind.FIND_NEXT,
    StepKind.NEXT_YEAR,
    StepKind.RISK_CONVERSATION,
    StepKind.WAIT,
    StepKind.OTHER,
)
"""What people agree on. The other kinds are set by rules."""

OUTCOMES = (
    StepOutcome.REACHED_GOAL,
    StepOutcome.AGREED_NEXT,
    StepOutcome.NOT_REACHED,
    StepOutcome.DECLINED,
    StepOutcome.NO_LONGER_NEEDED,
)
OUTCOMES_OF_LEAVING = (StepOutcome.STILL_THERE, StepOutcome.HAS_LEFT, StepOutcome.NOT_REACHED)
LONGEST_WORDS = 200
STEP_FIELDS = ("kind", "words", "due_on", "assignee")
_USER, _TEAM = "user", "team"


class StepForm(forms.Form):
    """What happens next, in whose words, by when, and who does it."""

    kind = forms.ChoiceField(label=gettext_lazy("What happens next?"))
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        required=False,
        max_length=LONGEST_WORDS,
        help_text=gettext_lazy("Write it so that the young person can read it: they will."),
    )
    due_on = DayField(label=gettext_lazy("By when?"), help_text=gettext_lazy("Day, month and year"))
    assignee = forms.ChoiceField(label=gettext_lazy("Who does it?"), required=False)

    def __init__(
        self,
        data: object = None,
        *,
        organisation_id: UUID,
        at: datetime,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in AGREED]  # type: ignore[attr-defined]
        self.fields["assignee"].choices = assignees(organisation_id, at)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Something else than the usual needs words."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == StepKind.OTHER and not cleaned.get("words"):
            self.add_error("words", gettext("Say in a few words what it is."))
        return cleaned

    def draft(self) -> responsibility.StepDraft:
        """The step as it was filled in."""
        user_id, unit_id = chosen(self.cleaned_data["assignee"])
        return responsibility.StepDraft(
            kind=StepKind(self.cleaned_data["kind"]),
            due_on=self.cleaned_data["due_on"],
            words=self.cleaned_data["words"],
            assignee_id=user_id,
            unit_id=unit_id,
        )


class FollowingForm(StepForm):
    """What comes next, which may be left out while another step is open."""

    def __init__(
        self,
        data: object = None,
        *,
        organisation_id: UUID,
        at: datetime,
        is_last: bool,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, organisation_id=organisation_id, at=at, initial=initial)
        first = (
            gettext("Choose what comes next") if is_last else gettext("Nothing more: another step is open")
        )
        self.fields["kind"].choices = [("", first), *self.fields["kind"].choices]  # type: ignore[attr-defined]
        for name in ("kind", "due_on"):
            self.fields[name].required = is_last

    def clean(self) -> dict[str, object]:
        """A next step that is begun is finished: it has a date."""
        cleaned = super().clean()
        if cleaned.get("kind") and "due_on" not in self.errors and not cleaned.get("due_on"):
            self.add_error("due_on", gettext("A next step has a date."))
        return cleaned

    def next_step(self) -> responsibility.StepDraft | None:
        """The step that follows, if one was filled in."""
        return self.draft() if self.cleaned_data.get("kind") else None


class FinishForm(FollowingForm):
    """What came of a step, and what comes next."""

    outcome = forms.ChoiceField(label=gettext_lazy("What came of it?"), widget=forms.RadioSelect)

    def __init__(
        self, data: object = None, *, step: responsibility.NextStep, at: datetime, is_last: bool
    ) -> None:
        super().__init__(
            data,
            organisation_id=step.organisation_id,
            at=at,
            is_last=is_last,
            initial={"assignee": name_assignee(step)},
        )
        leaving = step.kind == StepKind.CONFIRM_LEAVING
        outcomes = OUTCOMES_OF_LEAVING if leaving else OUTCOMES
        self.fields["outcome"].choices = [(o.value, o.label) for o in outcomes]  # type: ignore[attr-defined]


class PostponeForm(forms.Form):
    """A later day, and why."""

    to = DayField(label=gettext_lazy("To which day?"), help_text=gettext_lazy("Day, month and year"))
    because = forms.CharField(
        label=gettext_lazy("Why is it moved?"),
        max_length=LONGEST_WORDS,
        help_text=gettext_lazy("It is kept with the step, and the young person can read it."),
    )


class ReassignForm(forms.Form):
    """Who does it instead."""

    assignee = forms.ChoiceField(label=gettext_lazy("Who does it?"), required=False)

    def __init__(self, data: object = None, *, step: responsibility.NextStep, at: datetime) -> None:
        super().__init__(data, initial={"assignee": name_assignee(step)})  # type: ignore[arg-type]
        self.fields["assignee"].choices = assignees(step.organisation_id, at)  # type: ignore[attr-defined]


def assignees(organisation_id: UUID, at: datetime) -> list[tuple[str, str]]:
    """Who can do a step at an organisation: whoever is there, its teams, its people."""
    teams = organisations.teams_of(organisation_id)
    people = access.members_of(organisation_id, at=at, roles=access.roles_with(access.Permission.HOLD))
    return [
        ("", gettext("Nobody in particular: whoever is there")),
        *((f"{_TEAM}-{team.pk}", team.name) for team in teams),
        *((f"{_USER}-{user.pk}", user.name) for user in people),
    ]


def chosen(value: str) -> tuple[UUID | None, UUID | None]:
    """The user and the team behind a choice of ``assignees``."""
    kind, _, key = value.partition("-")
    if not key:
        return None, None
    return (UUID(key), None) if kind == _USER else (None, UUID(key))


def name_assignee(step: responsibility.NextStep) -> str:
    """The choice of ``assignees`` that stands for who does a step now."""
    if step.assignee_id:
        return f"{_USER}-{step.assignee_id}"
    return f"{_TEAM}-{step.unit_id}" if step.unit_id else ""


def name_user(user_id: UUID) -> str:
    """The choice of ``assignees`` that stands for a user."""
    return f"{_USER}-{user_id}"


def suggested_start(day: date) -> dict[str, object]:
    """What is filled in for somebody who takes over: first contact, by the day the rule gives."""
    return {"kind": StepKind.FIRST_CONTACT.value, "due_on": day}
