"""Emergency access: one young person is opened for an hour, everybody who must know is told, somebody judges it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters

from stafet.access import api as access
from stafet.emergency import api as emergency
from stafet.kernel.sentences import SentenceError
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.components.days import write_day, write_instant
from stafet.web.components.deadlines import deadline
from stafet.web.components.parts import Action, Empty, Notice, Tone
from stafet.web.components.tables import Fact, Facts
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.emergency_forms import EmergencyForm, ReviewForm
from stafet.web.looks import what_of
from stafet.web.registry import PageRequest, page

EMERGENCY = access.Purpose.EMERGENCY
REVIEW = access.Permission.REVIEW_EMERGENCY


@page(purpose=EMERGENCY, classes="A", allow=access.Permission.OPEN_IN_EMERGENCY, writes=True)
@sensitive_post_parameters("national_number", "name", "birth_date", "words")
def ask_in_emergency(request: PageRequest) -> HttpResponse:
    """Open one young person now. The answer is the same for nobody, for two, and for whoever is protected."""
    form = EmergencyForm(request.POST or None, request=request)
    notice = None
    if request.method == "POST" and form.is_valid():
        try:
            person_id = emergency.open_in_emergency(ask=form.asked(), by=request.actor, at=request.at)
        except SentenceError as error:
            refuse(form, error)
        else:
            if person_id is not None:
                request.saw(person_id)
                return done(request, gettext("It is open to you."), reverse("person", args=[person_id]))
            notice = _nobody()
    return ask(request, _asking(notice), form)


def _nobody() -> Notice:
    return Notice(
        Tone.WARNING,
        gettext("Nobody is shown"),
        gettext(
            "We know nobody who fits exactly, or it is somebody whom emergency access does not open. Call whoever has the duty in the municipality."
        ),
        urgent=True,
    )


def _asking(notice: Notice | None) -> Act:
    return Act(
        heading=gettext("Whom must you see at once?"),
        lead=gettext(
            "For when it can't wait and you have no access. You see name, contact and what is agreed, for an hour. Whoever has the responsibility, your leader and the log controller are told now, and your leader asks you why."
        ),
        back=Action(gettext("Back to Today"), reverse("today")),
        do=gettext("Open for an hour"),
        notice=notice,
        grave=True,
        sections=(
            Section(
                gettext("Who it is"),
                ("national_number", "name", "birth_date"),
                hint=gettext(
                    "It must fit exactly. You may ask three times a day, also when nobody is found."
                ),
            ),
            Section(gettext("Why"), ("reason", "words", "reference", "organisation")),
        ),
    )


@page(allow=REVIEW)
def emergencies(request: PageRequest) -> HttpResponse:
    """What waits for the reader's verdict, the overdue first, and what has one. Nobody is named but colleagues."""
    rows: list[emergency.EmergencyAccess] = []
    settled: list[emergency.EmergencyAccess] = []
    for home in _homes(request):
        with access.job_scope(home):
            rows.extend(emergency.to_review(request.actor))
            settled.extend(emergency.reviewed(request.actor))
    context = {
        "work": WorkList(
            heading=gettext("Waiting for a verdict"),
            rows=tuple(_row(request, row) for row in sorted(rows, key=lambda row: row.due_on)),
            empty=Empty(
                gettext("Nothing waits for a verdict"),
                gettext("Whenever somebody uses emergency access, you are told at once."),
            ),
            name="emergencies",
        ),
        "settled": WorkList(
            heading=gettext("Judged"),
            rows=tuple(_row(request, row) for row in settled),
            empty=Empty(gettext("Nothing has been judged yet"), ""),
            name="judged",
        ),
    }
    return render(request, "emergency/page.html", context)


def _row(request: PageRequest, row: emergency.EmergencyAccess) -> WorkRow:
    href = reverse("emergency_access", args=[row.pk])
    is_open = row.reviewed_at is None
    why = str(
        emergency.EmergencyReason(row.reason).label if is_open else emergency.Verdict(row.verdict).label
    )
    return WorkRow(
        name=row.user.name,
        href=href,
        why=why,
        detail=f"{row.organisation.name} · {write_instant(row.at)}",
        by=deadline(row.due_on, today=request.today) if is_open else None,
        action=Action(gettext("Judge"), href) if is_open else None,
    )


