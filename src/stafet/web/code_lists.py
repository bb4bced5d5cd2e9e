"""What do the codes mean? Every closed list, read from the lists themselves, in all languages, with what uses it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, override

from stafet.administration import api as administration
from stafet.kernel import rules
from stafet.kernel.activities import ActivityKind, completes_the_promise, counts_as_activity
from stafet.web.administration import ORGANISE, as_town, tabs
from stafet.web.code_list import CodeList
from stafet.web.components.numbers import write_number
from stafet.web.components.tables import Cell, Column, Table, make_table
from stafet.web.decisions import town_or_own
from stafet.web.lanes import KINDS
from stafet.web.lists_of_codes import LISTS
from stafet.web.registry import PageRequest, page


@page(allow=ORGANISE)
def code_lists(request: PageRequest) -> HttpResponse:
    """Every list: what it is about, and how many codes it has."""
    columns = (
        Column(gettext("List")),
        Column(gettext("What uses it")),
        Column(gettext("Codes"), numeric=True),
    )
    rows = tuple(
        (
            Cell(
                str(each.title), columns[0].title, numeric=False, href=reverse("code_list", args=[each.key])
            ),
            Cell(str(each.used), columns[1].title, numeric=False),
            Cell(write_number(len(each.members)), columns[2].title, numeric=True),
        )
        for each in LISTS
    )
    context = {
        "tabs": tabs(request, "code_lists"),
        "table": Table(gettext("Closed lists"), columns, rows),
        "programmes_href": reverse("programmes"),
    }
    return render(request, "administration/code_lists.html", context)


@page(allow=ORGANISE)
def code_list(request: PageRequest, list_key: str) -> HttpResponse:
    """One list: each code with its words in all languages."""
    found = next((each for each in LISTS if each.key == list_key), None)
    if found is None:
        raise Http404
    context = {
        "title": str(found.title),
        "used": str(found.used),
        "table": make_table(str(found.title), _columns(found), _rows(found)),
    }
    return render(request, "administration/code_list.html", context)


@page(allow=ORGANISE)
def programmes(request: PageRequest) -> HttpResponse:
    """The programmes that registers tell, by their own code and name, with how many people; what only a few attend is left out."""
    home = town_or_own(request)
    with as_town(home.municipality_id):
        told = administration.programmes_told(home.municipality_id, on=request.today)
    columns = (
        Column(gettext("Code")),
        Column(gettext("Name in the register")),
        Column(gettext("Kind")),
        Column(gettext("People today"), numeric=True),
    )
    rows = [
        (line.code or "–", line.name or "–", str(KINDS[line.kind]), write_number(line.people))
        for line in told
    ]
    context = {
        "title": gettext("Programmes"),
        "used": gettext(
            "Codes and names are the registers' own; Stafet keeps them beside its own kinds. What fewer than "
            "%(smallest)s young people attend is left out, so that nobody is recognised."
        )
        % {"smallest": rules.value(administration.SMALLEST_GROUP, on=request.today)},
        "table": make_table(gettext("Programmes that registers tell"), columns, rows),
    }
    return render(request, "administration/code_list.html", context)


def _columns(found: CodeList) -> tuple[Column, ...]:
    languages = [Column(name.capitalize()) for _, name in settings.LANGUAGES]
    more = [Column(gettext("For the promise"))] if found.members is ActivityKind else []
    return (Column(gettext("Code")), *languages, *more)


def _rows(found: CodeList) -> Iterable[tuple[str, ...]]:
    for member in found.members:
        more = [_meaning(member)] if isinstance(member, ActivityKind) else []
        yield (str(member.value), *_in_all_languages(found, member), *more)


def _in_all_languages(found: CodeList, member: Enum) -> list[str]:
    words = []
    for language, _ in settings.LANGUAGES:
        with override(language):
            words.append(found.say(member))
    return words


def _meaning(kind: ActivityKind) -> str:
    """What a kind of activity means for the promise and for figures."""
    if completes_the_promise(kind):
        return gettext("Completing it fulfils the promise.")
    return gettext("Counts as being in activity.") if counts_as_activity(kind) else gettext("Does not count.")
