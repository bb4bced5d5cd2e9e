"""Hand over: where to, to whom there, what travels with it and on which basis, check, send."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.web.acts import done
from stafet.web.bases import basis_of
from stafet.web.components.days import write_day
from stafet.web.components.parts import Confirmation, Notice, Step, StepGuide, StepState, Tone
from stafet.web.components.say import say
from stafet.web.finding import person_or_404
from stafet.web.hand_over_forms import STAGES, Asking, Draft, Stage, Told
from stafet.web.receivers import receiver_groups
from stafet.web.registry import PageRequest, page

FALLS_BACK_AFTER = "stafet.handover.falls_back_after"
SENDER_READS_FOR = "stafet.sharing.sender_reads_for"


@dataclass(frozen=True, slots=True)
class Offering:
    """Whom it is about, and what is being asked, while a page is made."""

    request: PageRequest
    person: people.Person
    home: organisations.Home
    draft: Draft


@page(purpose=access.Purpose.HANDOVER, classes="AD", allow=access.Permission.HAND_OVER, writes=True)
def hand_over(request: PageRequest, person_id: UUID) -> HttpResponse:
    """The stages of one hand-over. Every POST but the last only asks on; the last one sends."""
    person = person_or_404(request, person_id)
    _check_may(request, person)
    home = organisations.home(person.municipality_id)
    posted = request.POST if request.method == "POST" else QueryDict()
    hidden = access.is_hidden(person.pk)
    asking = Asking(receiver_groups(request, person), home.country, request.at, is_protected=hidden)
    offering = Offering(request, person, home, Draft(posted.dict(), asking))
    if request.method != "POST":
        return _show(offering, Stage.WHERE, offering.draft.form(Stage.WHERE, bound=False))
    return _go_on(offering, _wanted(posted))


def _go_on(offering: Offering, wanted: Stage) -> HttpResponse:
    """Show the stage that is wanted, or the first before it that is not filled in rightly; or send."""
    until = Stage.CHECK if wanted is Stage.SEND else wanted
    wrong = offering.draft.first_wrong(until)
    if wrong is not None:
        return _show(offering, *wrong)
    if wanted is Stage.SEND:
        return _send(offering)
    if wanted is Stage.CHECK:
        return _check(offering)
    return _show(offering, wanted, offering.draft.form(wanted, bound=False))


def _send(offering: Offering) -> HttpResponse:
    told, request = offering.draft.told(), offering.request
    try:
        responsibility.offer_handover(
            person=offering.person,
            to=told.to,
            kind=told.kind,
            basis=told.consent or told.basis,
            message=told.message,
            starts_on=told.starts_on,
            by=request.actor,
            at=request.at,
        )
    except SentenceError as error:
        notice = Notice(Tone.ERROR, gettext("It was not sent"), say(error.sentence), urgent=True)
        return _check(offering, notice=notice)
    words = gettext("The offer is sent. You have the responsibility until it is accepted.")
    return done(request, words, reverse("person", args=[offering.person.pk]))


def _show(offering: Offering, stage: Stage, form: forms.Form) -> HttpResponse:
    before, after = _neighbours(stage)
    context = {
        "person": offering.person,
        "guide": _guide(stage, is_wrong=bool(form.errors)),
        "form": form,
        "carried": offering.draft.carried(stage),
        "before": before,
        "after": after,
        "stage": stage,
        "heading": _titles()[stage],
    }
    return render(offering.request, "hand_over/page.html", context)


def _check(offering: Offering, *, notice: Notice | None = None) -> HttpResponse:
    told = offering.draft.told()
    context = {
        "person": offering.person,
        "guide": _guide(Stage.CHECK, is_wrong=False),
        "confirmation": _confirmation(offering, told),
        "carried": offering.draft.carried(Stage.CHECK),
        "before": Stage.WHAT,
        "stage": Stage.CHECK,
        "heading": _titles()[Stage.CHECK],
        "message": told.message,
        "notice": notice,
    }
    return render(offering.request, "hand_over/page.html", context)


def _confirmation(offering: Offering, told: Told) -> Confirmation:
    basis = basis_of(told.basis)
    return Confirmation(
        heading=gettext("Check, and send"),
        happens=tuple(_what_happens(offering, told)),
        to_whom=(offering.person.name, gettext("to %(receiver)s") % {"receiver": told.receiver_words}),
        basis=f"{basis.title}: {basis.allows}",
        basis_source=basis.note,
        do=gettext("Send the offer"),
        action=reverse("hand_over", args=[offering.person.pk]),
        cancel_href=reverse("person", args=[offering.person.pk]),
        note=gettext("The young person can see who has the responsibility, and who has looked."),
    )


def _what_happens(offering: Offering, told: Told) -> list[str]:
    today = offering.request.today
    answer_by = rules.deadline(FALLS_BACK_AFTER, country=offering.home.country, from_day=today).due_on
    days = rules.value(SENDER_READS_FOR, on=today)
    reads_on = ngettext(
        "When they accept, the responsibility is theirs and the rest opens to them. You can read on for %(count)d day.",
        "When they accept, the responsibility is theirs and the rest opens to them. You can read on for %(count)d days.",
        days,
    )
    happens = [
        gettext(
            "They see that somebody protected is offered to them, what it is, and your phone number. Nobody else there sees who it is."
        )
        if offering.draft.asking.is_protected
        else gettext("They see the envelope: name, birth year, what it is, and your phone number."),
        gettext(
            "You have the responsibility until they accept. They are reminded until %(day)s; then the offer lapses."
        )
        % {"day": write_day(answer_by)},
        reads_on % {"count": days},
    ]
    if told.starts_on is not None:
        starts = gettext(
            "They are to start on %(day)s. The hand-over is done when they have been seen there."
        )
        happens.append(starts % {"day": write_day(told.starts_on)})
    return happens


def _guide(current: Stage, *, is_wrong: bool) -> StepGuide:
    here = STAGES.index(current)
    now = StepState.ERROR if is_wrong else StepState.CURRENT
    titles = _titles()
    return StepGuide(
        gettext("Hand over"),
        tuple(
            Step(titles[stage], StepState.DONE if n < here else now if n == here else StepState.AHEAD)
            for n, stage in enumerate(STAGES)
        ),
    )


def _titles() -> dict[Stage, str]:
    return {
        Stage.WHERE: gettext("Where to?"),
        Stage.WHOM: gettext("To whom, and when?"),
        Stage.WHAT: gettext("What travels with it?"),
        Stage.CHECK: gettext("Check, and send"),
    }


def _neighbours(stage: Stage) -> tuple[Stage | None, Stage]:
    here = STAGES.index(stage)
    return (STAGES[here - 1] if here else None), STAGES[here + 1]


def _wanted(posted: QueryDict) -> Stage:
    try:
        return Stage(posted.get("go", ""))
    except ValueError:
        return Stage.WHERE


def _check_may(request: PageRequest, person: people.Person) -> None:
    held = responsibility.Holding.objects.filter(access.visible(DataClass.PROCESS), ends_at=None)
    if not responsibility.can_hand_over(request.actor, get_object_or_404(held, person=person)):
        raise Http404
