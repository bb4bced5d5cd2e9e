"""Who could have which course, and why? One answer, what it proposes for each, and a person's yes or no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django_htmx.http import HttpResponseClientRedirect

from stafet.access import api as access
from stafet.introcourses import api as introcourses
from stafet.introcourses.api import Proposal, ProposalState, RoundState, Run, RunState
from stafet.kernel.matching import drawn_number
from stafet.kernel.sentences import SentenceError
from stafet.web import wish_round_parts
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Choice, Empty, Filters, Notice, Progress, Question, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page
from stafet.web.wish_round_forms import WhyForm, YesToTheseForm
from stafet.web.wish_rounds import back_to_round, round_or_404

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
_A_PAGE = 50


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def course_answer(request: PageRequest, course_answer_id: UUID) -> HttpResponse:
    """What it proposes for each, why, and which courses would have too few. Nobody is signed up until somebody says yes."""
    run = answer_or_404(request, course_answer_id)
    if run.state == RunState.WAITING:
        return HttpResponseRedirect(reverse("course_answer_waiting", args=[run.pk]))
    if run.state == RunState.STOPPED:
        return render(request, "wishes/stopped.html", {"run": run, "back": back_to_round(run.round)})
    seen = introcourses.seen_of_answer(run, on=request.today)
    which = request.GET.get("which", "")
    part = Paginator(_asked(run, which), _A_PAGE).get_page(request.GET.get("page"))
    request.saw(*(row.person_id for row in part))
    courses = {course.pk: course for course in introcourses.courses_of(run.round)}
    context = {
        "run": run,
        "title": wish_round_parts.answer_title(run)
        if seen.all_told
        else gettext("What is proposed for those you may see"),
        "rest": wish_round_parts.rest_words(seen),
        "verdict": wish_round_parts.verdict(run),
        "newer": _newer(run),
        "below": wish_round_parts.below_rows(run, courses),
        "ranks": wish_round_parts.rank_table(run) if seen.all_told else None,
        "priorities": wish_round_parts.priority_words(),
        "yes": reverse("accept_course_proposals", args=[run.pk]) if _is_decidable(run) else "",
        "again": reverse("order_course_answer", args=[run.round_id]) if _is_kept(request, run) else "",
        "filters": _filters(run, which),
        "work": WorkList(
            heading=gettext("What is proposed"),
            rows=tuple(_row(row, run) for row in part),
            empty=Empty(gettext("Nobody you may see is here")),
            count=write_number(part.paginator.count),
            name="proposals",
            pager=page_pager(part, which=which),
        ),
        "back": back_to_round(run.round),
    }
    return render(request, "wishes/answer.html", context)


@page(allow=WRITE)
def course_answer_waiting(request: PageRequest, course_answer_id: UUID) -> HttpResponse:
    """While a job works it out. Anybody may leave and come back."""
    run = answer_or_404(request, course_answer_id)
    if run.state != RunState.WAITING:
        there = reverse("course_answer", args=[run.pk])
        return HttpResponseClientRedirect(there) if request.htmx else HttpResponseRedirect(there)
    progress = Progress(
        heading=gettext("Working out who could have which course"),
        doing=gettext("Waiting for its turn, or being worked out."),
        usually=gettext("A town takes less than a second; it ends after %(seconds)d seconds at most.")
        % {"seconds": 60},
        done=0,
        total=None,
        poll_href=reverse("course_answer_waiting", args=[run.pk]),
        leave_href=wish_round_parts.to_round(run.round),
        refresh_seconds=2,
    )
    context = {"progress": progress, "run": run, "back": back_to_round(run.round)}
    return render(request, "wishes/waiting.html", context)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def accept_course_proposals(request: PageRequest, course_answer_id: UUID) -> HttpResponse:
    """Yes to all who are left marked, of those the reader may see."""
    run = answer_or_404(request, course_answer_id)
    rows = list(
        introcourses.course_proposals_of(run).filter(state=ProposalState.PROPOSED, course__isnull=False)
    )
    request.saw(*(row.person_id for row in rows))
    form = YesToTheseForm(
        request.POST if request.method == "POST" else None,
        found={str(row.pk): (row, _choice_words(row)) for row in rows},
    )
    nobody = Notice(Tone.INFO, gettext("Nothing waits for a yes here"))
    act = Act(
        heading=gettext("Who is signed up for the course that is proposed?"),
        lead=gettext(
            "Take the mark away from those you do not agree to yet. Those who are signed up see it on their own page."
        ),
        back=_back(run),
        do=gettext("Sign them up"),
        settled=None if rows and _is_decidable(run) else nobody,
    )
    if request.method != "POST" or act.settled is not None or not form.is_valid():
        return ask(request, act, form)
    try:
        with access.job_scope(run.municipality_id):
            decided = introcourses.accept_all(proposals=form.chosen(), by=request.actor, at=request.at)
    except SentenceError as error:
        refuse(form, error)
        return ask(request, act, form)
    return done(request, _decided_words(decided), act.back.href)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def course_proposal(request: PageRequest, course_proposal_id: UUID) -> HttpResponse:
    """What is proposed for somebody, what became of each wish, and for none what would have to give way."""
    row = proposal_or_404(request, course_proposal_id)
    titles = wish_round_parts.titles_of(introcourses.courses_of(row.round))
    is_open = row.state == ProposalState.PROPOSED and row.course_id is not None and _is_decidable(row.run)
    names = (
        (gettext("Sign them up"), "accept_course_proposal"),
        (gettext("Not this one"), "refuse_course_proposal"),
    )
    facts = (
        Fact(gettext("Why it is not to be"), row.because),
        Fact(gettext("Key in the lot"), str(row.entry_id)),
        Fact(
            gettext("Number in the lot"),
            str(drawn_number(row.run.asked["seed"], str(row.entry_id), str(row.course_id or ""))),
        ),
    )
    context = {
        "row": row,
        "what": wish_round_parts.proposal_words(row),
        "state": wish_round_parts.decided_words(row),
        "wishes": wish_round_parts.wish_table(row, titles) if row.why.get("wishes") else None,
        "ways_out": wish_round_parts.ways_out(row, titles),
        "facts": Facts(gettext("What the answer goes by"), tuple(fact for fact in facts if fact.value)),
        "acts": tuple(Action(text, reverse(name, args=[row.pk])) for text, name in names) if is_open else (),
        "back": _back(row.run),
    }
    return render(request, "wishes/proposal.html", context)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def accept_course_proposal(request: PageRequest, course_proposal_id: UUID) -> HttpResponse:
    """Yes to one: they are signed up."""
    row = proposal_or_404(request, course_proposal_id)
    act = _act(
        row,
        gettext("Sign %(name)s up for “%(course)s”?") % {"course": row.title, "name": row.person.name},
        gettext("Sign them up"),
        gettext("They see it on their own page, and so does their home."),
    )
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    return _decide(
        request,
        row,
        act,
        form,
        lambda: introcourses.accept_proposal(proposal=row, by=request.actor, at=request.at),
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def refuse_course_proposal(request: PageRequest, course_proposal_id: UUID) -> HttpResponse:
    """Not this one, and why: no later answer of the round proposes it again."""
    row = proposal_or_404(request, course_proposal_id)
    form = WhyForm(request.POST or None)
    act = _act(
        row,
        gettext("Not “%(course)s” for %(name)s?") % {"course": row.title, "name": row.person.name},
        gettext("Not this one"),
        gettext("No later answer of this round proposes it again. Let it be worked out again afterwards."),
    )
    return _decide(
        request,
        row,
        act,
        form,
        lambda: introcourses.refuse_proposal(
            proposal=row, because=form.cleaned_data["because"], by=request.actor, at=request.at
        ),
    )


def answer_or_404(request: PageRequest, run_id: UUID) -> Run:
    """An answer of a round of the reader's town."""
    run = Run.objects.select_related("round__organiser").filter(pk=run_id).first()
    if run is None:
        raise Http404
    round_or_404(request, run.round_id)
    return run


