"""The fields of a conversation: planning it, its agenda, what came of it, what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from stafet.careerplans import api as careerplans
from stafet.conversations import api as conversations
from stafet.conversations.api import (
    AGENDAS,
    ConversationKind,
    ConversationOutcome,
    ConversationWay,
    GroupTopic,
    Guest,
    Guide,
    InterpreterState,
    Party,
    Topic,
)
from stafet.web.closing import ClosingForm
from stafet.web.components.day_field import DayField
from stafet.web.plan_forms import STEP_FIELDS, PlanStepForm

RHYTHMS = (2, 4, 6, 8, 12)
"""How many weeks may lie between two status meetings of a row."""

HELD_FIELDS = ("result", "shared_note", "there")
_UNNAMED = (
    Party.YOUNG_PERSON,
    Party.CUSTODY_HOLDER,
    Party.INSTITUTION,
    Party.SCHOOL,
    Party.GUIDANCE,
    Party.OTHERS,
)


class TimeForm(forms.Form):
    """On which day, at what time."""

    on = DayField(label=gettext_lazy("On which day?"), help_text=gettext_lazy("Day, month and year"))
    at_time = forms.TimeField(
        label=gettext_lazy("At what time?"),
        input_formats=["%H:%M", "%H.%M", "%H"],
        widget=forms.TextInput({"class": "input-day", "autocomplete": "off"}),
        help_text=gettext_lazy("For example 14.30"),
    )

    def planned_at(self) -> datetime:
        """The instant, in the time of the place."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["on"], self.cleaned_data["at_time"]))


