"""Have they left? A register no longer says that somebody is somewhere; whoever holds finds out, and says what it is.

Only this answer makes a break-off of what a register let drop.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.pathways import api as pathways
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import Leaving, LeavingAnswer, NextStep, StepKind, StepState
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.components.day_field import DayField
from stafet.web.components.days import write_day
from stafet.web.components.tables import Fact, Facts
from stafet.web.lanes import KINDS
from stafet.web.registry import PageRequest, page
from stafet.web.step_forms import STEP_FIELDS, StepForm, name_assignee
from stafet.web.steps import after_step, back_from_step, own_step_or_404, settled_notice


class LeavingForm(StepForm):
    """Which place, what was found out, since when; and what comes next, where nothing follows by itself."""

    place = forms.TypedChoiceField(
        label=gettext_lazy("Which place is it about?"), coerce=UUID, widget=forms.RadioSelect
    )
    answer = forms.TypedChoiceField(
        label=gettext_lazy("What have you found out?"),
        coerce=LeavingAnswer,
        choices=LeavingAnswer.choices,
        widget=forms.RadioSelect,
    )
    last_day = DayField(
        label=gettext_lazy("Their last day there"),
        required=False,
        help_text=gettext_lazy("Day, month and year. Leave it empty to take the day the register tells."),
    )
    reason_code = forms.CharField(
        label=gettext_lazy("Why, in a word or two"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("For a break-off: the institution’s code or word for it, if there is one."),
    )

    def __init__(
        self,
        data: object = None,
        *,
        step: NextStep,
        request: PageRequest,
        places: Sequence[pathways.Spell],
        is_last: bool,
    ) -> None:
        super().__init__(
            data,
            organisation_id=step.organisation_id,
            at=request.at,
            initial={"assignee": name_assignee(step)},
        )
        self._is_last = is_last
        kinds = self.fields["kind"]
        kinds.choices = [("", gettext("Nothing more")), *kinds.choices]  # type: ignore[attr-defined]
        for name in ("kind", "due_on"):
            self.fields[name].required = False
        self.fields["place"].choices = [(str(each.pk), name_place(each)) for each in places]  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["place"].initial = str(places[0].pk)

    def clean(self) -> dict[str, object]:
        """Whoever is still there, has changed, completed or moved needs a next step, unless another is open."""
        cleaned = super().clean()
        asks = self._is_last and cleaned.get("answer") != LeavingAnswer.BROKEN_OFF
        if asks and cleaned.get("answer") and not cleaned.get("kind"):
            self.add_error("kind", gettext("Nobody is without a next step: say what comes after this."))
        if cleaned.get("kind") and "due_on" not in self.errors and not cleaned.get("due_on"):
            self.add_error("due_on", gettext("A next step has a date."))
        return cleaned

    def next_step(self) -> responsibility.StepDraft | None:
        """The step that follows, if one was filled in."""
        return self.draft() if self.cleaned_data["kind"] else None

    def found(self) -> Leaving:
        """What was found out."""
        said = self.cleaned_data
        return Leaving(said["answer"], said["last_day"], said["reason_code"])


@page(purpose=access.Purpose.GUIDANCE, classes="AD", allow=access.Permission.HOLD, writes=True)
def confirm_leaving(request: PageRequest, step_id: UUID) -> HttpResponse:
    """Say what was found out about a place that a register let drop or ended early."""
    step = own_step_or_404(request, step_id)
    places = pathways.places_in_doubt(step.person_id, day=request.today)
    if step.kind != StepKind.CONFIRM_LEAVING or (step.state == StepState.OPEN and not places):
        return redirect("finish_step", step_id)
    form = LeavingForm(
        request.POST or None, step=step, request=request, places=places, is_last=_is_last(step)
    )
    if request.method == "POST" and step.state == StepState.OPEN and form.is_valid():
        place = next(each for each in places if each.pk == form.cleaned_data["place"])
        try:
            responsibility.answer_leaving(
                step=step,
                spell=place,
                found=form.found(),
                next_step=form.next_step(),
                by=request.actor,
                at=request.at,
            )
            return done(request, _said(form.cleaned_data["answer"]), after_step(request, step))
        except SentenceError as error:
            refuse(form, error)
    return ask(request, _act(request, step, places), form)


def name_place(spell: pathways.Spell) -> str:
    """A place in words: what, where, since when."""
    where = spell.organisation.name if spell.organisation else ""
    kind = KINDS[pathways.line_of(spell).kind]
    words = gettext("%(kind)s at %(where)s since %(day)s")
    return words % {"kind": kind, "where": where, "day": write_day(spell.starts_on)}


def _is_last(step: NextStep) -> bool:
    others = NextStep.objects.open().filter(person_id=step.person_id).exclude(pk=step.pk)
    return not others.exists()


def _act(request: PageRequest, step: NextStep, places: Sequence[pathways.Spell]) -> Act:
    return Act(
        heading=gettext("Have they left?"),
        lead=gettext(
            "About %(name)s. A register alone ends nothing: ask them, the home or the school, then say what it is. Due %(day)s."
        )
        % {"name": step.person.name, "day": write_day(step.due_on)},
        back=back_from_step(request, step.person),
        do=gettext("Write it down"),
        facts=Facts(gettext("What the register says"), tuple(_evidence(places))) if places else None,
        sections=(
            Section("", ("place", "answer", "last_day", "reason_code")),
            Section(
                gettext("What comes next?"),
                STEP_FIELDS,
                gettext("After a break-off the law’s own step comes by itself; you can leave this empty."),
            ),
        ),
        settled=settled_notice(step),
    )


def _evidence(places: Iterable[pathways.Spell]) -> Iterable[Fact]:
    """What is known, and from when."""
    for spell in places:
        if spell.missing_since is not None and spell.ends_on is None:
            words = gettext("No longer shown since %(day)s") % {"day": write_day(spell.missing_since)}
        elif spell.ends_on is not None:
            last = pathways.line_of(spell).period.last_day
            words = gettext("Ended early: last day %(day)s") % {"day": write_day(last)} if last else ""
            if spell.end_reason_code:
                words = f"{words} ({spell.end_reason_code})"
        else:
            words = ""
        yield Fact(name_place(spell), words)


def _said(answer: LeavingAnswer) -> str:
    if answer is LeavingAnswer.BROKEN_OFF:
        return gettext("The break-off is written down. The step with the law’s own day is set.")
    return gettext("It is written down.")
