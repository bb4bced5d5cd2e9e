"""A draft is remarked on, answered, sent out, taken back, adopted."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.programme import api as programme
from stafet.programme.api import Plan, PlanState, RemarkState
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.programme import plan_or_404
from stafet.web.programme_acts import to_plan, written_or_404
from stafet.web.programme_forms import AdoptForm, AnswerForm, AnswerRemarkForm, RemarkForm, SendOutForm
from stafet.web.registry import PageRequest, page

ORGANISE = access.Permission.ORGANISE


@page(allow=access.Permission.REMARK_ON_PROGRAMME, writes=True)
def remark_on_plan(request: PageRequest, programme_id: UUID) -> HttpResponse:
    """What a colleague thinks of the draft."""
    plan = plan_or_404(request, programme_id)
    if not programme.can_remark(request.actor, plan):
        raise Http404
    view = programme.view_of(plan)
    form = RemarkForm(request.POST or None, view=view, initial={"part": request.GET.get("part", "")})
    act = Act(
        heading=gettext("What do you think of the draft?"),
        back=to_plan(plan),
        do=gettext("Send it"),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: programme.remark(
            plan=plan,
            key=form.key(),
            words=form.cleaned_data["words"],
            suggestion=form.cleaned_data["suggestion"],
            by=request.actor,
            at=request.at,
        ),
        said=gettext("Thank you. Whoever writes the plan answers it."),
        where=reverse("plan_remarks", args=[plan.pk]),
    )


@page(allow=ORGANISE, writes=True)
def answer_plan_remark(request: PageRequest, plan_remark_id: UUID) -> HttpResponse:
    """Taken in or not, and why."""
    row = programme.remark_for(request.actor, plan_remark_id)
    if row is None:
        raise Http404
    form = AnswerRemarkForm(request.POST or None)
    told = [Fact(gettext("Remark"), row.words)]
    if row.suggestion:
        told.append(Fact(gettext("Proposed text"), row.suggestion))
    act = Act(
        heading=gettext("What do you answer?"),
        back=_to_remarks(row.plan),
        do=gettext("Answer"),
        facts=Facts(gettext("Remark"), tuple(told)),
        settled=Notice(Tone.INFO, str(RemarkState(row.state).label), row.answer)
        if row.state != RemarkState.OPEN
        else None,
    )
    return carry_out(
        request,
        act,
        form,
        lambda: programme.answer_remark(
            remark=row,
            is_taken=form.cleaned_data["is_taken"] == "yes",
            answer=form.cleaned_data["answer"],
            by=request.actor,
            at=request.at,
        ),
        said=gettext("It is answered."),
        where=act.back.href,
    )


@page(allow=ORGANISE, writes=True)
def send_plan_out(request: PageRequest, programme_id: UUID) -> HttpResponse:
    """Ask parties what they think of the draft."""
    plan = written_or_404(request, programme_id)
    form = SendOutForm(request.POST or None)
    act = Act(
        heading=gettext("Who is asked what they think of the draft?"),
        lead=gettext(
            "While it is out its text stays as it is. Hand it over as you usually do; answers are written down here."
        ),
        back=to_plan(plan),
        do=gettext("Send it out"),
        settled=_said(plan) if plan.state != PlanState.DRAFT else None,
    )
    return carry_out(
        request,
        act,
        form,
        lambda: programme.send_out(
            plan=plan,
            names=form.cleaned_data["names"].splitlines(),
            answer_by=form.cleaned_data["answer_by"],
            by=request.actor,
            at=request.at,
        ),
        said=gettext("The draft is out for comments."),
        where=_to_remarks(plan).href,
    )


@page(allow=ORGANISE, writes=True)
def answer_plan_referral(request: PageRequest, plan_referral_id: UUID) -> HttpResponse:
    """What a party answered, and what came of it."""
    row = programme.referral_for(request.actor, plan_referral_id)
    if row is None:
        raise Http404
    known = {name: getattr(row, name) for name in ("answered_on", "stand", "answer", "outcome")}
    form = AnswerForm(request.POST or None, initial=known)
    act = Act(
        heading=gettext("What did “%(party)s” answer?") % {"party": row.name},
        back=_to_remarks(row.plan),
        do=gettext("Save it"),
        settled=None if row.plan.state in programme.UNDER_WAY else _said(row.plan),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: programme.answer_referral(referral=row, facts=form.facts(), by=request.actor, at=request.at),
        said=gettext("It is written down."),
        where=act.back.href,
    )


@page(allow=ORGANISE, writes=True)
def take_plan_back(request: PageRequest, programme_id: UUID) -> HttpResponse:
    """Go on writing, with the answers at hand."""
    plan = written_or_404(request, programme_id)
    act = Act(
        heading=gettext("Go on writing?"),
        lead=gettext("The draft can be changed again. Who was asked, and what they answered, stays."),
        back=to_plan(plan),
        do=gettext("Go on writing"),
        settled=_said(plan) if plan.state != PlanState.REFERRAL else None,
    )
    return carry_out(
        request,
        act,
        NothingToFillIn(request.POST if request.method == "POST" else None),
        lambda: programme.take_back(plan=plan, by=request.actor, at=request.at),
        said=gettext("The draft can be changed again."),
        where=act.back.href,
    )


@page(allow=ORGANISE, writes=True)
def adopt_town_plan(request: PageRequest, programme_id: UUID) -> HttpResponse:
    """Write down that the plan is adopted."""
    plan = written_or_404(request, programme_id)
    form = AdoptForm(request.POST or None)
    act = Act(
        heading=gettext("Who adopted the plan, and when?"),
        lead=gettext(
            "From then on not a word of it changes: a new version is begun instead. It is public at once, and the version before it is replaced."
        ),
        back=to_plan(plan),
        do=gettext("It is adopted"),
        settled=None if plan.state in programme.UNDER_WAY else _said(plan),
        grave=True,
    )
    return carry_out(
        request,
        act,
        form,
        lambda: programme.adopt_plan(plan=plan, facts=form.facts(), by=request.actor, at=request.at),
        said=gettext("The plan is in force."),
        where=act.back.href,
    )


def _said(plan: Plan) -> Notice:
    return Notice(Tone.INFO, str(PlanState(plan.state).label))


def _to_remarks(plan: Plan) -> Action:
    return Action(gettext("Back to remarks and answers"), reverse("plan_remarks", args=[plan.pk]))
