"""Courses from a file: looked at first, then taken in whole or not at all; those that come with Stafet; and the catalogue as a file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.catalogue import api as catalogue
from stafet.catalogue.api import Breadth, Competence, Licence, PartnerKind, ToldCourse
from stafet.integrations import course_file
from stafet.integrations.course_file import ReadCourses
from stafet.integrations.findings import Unreadable
from stafet.kernel.records import Rejection
from stafet.kernel.sentences import SentenceError
from stafet.organisations import api as organisations
from stafet.web.acting import NothingToFillIn, carry_out
from stafet.web.acts import Act, done, refuse
from stafet.web.catalogue_acts import own_town_or_404, to_catalogue
from stafet.web.catalogue_forms import CatalogueFileForm, TakeInForm
from stafet.web.components.parts import Figure, Figures, Notice, Tone
from stafet.web.components.say import say
from stafet.web.components.tables import Column, Fact, Facts, Table, make_table
from stafet.web.registry import PageRequest, page

ORGANISE, WRITE = access.Permission.ORGANISE, access.Permission.WRITE_PLAN
_FEW = 20


@page(allow=ORGANISE, writes=True)
def load_catalogue(request: PageRequest) -> HttpResponse:
    """Look at a file; then take it in. With one bad cell nothing of it is taken in."""
    town = own_town_or_404(request)
    if "table" in request.POST:
        return _take_in(request, town)
    posted = request.method == "POST"
    form = CatalogueFileForm(request.POST if posted else None, request.FILES if posted else None)
    if not posted or not form.is_valid():
        return _show(request, form)
    file = form.cleaned_data["file"]
    content = file.read()
    try:
        found = _read(content, str(file.name))
    except Unreadable as stop:
        return _show(request, form, faults=stop.rejections)
    if found.faults:
        return _show(request, form, faults=found.faults)
    table = course_file.write_told(found.courses)
    return _preview(request, town, found.courses, TakeInForm(initial={"table": table}))


@page(allow=ORGANISE, writes=True)
def take_in_shipped(request: PageRequest) -> HttpResponse:
    """Take in the courses that come with Stafet, in the country's own words. What the town has changed since becomes a newer version."""
    town = own_town_or_404(request)
    told = course_file.shipped_courses(organisations.home(town).country.value)
    would = catalogue.compare_courses(town, told)
    act = Act(
        heading=gettext("Take in the courses that come with Stafet?"),
        lead=gettext(
            "They are proposals in our own words, free for everybody to use. Change them, and add your own."
        ),
        facts=Facts(
            gettext("What will happen"),
            (
                Fact(gettext("New courses"), str(would.new)),
                Fact(gettext("A next version of courses you have"), str(would.changed)),
                Fact(gettext("Unchanged"), str(would.unchanged)),
            ),
        ),
        back=to_catalogue(),
        do=gettext("Take them in"),
        settled=None
        if would.new or would.changed
        else Notice(Tone.SUCCESS, gettext("All of them stand in the catalogue, unchanged.")),
    )
    return carry_out(
        request,
        act,
        NothingToFillIn(request.POST if request.method == "POST" else None),
        lambda: catalogue.take_in_courses(municipality_id=town, told=told, by=request.actor, at=request.at),
        said=gettext("They stand in the catalogue."),
        where=act.back.href,
    )


@page(allow=WRITE)
def catalogue_file(request: PageRequest) -> HttpResponse:
    """The catalogue as a table that can be loaded again, here or in another municipality."""
    rows = list(catalogue.career_courses_for(request.actor))
    text = course_file.write_courses((row, catalogue.materials_as_told(row.pk)) for row in rows)
    return HttpResponse(
        "\ufeff" + text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="courses.csv"'},
    )