@page(purpose=access.Purpose.ACCOUNTABILITY, classes="D", writes=True)
def emergency_access(request: PageRequest, emergency_id: UUID) -> HttpResponse:
    """What was asked, why, and what was looked at; for whoever judges it, the verdict."""
    with _seen(request, emergency_id) as row:
        if row.person_id is not None:
            request.saw(row.person_id)
        may_judge = emergency.can_review(request.actor, row)
        form = ReviewForm(request.POST or None) if may_judge and row.reviewed_at is None else forms.Form()
        if request.method == "POST":
            if not may_judge:
                raise Http404
            if form.is_valid() and _settled_now(request, row, form):
                return done(request, gettext("Your verdict is noted."), reverse("emergencies"))
        act = _judging(request, row, may_judge=may_judge)
        return ask(request, act, form)


def _settled_now(request: PageRequest, row: emergency.EmergencyAccess, form: forms.Form) -> bool:
    if "verdict" not in form.cleaned_data:
        return False
    try:
        emergency.settle_review(
            emergency=row,
            verdict=emergency.Verdict(form.cleaned_data["verdict"]),
            words=form.cleaned_data["words"],
            by=request.actor,
            at=request.at,
        )
    except SentenceError as error:
        refuse(form, error)
        return False
    return True


def _judging(request: PageRequest, row: emergency.EmergencyAccess, *, may_judge: bool) -> Act:
    back = (
        Action(gettext("Back to the list"), reverse("emergencies"))
        if access.may(request.actor, REVIEW)
        else Action(gettext("Back to Today"), reverse("today"))
    )
    return Act(
        heading=gettext("Was this emergency access right?"),
        lead=gettext("%(who)s opened a young person without having access.") % {"who": row.user.name},
        facts=_facts(row),
        back=back,
        do=gettext("Note the verdict"),
        settled=_verdict(row, may_judge=may_judge),
    )


def _facts(row: emergency.EmergencyAccess) -> Facts:
    looks = emergency.looks_under(row)
    shown = [f"{write_instant(look.at)}: {what_of(look.data_classes)}" for look in looks]
    return Facts(
        gettext("The emergency"),
        (
            Fact(gettext("Who"), f"{row.user.name}, {row.organisation.name}"),
            Fact(gettext("When"), f"{write_instant(row.at)} – {write_instant(row.ends_at)}"),
            Fact(gettext("Why it could not wait"), str(emergency.EmergencyReason(row.reason).label)),
            Fact(gettext("In their own words"), row.words),
            Fact(gettext("Their case reference"), row.reference),
            Fact(gettext("To be judged by"), write_day(row.due_on)),
            Fact(gettext("Pages looked at"), "; ".join(shown) or gettext("None")),
        ),
    )


def _verdict(row: emergency.EmergencyAccess, *, may_judge: bool) -> Notice | None:
    """The verdict there is, or that another gives it."""
    if row.reviewed_at is not None and row.reviewed_by is not None:
        right = row.verdict == emergency.Verdict.JUSTIFIED
        said = gettext("%(verdict)s, %(who)s, %(when)s") % {
            "verdict": emergency.Verdict(row.verdict).label,
            "who": row.reviewed_by.name,
            "when": write_instant(row.reviewed_at),
        }
        return Notice(Tone.SUCCESS if right else Tone.WARNING, said, row.verdict_words)
    if may_judge:
        return None
    return Notice(Tone.INFO, gettext("A leader or the log controller judges it."))


@contextmanager
def _seen(request: PageRequest, emergency_id: UUID) -> Iterator[emergency.EmergencyAccess]:
    """An emergency the reader may read about, in the scope of the municipality it was in."""
    for home in _homes(request):
        with access.job_scope(home):
            row = emergency.emergency_seen_by(request.actor, emergency_id)
            if row is not None:
                yield row
                return
    raise Http404


def _homes(request: PageRequest) -> list[UUID]:
    """The municipalities the reader works in."""
    return sorted({post.municipality_id for post in request.actor.posts if post.municipality_id})
