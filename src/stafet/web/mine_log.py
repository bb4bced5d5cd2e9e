"""My days at the place: what I want to learn, what I did, how it was, and the certificate I take along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.access import api as access
from stafet.followup import api as followup
from stafet.followup.api import EvaluationKind, FollowUp, GoalMove
from stafet.kernel.sentences import SentenceError
from stafet.own import api as own
from stafet.placements.api import How, Voice
from stafet.web import follow_up_forms as asked
from stafet.web import follow_up_parts as shown
from stafet.web import placement_parts
from stafet.web.acting import NothingToFillIn
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.parts import Action, Notice, Tone
from stafet.web.follow_up import readers_words
from stafet.web.follow_up_end import known_words, make_certificate_pdf
from stafet.web.follow_up_parts import Part
from stafet.web.mine import around_mine, mine_or_404
from stafet.web.registry import PageRequest, own_page

_ME = Voice.YOUNG_PERSON
_A_MONTH = timedelta(weeks=4)
"""So far ahead one's own page shows the days at the place; the plan has them all."""


@own_page(classes="AD")
def my_log(request: PageRequest, person_id: UUID, placement_id: UUID) -> HttpResponse:
    """My goals, my log, my days, and looking back."""
    around = around_mine(request, person_id, "my_placement")
    login, view = _mine_or_404(request, person_id, placement_id)
    writes = login.capacity is own.Capacity.SELF and view.is_followed
    context = around | {
        "title": placement_parts.title(view.placement),
        "readers": readers_words(),
        "back": Action(gettext("Back to my placement"), reverse("my_placement", args=[person_id])),
        "parts": (
            _log(view, writes=writes),
            _goals(view, writes=writes),
            _days(request, view),
            _looking_back(view, writes=writes),
            *_told_about_me(request, view),
        ),
    }
    return render(request, "mine/log.html", context)


@own_page(classes="AD", writes=True)
def write_my_day(request: PageRequest, person_id: UUID, placement_id: UUID) -> HttpResponse:
    """One day, in my words."""
    login, view = _self_or_404(request, person_id, placement_id)
    days = [each.day for each in view.plan.days if each.day <= request.today]
    form = asked.EntryForm(request.POST or None, initial={"day": days[-1] if days else request.today})
    act = Act(
        heading=gettext("How was your day at the place?"),
        lead=gettext(
            "Write as you would say it. If you write about the same day again, the new words stand."
        ),
        back=_back(person_id, placement_id),
        do=gettext("Keep it"),
    )

    def do() -> None:
        followup.write_entry(
            placement=view.placement, facts=form.facts(), voice=_ME, by=request.actor, at=request.at
        )

    return _ask_own(request, login, act, form, do)


@own_page(classes="AD", writes=True)
def set_my_goal(request: PageRequest, person_id: UUID, placement_id: UUID) -> HttpResponse:
    """What I want to learn."""
    login, view = _self_or_404(request, person_id, placement_id)
    form = asked.GoalForm(request.POST or None)
    act = Act(
        heading=gettext("What do you want to learn?"),
        back=_back(person_id, placement_id),
        do=gettext("Set the goal"),
    )

    def do() -> None:
        followup.set_goal(
            placement=view.placement,
            words=form.cleaned_data["words"],
            voice=_ME,
            by=request.actor,
            at=request.at,
        )

    return _ask_own(request, login, act, form, do)


@own_page(classes="AD", writes=True)
def settle_my_goal(
    request: PageRequest, person_id: UUID, learning_goal_id: UUID, goal_move: str
) -> HttpResponse:
    """I can do it now; or I could not."""
    if goal_move not in GoalMove.values:
        raise Http404
    row = followup.LearningGoal.objects.filter(pk=learning_goal_id, person_id=person_id).first()
    if row is None:
        raise Http404
    login, view = _self_or_404(request, person_id, row.placement_id)
    goal = next((each for each in view.goals if each.pk == learning_goal_id), None)
    if goal is None:
        raise Http404
    form = asked.SettleForm(request.POST or None)
    what = GoalMove(goal_move)
    act = Act(
        heading=f"{goal.words}: {what.label}",
        back=_back(person_id, view.placement.pk),
        do=gettext("Write it down"),
    )

    def do() -> None:
        followup.settle_goal(
            goal=goal,
            what=what,
            words=form.cleaned_data["words"],
            voice=_ME,
            by=request.actor,
            at=request.at,
        )

    return _ask_own(request, login, act, form, do)


