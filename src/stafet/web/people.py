"""Where is everyone? The list of people, narrowed by questions, by place, and by what was typed.

What is typed is personal data, so it is posted and never stands in an address, and the answer to it is not paged:
whoever gets more than one page types more of the name. Questions and places stand in the address; they name nobody.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.overview import api as overview
from stafet.overview.api import PeopleFilter, PeopleQuestion
from stafet.web.components.parts import Action, Empty, Filters, Pager, Search
from stafet.web.components.say import say
from stafet.web.components.work import WorkList
from stafet.web.people_questions import people_questions
from stafet.web.people_rows import person_rows
from stafet.web.registry import PageRequest, page

ROWS = "people"


class PlaceForm(forms.Form):
    """What stands in the address: the question, the place, and the person after whom the page begins."""

    question = forms.TypedChoiceField(
        choices=[(each.value, each.value) for each in PeopleFilter], coerce=PeopleFilter, required=False
    )
    organisation = forms.UUIDField(required=False)
    unit = forms.UUIDField(required=False)
    grade = forms.IntegerField(required=False, min_value=0, max_value=13)
    holder = forms.UUIDField(required=False)
    after = forms.UUIDField(required=False)
    more = forms.BooleanField(required=False)

    def asked(self) -> PeopleQuestion:
        """The question. What can't be read is as if it had not been asked."""
        self.is_valid()
        chosen = self.cleaned_data
        return PeopleQuestion(
            filter=chosen.get("question") or PeopleFilter.EVERYONE,
            organisation_id=chosen.get("organisation"),
            unit_id=chosen.get("unit"),
            grade=chosen.get("grade"),
            holder_organisation_id=chosen.get("holder"),
        )


@page(purpose=access.Purpose.GUIDANCE, classes="AD", asks=True)
def people(request: PageRequest) -> HttpResponse:
    """The list. A GET answers the address; a POST what was typed, with the questions posted along or in the address."""
    form = PlaceForm(request.POST if "question" in request.POST else request.GET)
    question = replace(form.asked(), search=request.POST.get("search", "").strip())
    request.search_term = question.search
    after = None if question.search else form.cleaned_data.get("after")
    found = overview.people_page(question, day=request.today, after=after)
    request.saw(*(row.person_id for row in found.rows))
    context = {
        "search": _search(question),
        "filters": _filters(question, request, more=bool(form.cleaned_data.get("more"))),
        "work": _list(question, found, request, is_later=after is not None),
        "rows": ROWS,
    }
    return render(request, "people/page.html#people" if request.htmx else "people/page.html", context)


def _list(
    question: PeopleQuestion, found: overview.PeoplePage, request: PageRequest, *, is_later: bool
) -> WorkList:
    return WorkList(
        heading=say(overview.PEOPLE_FILTERS[question.filter]),
        count=_count(found, question, is_later=is_later),
        rows=person_rows(found.rows, question=question.filter, today=request.today),
        empty=_nobody(question),
        pager=_pager(question, found, is_later=is_later),
        name="people-list",
    )


def _count(found: overview.PeoplePage, question: PeopleQuestion, *, is_later: bool) -> str:
    many = len(found.rows)
    if found.has_next and question.search:
        return gettext("More than %(count)d fit; write more of the name, or the class, or the birth year") % {
            "count": many
        }
    if found.has_next or is_later:
        return ""
    return ngettext("%(count)d person", "%(count)d people", many) % {"count": many} if many else ""


def _pager(question: PeopleQuestion, found: overview.PeoplePage, *, is_later: bool) -> Pager | None:
    if question.search or not (found.has_next or is_later):
        return None
    many = len(found.rows)
    words = (
        gettext("%(count)d more, by family name")
        if is_later
        else gettext("The first %(count)d, by family name")
    )
    return Pager(
        shown=words % {"count": many},
        next_href=_address(question, after=found.after) if found.has_next else "",
        first_href=_address(question) if is_later else "",
    )


def _nobody(question: PeopleQuestion) -> Empty:
    everyone = Action(gettext("Show everyone"), reverse("people"))
    if question.search:
        return Empty(
            gettext("Nobody you may see fits what you wrote"),
            gettext(
                "Try part of the name, a birth date, a class or a school. Somebody you have no task with is not found."
            ),
            everyone,
        )
    if question == PeopleQuestion():
        return Empty(gettext("There is nobody you have a task with"), "", None)
    return Empty(gettext("Nobody"), gettext("Nobody you have a task with fits these questions."), everyone)


def _search(question: PeopleQuestion) -> Search:
    return Search(
        action=_address(question),
        label=gettext("Who are you looking for?"),
        value=question.search,
        hint=gettext(
            "A name, also roughly; a birth date, a class or a school. Every look-up is noted with its purpose."
        ),
    )


def _filters(question: PeopleQuestion, request: PageRequest, *, more: bool) -> Filters:
    """The questions. Counting answers and looking up places takes longer than the list, so it waits to be asked for."""
    return Filters(
        action=reverse("people"),
        questions=people_questions(question, day=request.today, counted=more),
        clear_href=reverse("people") if question != PeopleQuestion() else "",
        swaps=ROWS,
        searched=question.search,
        more=gettext("Choose a place and see numbers"),
        has_more=more,
    )


def _address(question: PeopleQuestion, *, after: object = None) -> str:
    """The address of a question, without what was typed."""
    asked = {
        "question": question.filter.value if question.filter is not PeopleFilter.EVERYONE else None,
        "organisation": question.organisation_id,
        "unit": question.unit_id,
        "grade": question.grade,
        "holder": question.holder_organisation_id,
        "after": after,
    }
    answer = urlencode({name: value for name, value in asked.items() if value is not None})
    return f"{reverse('people')}?{answer}" if answer else reverse("people")
