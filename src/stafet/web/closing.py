"""A form about something that happened, which can also close an open step and set the next one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.kernel.privacy import DataClass
from stafet.responsibility import api as responsibility
from stafet.web.acts import Section
from stafet.web.components.days import write_day
from stafet.web.registry import PageRequest
from stafet.web.step_forms import STEP_FIELDS, StepForm
from stafet.web.steps import step_words

_CLOSING = ("closes", *STEP_FIELDS)


class ClosingForm(StepForm):
    """Which step is done with it, and what comes next. Without a step to close it asks for neither."""

    closes = forms.ChoiceField(label=gettext_lazy("Which step is done with it?"), required=False)

    def __init__(
        self,
        data: object = None,
        *,
        steps: Sequence[responsibility.NextStep],
        at: datetime,
        initial: dict[str, object] | None = None,
    ) -> None:
        self._steps = {str(step.pk): step for step in steps}
        where = steps[0].organisation_id if steps else UUID(int=0)
        super().__init__(data, organisation_id=where, at=at, initial=initial)
        if not steps:
            for name in _CLOSING:
                del self.fields[name]
            return
        none = ("", gettext("None: every open step stays open"))
        self.fields["closes"].choices = [none, *((key, _named(step)) for key, step in self._steps.items())]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", gettext("Nothing new")), *self.fields["kind"].choices]  # type: ignore[attr-defined]
        for name in ("kind", "due_on"):
            self.fields[name].required = False

    def clean(self) -> dict[str, object]:
        """A next step is told whole, and only where another one is closed."""
        if not self._steps:
            return self.cleaned_data
        cleaned = super().clean()
        if cleaned.get("kind") and not cleaned.get("closes"):
            self.add_error("closes", gettext("Choose which step is done, or leave the next step empty."))
        if cleaned.get("kind") and "due_on" not in self.errors and not cleaned.get("due_on"):
            self.add_error("due_on", gettext("A next step has a date."))
        return cleaned

    def finish(self, outcome: responsibility.StepOutcome) -> conversations.StepFinish | None:
        """The step that is closed, with what came of it and what follows; ``None`` when every step stays open."""
        step = self._steps.get(self.cleaned_data.get("closes", ""))
        if step is None:
            return None
        following = self.draft() if self.cleaned_data["kind"] else None
        return conversations.StepFinish(step, outcome, following)


def closing_section(form: ClosingForm) -> tuple[Section, ...]:
    """The part of the page about steps, where there is one to close."""
    if "closes" not in form.fields:
        return ()
    hint = gettext(
        "If it was the last open step, say what comes next: nobody is without a next step. Leave it empty to change nothing."
    )
    return (Section(gettext("Your next steps"), _CLOSING, hint),)


def closable_steps(
    request: PageRequest, person_id: UUID, kinds: Sequence[responsibility.StepKind]
) -> list[responsibility.NextStep]:
    """The open steps of these kinds with somebody that the reader may close, by when they are due."""
    steps = responsibility.steps_finishable_by(request.actor).filter(
        access.visible(DataClass.PROCESS), person_id=person_id, kind__in=kinds
    )
    return list(steps.order_by("due_on", "pk"))


def _named(step: responsibility.NextStep) -> str:
    return gettext("%(step)s, by %(day)s") % {"step": step_words(step), "day": write_day(step.due_on)}
