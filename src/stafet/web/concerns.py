"""A concern: raised in one's own name, worked on together, ended with what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.organisations import api as organisations
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import ConcernOutcome, ConcernReason, ConcernState, MeasureKind
from stafet.web.acting import carry_out
from stafet.web.acts import Act
from stafet.web.case_acts import sections_with_step
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.concern_forms import ConcernForm, EndConcernForm, EndMeasureForm, MeasureForm, OwnWordsForm
from stafet.web.finding import person_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
HOLD = access.Permission.HOLD
RAISE = access.Permission.RAISE_CONCERN


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """One concern in a list of somebody's."""

    words: str
    state: str
    href: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One thing that is done: what, who, when, what came of it."""

    kind: str
    words: str
    note: str
    result: str
    end: Action | None


def concern_rows(concerns: Sequence[rechoice.Concern], *, today: date) -> tuple[ConcernLine, ...]:
    """Somebody's concerns in lines."""
    return tuple(
        ConcernLine(
            gettext("%(reason)s (%(where)s, %(day)s)")
            % {
                "reason": ConcernReason(each.reason).label,
                "where": each.organisation.name,
                "day": write_day(each.raised_on),
            },
            _state_words(each, today),
            reverse("concern", args=[each.pk]),
        )
        for each in concerns
    )


@page(purpose=GUIDANCE, classes="AD")
def concern(request: PageRequest, concern_id: UUID) -> HttpResponse:
    """What was seen, what is done about it, until when it holds."""
    view = _view_or_404(request, concern_id)
    found = view.concern
    is_open = found.state != ConcernState.ENDED
    works = is_open and rechoice.can_work_on_cases(request.actor)
    hears = is_open and rechoice.can_raise_concern(request.actor)
    context = {
        "concern": found,
        "state": _state_words(found, request.today),
        "facts": Facts(gettext("What is known"), tuple(_facts(found))),
        "measures": tuple(_measure_row(measure, works=works) for measure in view.measures),
        "acts": tuple(_acts(found, works=works, hears=hears)),
    }
    return render(request, "rechoice/concern.html", context)


