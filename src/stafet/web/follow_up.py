"""One placement while it lasts: what is due now, what they learn, which days they are there, how it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.followup import api as followup
from stafet.followup.api import EvaluationKind, FollowUp, GoalState, IssueState, LinkUse, LogEntry
from stafet.kernel.privacy import DataClass
from stafet.web import follow_up_parts as shown
from stafet.web import placement_parts
from stafet.web.components.days import write_day
from stafet.web.components.parts import Action, Notice, Tab, Tabs, Tone
from stafet.web.follow_up_parts import Part
from stafet.web.person import around, identity_or_404
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
R = TypeVar("R", bound=Model)
_A_DAY = timedelta(days=1)


@page(purpose=GUIDANCE, classes="ADE")
def follow_up(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """What is due: talks, difficulties, what went wrong."""
    view = follow_up_or_404(request, placement_id)
    works = _works(request, view)
    return _show(
        request,
        view,
        "follow_up",
        _talks(request, view, works=works),
        _issues(request, view, works=works),
        _incidents(view, works=works),
    )


@page(purpose=GUIDANCE, classes="AD")
def follow_learning(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """What they want to learn, and their own log."""
    view = follow_up_or_404(request, placement_id)
    return _show(request, view, "follow_learning", *_learning(view, works=_works(request, view)))


@page(purpose=GUIDANCE, classes="AD")
def follow_days(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """The plan of the year, and what became of each day."""
    view = follow_up_or_404(request, placement_id)
    works = _works(request, view)
    return _show(
        request,
        view,
        "follow_days",
        _plan(request, view, works=works),
        _attendance(request, view, works=works),
    )


@page(purpose=GUIDANCE, classes="AD")
def follow_end(request: PageRequest, placement_id: UUID) -> HttpResponse:
    """Looking back, and the certificate."""
    view = follow_up_or_404(request, placement_id)
    works = followup.can_follow_up(request.actor)
    return _show(
        request, view, "follow_end", _evaluations(view, works=works), _certificates(view, works=works)
    )


def follow_up_or_404(request: PageRequest, placement_id: UUID) -> FollowUp:
    """Everything of one placement, for those who may see the person; what has no agreement yet is not followed up."""
    view = followup.follow_up(placement_id)
    if view is None:
        raise Http404
    request.saw(view.placement.person_id)
    return view


def row_or_404(request: PageRequest, model: type[R], key: UUID) -> R:
    """One row of a placement, for those who may see the person."""
    rows = model._default_manager.filter(access.visible(DataClass.PROCESS))
    row = get_object_or_404(rows.select_related("placement", "person"), pk=key)
    request.saw(row.person_id)  # type: ignore[attr-defined]
    return row


def back_to(name: str, placement_id: UUID) -> Action:
    """The way back to one of the four."""
    return Action(gettext("Back to the follow-up"), reverse(name, args=[placement_id]))


def readers_words() -> str:
    """Who reads the log."""
    return gettext(
        "The log is read by the young person, by those with custody until the 18th birthday, and by those at the school and in guidance who follow this placement. The company does not read it."
    )


def _works(request: PageRequest, view: FollowUp) -> bool:
    return followup.can_follow_up(request.actor) and view.is_followed


def _show(request: PageRequest, view: FollowUp, current: str, *parts: Part) -> HttpResponse:
    placement = view.placement
    identity = identity_or_404(request, placement.person_id)
    names = (
        ("follow_up", gettext("Talks and difficulties")),
        ("follow_learning", gettext("Goals and log")),
        ("follow_days", gettext("Days and plan")),
        ("follow_end", gettext("Evaluation and certificate")),
    )
    tabs = tuple(Tab(text, reverse(name, args=[placement.pk]), name == current) for name, text in names)
    host = placement.place.host.name if placement.place else ""
    context = around(request, identity, "person_placement") | {
        "tabs": Tabs(gettext("Follow-up"), tabs),
        "title": ", ".join(filter(None, (placement_parts.title(placement), host))),
        "state": placement_parts.end_words(placement),
        "back": placement_parts.back_to_person(placement.person_id),
        "parts": parts,
    }
    return render(request, "follow_up/page.html", context)


def _talks(request: PageRequest, view: FollowUp, *, works: bool) -> Part:
    planned = view.planned_checks
    key = view.placement.pk
    acts = (
        Action(gettext("Plan a talk"), reverse("plan_check_in", args=[key])),
        Action(gettext("Plan one with each of the five"), reverse("plan_all_check_ins", args=[key])),
    )
    return Part(
        gettext("Talks"),
        tuple(shown.check_card(each, today=request.today, acts=works) for each in planned),
        lead=gettext(
            "With the young person, those at home, the company, the contact teacher and the counsellor. Whoever writes down one plans the next."
        ),
        empty=gettext("No talk is planned."),
        table=shown.checks_table(view.checks),
        acts=acts if works else (),
    )


def _issues(request: PageRequest, view: FollowUp, *, works: bool) -> Part:
    ordered = sorted(view.issues, key=lambda each: each.state == IssueState.CLOSED)
    act = Action(gettext("Tell the class team"), reverse("tell_issue", args=[view.placement.pk]))
    return Part(
        gettext("Difficulties"),
        tuple(shown.issue_card(each, today=request.today, acts=works) for each in ordered),
        lead=gettext(
            "The leader and the teachers of the class get a message that names nobody, and read it here."
        ),
        empty=gettext("Nothing is difficult, as far as anybody has told."),
        acts=(act,) if works else (),
    )


def _incidents(view: FollowUp, *, works: bool) -> Part:
    few = followup.may_know_harm(view.placement.pk)
    act = Action(gettext("Write down what happened"), reverse("record_incident", args=[view.placement.pk]))
    return Part(
        gettext("Accidents and near misses"),
        tuple(
            shown.incident_card(each, view.harms.get(each.pk), few=few, acts=works) for each in view.incidents
        ),
        lead=gettext(
            "Keep it short. Whether and when an authority must be told is for the school to look up (to verify)."
        ),
        empty=gettext("Nothing has happened."),
        acts=(act,) if works else (),
    )


def _learning(view: FollowUp, *, works: bool) -> tuple[Part, Part]:
    ordered = sorted(view.goals, key=lambda each: each.state != GoalState.OPEN)
    act = Action(gettext("Set a goal"), reverse("set_goal", args=[view.placement.pk]))
    goals = Part(
        gettext("What they want to learn"),
        tuple(
            shown.goal_card(
                each, shown.goal_acts(each, reverse("settle_goal", args=[each.pk, "MOVE"])) if works else ()
            )
            for each in ordered
        ),
        empty=gettext("No goal is set. A few are set at the start, with the young person."),
        acts=(act,) if works else (),
    )
    log = Part(
        gettext("Their log"),
        tuple(
            shown.entry_card(
                each,
                (_answer(each),) if works else (),
            )
            for each in view.entries
        ),
        lead=readers_words(),
        empty=gettext("They have not written yet. They do that with their own log-in, under “Placement”."),
    )
    return goals, log


def _answer(entry: LogEntry) -> Action:
    words = gettext("Change the answer") if entry.answer else gettext("Answer it")
    return Action(words, reverse("answer_entry", args=[entry.pk]))


def _plan(request: PageRequest, view: FollowUp, *, works: bool) -> Part:
    key = view.placement.pk
    acts = (
        Action(gettext("Plan some weeks"), reverse("plan_period", args=[key])),
        Action(
            gettext("Ask the company to confirm it"),
            reverse("ask_host_about", args=[key, LinkUse.PLAN.value]),
        ),
        Action(gettext("When school is closed"), reverse("school_breaks")),
    )
    cards = tuple(
        shown.Card(
            gettext("%(first)s to %(last)s")
            % {
                "first": write_day(each.starts_on),
                "last": write_day(each.ends_on - _A_DAY),
            },
            each.words,
            acts=(Action(gettext("Plan it otherwise"), reverse("change_period", args=[each.pk])),)
            if works
            else (),
        )
        for each in view.plan.periods
    )
    waits = _waits(request, view, LinkUse.PLAN)
    told = (
        gettext("The company has been asked to confirm the plan, and has not answered yet.") if waits else ""
    )
    return Part(
        gettext("The plan"), cards, lead=told, notice=shown.plan_notice(view.plan), acts=acts if works else ()
    )


def _waits(request: PageRequest, view: FollowUp, use: LinkUse) -> bool:
    """Whether the company has a link for this that still works."""
    return any(link.use == use for link in followup.open_links(view.placement, at=request.at))


def _attendance(request: PageRequest, view: FollowUp, *, works: bool) -> Part:
    key = view.placement.pk
    acts = (
        Action(gettext("Say which days they were there"), reverse("mark_days", args=[key])),
        Action(
            gettext("Ask the company by a link"), reverse("ask_host_about", args=[key, LinkUse.DAYS.value])
        ),
        Action(gettext("Correct a day"), reverse("correct_day", args=[key])),
    )
    told = [shown.totals_words(view.totals, view.plan.before(request.today))]
    if _waits(request, view, LinkUse.DAYS):
        told.append(
            gettext("The company has been asked which days they were there, and has not answered yet.")
        )
    return Part(
        gettext("Days"),
        lead=" ".join(told),
        table=shown.days_table(view),
        acts=acts if works else (),
    )


def _evaluations(view: FollowUp, *, works: bool) -> Part:
    placement = view.placement
    cards = []
    for row in view.evaluations:
        acts = []
        if works and row.signed_at is None:
            acts.append(
                Action(gettext("Write it on"), reverse("write_evaluation", args=[placement.pk, row.kind]))
            )
            acts.append(Action(gettext("Signed on paper"), reverse("sign_evaluation", args=[row.pk])))
        if works and not row.host_words:
            acts.append(
                Action(gettext("Ask the company for a few words"), reverse("ask_for_words", args=[row.pk]))
            )
        cards.append(shown.evaluation_card(row, tuple(acts)))
    begun = {row.kind for row in view.evaluations}
    begin = tuple(
        Action(
            gettext("Write: %(kind)s") % {"kind": kind.label},
            reverse("write_evaluation", args=[placement.pk, kind.value]),
        )
        for kind in EvaluationKind
        if kind.value not in begun
    )
    return Part(
        gettext("Looking back"),
        tuple(cards),
        lead=gettext(
            "In the young person’s own words, signed by them: before it begins, mid-way, at the end."
        ),
        empty=gettext("Nothing is written yet."),
        acts=begin if works else (),
    )


def _certificates(view: FollowUp, *, works: bool) -> Part:
    act = Action(gettext("Issue a certificate"), reverse("issue_certificate", args=[view.placement.pk]))
    return Part(
        gettext("Certificate"),
        tuple(
            shown.certificate_card(each, reverse("certificate_pdf", args=[each.pk]))
            for each in view.certificates
        ),
        lead=gettext("Days, hours, tasks and who was there. No grades."),
        empty=gettext("No certificate is issued yet."),
        notice=None
        if view.totals.there
        else Notice(Tone.INFO, gettext("Write down the days first: a certificate counts them.")),
        acts=(act,) if works and view.totals.there else (),
    )
