"""A round of wishes gets its courses and its pupils, wishes on paper, an end; and what the classes did around it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.integrations import course_jobs
from stafet.introcourses import api as introcourses
from stafet.introcourses.api import Course, Entry, RoundMove, RoundState, WishRound
from stafet.kernel.sentences import SentenceError
from stafet.placements.api import Voice
from stafet.web import event_parts, wish_round_parts
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, Section, ask, done, refuse
from stafet.web.components.parts import Notice, Tone
from stafet.web.registry import PageRequest, page
from stafet.web.wish_round_forms import (
    AskPupilsForm,
    ClassWorkForm,
    CourseWishForm,
    OfferCoursesForm,
    WhyForm,
)
from stafet.web.wish_rounds import back_to_round, kept_round_or_404, round_or_404

GUIDANCE = access.Purpose.GUIDANCE
WRITE = access.Permission.WRITE_PLAN


@page(allow=WRITE, writes=True)
def offer_courses(request: PageRequest, wish_round_id: UUID) -> HttpResponse:
    """Which events can be wished for, and for how few each is still held."""
    row = kept_round_or_404(request, wish_round_id)
    offered = list(introcourses.could_be_offered(row, today=request.today))
    words = event_parts.choice_words(offered)
    form = OfferCoursesForm(
        request.POST or None, offered=offered, there=introcourses.courses_of(row), words=words
    )
    nothing = Notice(
        Tone.INFO,
        gettext("There is no course to choose"),
        gettext(
            "Plan introduction courses, trial days or visits of that school year under Events first, each with its seats."
        ),
    )
    act = Act(
        heading=gettext("Which courses can be wished for in “%(round)s”?") % {"round": row.name},
        lead=gettext("A course that would have fewer pupils than it is held for is shown; a person decides."),
        back=back_to_round(row),
        do=gettext("Save it"),
        sections=tuple(Section(heading, names) for heading, names in form.headings),
        settled=_settled(row) or (None if offered else nothing),
    )
    return _carry_out(
        request,
        row,
        act,
        form,
        lambda: introcourses.offer_courses(
            the_round=row, courses=form.courses(), by=request.actor, at=request.at
        ),
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def ask_pupils(request: PageRequest, wish_round_id: UUID) -> HttpResponse:
    """Pupils of the grade whom the reader may see; nobody is asked twice."""
    row = round_or_404(request, wish_round_id)
    form = AskPupilsForm(request.POST or None, town=row.municipality_id)
    act = Act(
        heading=gettext("Which pupils of grade %(grade)d are asked?") % {"grade": row.grade},
        lead=gettext(
            "It stands on their own pages and on those of their homes from now on. Ask again later, and only those who are new are reached."
        ),
        back=back_to_round(row),
        do=gettext("Ask them"),
        settled=_settled(row),
    )
    if request.method != "POST" or act.settled is not None or not form.is_valid():
        return ask(request, act, form)
    pupils = introcourses.pupils_to_ask(row, today=request.today, school_id=form.school_id())
    if not pupils:
        form.add_error(
            "school",
            gettext(
                "Nobody whom you may see goes to that grade there today. Choose another school, or ask a colleague who works with them."
            ),
        )
        return ask(request, act, form)
    try:
        new = introcourses.ask_pupils(the_round=row, pupils=pupils, by=request.actor, at=request.at)
    except SentenceError as error:
        refuse(form, error)
        return ask(request, act, form)
    request.saw(*(pupil.person_id for pupil in pupils))
    said = ngettext("%(count)d more pupil is asked.", "%(count)d more pupils are asked.", new)
    return done(request, said % {"count": new}, act.back.href)


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def take_out_pupil(request: PageRequest, wish_entry_id: UUID) -> HttpResponse:
    """Somebody is not asked after all."""
    entry = entry_or_404(request, wish_entry_id)
    act = Act(
        heading=gettext("Is %(name)s not asked after all?") % {"name": entry.person.name},
        lead=gettext("They can be asked again until the round closes."),
        back=back_to_round(entry.round),
        do=gettext("Do not ask them"),
        settled=_settled(entry.round),
    )
    return _confirm(
        request,
        entry.round,
        act,
        lambda: introcourses.take_out_pupil(entry=entry, by=request.actor, at=request.at),
    )


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def course_wishes(request: PageRequest, wish_entry_id: UUID) -> HttpResponse:
    """Wishes that came on paper, on the telephone or in a talk."""
    entry = entry_or_404(request, wish_entry_id)
    form = wish_form(request, entry)
    act = Act(
        heading=gettext("Which courses does %(name)s wish for?") % {"name": entry.person.name},
        lead=gettext("The best one first. It is written down that a colleague did it."),
        back=back_to_round(entry.round),
        do=gettext("Save the wishes"),
        settled=_settled(entry.round),
    )
    return _carry_out(
        request,
        entry.round,
        act,
        form,
        lambda: introcourses.say_course_wishes(
            entry=entry, courses=form.courses(), voice=Voice.STAFF, by=request.actor, at=request.at
        ),
    )


@page(allow=WRITE, writes=True)
def leave_out_course(request: PageRequest, wish_course_id: UUID) -> HttpResponse:
    """It is not in the round any more; then it is worked out again without it."""
    course = Course.objects.select_related("round__organiser", "event").filter(pk=wish_course_id).first()
    if course is None:
        raise Http404
    row = kept_round_or_404(request, course.round_id)
    form = WhyForm(request.POST or None)
    there = gettext(
        "Some are signed up for it already, and stay so: cancel the event itself on its own page, where they are told."
    )
    act = Act(
        heading=gettext("Take “%(course)s” out of the round?") % {"course": course.event.title},
        lead=gettext("No later answer gives it to anybody. Let it be worked out again afterwards."),
        notice=Notice(Tone.WARNING, event_parts.seats_words(course.event), there)
        if course.event.taken
        else None,
        back=back_to_round(row),
        do=gettext("Take it out of the round"),
        settled=_gone(course),
    )
    return _carry_out(
        request,
        row,
        act,
        form,
        lambda: introcourses.leave_out_course(
            course=course, because=form.cleaned_data["because"], by=request.actor, at=request.at
        ),
    )


@page(allow=WRITE, writes=True)
def close_wish_round(request: PageRequest, wish_round_id: UUID) -> HttpResponse:
    """Wishes count as they stand now, and the seed is shown."""
    row = kept_round_or_404(request, wish_round_id)
    act = Act(
        heading=gettext("Close “%(round)s” for wishes?") % {"round": row.name},
        lead=gettext(
            "Wishes count as they stand now, and nobody is asked any more: the seed of the lot is known from then on. Whoever has not answered gets what is left."
        ),
        back=back_to_round(row),
        do=gettext("Close it for wishes"),
        grave=True,
        settled=_settled(row),
    )
    return _confirm(
        request, row, act, lambda: introcourses.close_round(the_round=row, by=request.actor, at=request.at)
    )


@page(allow=WRITE, writes=True)
def end_wish_round(request: PageRequest, wish_round_id: UUID, wish_round_move: str) -> HttpResponse:
    """Finish it, or call it off."""
    row = kept_round_or_404(request, wish_round_id)
    if wish_round_move not in {RoundMove.FINISH.value, RoundMove.CALL_OFF.value}:
        raise Http404
    what = RoundMove(wish_round_move)
    act = Act(
        heading=f"{what.label}: {row.name}",
        lead=gettext("Nothing more is decided in it. Whoever is signed up stays so."),
        back=back_to_round(row),
        do=str(what.label),
        grave=True,
    )
    return _confirm(
        request,
        row,
        act,
        lambda: introcourses.end_round(the_round=row, what=what, by=request.actor, at=request.at),
    )


@page(allow=WRITE, writes=True)
def order_course_answer(request: PageRequest, wish_round_id: UUID) -> HttpResponse:
    """Let a job work it out. Nobody is signed up by it."""
    row = kept_round_or_404(request, wish_round_id)
    act = Act(
        heading=gettext("Work out who could have which course in “%(round)s”?") % {"round": row.name},
        lead=gettext(
            "One course for everybody who lacks one, around what they are signed up for. Nobody is signed up by it: a person says yes afterwards."
        ),
        back=back_to_round(row),
        do=gettext("Work it out"),
    )

    def do() -> None:
        course_jobs.start_answer(introcourses.order_answer(the_round=row, by=request.actor, at=request.at))

    return _confirm(request, row, act, do, said=gettext("It is being worked out."))


@page(purpose=GUIDANCE, classes="AD", allow=WRITE, writes=True)
def tell_class_work(request: PageRequest, wish_round_id: UUID) -> HttpResponse:
    """When a class prepared, and when it followed up."""
    row = round_or_404(request, wish_round_id)
    entries = [entry for entry in introcourses.wish_entries_of(row) if entry.school is not None]
    classes = {
        f"{entry.school_id} {entry.class_name}": (
            entry.school.pk,
            entry.class_name,
            ", ".join((entry.school.name, entry.class_name or gettext("no class"))),
        )
        for entry in entries
        if entry.school is not None
    }
    chosen = request.GET.get("which") or next(iter(classes), "")
    known = introcourses.class_work_of(row).get(classes[chosen][:2]) if chosen in classes else None
    form = ClassWorkForm(request.POST or None, classes=classes, known=known, chosen=chosen)
    act = Act(
        heading=gettext("What has the class done before and after?"),
        lead=gettext("The time it takes is not part of the days of the courses."),
        back=back_to_round(row),
        do=gettext("Save it"),
        settled=None
        if classes
        else Notice(Tone.INFO, gettext("Nobody you may see is asked yet"), gettext("Ask pupils first.")),
    )

    def do() -> None:
        school_id, class_name = form.which_class()
        introcourses.tell_class_work(
            the_round=row,
            school_id=school_id,
            class_name=class_name,
            prepared_on=form.cleaned_data["prepared_on"],
            followed_up_on=form.cleaned_data["followed_up_on"],
            by=request.actor,
            at=request.at,
        )

    return _carry_out(request, row, act, form, do)


def entry_or_404(request: PageRequest, entry_id: UUID) -> Entry:
    """Somebody who is asked, for those who may see them."""
    entry = introcourses.wish_entry(entry_id)
    if entry is None or not introcourses.can_see_round(request.actor, entry.round):
        raise Http404
    request.saw(entry.person_id)
    return entry


def wish_form(request: PageRequest, entry: Entry) -> CourseWishForm:
    """The form of somebody's wishes, with what they wished for last."""
    courses = [course for course in introcourses.courses_of(entry.round) if course.out_on is None]
    hours = introcourses.hours_of_courses(courses)
    return CourseWishForm(
        request.POST if request.method == "POST" else None,
        the_round=entry.round,
        choices=[
            (str(course.pk), wish_round_parts.course_words(course, hours[course.pk])) for course in courses
        ],
        view=introcourses.course_wishes([entry]).get(entry.pk),
    )


def _settled(row: WishRound) -> Notice | None:
    if row.state == RoundState.OPEN:
        return None
    return Notice(Tone.INFO, gettext("This is “%(state)s” now.") % {"state": RoundState(row.state).label})


def _gone(course: Course) -> Notice | None:
    if course.out_on is None:
        return None
    return Notice(Tone.INFO, gettext("It is not in the round any more"), course.because)


def _confirm(
    request: PageRequest, row: WishRound, act: Act, do: Callable[[], object], said: str = ""
) -> HttpResponse:
    form = NothingToFillIn(request.POST if request.method == "POST" else None)
    return _carry_out(request, row, act, form, do, said)


def _carry_out(  # what every act of a round says and where it goes
    request: PageRequest, row: WishRound, act: Act, form: forms.Form, do: Callable[[], object], said: str = ""
) -> HttpResponse:
    where = wish_round_parts.to_round(row)
    return carry_out(request, act, form, do, said=said or gettext("It is written down."), where=where)