@page(purpose=GUIDANCE, classes="AD", allow=RAISE, writes=True)
def raise_concern(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Somebody who knows them worries: who counsels them, or who teaches them."""
    person = person_or_404(request, person_id)
    places = organisations.places(access.organisations_where(request.actor, RAISE))
    form = ConcernForm(request.POST or None, places=places)
    act = Act(
        heading=gettext("What worries you about %(name)s?") % {"name": person.name},
        lead=gettext(
            "You raise it in your own name, and it runs out by itself. Whoever has the responsibility hears, and a talk has a date."
        ),
        back=Action(
            gettext("Back to %(name)s") % {"name": person.name}, reverse("person_rechoice", args=[person_id])
        ),
        do=gettext("Raise the concern"),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: rechoice.raise_concern(person=person, draft=form.draft(), by=request.actor, at=request.at),
        said=gettext("The concern is raised."),
        where=reverse("person_rechoice", args=[person_id]),
    )


@page(purpose=GUIDANCE, classes="AD", allow=RAISE, writes=True)
def hear_about_concern(request: PageRequest, concern_id: UUID) -> HttpResponse:
    """The young person was asked, and says this about it."""
    found = _view_or_404(request, concern_id).concern
    form = OwnWordsForm(request.POST or None, initial={"own_words": found.own_words})
    act = Act(
        heading=gettext("What does %(name)s say about it?") % {"name": found.person.name},
        lead=found.words,
        back=_back(found),
        do=gettext("Write it down"),
        settled=_ended(found),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: rechoice.hear_about_concern(
            concern=found, own_words=form.cleaned_data["own_words"], by=request.actor, at=request.at
        ),
        said=gettext("It is written down."),
        where=reverse("concern", args=[concern_id]),
    )


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def agree_measure(request: PageRequest, concern_id: UUID) -> HttpResponse:
    """Something is done so that they stay."""
    found = _view_or_404(request, concern_id).concern
    form = MeasureForm(request.POST or None, initial={"starts_on": request.today})
    act = Act(
        heading=gettext("What is done so that %(name)s stays?") % {"name": found.person.name},
        back=_back(found),
        do=gettext("Save the agreement"),
        settled=_ended(found),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: rechoice.agree_measure(concern=found, draft=form.draft(), by=request.actor, at=request.at),
        said=gettext("It is agreed."),
        where=reverse("concern", args=[concern_id]),
    )


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def end_measure(request: PageRequest, concern_measure_id: UUID) -> HttpResponse:
    """What came of one thing that was agreed."""
    seen = rechoice.ConcernMeasure.objects.filter(access.visible(DataClass.PROCESS))
    measure = get_object_or_404(seen.select_related("concern__person"), pk=concern_measure_id)
    request.saw(measure.person_id)
    form = EndMeasureForm(request.POST or None, initial={"on": request.today})
    act = Act(
        heading=gettext("What came of it?"),
        lead=measure.words,
        back=_back(measure.concern),
        do=gettext("End it"),
        settled=Notice(Tone.INFO, gettext("This was ended already."), measure.result)
        if measure.ended_on
        else None,
    )
    return carry_out(
        request,
        act,
        form,
        lambda: rechoice.end_measure(
            measure=measure,
            result=form.cleaned_data["result"],
            on=form.cleaned_data["on"],
            by=request.actor,
            at=request.at,
        ),
        said=gettext("It is written down."),
        where=reverse("concern", args=[measure.concern_id]),
    )


@page(purpose=GUIDANCE, classes="AD", allow=HOLD, writes=True)
def end_concern(request: PageRequest, concern_id: UUID) -> HttpResponse:
    """What came of the worry."""
    found = _view_or_404(request, concern_id).concern
    form = EndConcernForm(request.POST or None, request=request, person_id=found.person_id)
    act = Act(
        heading=gettext("What came of the concern about %(name)s?") % {"name": found.person.name},
        back=_back(found),
        do=gettext("End the concern"),
        sections=sections_with_step(form, ("outcome",)),
        settled=_ended(found),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: rechoice.end_concern(
            concern=found,
            outcome=ConcernOutcome(form.cleaned_data["outcome"]),
            next_step=form.next_step() if form.asks_for_step else None,
            by=request.actor,
            at=request.at,
        ),
        said=gettext("The concern has ended."),
        where=reverse("concern", args=[concern_id]),
    )


def _view_or_404(request: PageRequest, concern_id: UUID) -> rechoice.ConcernView:
    view = rechoice.concern_view(concern_id)
    if view is None:
        raise Http404
    request.saw(view.concern.person_id)
    return view


def _acts(found: rechoice.Concern, *, works: bool, hears: bool) -> Iterable[Action]:
    where = [found.pk]
    if works:
        yield Action(gettext("Agree on something"), reverse("agree_measure", args=where))
        yield Action(gettext("Say what came of it"), reverse("end_concern", args=where))
    if hears:
        words = (
            gettext("Change what the young person says")
            if found.own_words
            else gettext("Write down what the young person says")
        )
        yield Action(words, reverse("hear_about_concern", args=where))


def _facts(found: rechoice.Concern) -> Iterable[Fact]:
    yield Fact(gettext("Why"), str(ConcernReason(found.reason).label))
    yield Fact(gettext("What was seen"), found.words)
    if found.own_words:
        yield Fact(gettext("What they say about it"), found.own_words)
    yield Fact(
        gettext("Raised by"),
        gettext("%(who)s, %(where)s, %(day)s")
        % {
            "who": found.raised_by.name,
            "where": found.organisation.name,
            "day": write_day(found.raised_on),
        },
    )
    yield Fact(gettext("Runs out on"), write_day(found.expires_on))


def _state_words(found: rechoice.Concern, today: date) -> str:
    if found.outcome:
        return str(ConcernOutcome(found.outcome).label)
    if found.expires_on <= today:
        return gettext("It has run out: end it, or raise it anew with what you have seen since")
    return str(ConcernState(found.state).label)


def _measure_row(measure: rechoice.ConcernMeasure, *, works: bool) -> MeasureRow:
    begins = write_day(measure.starts_on)
    when = f"{begins}–{write_day(measure.ends_on)}" if measure.ends_on else begins
    return MeasureRow(
        kind=str(MeasureKind(measure.kind).label),
        words=measure.words,
        note=f"{measure.done_by}, {when}",
        result=measure.result,
        end=Action(gettext("What came of it?"), reverse("end_measure", args=[measure.pk]))
        if works and measure.ended_on is None
        else None,
    )


def _back(found: rechoice.Concern) -> Action:
    return Action(gettext("Back to the concern"), reverse("concern", args=[found.pk]))


def _ended(found: rechoice.Concern) -> Notice | None:
    if found.state != ConcernState.ENDED:
        return None
    return Notice(Tone.INFO, gettext("This concern has ended."), str(ConcernOutcome(found.outcome).label))
