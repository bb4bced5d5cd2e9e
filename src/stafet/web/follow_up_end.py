"""Looking back, and the certificate as a PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext

from stafet.followup import api as followup
from stafet.followup.api import Evaluation, EvaluationKind, GoalState, PlacementCertificate
from stafet.placements.api import How
from stafet.web import follow_up_forms as asked
from stafet.web import paper
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Notice, Tone
from stafet.web.follow_up import GUIDANCE, back_to, follow_up_or_404, row_or_404
from stafet.web.follow_up_acts import WRITE
from stafet.web.follow_up_parts import hours_words
from stafet.web.registry import PageRequest, page


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def write_evaluation(request: PageRequest, placement_id: UUID, evaluation_kind: str) -> HttpResponse:
    """Write down with the young person how it was."""
    if evaluation_kind not in EvaluationKind.values:
        raise Http404
    view, kind = follow_up_or_404(request, placement_id), EvaluationKind(evaluation_kind)
    row = next((each for each in view.evaluations if each.kind == kind), None)
    form = asked.EvaluationForm(request.POST or None, initial=known_words(row))
    del form.fields["may_be_told"]  # only they themselves say yes to that
    act = Act(
        heading=f"{kind.label}: {view.placement.person.name}",
        lead=gettext(
            "Write it down with them, in their words. They sign it with their own log-in, or on paper."
        ),
        back=back_to("follow_end", placement_id),
        do=gettext("Write it down"),
        settled=_signed(row),
    )

    def do() -> None:
        followup.write_evaluation(
            placement=view.placement, kind=kind, words=form.words(), by=request.actor, at=request.at
        )

    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def sign_evaluation(request: PageRequest, evaluation_id: UUID) -> HttpResponse:
    """They have signed on paper."""
    row = row_or_404(request, Evaluation, evaluation_id)
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    act = Act(
        heading=gettext("Has %(name)s signed on paper?") % {"name": row.person.name},
        lead=gettext("Keep the paper at the school. What is signed is not changed any more."),
        back=back_to("follow_end", row.placement_id),
        do=gettext("They have signed"),
        settled=_signed(row),
    )

    def do() -> None:
        followup.sign_evaluation(evaluation=row, how=How.PAPER, by=request.actor, at=request.at)

    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def issue_certificate(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """Days and hours are counted; the tasks are written."""
    view = follow_up_or_404(request, placement_id)
    known = {
        "tasks": view.agreement.tasks if view.agreement else "",
        "learned": "; ".join(each.words for each in view.goals if each.state == GoalState.REACHED),
    }
    form = asked.CertificateForm(request.POST or None, initial=known)
    told = {"days": write_number(view.totals.there), "hours": hours_words(view.totals.minutes)}
    act = Act(
        heading=gettext("Issue a certificate for %(name)s") % {"name": view.placement.person.name},
        lead=gettext("It will say %(days)s days and %(hours)s, as they are written down now.") % told,
        back=back_to("follow_end", placement_id),
        do=gettext("Issue the certificate"),
    )

    def do() -> None:
        followup.issue_certificate(
            placement=view.placement, **form.cleaned_data, by=request.actor, at=request.at
        )

    return carry_out(request, act, form, do, said=gettext("It is written down."), where=act.back.href)


@page(purpose=GUIDANCE, classes="AD")
def certificate_pdf(request: PageRequest, certificate_id: UUID) -> HttpResponse:
    """The certificate to print."""
    return make_certificate_pdf(row_or_404(request, PlacementCertificate, certificate_id))


def make_certificate_pdf(row: PlacementCertificate) -> HttpResponse:
    """A tagged PDF in the reader's language."""
    facts = (
        (gettext("Place"), row.host_name),
        (gettext("From"), write_day(row.first_day)),
        (gettext("To"), write_day(row.last_day)),
        (gettext("Days"), write_number(row.days)),
        (gettext("Hours"), hours_words(row.minutes)),
        (gettext("Tasks"), row.tasks),
        (gettext("Learned"), row.learned),
        (gettext("In the company’s words"), ", ".join(filter(None, (row.host_words, row.said_by)))),
        (gettext("Grown-up at the place"), row.supervisor),
        (gettext("School"), row.school_name),
    )
    told = {
        "title": gettext("Certificate of a placement"),
        "name": row.person.name,
        "items": [[term, value] for term, value in facts if value],
        "issued": gettext("Issued on %(day)s by %(who)s")
        % {"day": write_day(row.issued_on), "who": row.issued_by.name},
        "page": gettext("Page"),
    }
    return HttpResponse(
        paper.make_pdf("certificate", told),
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="certificate.pdf"'},
    )


def known_words(row: Evaluation | None) -> dict[str, object] | None:
    """What is written already."""
    if row is None:
        return None
    return {name: getattr(row, name) for name in ("well", "hard", "in_class", "next_words", "may_be_told")}


def _signed(row: Evaluation | None) -> Notice | None:
    if row is None or row.signed_at is None:
        return None
    return Notice(Tone.INFO, gettext("It is signed, so it is not changed any more."))