@own_page(classes="AD", writes=True)
def write_my_evaluation(
    request: PageRequest, person_id: UUID, placement_id: UUID, evaluation_kind: str
) -> HttpResponse:
    """How it is, in my words; I sign it afterwards."""
    if evaluation_kind not in EvaluationKind.values:
        raise Http404
    login, view = _self_or_404(request, person_id, placement_id)
    kind = EvaluationKind(evaluation_kind)
    row = next((each for each in view.evaluations if each.kind == kind), None)
    form = asked.EvaluationForm(request.POST or None, initial=known_words(row))
    signed = Notice(Tone.INFO, gettext("It is signed, so it is not changed any more."))
    act = Act(
        heading=gettext("How is it? (%(when)s)") % {"when": kind.label},
        lead=gettext("Nobody grades it. When you are done you sign it."),
        back=_back(person_id, placement_id),
        do=gettext("Keep it"),
        settled=signed if row is not None and row.signed_at else None,
    )

    def do() -> None:
        followup.write_evaluation(
            placement=view.placement,
            kind=kind,
            words=form.words(),
            voice=_ME,
            by=request.actor,
            at=request.at,
        )

    return _ask_own(request, login, act, form, do)


@own_page(classes="AD", writes=True)
def sign_my_evaluation(request: PageRequest, person_id: UUID, evaluation_id: UUID) -> HttpResponse:
    """These are my words."""
    row = followup.Evaluation.objects.filter(pk=evaluation_id, person_id=person_id).first()
    if row is None:
        raise Http404
    login, _ = _self_or_404(request, person_id, row.placement_id)
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    card = shown.evaluation_card(row)
    act = Act(
        heading=gettext("Do you sign your words?"),
        notice=Notice(Tone.INFO, card.title, points=card.lines),
        back=_back(person_id, row.placement_id),
        do=gettext("Sign"),
        settled=Notice(Tone.INFO, gettext("It is signed, so it is not changed any more."))
        if row.signed_at
        else None,
    )

    def do() -> None:
        followup.sign_evaluation(evaluation=row, how=How.LOG_IN, voice=_ME, by=request.actor, at=request.at)

    return _ask_own(request, login, act, form, do)


@own_page(classes="AD")
def my_certificate_pdf(request: PageRequest, person_id: UUID, certificate_id: UUID) -> HttpResponse:
    """My certificate to print."""
    mine_or_404(request, person_id)
    rows = followup.PlacementCertificate.objects.filter(person_id=person_id)
    row = rows.select_related("person", "issued_by").filter(pk=certificate_id).first()
    if row is None:
        raise Http404
    return make_certificate_pdf(row)


def log_action(person_id: UUID, placement_id: UUID) -> Action:
    """The way to my days."""
    return Action(gettext("My days at the place"), reverse("my_log", args=[person_id, placement_id]))


def _log(view: FollowUp, *, writes: bool) -> Part:
    placement = view.placement
    act = Action(
        gettext("Write about a day"), reverse("write_my_day", args=[placement.person_id, placement.pk])
    )
    return Part(
        gettext("My log"),
        tuple(shown.entry_card(each) for each in view.entries),
        empty=gettext("Nothing is written yet."),
        acts=(act,) if writes else (),
    )


