"""What came after a merge, as a form: each step and place, ticked when it is the other one's."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.duplicates import api as duplicates
from stafet.kernel.privacy import DataClass
from stafet.pathways import api as pathways
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import StepKind
from stafet.web.components.days import write_day, write_period
from stafet.web.lanes import KINDS
from stafet.web.registry import PageRequest

_LABELS = {
    "steps": gettext_lazy("Next steps of the other one"),
    "spells": gettext_lazy("Places of the other one"),
}


class SinceForm(forms.Form):
    """What goes to the other one. A kind of which nothing came has no field."""

    def __init__(self, data: object = None, *, choices: dict[str, list[tuple[str, str]]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        for name, found in choices.items():
            if found:
                self.fields[name] = forms.MultipleChoiceField(
                    label=_LABELS[name], choices=found, required=False, widget=forms.CheckboxSelectMultiple
                )

    def chosen(self, name: str) -> tuple[UUID, ...]:
        """What was ticked of one kind."""
        return tuple(UUID(key) for key in self.cleaned_data.get(name, ()))


def since_form(request: PageRequest, since: duplicates.CameSince) -> SinceForm:
    """The form, with what the reader may see of it."""
    steps = responsibility.NextStep.objects.filter(access.visible(DataClass.PROCESS), pk__in=since.steps)
    spells = pathways.Spell.objects.filter(access.visible(DataClass.PROCESS), pk__in=since.spells)
    # Nothing ticked is posted as nothing at all: an answer all the same.
    return SinceForm(
        request.POST if request.method == "POST" else None,
        choices={
            "steps": [(str(step.pk), _step(step)) for step in steps.order_by("opened_at", "pk")],
            "spells": [
                (str(spell.pk), _spell(spell))
                for spell in spells.select_related("organisation").order_by("starts_on", "pk")
            ],
        },
    )


def _step(step: responsibility.NextStep) -> str:
    what = str(StepKind(step.kind).label)
    words = f"{what}: {step.words}" if step.words else what
    return gettext("%(what)s, by %(day)s") % {"what": words, "day": write_day(step.due_on)}


def _spell(spell: pathways.Spell) -> str:
    where = spell.organisation.name if spell.organisation else str(KINDS[pathways.line_of(spell).kind])
    return f"{where}, {write_period(spell.starts_on, spell.ends_on)}"
