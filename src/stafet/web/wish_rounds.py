"""Which courses do pupils wish for, and who has not answered? The rounds of the town, and one of them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.events import api as events
from stafet.introcourses import api as introcourses
from stafet.introcourses.api import Course, Entry, RoundMove, RoundState, Run, RunState, WishRound, WishView
from stafet.kernel.periods import school_year_of
from stafet.web import event_parts, wish_round_parts
from stafet.web.acting import carry_out
from stafet.web.acts import Act, Section
from stafet.web.components.days import write_day, write_instant
from stafet.web.components.numbers import write_number
from stafet.web.components.paging import page_pager
from stafet.web.components.parts import Action, Choice, Empty, Filters, Question
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.components.work import WorkList, WorkRow
from stafet.web.registry import PageRequest, page
from stafet.web.wish_round_forms import ROUND_PARTS, WishRoundForm, known_wish_round

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN
_SECRET_BYTES = 16
_A_PAGE = 50
_DEFAULT_GRADE = 8


@page(allow=WRITE)
def wish_rounds(request: PageRequest) -> HttpResponse:
    """Every round of the reader's town, and where to open one."""
    rows = list(introcourses.wish_rounds_of(request.actor))
    context = {
        "plans": bool(events.organisations_planned_for(request.actor)),
        "work": WorkList(
            heading=gettext("Rounds of wishes"),
            rows=tuple(map(_round_row, rows)),
            empty=Empty(
                gettext("No round has been opened yet"),
                gettext(
                    "In a round the pupils of a grade wish among courses, and all are given courses at once."
                ),
            ),
            name="rounds",
        ),
    }
    return render(request, "wishes/rounds.html", context)


@page(allow=WRITE, writes=True)
def open_wish_round(request: PageRequest) -> HttpResponse:
    """Say who is asked what, before anybody answers."""
    own = events.organisations_planned_for(request.actor)
    if not own:
        raise Http404
    year = school_year_of(request.today).period.starts_on.year
    first = {"grade": _DEFAULT_GRADE, "wishes": 3, "each": 1, "only_wished": "", "starts_in": year}
    form = WishRoundForm(request.POST or None, own=own, years=(year, year + 1), initial=first)
    act = Act(
        heading=gettext("Who wishes among which courses?"),
        lead=gettext("Nobody is asked yet: you choose the courses and the pupils next."),
        back=Action(gettext("Rounds of wishes"), reverse("wish_rounds")),
        do=gettext("Open the round"),
        sections=_sections(),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: introcourses.open_round(
            facts=form.facts(),
            secret=secrets.token_hex(_SECRET_BYTES),
            by=request.actor,
            at=request.at,
        ),
        said=gettext("The round is open. Now choose its courses and its pupils."),
        where=reverse("wish_rounds"),
    )


@page(allow=WRITE, writes=True)
def change_wish_round(request: PageRequest, wish_round_id: UUID) -> HttpResponse:
    """Something about it is different, while wishes are taken in."""
    row = kept_round_or_404(request, wish_round_id)
    own = events.organisations_planned_for(request.actor) | {row.organiser_id}
    form = WishRoundForm(request.POST or None, own=own, years=(row.starts_in,), initial=known_wish_round(row))
    act = Act(
        heading=gettext("What is different about “%(round)s”?") % {"round": row.name},
        back=back_to_round(row),
        do=gettext("Save it"),
        sections=_sections(),
    )
    return carry_out(
        request,
        act,
        form,
        lambda: introcourses.change_round(the_round=row, facts=form.facts(), by=request.actor, at=request.at),
        said=gettext("It is written down."),
        where=act.back.href,
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE)
def wish_round(request: PageRequest, wish_round_id: UUID) -> HttpResponse:
    """One round: what to do next, who has not answered, the courses, the answers."""
    row = round_or_404(request, wish_round_id)
    entries = list(introcourses.wish_entries_of(row))
    told = introcourses.course_wishes(entries)
    waiting = [entry for entry in entries if entry.pk not in told]
    only_waiting = request.GET.get("who") == "waiting"
    part = Paginator(waiting if only_waiting else entries, _A_PAGE).get_page(request.GET.get("page"))
    request.saw(*(entry.person_id for entry in part))
    courses = list(introcourses.courses_of(row))
    runs = list(introcourses.answers_of(row))
    context = {
        "round": row,
        "state": RoundState(row.state).label,
        "facts": wish_round_parts.round_facts(row),
        "priorities": wish_round_parts.priority_words(),
        "next": _next_words(row, courses, entries, waiting, runs),
        "acts": _acts(request, row, runs, has_courses=bool(courses), has_pupils=bool(entries)),
        "courses": _course_table(row, courses),
        "outs": _outs(request, row, courses),
        "runs": _answers(runs),
        "classes": _class_table(row, entries),
        "filters": _filters(row, only_waiting=only_waiting),
        "work": WorkList(
            heading=gettext("Who is asked, whom you may see"),
            rows=tuple(_entry_row(entry, told.get(entry.pk)) for entry in part),
            empty=Empty(
                gettext("Everybody you may see has answered")
                if only_waiting and entries
                else gettext("Nobody you may see is asked yet")
            ),
            count=write_number(part.paginator.count),
            name="entries",
            pager=page_pager(part, who="waiting" if only_waiting else ""),
        ),
    }
    return render(request, "wishes/round.html", context)