def _goals(view: FollowUp, *, writes: bool) -> Part:
    placement = view.placement
    act = Action(gettext("Set a goal"), reverse("set_my_goal", args=[placement.person_id, placement.pk]))
    return Part(
        gettext("What I want to learn"),
        tuple(
            shown.goal_card(
                each,
                shown.goal_acts(each, reverse("settle_my_goal", args=[placement.person_id, each.pk, "MOVE"]))
                if writes
                else (),
            )
            for each in view.goals
        ),
        empty=gettext("No goal is set yet."),
        acts=(act,) if writes else (),
    )


def _days(request: PageRequest, view: FollowUp) -> Part:
    lead = shown.totals_words(view.totals, view.plan.before(request.today))
    until = request.today + _A_MONTH
    return Part(gettext("Days"), lead=lead, table=shown.days_table(view, until=until))


def _told_about_me(request: PageRequest, view: FollowUp) -> tuple[Part, ...]:
    """What others have written down: talks, difficulties, what went wrong. Nothing of it is hidden from those it is about."""
    troubles = (
        *(shown.issue_card(each, today=request.today, acts=False) for each in view.issues),
        *(shown.incident_card(each, None, few=True, acts=False) for each in view.incidents),
    )
    talks = Part(
        gettext("Talks about my placement"),
        tuple(shown.check_card(each, today=request.today, acts=False) for each in view.planned_checks),
        empty=gettext("No talk is planned."),
        table=shown.checks_table(view.checks),
    )
    hard = Part(
        gettext("What is difficult, and what has happened"),
        troubles,
        empty=gettext("Nothing is written down."),
    )
    return talks, hard


def _looking_back(view: FollowUp, *, writes: bool) -> Part:
    placement = view.placement
    whose = placement.person_id
    cards = []
    for row in view.evaluations:
        acts: tuple[Action, ...] = ()
        if writes and row.signed_at is None:
            acts = (
                Action(
                    gettext("Write it on"),
                    reverse("write_my_evaluation", args=[whose, placement.pk, row.kind]),
                ),
                Action(gettext("Sign"), reverse("sign_my_evaluation", args=[whose, row.pk])),
            )
        cards.append(shown.evaluation_card(row, acts))
    cards += [
        shown.certificate_card(each, reverse("my_certificate_pdf", args=[whose, each.pk]))
        for each in view.certificates
    ]
    begun = {row.kind for row in view.evaluations}
    begin = tuple(
        Action(
            gettext("Write: %(kind)s") % {"kind": kind.label},
            reverse("write_my_evaluation", args=[whose, placement.pk, kind.value]),
        )
        for kind in EvaluationKind
        if kind.value not in begun
    )
    return Part(
        gettext("Looking back"),
        tuple(cards),
        empty=gettext("Nothing is written yet."),
        acts=begin if writes else (),
    )


def _mine_or_404(request: PageRequest, person_id: UUID, placement_id: UUID) -> tuple[own.OwnLogin, FollowUp]:
    login, _ = mine_or_404(request, person_id)
    view = followup.follow_up(placement_id)
    if view is None or view.placement.person_id != person_id or view.agreement is None:
        raise Http404
    return login, view


def _self_or_404(request: PageRequest, person_id: UUID, placement_id: UUID) -> tuple[own.OwnLogin, FollowUp]:
    """Only the young person writes here, not those with custody."""
    login, view = _mine_or_404(request, person_id, placement_id)
    if login.capacity is not own.Capacity.SELF:
        raise Http404
    return login, view


def _ask_own(
    request: PageRequest, login: own.OwnLogin, act: Act, form: forms.Form, write: Callable[[], object]
) -> HttpResponse:
    """Ask for one act; it is done in the scope of a job, for whom the database has shown that it is theirs."""
    if request.method == "POST" and act.settled is None and form.is_valid():
        try:
            with access.job_scope(login.municipality_id):
                write()
            return done(request, gettext("It is written down."), act.back.href)
        except SentenceError as error:
            refuse(form, error)
    return ask(request, act, form)


def _back(person_id: UUID, placement_id: UUID) -> Action:
    return Action(gettext("Back to my days"), reverse("my_log", args=[person_id, placement_id]))