def proposal_or_404(request: PageRequest, proposal_id: UUID) -> Proposal:
    """A proposal for somebody the reader may see."""
    row = introcourses.course_proposal(proposal_id)
    if row is None or not introcourses.can_decide_proposal(request.actor, row):
        raise Http404
    request.saw(row.person_id)
    return row


def _asked(run: Run, which: str) -> QuerySet[Proposal]:
    rows = introcourses.course_proposals_of(run)
    if which == "none":
        return rows.filter(course=None)
    if which in set(ProposalState.values):
        return rows.filter(state=which, course__isnull=False)
    return rows


def _is_decidable(run: Run) -> bool:
    """Whether a yes to it can be said: it is sound, the round is closed, and no newer one has been worked out."""
    return run.is_sound and run.round.state == RoundState.CLOSED and _newer(run) is None


def _is_kept(request: PageRequest, run: Run) -> bool:
    is_closed = run.round.state == RoundState.CLOSED
    return is_closed and introcourses.can_keep_round(request.actor, run.round)


def _newer(run: Run) -> Notice | None:
    newest = introcourses.answers_of(run.round).filter(state=RunState.DONE).first()
    if newest is None or newest.pk == run.pk:
        return None
    return Notice(
        Tone.INFO,
        gettext("There is a newer answer"),
        gettext("Answer %(number)d was worked out later: decide there. Whoever was signed up here stays so.")
        % {"number": newest.number},
    )


