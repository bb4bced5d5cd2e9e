"""Is their work enough to live and build on? Of one young person: jobs and hours; of all: where they stand."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.attachment import api as attachment
from stafet.kernel.sentences import SentenceError
from stafet.pathways import api as pathways
from stafet.pathways.api import EndReason
from stafet.web import work_parts
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Empty
from stafet.web.components.work import WorkList
from stafet.web.finding import person_or_404
from stafet.web.person import around, identity_or_404
from stafet.web.registry import PageRequest, page
from stafet.web.work_forms import EndJobForm, HoursForm, JobForm

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
_A_PAGE = 50


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def where_they_stand(request: PageRequest) -> HttpResponse:
    """Education or steady work: how many stand where, and whose work is to be looked at."""
    lines = attachment.work_not_steady(today=request.today)
    part = Paginator(lines, _A_PAGE).get_page(request.GET.get("page"))
    request.saw(*(line.person_id for line in part))
    stands = attachment.where_they_stand(today=request.today)
    context = {
        "stands": work_parts.stands_table(stands, today=request.today),
        "base": stands.base,
        "work": WorkList(
            heading=gettext("Whose work is to be looked at"),
            rows=tuple(map(work_parts.work_row, part)),
            empty=Empty(gettext("All work that is known is steady, and seen this month")),
            name="work",
            pager=page_pager(part),
        ),
        "rules": work_parts.rule_facts(attachment.steady_work_on(request.today)),
    }
    return render(request, "attachment/stand.html", context)


@page(purpose=GUIDANCE, classes="AD")
def person_work(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Every job with its hours, and what they are together."""
    identity = identity_or_404(request, person_id)
    view = attachment.work_of(person_id, municipality_id=identity.municipality_id, today=request.today)
    writes = attachment.can_write_work(request.actor)
    context = {
        "verdict": work_parts.verdict(view, today=request.today),
        "running": [work_parts.job_part(job, writes=writes) for job in view.running],
        "earlier": [work_parts.job_part(job, writes=writes, runs=False) for job in view.earlier],
        "new_job": reverse("record_job", args=[person_id]) if writes else "",
        "rules": work_parts.rule_facts(attachment.steady_work_on(request.today)) if view.judged else None,
    }
    return render(request, "person/work.html", around(request, identity, "person_work") | context)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def record_job(request: PageRequest, person_id: UUID) -> HttpResponse:
    """A job that no register tells of."""
    person = person_or_404(request, person_id)
    form = JobForm(request.POST or None, initial={"starts_on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            job = attachment.record_job(person=person, by=request.actor, at=request.at, **form.cleaned_data)
            return done(
                request,
                gettext("The job is written down. Write down the hours, too."),
                reverse("record_hours", args=[job.pk]),
            )
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Where does %(name)s work?") % {"name": person.name},
        lead=gettext("Only work with an employer. A placement belongs under Placement."),
        back=_back(person_id),
        do=gettext("Write it down"),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def record_hours(request: PageRequest, job_id: UUID) -> HttpResponse:
    """The hours of a month."""
    job = _job_or_404(request, job_id)
    form = HoursForm(request.POST or None, job=job, today=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            attachment.record_hours(job=job, draft=form.draft(), by=request.actor, at=request.at)
            return _saved(request, job)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("How many hours at %(employer)s?") % {"employer": work_parts.employer_of(job)},
        lead=gettext("What was written for a month before is put right. Hours are seen anew every month."),
        back=_back(job.person_id),
        do=gettext("Save the hours"),
    )
    return ask(request, act, form)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def end_job(request: PageRequest, job_id: UUID) -> HttpResponse:
    """A job is over."""
    job = _job_or_404(request, job_id)
    form = EndJobForm(request.POST or None, initial={"last_day": request.today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        reason = EndReason(data["reason"])
        try:
            attachment.end_job(
                job=job, last_day=data["last_day"], reason=reason, by=request.actor, at=request.at
            )
            return _saved(request, job)
        except SentenceError as error:
            refuse(form, error)
    act = Act(
        heading=gettext("Is the job at %(employer)s over?") % {"employer": work_parts.employer_of(job)},
        lead=gettext("See to it that the next step has a date: what comes instead?"),
        back=_back(job.person_id),
        do=gettext("End the job"),
    )
    return ask(request, act, form)


def _job_or_404(request: PageRequest, job_id: UUID) -> pathways.Spell:
    job = attachment.job_seen(job_id)
    if job is None:
        raise Http404
    request.saw(job.person_id)
    return job


def _saved(request: PageRequest, job: pathways.Spell) -> HttpResponse:
    return done(request, gettext("It is written down."), reverse("person_work", args=[job.person_id]))


def _back(person_id: UUID) -> Action:
    return Action(gettext("Back to work"), reverse("person_work", args=[person_id]))
