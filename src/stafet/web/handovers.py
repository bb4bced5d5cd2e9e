"""Hand-overs on their way: what waits for the reader, what the reader waits for, and the answers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.overview import api as overview
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import AnsweredByNow, DeclineReason, Handover, HandoverState
from stafet.web import handover_parts as parts
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.components.parts import Action, Empty
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.finding import handover_or_404
from stafet.web.handover_forms import AcceptForm, ConfirmForm, DeclineForm, NoForm
from stafet.web.handover_rows import incoming_row, not_started_row, outgoing_row, request_row
from stafet.web.registry import PageRequest, page

HANDOVER = access.Purpose.HANDOVER
MOST = 200
"""More than this nobody reads down; the longest waiting stand first."""


@page(purpose=HANDOVER, classes="AD", allow=access.Permission.HAND_OVER)
def handovers(request: PageRequest) -> HttpResponse:
    """Who is changing hands? Both sides' lists of the same rows."""
    actor, today = request.actor, request.today
    incoming = overview.incoming(actor, day=today, limit=MOST)
    outgoing = overview.outgoing(actor, day=today, limit=MOST)
    not_started = overview.not_started(actor, day=today, limit=MOST)
    asked = overview.requests(actor, day=today, limit=MOST)
    for found in (incoming, outgoing, not_started, asked):
        request.saw(*(line.person_id for line in found.rows))
    lists = (
        _list(
            gettext("Waiting for you to answer"),
            incoming.count,
            [incoming_row(x, today=today) for x in incoming.rows],
        ),
        _list(
            gettext("Sent, and not answered"),
            outgoing.count,
            [outgoing_row(x, today=today) for x in outgoing.rows],
        ),
        _list(
            gettext("Taken over, and not yet seen to start"),
            not_started.count,
            [not_started_row(x, today=today) for x in not_started.rows],
        ),
        _list(gettext("Others ask you for"), asked.count, [request_row(x) for x in asked.rows]),
    )
    full = [each for each in lists if each.rows]
    return render(request, "handovers/page.html", {"lists": full, "empty": _nobody_on_the_way()})


@page(purpose=HANDOVER, classes="AD", allow=access.Permission.HAND_OVER)
def handover(request: PageRequest, handover_id: UUID) -> HttpResponse:
    """One hand-over, for its sender or its receiver."""
    found = handover_or_404(request, handover_id)
    return render(request, "handovers/one.html", parts.one(request, found))


@page(purpose=HANDOVER, classes="AD", allow=access.Permission.HOLD, writes=True)
def accept_handover(request: PageRequest, handover_id: UUID) -> HttpResponse:
    """Take over, with a first step."""
    found = _for_receiver_or_404(request, handover_id)
    if request.method == "POST" and found.state != HandoverState.OFFERED:
        return _too_late(request, found)
    form = AcceptForm(request.POST or None, handover=found, by=request.actor, at=request.at)
    if request.method == "POST" and form.is_valid():
        try:
            responsibility.accept_handover(
                handover=found,
                first_step=form.draft(),
                holder_id=form.holder_id(),
                by=request.actor,
                at=request.at,
            )
            words = gettext("You have the responsibility now. The sender has been told.")
            return done(request, words, reverse("person", args=[found.person_id]))
        except AnsweredByNow:
            return _too_late(request, found)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Take over the responsibility"),
        lead=gettext(
            "You see the envelope only; everything else opens when you accept. Call the sender to ask."
        ),
        facts=parts.envelope(found),
        sections=(
            Section(gettext("Who takes over?"), ("holder",)),
            Section(gettext("What happens first?"), ("kind", "words", "due_on")),
        ),
        back=_back(),
        do=gettext("Take over"),
        settled=parts.settled(found),
    )
    return ask(request, act, form)


@page(purpose=HANDOVER, classes="AD", allow=access.Permission.HOLD, writes=True)
def decline_handover(request: PageRequest, handover_id: UUID) -> HttpResponse:
    """Say no, and why."""
    found = _for_receiver_or_404(request, handover_id)
    if request.method == "POST" and found.state != HandoverState.OFFERED:
        return _too_late(request, found)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            responsibility.decline_handover(
                handover=found,
                reason=DeclineReason(form.cleaned_data["reason"]),
                words=form.cleaned_data["words"],
                by=request.actor,
                at=request.at,
            )
            return done(request, gettext("You declined. The sender has been told why."), reverse("handovers"))
        except AnsweredByNow:
            return _too_late(request, found)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Decline with a reason"),
        lead=gettext("The sender keeps the responsibility and reads your reason."),
        facts=parts.envelope(found),
        back=_back(),
        do=gettext("Decline"),
        settled=parts.settled(found),
    )
    return ask(request, act, form)


