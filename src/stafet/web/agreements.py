"""What is agreed, what is not in order yet, who has signed, and what the leader decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.own import api as own
from stafet.people import api as people
from stafet.placements import api as placements
from stafet.placements.api import (
    Agreement,
    AgreementState,
    How,
    Party,
    PlacementView,
    Right,
    Signature,
    Voice,
)
from stafet.web import agreement_parts, paper, placement_parts
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act
from stafet.web.agreement_forms import (
    FORMS,
    PARTS,
    AgreementPart,
    ApproveForm,
    RefuseForm,
    SignForm,
    changes,
    known,
)
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
DECIDE = access.Permission.APPROVE_PLACEMENT


@page(purpose=GUIDANCE, classes="AD")
def agreement(request: PageRequest, agreement_id: UUID) -> HttpResponse:
    """One version: its text, what is not in order, the signatures, and what the reader can do with it."""
    row = agreement_or_404(request, agreement_id)
    view = placements.placement_view(row.placement_id)
    if view is None:
        raise Http404
    works = placements.can_work_on_placements(request.actor)
    closed = placements.terms_of(row).closed(on=request.today) if row.state in placements.WORKED_ON else ()
    context = {
        "agreement": row,
        "state": str(AgreementState(row.state).label),
        "title": placement_parts.title(row.placement),
        "gates": placement_parts.gates_notice(closed),
        "decision": _decision(row),
        "acts": _acts(request, row, is_clear=not closed, works=works),
        "parties": agreement_parts.parties(row, pupil=row.person.name, born=_born(row.person)),
        "parts": agreement_parts.all_facts(
            row, changes=works and Party.GUIDANCE.may(Right.CHANGE, _state(row))
        ),
        "signatures": _signatures(row, view.signatures_of(row), works=works),
        "hours": f"{placements.terms_of(row).hours_in_all:.0f}",
        "versions": _versions(view, row),
        "pdf": Action(gettext("As a PDF"), reverse("agreement_pdf", args=[row.pk])),
        "back": placement_parts.back_to_person(row.person_id),
    }
    return render(request, "placements/agreement.html", context)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def change_agreement(request: PageRequest, agreement_id: UUID, agreement_part: str) -> HttpResponse:
    """Write one part of it. What went out is not changed: saving begins a new version."""
    row = agreement_or_404(request, agreement_id)
    if agreement_part not in set(AgreementPart):
        raise Http404
    part = AgreementPart(agreement_part)
    form = FORMS[part](request.POST or None, initial=known(row, part))
    signed = row.state != AgreementState.DRAFT
    act = Act(
        heading=f"{PARTS[part]} ({row.person.name})",
        lead=gettext("This version has gone out. Saving a change begins a new one that everybody signs anew.")
        if signed
        else "",
        back=_back(row.pk),
        do=gettext("Save this part"),
        settled=_not_now(row, Party.GUIDANCE, Right.CHANGE),
    )
    if request.method == "POST" and act.settled is None and form.is_valid():
        return _saved(request, row, act, form)
    return carry_out(request, act, form, lambda: None, said="", where=act.back.href)


@page(purpose=GUIDANCE, classes="ABD", allow=WRITE, writes=True)
def send_agreement(request: PageRequest, agreement_id: UUID) -> HttpResponse:
    """It is written: everybody is asked to sign."""
    row = agreement_or_404(request, agreement_id)
    holders = own.custody_holders(row.person, on=request.today)
    names = [row.person.name, *(each.name for each in holders), row.host_name]
    asked = _asked(
        row,
        Party.GUIDANCE,
        Right.SEND,
        heading=gettext("Is the agreement ready to be signed?"),
        do=gettext("Send it out to be signed"),
        lead=gettext("These are asked to sign: %(names)s. The host gets a link.")
        % {"names": ", ".join(names)},
    )
    return _carry_out(
        request,
        asked,
        lambda: placements.send_agreement(agreement=row, holders=holders, by=request.actor, at=request.at),
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def remind_host(request: PageRequest, agreement_id: UUID) -> HttpResponse:
    """Send the host its link again."""
    row = agreement_or_404(request, agreement_id)
    asked = _asked(
        row,
        Party.HOST,
        Right.SIGN,
        heading=gettext("Send the host its link again?"),
        do=gettext("Send the link"),
        lead=gettext("It goes to %(email)s. The link from before opens nothing any more.")
        % {"email": row.contact_email or gettext("nobody: there is no e-mail address")},
    )
    return _carry_out(
        request,
        asked,
        lambda: placements.remind_host(agreement=row, by=request.actor, at=request.at),
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def sign_on_paper(request: PageRequest, agreement_id: UUID, signature_id: UUID) -> HttpResponse:
    """Somebody has signed on paper, which is kept at the school."""
    row = agreement_or_404(request, agreement_id)
    view = placements.placement_view(row.placement_id)
    rows = view.signatures_of(row) if view else ()
    signature = next((each for each in rows if each.pk == signature_id), None)
    if signature is None:
        raise Http404
    is_host = signature.party == Party.HOST
    form = SignForm(request.POST if request.method == "POST" else None) if is_host else None
    asked = _asked(
        row,
        Party(signature.party),
        Right.SIGN,
        heading=gettext("Has %(name)s signed on paper?") % {"name": signature.name},
        do=gettext("They have signed"),
        lead=gettext("Keep the paper at the school."),
    )
    return _carry_out(
        request,
        asked,
        lambda: placements.sign_agreement(
            signature=signature,
            how=How.PAPER,
            voice=Voice.STAFF,
            declares=bool(form and form.cleaned_data["declares"]),
            by=request.actor,
            at=request.at,
        ),
        form,
    )


@page(purpose=GUIDANCE, classes="AD", allow=DECIDE, writes=True)
def approve_agreement(request: PageRequest, agreement_id: UUID) -> HttpResponse:
    """The leader approves, for both reasons."""
    row = _to_decide(request, agreement_id)
    form = ApproveForm(request.POST if request.method == "POST" else None)
    asked = _asked(
        row,
        Party.LEADER,
        Right.APPROVE,
        heading=gettext("Do you approve this agreement?"),
        do=gettext("Approve it in my name"),
        lead=gettext("Approving means both of these. Your name and the day stand in the agreement."),
    )
    return _carry_out(
        request,
        asked,
        lambda: placements.approve_agreement(
            agreement=row, by=request.actor, at=request.at, **form.cleaned_data
        ),
        form,
    )


@page(purpose=GUIDANCE, classes="AD", allow=DECIDE, writes=True)
def refuse_agreement(request: PageRequest, agreement_id: UUID) -> HttpResponse:
    """The leader refuses this agreement. The pupil's choice stands."""
    row = _to_decide(request, agreement_id)
    form = RefuseForm(request.POST or None)
    asked = _asked(
        row,
        Party.LEADER,
        Right.APPROVE,
        heading=gettext("Why do you refuse this agreement?"),
        do=gettext("Refuse it in my name"),
        lead=gettext(
            "It can be changed and signed anew, or another place is found. The choice itself stays theirs."
        ),
    )
    return _carry_out(
        request,
        asked,
        lambda: placements.refuse_agreement(
            agreement=row, because=form.cleaned_data["because"], by=request.actor, at=request.at
        ),
        form,
    )