class PlanConversationForm(TimeForm):
    """Which conversation, when, how, with whom, beginning from which guide."""

    kind = forms.ChoiceField(label=gettext_lazy("Which conversation is it?"))
    guide = forms.ChoiceField(
        label=gettext_lazy("Which guide does the agenda begin from?"),
        required=False,
        choices=[("", gettext_lazy("None: I write the agenda myself")), *Guide.choices],
    )
    way = forms.ChoiceField(label=gettext_lazy("How do you meet?"), choices=ConversationWay.choices)
    place = forms.CharField(
        label=gettext_lazy("Where?"),
        required=False,
        max_length=conversations.LONGEST_POINT,
        help_text=gettext_lazy(
            "A room or an address, not a name: whoever you invite reads it, also without access to the young person."
        ),
    )
    parties = forms.MultipleChoiceField(
        label=gettext_lazy("Who takes part?"),
        choices=[(party.value, party.label) for party in _UNNAMED],
        widget=forms.CheckboxSelectMultiple,
        initial=[Party.YOUNG_PERSON.value],
    )
    colleagues = forms.MultipleChoiceField(
        label=gettext_lazy("Which colleagues do you invite?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "They get a mail that names nobody; it opens for whoever may see the young person."
        ),
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Does it recur?"),
        required=False,
        help_text=gettext_lazy("Status meetings only. When one is held, the next is planned."),
    )
    interpreter_booked = forms.BooleanField(label=gettext_lazy("An interpreter is booked"), required=False)
    field_order = (
        *("kind", "on", "at_time", "way", "place", "parties", "colleagues"),
        *("interpreter_booked", "guide", "rhythm"),
    )

    def __init__(
        self,
        data: object = None,
        *,
        kinds: Sequence[ConversationKind],
        colleagues: Sequence[tuple[str, str]],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["colleagues"].choices = colleagues  # type: ignore[attr-defined]
        weeks = [(str(number), gettext("Every %(count)d weeks") % {"count": number}) for number in RHYTHMS]
        self.fields["rhythm"].choices = [("", gettext("No, once")), *weeks]  # type: ignore[attr-defined]
        if not colleagues:
            del self.fields["colleagues"]
        if ConversationKind.STATUS not in kinds:
            del self.fields["rhythm"]

    def clean(self) -> dict[str, object]:
        """Only status meetings recur."""
        cleaned = super().clean() or {}
        if cleaned.get("rhythm") and cleaned.get("kind") != ConversationKind.STATUS:
            self.add_error("rhythm", gettext("Only status meetings recur. Choose that kind, or “No, once”."))
        return cleaned

    def draft(
        self, *, organisation_id: UUID, named: dict[str, Party], leader: Guest
    ) -> conversations.ConversationDraft:
        """The conversation as it is planned. Whoever is invited by name stands for their party."""
        data = self.cleaned_data
        guests = [Guest(named[key], UUID(key)) for key in data.get("colleagues", ())]
        by_name = {guest.party for guest in [leader, *guests]}
        others = [Guest(Party(party)) for party in data["parties"] if Party(party) not in by_name]
        return conversations.ConversationDraft(
            kind=ConversationKind(data["kind"]),
            planned_at=self.planned_at(),
            way=ConversationWay(data["way"]),
            place=data["place"],
            organisation_id=organisation_id,
            guests=[*others, leader, *guests],
            guide=Guide(data["guide"]) if data["guide"] else None,
            repeats_weeks=int(data["rhythm"]) if data.get("rhythm") else None,
            interpreter_booked=data["interpreter_booked"],
        )


class InterpreterForm(forms.Form):
    """What is known of the interpreter."""

    what = forms.ChoiceField(
        label=gettext_lazy("What is so?"), choices=InterpreterState.choices, widget=forms.RadioSelect
    )


class HoldForm(ClosingForm):
    """What came of it, the note all read, who was there; and the step that is done with it."""

    result = forms.ChoiceField(
        label=gettext_lazy("What came of it?"),
        choices=ConversationOutcome.choices,
        widget=forms.RadioSelect,
    )
    shared_note = forms.CharField(
        label=gettext_lazy("What did you talk about, and what did you agree?"),
        required=False,
        max_length=conversations.LONGEST_NOTE,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("All read it who take part, the young person first. Nothing about health."),
    )
    there = forms.MultipleChoiceField(
        label=gettext_lazy("Who was there?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = HELD_FIELDS

    def seat(self, guests: Sequence[tuple[str, str]]) -> None:
        """Who was to take part: all of them were there, until somebody says otherwise."""
        self.fields["there"].choices = guests  # type: ignore[attr-defined]
        self.fields["there"].initial = [key for key, _ in guests]

    def held(self) -> conversations.Held:
        """How it went."""
        data = self.cleaned_data
        there = frozenset(UUID(key) for key in data["there"])
        return conversations.Held(ConversationOutcome(data["result"]), data["shared_note"], there)


class AgendaForm(forms.Form):
    """What is talked about: topics, and points in one's own words."""

    topics = forms.MultipleChoiceField(
        label=gettext_lazy("From the guides"), required=False, widget=forms.CheckboxSelectMultiple
    )
    own_points = forms.CharField(
        label=gettext_lazy("Your own points"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("One on each line. The young person reads them."),
    )

    def __init__(self, data: object = None, *, conversation: conversations.Conversation) -> None:
        super().__init__(
            data,  # type: ignore[arg-type]
            initial={"topics": conversation.topics, "own_points": "\n".join(conversation.own_points)},
        )
        guide = AGENDAS.get(Guide(conversation.guide), ()) if conversation.guide else ()
        offered = guide or tuple(Topic)
        self.fields["topics"].choices = [(topic.value, topic.label) for topic in offered]  # type: ignore[attr-defined]

    def clean_own_points(self) -> list[str]:
        """Each line a point, none too long to be one."""
        points = [line.strip() for line in self.cleaned_data["own_points"].splitlines() if line.strip()]
        if any(len(point) > conversations.LONGEST_POINT for point in points):
            raise forms.ValidationError(
                gettext("A point has %(count)d signs at most. Write the rest in the note.")
                % {"count": conversations.LONGEST_POINT}
            )
        return points


class AgreeForm(PlanStepForm):
    """What was agreed, who does it, by when, and which goal it leads to."""

    goal = forms.ChoiceField(label=gettext_lazy("Which goal does it lead to?"), required=False)
    new_goal = forms.CharField(
        label=gettext_lazy("Or a new goal"), required=False, max_length=careerplans.LONGEST_GOAL
    )
    field_order = (*STEP_FIELDS, "goal", "new_goal")

    def __init__(self, data: object = None, *, goals: Sequence[careerplans.PlanGoal]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._goals = {str(goal.pk): goal for goal in goals}
        named = [(key, goal.words) for key, goal in self._goals.items()]
        self.fields["goal"].choices = [*named, ("", gettext("A new one"))]  # type: ignore[attr-defined]
        self.fields["goal"].initial = next(iter(self._goals), "")
        if not goals:
            del self.fields["goal"]
            self.fields["new_goal"].label = gettext("Which goal does it lead to?")

    def chosen_goal(self) -> careerplans.PlanGoal | None:
        """The goal that stands in the plan already; ``None`` for a new one."""
        return self._goals.get(self.cleaned_data.get("goal", ""))


class NoteForm(forms.Form):
    """A note."""

    words = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=conversations.LONGEST_NOTE,
        widget=forms.Textarea({"rows": 6}),
    )


class CancelForm(forms.Form):
    """Why it is not held."""

    because = forms.CharField(
        label=gettext_lazy("Why is it cancelled?"),
        max_length=conversations.LONGEST_POINT,
        help_text=gettext_lazy("The young person reads it."),
    )


class GroupForm(forms.Form):
    """Guidance of a group: where, about what, when, how many."""

    organisation = forms.ChoiceField(label=gettext_lazy("Where?"))
    group = forms.CharField(
        label=gettext_lazy("Which class or group?"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("For example 9.A. Never a name."),
    )
    topic = forms.ChoiceField(label=gettext_lazy("What was it about?"), choices=GroupTopic.choices)
    on = DayField(label=gettext_lazy("On which day?"), help_text=gettext_lazy("Day, month and year"))
    took_part = forms.IntegerField(label=gettext_lazy("How many took part?"), min_value=1, max_value=2000)

    def __init__(
        self,
        data: object = None,
        *,
        places: Sequence[tuple[str, str]],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields["organisation"].choices = places  # type: ignore[attr-defined]

    def draft(self) -> conversations.GroupDraft:
        """The session as it was told."""
        data = self.cleaned_data
        return conversations.GroupDraft(
            UUID(data["organisation"]),
            GroupTopic(data["topic"]),
            data["on"],
            data["took_part"],
            data["group"],
        )