def round_or_404(request: PageRequest, round_id: UUID) -> WishRound:
    """A round of the reader's town."""
    row = introcourses.wish_rounds_of(request.actor).filter(pk=round_id).first()
    if row is None:
        raise Http404
    return row


def kept_round_or_404(request: PageRequest, round_id: UUID) -> WishRound:
    """A round that the reader keeps."""
    row = round_or_404(request, round_id)
    if not introcourses.can_keep_round(request.actor, row):
        raise Http404
    return row


def back_to_round(row: WishRound) -> Action:
    """Back to where the round stands."""
    return Action(gettext("Back to the round"), wish_round_parts.to_round(row))


def _sections() -> tuple[Section, ...]:
    return tuple(Section(str(heading), fields) for heading, fields in ROUND_PARTS)


def _next_words(
    row: WishRound,
    courses: Sequence[Course],
    entries: Sequence[Entry],
    waiting: Sequence[Entry],
    runs: Sequence[Run],
) -> str:
    """What is next, in a sentence."""
    if row.state == RoundState.OPEN:
        if not courses:
            return gettext("Choose the courses that can be wished for.")
        if not entries:
            return gettext("Choose which pupils are asked.")
        words = ngettext(
            "%(count)s of %(all)s whom you may see has not answered. They answer until %(day)s.",
            "%(count)s of %(all)s whom you may see have not answered. They answer until %(day)s.",
            len(waiting),
        )
        return words % {
            "count": write_number(len(waiting)),
            "all": write_number(len(entries)),
            "day": write_day(row.answer_by),
        }
    if row.state == RoundState.CLOSED:
        if not runs:
            return gettext("Let it be worked out who could have which course.")
        return gettext("Look at the newest answer, and say yes to those who are to be signed up.")
    return ""


def _open_acts(*, keeps: bool, has_courses: bool, has_pupils: bool) -> list[tuple[str, str]]:
    """What can be done while wishes are taken in: what is missing comes first."""
    ask, choose = (gettext("Ask pupils"), "ask_pupils"), (gettext("Choose courses"), "offer_courses")
    close, change = (
        (gettext("Close it for wishes"), "close_wish_round"),
        (gettext("Change it"), "change_wish_round"),
    )
    if not keeps:
        return [ask]
    if not has_courses:
        return [choose, ask, change]
    return [close, ask, choose, change] if has_pupils else [ask, choose, change]


def _acts(
    request: PageRequest, row: WishRound, runs: Sequence[Run], *, has_courses: bool, has_pupils: bool
) -> tuple[Action, ...]:
    """What can be done now, the first one first."""
    keeps = introcourses.can_keep_round(request.actor, row)
    names: list[tuple[str, str]] = []
    if row.state == RoundState.OPEN:
        names += _open_acts(keeps=keeps, has_courses=has_courses, has_pupils=has_pupils)
    is_working = any(run.state == RunState.WAITING for run in runs)
    if row.state == RoundState.CLOSED and keeps and not is_working:
        words = gettext("Work it out again") if runs else gettext("Work out who could have which course")
        names.append((words, "order_course_answer"))
    names.append((gettext("What the classes have done"), "tell_class_work"))
    acts = [Action(text, reverse(name, args=[row.pk])) for text, name in names]
    if keeps and not is_working:
        acts += [
            Action(str(move.label), reverse("end_wish_round", args=[row.pk, move.value]))
            for move in introcourses.ROUND.moves_from(RoundState(row.state))
            if move is not RoundMove.CLOSE
        ]
    return tuple(acts)


def _round_row(row: WishRound) -> WorkRow:
    href = wish_round_parts.to_round(row)
    return WorkRow(
        name=row.name,
        href=href,
        detail=gettext("Grade %(grade)d, %(year)s, %(who)s")
        % {"grade": row.grade, "year": wish_round_parts.year_words(row), "who": row.organiser.name},
        why=str(RoundState(row.state).label),
        since=gettext("Answers until %(day)s") % {"day": write_day(row.answer_by)}
        if row.state == RoundState.OPEN
        else "",
        action=Action(gettext("Look at it"), href),
    )