@page(purpose=GUIDANCE, classes="AD")
def agreement_pdf(request: PageRequest, agreement_id: UUID) -> HttpResponse:
    """The agreement on paper."""
    row = agreement_or_404(request, agreement_id)
    view = placements.placement_view(row.placement_id)
    return make_agreement_pdf(row, view.signatures_of(row) if view else ())


def make_agreement_pdf(row: Agreement, signatures: Sequence[Signature]) -> HttpResponse:
    """The agreement as a page to print, with who has signed."""
    told = {
        "title": gettext("Agreement about a placement"),
        "state": f"{placement_parts.title(row.placement)}. {_version_words(row)}",
        "parts": [
            {"title": facts.label, "items": [[item.term, item.value, item.hint] for item in facts.items]}
            for facts in (
                agreement_parts.parties(row, pupil=row.person.name, born=_born(row.person)),
                *agreement_parts.all_facts(row, changes=False),
            )
        ],
        "signatures_heading": gettext("Signatures"),
        "signatures": [placement_parts.signature_words(each) for each in signatures],
        "decision": decision_words(row),
        "page": gettext("Page"),
    }
    return HttpResponse(
        paper.make_pdf("agreement", told),
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="agreement.pdf"'},
    )


def agreement_or_404(request: PageRequest, agreement_id: UUID) -> Agreement:
    """One version, for those who may see the person."""
    row = placements.agreement(agreement_id)
    if row is None:
        raise Http404
    request.saw(row.person_id)
    return row


