"""The fields of what happens to a break-off and to what somebody could do instead."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.privacy import DataClass
from stafet.organisations import api as organisations
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import BreakOffReason, Entry
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import NextStep, StepKind
from stafet.web.components.day_field import DayField
from stafet.web.lanes import KINDS
from stafet.web.registry import PageRequest
from stafet.web.step_forms import STEP_FIELDS, FollowingForm, name_user

_DAY = gettext_lazy("Day, month and year")


class WithNextStep(FollowingForm):
    """Fields of an act that may end a step of the law, and what comes after it.

    Whoever does not work where the responsibility lies sets no step there: those fields are left out for them.
    """

    def __init__(
        self,
        data: object = None,
        *,
        request: PageRequest,
        person_id: UUID,
        ends: StepKind,
        initial: dict[str, object] | None = None,
    ) -> None:
        held = responsibility.Holding.objects.filter(
            access.visible(DataClass.PROCESS), person_id=person_id, ends_at=None
        ).first()
        sets_steps = held is not None and responsibility.can_add_step(request.actor, held)
        others = NextStep.objects.open().filter(access.visible(DataClass.PROCESS), person_id=person_id)
        super().__init__(
            data,
            organisation_id=held.organisation_id if held else UUID(int=0),
            at=request.at,
            is_last=sets_steps and not others.exclude(kind=ends).exists(),
            initial={"assignee": name_user(request.actor.user_id), **(initial or {})},
        )
        if not sets_steps:
            for name in STEP_FIELDS:
                del self.fields[name]

    @property
    def asks_for_step(self) -> bool:
        """Whether what comes next is asked for."""
        return "kind" in self.fields


class TalkForm(WithNextStep):
    """What was said."""

    on = DayField(label=gettext_lazy("On which day did you talk?"), help_text=_DAY)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why did they leave?"),
        required=False,
        help_text=gettext_lazy("As you understood it. It is counted, never shown with a name."),
    )
    reason_words = forms.CharField(
        label=gettext_lazy("In their own words"),
        required=False,
        max_length=rechoice.LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("The young person reads it. Write nothing about illness."),
    )
    wishes = forms.CharField(
        label=gettext_lazy("What do they want instead?"),
        required=False,
        max_length=rechoice.LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
    )
    field_order = ("on", "reason", "reason_words", "wishes", *STEP_FIELDS)

    def __init__(self, data: object = None, *, request: PageRequest, case: rechoice.Case) -> None:
        super().__init__(
            data,
            request=request,
            person_id=case.person_id,
            ends=StepKind.FIRST_CONTACT,
            initial={
                "on": request.today,
                "reason": case.reason,
                "reason_words": case.reason_words,
                "wishes": case.wishes,
            },
        )
        unknown = ("", gettext("Not known yet"))
        self.fields["reason"].choices = [unknown, *BreakOffReason.choices]  # type: ignore[attr-defined]

    def talk(self) -> rechoice.Talk:
        """What was written down."""
        said = self.cleaned_data
        return rechoice.Talk(
            on=said["on"],
            reason=BreakOffReason(said["reason"]) if said["reason"] else None,
            reason_words=said["reason_words"],
            wishes=said["wishes"],
        )


class OptionForm(forms.Form):
    """A possibility: what, where, and whether they can get in."""

    words = forms.CharField(
        label=gettext_lazy("What is it?"),
        max_length=200,
        help_text=gettext_lazy("A course, a job, a place to try something. As they would say it."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Which kind is it?"))
    organisation = forms.ChoiceField(label=gettext_lazy("Where?"), required=False)
    entry = forms.ChoiceField(
        label=gettext_lazy("Can they get in?"), choices=Entry.choices, widget=forms.RadioSelect
    )
    entry_words = forms.CharField(
        label=gettext_lazy("What is missing?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("So that it can be mended: a grade, a test, an agreement."),
    )

    def __init__(self, data: object = None, *, places: Sequence[organisations.Organisation]) -> None:
        super().__init__(data, initial={"entry": Entry.UNKNOWN.value})  # type: ignore[arg-type]
        self.fields["kind"].choices = [(kind.value, label) for kind, label in KINDS.items()]  # type: ignore[attr-defined]
        elsewhere = ("", gettext("Somewhere else, or not known yet"))
        self.fields["organisation"].choices = [elsewhere, *((str(p.pk), p.name) for p in places)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """What is missing is said in words."""
        cleaned = super().clean() or {}
        if cleaned.get("entry") == Entry.LACKING and not cleaned.get("entry_words"):
            self.add_error("entry_words", gettext("Say what is missing, so that it can be mended."))
        return cleaned

    def draft(self) -> rechoice.OptionDraft:
        """The possibility as it was filled in."""
        said = self.cleaned_data
        return rechoice.OptionDraft(
            words=said["words"],
            kind=ActivityKind(said["kind"]),
            organisation_id=UUID(said["organisation"]) if said["organisation"] else None,
            entry=Entry(said["entry"]),
            entry_words=said["entry_words"],
        )


class EntryForm(forms.Form):
    """Whether they can get in."""

    entry = forms.ChoiceField(
        label=gettext_lazy("Can they get in?"), choices=Entry.choices, widget=forms.RadioSelect
    )
    entry_words = forms.CharField(label=gettext_lazy("What is missing?"), required=False, max_length=200)


class StepDayForm(WithNextStep):
    """The day on which something happened, and what comes next."""

    on = DayField(label=gettext_lazy("On which day?"), help_text=_DAY)
    field_order = ("on", *STEP_FIELDS)


class FollowForm(WithNextStep):
    """A break-off follows a seat: what comes next is asked for where that ends a step of the law."""

    def __init__(
        self, data: object = None, *, request: PageRequest, option: rechoice.Option, ends_step: bool
    ) -> None:
        super().__init__(data, request=request, person_id=option.person_id, ends=StepKind.OFFER_ACTIVITY)
        for name in () if ends_step else STEP_FIELDS:
            self.fields.pop(name, None)


class OfferOptionForm(forms.Form):
    """Whether a seat is asked for at once."""

    seat = forms.ChoiceField(
        label=gettext_lazy("Do they want a seat there?"),
        choices=(
            ("", gettext_lazy("Not yet: it is one of several possibilities")),
            ("ask", gettext_lazy("Yes, put them on the waiting list")),
        ),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("If a seat is free, you can hold it on the next page."),
    )


class TrialForm(forms.Form):
    """The days of a trial."""

    starts_on = DayField(label=gettext_lazy("From which day?"), help_text=_DAY)
    until = DayField(label=gettext_lazy("Until which day?"), help_text=_DAY, required=False)

    def clean(self) -> dict[str, object]:
        """It ends after it begins."""
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("starts_on"), cleaned.get("until")
        if begins and ends and ends < begins:
            self.add_error("until", gettext("The trial ends before it begins. Change one of the days."))
        return cleaned


class ReceiveForm(forms.Form):
    """Who at the other end said yes, and when."""

    who = forms.CharField(
        label=gettext_lazy("Who there said yes?"),
        max_length=200,
        help_text=gettext_lazy("Their task there, or their name at work."),
    )
    on = DayField(label=gettext_lazy("On which day?"), help_text=_DAY)


class BecauseForm(forms.Form):
    """Why, in a few words."""

    because = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("It stays with the case, and the young person can read it."),
    )
