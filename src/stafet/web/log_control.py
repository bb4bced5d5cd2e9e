"""Control of the log: did colleagues look only where they had a task? Colleagues by name, young people by a pseudonym."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.kernel.sentences import SentenceError
from stafet.logcontrol import api as logcontrol
from stafet.logcontrol.api import Ground, LookUpQuestion, LookUpVerdict
from stafet.web.acts import Act, ask, done, refuse
from stafet.web.components.days import write_day, write_instant
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Action, Empty, Notice, Tone
from stafet.web.components.tables import Column, Fact, Facts, Table, make_table
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.looks import PURPOSES, what_of
from stafet.web.registry import PageRequest, page

CONTROL = access.Permission.CONTROL_LOG
_LONGEST_WORDS = 500


class JudgeForm(forms.Form):
    """What becomes of the question."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("What do you find?"), choices=LookUpVerdict.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Why, or what do you ask?"),
        max_length=_LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("The leader reads it when you ask. Do not write a young person's name."),
    )


class AnswerForm(forms.Form):
    """What the leader says."""

    words = forms.CharField(
        label=gettext_lazy("What was the look-up for?"),
        max_length=_LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Talk to your colleague first. Do not write a young person's name."),
    )


@page(allow=CONTROL)
def log_control(request: PageRequest) -> HttpResponse:
    """What waits to be judged, what has been, and what was drawn. It names no young person."""
    waiting: list[LookUpQuestion] = []
    judged: list[LookUpQuestion] = []
    drawn: list[logcontrol.LogSample] = []
    for home in _homes(request):
        with access.job_scope(home):
            waiting.extend(logcontrol.to_judge(request.actor))
            judged.extend(logcontrol.judged(request.actor))
            drawn.extend(logcontrol.samples(home))
    context = {
        "work": WorkList(
            heading=gettext("Look-ups to judge"),
            rows=tuple(_row(row) for row in waiting),
            empty=Empty(
                gettext("No look-up waits to be judged"),
                gettext("Each night the week that can be judged by then is drawn."),
            ),
            name="look-ups",
        ),
        "judged": WorkList(
            heading=gettext("Judged, or asked of a leader"),
            rows=tuple(_row(row) for row in judged),
            empty=Empty(gettext("Nothing has been judged yet")),
            name="judged",
        ),
        "drawn": _drawn(drawn) if drawn else None,
    }
    return render(request, "log_control/page.html", context)


def _row(row: LookUpQuestion) -> WorkRow:
    href = reverse("look_up_question", args=[row.pk])
    is_open = not row.verdict or (row.verdict == LookUpVerdict.ASKED and row.answered_at is not None)
    why = _grounds(row)
    if row.verdict:
        why = str(LookUpVerdict(row.verdict).label)
    if row.answered_at is not None and is_open:
        why = gettext("The leader has answered")
    return WorkRow(
        name=row.user.name,
        href=href,
        why=why,
        detail=f"{row.organisation.name} · {write_instant(row.at)}",
        action=Action(gettext("Judge"), href) if is_open else None,
    )


def _grounds(row: LookUpQuestion) -> str:
    return "; ".join(str(Ground(ground).label) for ground in row.grounds)


def _drawn(drawn: list[logcontrol.LogSample]) -> Table:
    columns = (
        Column(gettext("Week from")),
        Column(gettext("Organisation")),
        Column(gettext("Look-ups"), numeric=True),
        Column(gettext("Explained by a task"), numeric=True),
    )
    rows = [
        (
            write_day(sample.week_starts_on),
            sample.organisation.name,
            write_number(sample.look_ups),
            write_number(sample.explained),
        )
        for sample in drawn
    ]
    return make_table(
        gettext("What was drawn"),
        columns,
        rows,
        source=gettext(
            "Pages that showed one young person. Of those that no task explains, 25 or 1 % are drawn by lot, whichever is more, and the rules add theirs."
        ),
    )