def _take_in(request: PageRequest, town: UUID) -> HttpResponse:
    """Read what was looked at once more: what stands in a page can have been changed."""
    form = TakeInForm(request.POST)
    if not form.is_valid():
        return _show(request, CatalogueFileForm())
    try:
        found = _read(form.cleaned_data["table"].encode(), "courses.csv")
    except Unreadable as stop:
        return _show(request, CatalogueFileForm(), faults=stop.rejections)
    if found.faults:
        return _show(request, CatalogueFileForm(), faults=found.faults)
    try:
        taken = catalogue.take_in_courses(
            municipality_id=town, told=found.courses, by=request.actor, at=request.at
        )
    except SentenceError as error:
        refuse(form, error)
        return _preview(request, town, found.courses, form)
    words = ngettext(
        "%(count)d course was taken in.", "%(count)d courses were taken in.", taken.new + taken.changed
    ) % {"count": taken.new + taken.changed}
    return done(request, words, reverse("career_courses"))


def _read(content: bytes, name: str) -> ReadCourses:
    with TemporaryDirectory(prefix="stafet-courses-") as folder:
        path = Path(folder) / "courses"
        path.write_bytes(content)
        return course_file.read_courses(path, name)


def _show(request: PageRequest, form: CatalogueFileForm, faults: tuple[Rejection, ...] = ()) -> HttpResponse:
    context = {
        "form": form,
        "back": to_catalogue(),
        "columns": _columns_table(),
        "faults": _fault_table(faults) if faults else None,
        "notice": Notice(
            Tone.ERROR,
            gettext("Nothing was taken in"),
            gettext("Mend these cells, save the file, and load it again."),
            urgent=True,
        )
        if faults
        else None,
    }
    return render(request, "catalogue/load.html", context)


def _preview(
    request: PageRequest, town: UUID, told: tuple[ToldCourse, ...], form: TakeInForm
) -> HttpResponse:
    would = catalogue.compare_courses(town, told)
    numbers = (
        Figure(str(would.new), gettext("New courses")),
        Figure(str(would.changed), gettext("A next version")),
        Figure(str(would.unchanged), gettext("Unchanged")),
    )
    columns = (Column(gettext("Code")), Column(gettext("Title")), Column(gettext("Aims")))
    rows = [(each.code, each.facts.title, each.facts.aims) for each in told[:_FEW]]
    context = {
        "form": form,
        "back": to_catalogue(),
        "figures": Figures(gettext("What will happen"), numbers),
        "sample": make_table(gettext("The first courses of the file"), columns, rows),
    }
    return render(request, "catalogue/preview.html", context)


def _fault_table(faults: tuple[Rejection, ...]) -> Table:
    columns = (
        Column(gettext("Row"), numeric=True),
        Column(gettext("Column")),
        Column(gettext("What is wrong")),
        Column(gettext("How to mend it")),
    )
    rows = [
        (
            str(each.place.row) if each.place.row else gettext("the file"),
            each.place.column,
            say(each.what),
            say(each.mend),
        )
        for each in faults
    ]
    return make_table(gettext("What can’t be read"), columns, rows)


def _columns_table() -> Table:
    """What the headings are called and which words each column knows."""
    stages = gettext("preschool, 0 to 10, youth, adult")
    rows = (
        ("code", gettext("What the course is known by; the same code again is the next version")),
        ("title, aims", gettext("In words")),
        ("from, to", stages),
        ("lessons", gettext("A whole number")),
        ("subjects", gettext("Separated by a comma")),
        ("competences", ", ".join(each.value for each in Competence)),
        ("breadth", ", ".join(each.value for each in Breadth)),
        ("preparation, reflection", gettext("In words")),
        ("partners", ", ".join(each.value for each in PartnerKind)),
        (
            "material, link, text",
            gettext("A title, and a link or a text; a further material has a row with the code only"),
        ),
        ("licence", ", ".join(each.value for each in Licence)),
    )
    return make_table(
        gettext("The columns of the file"),
        (Column(gettext("Heading")), Column(gettext("What stands below it"))),
        rows,
    )