def _row(row: Proposal, run: Run) -> WorkRow:
    href = reverse("course_proposal", args=[row.pk])
    entry = row.entry
    return WorkRow(
        name=row.person.name,
        href=href,
        detail=", ".join(filter(None, (entry.school.name if entry.school else "", entry.class_name))),
        why=wish_round_parts.proposal_words(row),
        since=wish_round_parts.decided_words(row),
        action=Action(
            gettext("Decide")
            if row.state == ProposalState.PROPOSED and row.course_id is not None and run.is_sound
            else gettext("Why?"),
            href,
        ),
    )


def _choice_words(row: Proposal) -> str:
    who = f"{row.person.name}, {row.entry.class_name}" if row.entry.class_name else row.person.name
    return f"{who}: {wish_round_parts.proposal_words(row)}"


def _decided_words(decided: introcourses.Decided) -> str:
    words = ngettext("%(count)d is signed up.", "%(count)d are signed up.", decided.signed_up)
    said = words % {"count": decided.signed_up}
    if decided.left:
        more = ngettext(
            "%(count)d could not be: a seat or their hours are taken by now. Open them to see why, or let it be worked out again.",
            "%(count)d could not be: a seat or their hours are taken by now. Open them to see why, or let it be worked out again.",
            decided.left,
        )
        said = f"{said} {more % {'count': decided.left}}"
    return said


def _filters(run: Run, which: str) -> Filters:
    choices: Sequence[tuple[str, str]] = (
        ("", gettext("Everybody")),
        ("none", gettext("Those without a course")),
        *((state.value, str(state.label)) for state in ProposalState),
    )
    question = Question(
        "which",
        gettext("Whom do you want to see?"),
        tuple(Choice(key, text, key == which) for key, text in choices),
    )
    here = reverse("course_answer", args=[run.pk])
    return Filters(action=here, questions=(question,), clear_href=here if which else "", swaps="proposals")


def _act(row: Proposal, heading: str, do: str, lead: str) -> Act:
    is_open = row.state == ProposalState.PROPOSED and row.course_id is not None
    words = wish_round_parts.decided_words(row) or gettext("Nothing is proposed for them")
    return Act(
        heading=heading,
        lead=lead,
        back=Action(gettext("Back to the proposal"), reverse("course_proposal", args=[row.pk])),
        do=do,
        settled=None if is_open else Notice(Tone.INFO, words),
    )


def _decide(
    request: PageRequest, row: Proposal, act: Act, form: forms.Form, do: Callable[[], object]
) -> HttpResponse:
    """A seat is everybody's, so it is given in the scope of the town's job, once it was shown that the pupil may be seen."""

    def in_the_town() -> None:
        with access.job_scope(row.municipality_id):
            do()

    where = reverse("course_answer", args=[row.run_id])
    return carry_out(request, act, form, in_the_town, said=gettext("It is written down."), where=where)


def _back(run: Run) -> Action:
    return Action(gettext("Back to the answer"), reverse("course_answer", args=[run.pk]))