def decision_words(row: Agreement) -> str:
    """What the leader decided, when, and why."""
    if row.decided_by is None or row.decided_on is None:
        return ""
    words = (
        gettext("Refused by %(who)s on %(day)s.")
        if row.state == AgreementState.REFUSED
        else gettext(
            "Approved by %(who)s on %(day)s: it supports the school, and the host has stated that it keeps the rules."
        )
    )
    told = words % {"who": row.decided_by.name, "day": write_day(row.decided_on)}
    return f"{told} {row.decision_words}".strip()


def _saved(request: PageRequest, row: Agreement, act: Act, form: forms.Form) -> HttpResponse:
    """Save, and go to the version that now is: it may be a new one."""
    made: dict[str, Any] = {}

    def do() -> None:
        made["row"] = placements.change_agreement(
            agreement=row, changes=changes(form), by=request.actor, at=request.at
        )

    answer = carry_out(
        request, act, form, do, said=gettext("It stands in the agreement."), where=act.back.href
    )
    if "row" in made and "Location" in answer.headers:
        answer.headers["Location"] = reverse("agreement", args=[made["row"].pk])
    return answer


def _to_decide(request: PageRequest, agreement_id: UUID) -> Agreement:
    row = agreement_or_404(request, agreement_id)
    if not placements.can_decide(request.actor, row):
        raise Http404
    return row


def _asked(row: Agreement, party: Party, right: Right, *, heading: str, do: str, lead: str) -> Act:
    return Act(
        heading=heading,
        lead=lead,
        back=_back(row.pk),
        do=do,
        facts=agreement_parts.parties(row, pupil=row.person.name, born=""),
        settled=_not_now(row, party, right),
    )


def _carry_out(
    request: PageRequest, asked: Act, do: Callable[[], object], form: forms.Form | None = None
) -> HttpResponse:
    shown = form or NothingToFillIn(request.POST if request.method == "POST" else None)
    return carry_out(request, asked, shown, do, said=gettext("It is written down."), where=asked.back.href)


def _acts(request: PageRequest, row: Agreement, *, is_clear: bool, works: bool) -> tuple[Action, ...]:
    """What the reader can do with this version as it stands."""
    state, args = _state(row), [row.pk]
    found = []
    if placements.can_decide(request.actor, row) and Party.LEADER.may(Right.APPROVE, state):
        found += [
            Action(gettext("Approve"), reverse("approve_agreement", args=args)),
            Action(gettext("Refuse"), reverse("refuse_agreement", args=args)),
        ]
    if works and is_clear and Party.GUIDANCE.may(Right.SEND, state):
        found.append(Action(gettext("Send it out to be signed"), reverse("send_agreement", args=args)))
    if works and state is AgreementState.OUT and row.contact_email:
        found.append(Action(gettext("Send the host its link again"), reverse("remind_host", args=args)))
    return tuple(found)


def _signatures(row: Agreement, rows: Sequence[Signature], *, works: bool) -> list[tuple[str, Action | None]]:
    may_sign = works and row.state == AgreementState.OUT
    return [
        (
            placement_parts.signature_words(each),
            Action(gettext("Signed on paper"), reverse("sign_on_paper", args=[row.pk, each.pk]))
            if may_sign and each.signed_at is None
            else None,
        )
        for each in rows
    ]


def _versions(view: PlacementView, row: Agreement) -> tuple[Action, ...]:
    return tuple(
        Action(_version_words(each), reverse("agreement", args=[each.pk]))
        for each in view.agreements
        if each.pk != row.pk
    )


def _version_words(row: Agreement) -> str:
    told = {"number": row.revision, "state": AgreementState(row.state).label}
    return gettext("Version %(number)d: %(state)s") % told


def _decision(row: Agreement) -> Notice | None:
    words = decision_words(row)
    if not words:
        return None
    return Notice(Tone.WARNING if row.state == AgreementState.REFUSED else Tone.SUCCESS, words)


def _not_now(row: Agreement, party: Party, right: Right) -> Notice | None:
    if party.may(right, _state(row)):
        return None
    return Notice(Tone.INFO, gettext("This version is “%(state)s” now.") % {"state": _state(row).label})


def _state(row: Agreement) -> AgreementState:
    return AgreementState(row.state)


def _born(person: people.Person) -> str:
    return gettext("born %(day)s") % {"day": write_day(person.birth_date)} if person.birth_date else ""


def _back(agreement_id: UUID) -> Action:
    return Action(gettext("Back to the agreement"), reverse("agreement", args=[agreement_id]))