@page(purpose=HANDOVER, classes="AD", allow=access.Permission.HAND_OVER, writes=True)
def withdraw_handover(request: PageRequest, handover_id: UUID) -> HttpResponse:
    """Take an offer back."""
    found = handover_or_404(request, handover_id)
    if not access.may(request.actor, access.Permission.HAND_OVER, organisation_id=found.from_organisation_id):
        raise Http404
    if request.method == "POST" and found.state != HandoverState.OFFERED:
        return _too_late(request, found)
    form = NoForm(request.POST or None)
    if request.method == "POST":
        try:
            responsibility.withdraw_handover(handover=found, by=request.actor, at=request.at)
            return done(
                request, gettext("The offer is withdrawn. You have the responsibility as before."), _of(found)
            )
        except AnsweredByNow:
            return _too_late(request, found)
        except SentenceError as error:
            form.is_valid()
            refuse(form, error)
    act = Act(
        heading=gettext("Withdraw the offer"),
        lead=gettext(
            "The receiver is told, and no longer sees the envelope. You have the responsibility as before."
        ),
        facts=parts.envelope(found),
        back=_back(),
        do=gettext("Withdraw"),
        settled=parts.settled(found),
    )
    return ask(request, act, form)


@page(purpose=HANDOVER, classes="AD", allow=access.Permission.HOLD, writes=True)
def confirm_handover(request: PageRequest, handover_id: UUID) -> HttpResponse:
    """Say that they have started: only then is a hand-over done."""
    found = handover_or_404(request, handover_id)
    if found.state == HandoverState.ACCEPTED and not responsibility.can_confirm(request.actor, found):
        raise Http404
    if request.method == "POST" and found.state != HandoverState.ACCEPTED:
        return _too_late(request, found)
    form = ConfirmForm(request.POST or None, initial={"on": found.starts_on or request.today})
    if request.method == "POST" and form.is_valid():
        try:
            responsibility.confirm_handover(
                handover=found, on=form.cleaned_data["on"], by=request.actor, at=request.at
            )
            return done(request, gettext("The start is confirmed: the hand-over is done."), _of(found))
        except AnsweredByNow:
            return _too_late(request, found)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Confirm the start"),
        lead=gettext(
            "A hand-over is done when the young person has been seen there, not when a form was accepted."
        ),
        facts=parts.envelope(found),
        back=Action(gettext("Back to the person"), _of(found)),
        do=gettext("Confirm the start"),
        settled=None if found.state == HandoverState.ACCEPTED else parts.settled(found),
    )
    return ask(request, act, form)


def _too_late(request: PageRequest, found: Handover) -> HttpResponse:
    """Somebody was faster: nothing was changed, and the page of the hand-over says what stands now."""
    messages.warning(request, gettext("Somebody was faster. Nothing was changed; this is what stands now."))
    return redirect("handover", found.pk)


def _for_receiver_or_404(request: PageRequest, handover_id: UUID) -> Handover:
    found = handover_or_404(request, handover_id)
    if not access.may(request.actor, access.Permission.HOLD, organisation_id=found.to_organisation_id):
        raise Http404
    return found


def _list(heading: str, count: int, rows: list[WorkRow]) -> WorkList:
    words = ngettext("%(count)d person", "%(count)d people", count) % {"count": count}
    return WorkList(heading=heading, rows=tuple(rows), empty=Empty(""), count=words)


def _nobody_on_the_way() -> Empty:
    return Empty(
        gettext("Nobody is on the way"),
        gettext(
            "Everybody is with somebody who has taken the responsibility, and everybody who was taken over has started."
        ),
    )


def _back() -> Action:
    return Action(gettext("Back to the hand-overs"), reverse("handovers"))


def _of(found: Handover) -> str:
    return reverse("person", args=[found.person_id])