@page(purpose=access.Purpose.ACCOUNTABILITY, classes="D", writes=True)
def look_up_question(request: PageRequest, question_id: UUID) -> HttpResponse:
    """One look-up: for the log controller the verdict, for the leader who was asked the answer."""
    with _seen(request, question_id) as row:
        request.saw(row.person_id)
        form = _form(request, row)
        if request.method == "POST" and form.is_valid() and _said(request, row, form):
            words = gettext("It is noted.")
            return done(request, words, _back(request).href)
        return ask(request, _act(request, row), form)


def _form(request: PageRequest, row: LookUpQuestion) -> forms.Form:
    if logcontrol.can_judge(request.actor, row):
        return JudgeForm(request.POST or None)
    return AnswerForm(request.POST or None)


def _said(request: PageRequest, row: LookUpQuestion, form: forms.Form) -> bool:
    words = form.cleaned_data["words"]
    try:
        if isinstance(form, JudgeForm):
            logcontrol.judge_look_up(
                question=row,
                verdict=LookUpVerdict(form.cleaned_data["verdict"]),
                words=words,
                by=request.actor,
                at=request.at,
            )
        else:
            logcontrol.answer_look_up(question=row, words=words, by=request.actor, at=request.at)
    except SentenceError as error:
        refuse(form, error)
        return False
    return True


def _act(request: PageRequest, row: LookUpQuestion) -> Act:
    judges = logcontrol.can_judge(request.actor, row)
    return Act(
        heading=gettext("Was this look-up part of a task?")
        if judges
        else gettext("What was this look-up of your colleague for?"),
        lead=gettext(
            "It is a question about a look-up, not about the young person, and most have a good answer."
        ),
        facts=_facts(row),
        back=_back(request),
        do=gettext("Note it") if judges else gettext("Answer"),
        settled=_settled(row, judges=judges),
    )


def _facts(row: LookUpQuestion) -> Facts:
    purpose = str(PURPOSES[access.Purpose(row.purpose)]) if row.purpose else gettext("None")
    facts = [
        Fact(gettext("Who looked"), f"{row.user.name}, {row.organisation.name}"),
        Fact(gettext("When"), write_instant(row.at)),
        Fact(
            gettext("At whom"),
            gettext("Young person %(sign)s") % {"sign": logcontrol.pseudonym(row.person_id)},
        ),
        Fact(gettext("For what"), purpose),
        Fact(gettext("What the page showed"), what_of(row.data_classes)),
        Fact(gettext("Why it is asked"), _grounds(row)),
    ]
    if row.verdict == LookUpVerdict.ASKED:
        facts.append(Fact(gettext("The log controller asks"), row.words))
    if row.answered_at is not None and row.answered_by is not None:
        facts.append(Fact(gettext("The leader answers"), f"{row.answer} ({row.answered_by.name})"))
    return Facts(gettext("The look-up"), tuple(facts))


def _settled(row: LookUpQuestion, *, judges: bool) -> Notice | None:
    """What there is to say when nothing is left to do for this reader."""
    if row.verdict == LookUpVerdict.ASKED:
        if judges and row.answered_at is None:
            return Notice(Tone.INFO, gettext("The leader has been asked and has not answered yet."))
        if not judges and row.answered_at is not None:
            return Notice(Tone.SUCCESS, gettext("It has been answered."))
        return None
    if row.verdict and row.judged_by is not None:
        explained = row.verdict == LookUpVerdict.EXPLAINED
        said = f"{LookUpVerdict(row.verdict).label}, {row.judged_by.name}"
        return Notice(Tone.SUCCESS if explained else Tone.WARNING, said, row.words)
    return None


def _back(request: PageRequest) -> Action:
    if access.may(request.actor, CONTROL):
        return Action(gettext("Back to the control of the log"), reverse("log_control"))
    return Action(gettext("Back to Today"), reverse("today"))


@contextmanager
def _seen(request: PageRequest, question_id: UUID) -> Iterator[LookUpQuestion]:
    for home in _homes(request):
        with access.job_scope(home):
            row = logcontrol.question_seen_by(request.actor, question_id)
            if row is not None:
                yield row
                return
    raise Http404


def _homes(request: PageRequest) -> list[UUID]:
    return sorted({post.municipality_id for post in request.actor.posts if post.municipality_id})