def _course_table(row: WishRound, courses: Sequence[Course]) -> Table | None:
    if not courses:
        return None
    hours = introcourses.hours_of_courses(courses)
    columns = (
        Column(gettext("Course")),
        Column(gettext("When")),
        Column(gettext("Held by")),
        Column(gettext("Seats")),
        Column(gettext("Held for at least"), numeric=True),
    )
    rows = [
        (
            _course_title(course),
            event_parts.when_words(hours[course.pk]),
            event_parts.where_words(course.event),
            event_parts.seats_words(course.event),
            "" if course.least is None else write_number(course.least),
        )
        for course in courses
    ]
    return make_table(gettext("The courses of “%(round)s”") % {"round": row.name}, columns, rows)


def _course_title(course: Course) -> str:
    if course.event.state == events.EventState.CANCELLED:
        return gettext("%(course)s (cancelled: %(why)s)") % {
            "course": course.event.title,
            "why": course.event.because,
        }
    if course.out_on is not None:
        return gettext("%(course)s (not in it any more: %(why)s)") % {
            "course": course.event.title,
            "why": course.because,
        }
    return course.event.title


def _outs(request: PageRequest, row: WishRound, courses: Sequence[Course]) -> tuple[Action, ...]:
    """To each event, and to taking it out, for whoever keeps the round."""
    is_going = row.state in {RoundState.OPEN, RoundState.CLOSED}
    if not is_going or not introcourses.can_keep_round(request.actor, row):
        return ()
    return tuple(
        Action(
            gettext("Take “%(course)s” out of the round") % {"course": course.event.title},
            reverse("leave_out_course", args=[course.pk]),
        )
        for course in courses
        if course.out_on is None
    )


def _answers(runs: Sequence[Run]) -> WorkList | None:
    if not runs:
        return None
    return WorkList(heading=gettext("Answers"), rows=tuple(map(_run_row, runs)), empty=Empty(""), name="runs")


def _run_row(run: Run) -> WorkRow:
    href = reverse("course_answer", args=[run.pk])
    is_told = run.state == RunState.DONE and run.is_sound
    return WorkRow(
        name=gettext("Answer %(number)d") % {"number": run.number},
        href=href,
        why=gettext("Worked out; the check has confirmed it") if is_told else str(RunState(run.state).label),
        since=write_instant(run.ordered_at),
        action=Action(gettext("Look at it"), href),
    )


def _class_table(row: WishRound, entries: Sequence[Entry]) -> Table | None:
    """Each class of those the reader may see: on which day it prepared and followed up."""
    names = {
        (entry.school_id, entry.class_name): entry.school.name
        for entry in entries
        if entry.school is not None
    }
    if not names:
        return None
    done = introcourses.class_work_of(row)
    columns = (
        Column(gettext("School")),
        Column(gettext("Class")),
        Column(gettext("Prepared")),
        Column(gettext("Followed up")),
    )
    rows = []
    for (school_id, class_name), school in sorted(names.items(), key=lambda each: (each[1], each[0][1])):
        known = done.get((school_id, class_name)) if school_id else None
        days = (known.prepared_on, known.followed_up_on) if known else (None, None)
        rows.append((school, class_name, *(write_day(day) if day else gettext("not yet") for day in days)))
    return make_table(gettext("What the classes have done"), columns, rows)


def _entry_row(entry: Entry, view: WishView | None) -> WorkRow:
    is_open = entry.round.state == RoundState.OPEN
    href = reverse("course_wishes", args=[entry.pk])
    out = Action(gettext("Do not ask them"), reverse("take_out_pupil", args=[entry.pk]))
    return WorkRow(
        name=entry.person.name,
        href=reverse("person", args=[entry.person_id]),
        detail=", ".join(filter(None, (entry.school.name if entry.school else "", entry.class_name))),
        why=wish_round_parts.wish_words(view),
        since=write_instant(view.wish_list.known_at) if view else "",
        action=Action(gettext("Write down the wishes"), href) if is_open else None,
        more=(out,) if is_open else (),
    )


def _filters(row: WishRound, *, only_waiting: bool) -> Filters:
    choices = (
        Choice("", gettext("Everybody who is asked"), not only_waiting),
        Choice("waiting", gettext("Those who have not answered"), only_waiting),
    )
    here = wish_round_parts.to_round(row)
    return Filters(
        action=here,
        questions=(Question("who", gettext("Whom do you want to see?"), choices),),
        clear_href=here if only_waiting else "",
        swaps="entries",
    )
