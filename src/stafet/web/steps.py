"""Next steps: agree on one, say what came of one, move one, give one to somebody else."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import SentenceError
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import NextStep, StepKind, StepOutcome, StepState
from stafet.web import step_forms
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.components.days import write_day, write_instant
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.finding import person_or_404, step_or_404
from stafet.web.registry import PageRequest, page
from stafet.web.step_forms import FinishForm, PostponeForm, ReassignForm, StepForm

GUIDANCE = access.Purpose.GUIDANCE
HOLD = access.Permission.HOLD
FROM_TODAY = "today"


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def add_step(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Agree on one more thing to do."""
    person = person_or_404(request, person_id)
    holding = _holding_or_404(request, person)
    form = StepForm(
        request.POST or None,
        organisation_id=holding.organisation_id,
        at=request.at,
        initial={"assignee": step_forms.name_user(request.actor.user_id)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            responsibility.add_step(person=person, step=form.draft(), by=request.actor, at=request.at)
            return done(request, gettext("The next step is set."), _person_page(person.pk))
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("What happens next?"),
        lead=gettext("A next step for %(name)s.") % {"name": person.name},
        back=back_from_step(request, person),
        do=gettext("Set the step"),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def finish_step(request: PageRequest, step_id: UUID) -> HttpResponse:
    """Say what came of a step, and what comes next."""
    step = own_step_or_404(request, step_id)
    if step.kind == StepKind.CONFIRM_LEAVING and pathways.places_in_doubt(step.person_id, day=request.today):
        return redirect_with_back(request, "confirm_leaving", step_id)
    is_last = (
        not responsibility.NextStep.objects.open()
        .filter(person_id=step.person_id)
        .exclude(pk=step.pk)
        .exists()
    )
    form = FinishForm(request.POST or None, step=step, at=request.at, is_last=is_last)
    if request.method == "POST" and form.is_valid():
        outcome = StepOutcome(form.cleaned_data["outcome"])
        try:
            responsibility.finish_step(
                step=step, outcome=outcome, next_step=form.next_step(), by=request.actor, at=request.at
            )
            return done(
                request,
                gettext("It is written down, and the next step has a date."),
                after_step(request, step),
            )
        except SentenceError as error:
            refuse(form, error)
            step = step_or_404(request, step_id)
    act = _act_on(
        request,
        step,
        gettext("What came of it?"),
        gettext("Write it down"),
        sections=_sections(is_last=is_last),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def postpone_step(request: PageRequest, step_id: UUID) -> HttpResponse:
    """Move a step to a later day, with a reason."""
    step = own_step_or_404(request, step_id)
    form = PostponeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            responsibility.postpone_step(step=step, **form.cleaned_data, by=request.actor, at=request.at)
            return done(request, gettext("The step has a new date."), after_step(request, step))
        except SentenceError as error:
            refuse(form, error)
            step = step_or_404(request, step_id)
    return ask(request, _act_on(request, step, gettext("Move the date"), gettext("Move the date")), form)


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def reassign_step(request: PageRequest, step_id: UUID) -> HttpResponse:
    """Give a step to a colleague, or to the team."""
    step = own_step_or_404(request, step_id)
    if step.state == StepState.OPEN and not responsibility.can_reassign_step(request.actor, step):
        raise Http404
    form = ReassignForm(request.POST or None, step=step, at=request.at)
    if request.method == "POST" and form.is_valid():
        user_id, unit_id = step_forms.chosen(form.cleaned_data["assignee"])
        try:
            responsibility.reassign_step(
                step=step, to_user_id=user_id, to_unit_id=unit_id, by=request.actor, at=request.at
            )
            return done(request, gettext("The step has somebody new to do it."), after_step(request, step))
        except SentenceError as error:
            refuse(form, error)
            step = step_or_404(request, step_id)
    return ask(request, _act_on(request, step, gettext("Who does it?"), gettext("Give it to them")), form)


def redirect_with_back(request: PageRequest, name: str, step_id: UUID) -> HttpResponse:
    """Another page about the same step, which knows where the reader came from."""
    back = f"?back={FROM_TODAY}" if request.GET.get("back") == FROM_TODAY else ""
    return HttpResponseRedirect(f"{reverse(name, args=[step_id])}{back}")


def step_words(step: NextStep) -> str:
    """What a step is, in the reader's language, with the words of whoever set it."""
    label = str(StepKind(step.kind).label)
    if not step.words:
        return label
    return step.words if step.kind == StepKind.OTHER else f"{label}: {step.words}"


def own_step_or_404(request: PageRequest, step_id: UUID) -> NextStep:
    """A step the reader may deal with; or one that is closed, to say what became of it."""
    step = step_or_404(request, step_id)
    if step.state == StepState.OPEN and not responsibility.can_finish_step(request.actor, step):
        raise Http404
    return step


def _holding_or_404(request: PageRequest, person: people.Person) -> responsibility.Holding:
    held = responsibility.Holding.objects.filter(access.visible(DataClass.PROCESS), ends_at=None)
    holding = get_object_or_404(held, person=person)
    if not responsibility.can_add_step(request.actor, holding):
        raise Http404
    return holding


def _act_on(
    request: PageRequest, step: NextStep, heading: str, do: str, *, sections: tuple[Section, ...] = ()
) -> Act:
    return Act(
        heading=heading,
        lead=gettext("%(step)s, with %(name)s. Due %(day)s.")
        % {"step": step_words(step), "name": step.person.name, "day": write_day(step.due_on)},
        back=back_from_step(request, step.person),
        do=do,
        sections=sections,
        notice=_rule_notice(step),
        settled=settled_notice(step),
    )


def _rule_notice(step: NextStep) -> Notice | None:
    """Which day a rule gave: moving the step never moves that day."""
    if step.rule_due_on is None or step.rule_due_on == step.due_on:
        return None
    words = gettext("The rule gave %(day)s. That day stays, also when the step is moved.")
    return Notice(Tone.INFO, words % {"day": write_day(step.rule_due_on)})


def settled_notice(step: NextStep) -> Notice | None:
    """Somebody was faster: what stands now."""
    if step.state == StepState.OPEN or step.closed_at is None:
        return None
    who = step.closed_by.name if step.closed_by else gettext("a rule")
    return Notice(
        Tone.INFO,
        gettext("This step is closed"),
        gettext("%(outcome)s. Closed %(when)s by %(who)s.")
        % {"outcome": StepOutcome(step.outcome).label, "when": write_instant(step.closed_at), "who": who},
    )


def _sections(*, is_last: bool) -> tuple[Section, ...]:
    hint = (
        gettext("Nobody is without a next step: say what comes after this.")
        if is_last
        else gettext("Another step is open, so you can leave this empty.")
    )
    return (
        Section("", ("outcome",)),
        Section(gettext("What comes next?"), step_forms.STEP_FIELDS, hint),
    )


def _person_page(person_id: UUID) -> str:
    return reverse("person", args=[person_id])


def back_from_step(request: PageRequest, person: people.Person) -> Action:
    """Where the reader came from, as a way back."""
    if request.GET.get("back") == FROM_TODAY:
        return Action(gettext("Back to today"), reverse("today"))
    return Action(gettext("Back to %(name)s") % {"name": person.name}, _person_page(person.pk))


def after_step(request: PageRequest, step: NextStep) -> str:
    """Where the reader came from: the day's list, else the person's page."""
    return reverse("today") if request.GET.get("back") == FROM_TODAY else _person_page(step.person_id)
