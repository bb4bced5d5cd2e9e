"""The gallery: every component in every state on one page, with fictitious people.

It is where a page's author looks first, where a change of look is judged, and what the browser tests
measure for accessibility. It needs no database and shows nobody real.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext

from stafet.web import gallery_forms, gallery_people, gallery_specimens, gallery_weeks
from stafet.web.components.frame import Frame, House, Language, NavigationLink, Reader
from stafet.web.registry import public_page


@public_page()
def gallery(request: HttpRequest) -> HttpResponse:
    """All components, with data built in code."""
    messages.success(request, gettext("Your answer is saved. Learnmark has been told."))
    return render(request, "gallery/index.html", {"frame": _frame(), **_components()})


def _components() -> dict[str, object]:
    return {
        "today": gallery_people.TODAY,
        "relays": gallery_people.relays(),
        "spells": gallery_people.timeline(),
        "few_spells": gallery_people.short_timeline(),
        "pair": gallery_weeks.pair(),
        "work": gallery_people.work_list(),
        "no_work": gallery_people.empty_work_list(),
        "due_days": gallery_specimens.due_days(),
        "notices": gallery_specimens.notices(),
        "tags": gallery_specimens.tags(),
        "tabs": gallery_specimens.tabs(),
        "ways": gallery_specimens.ways(),
        "figures": gallery_specimens.figures(),
        "guide": gallery_specimens.step_guide(),
        "stations": gallery_specimens.stations(),
        "filters": gallery_specimens.filters(),
        "search": gallery_specimens.search(),
        "progress": gallery_specimens.progress(),
        "facts": gallery_specimens.facts(),
        "table": gallery_specimens.table(),
        "confirmation": gallery_specimens.confirmation(),
        "grave_confirmation": gallery_specimens.grave_confirmation(),
        "withheld": gallery_specimens.withheld(),
        "sentence": gallery_specimens.refusal(),
        "form": gallery_forms.filled_form(),
        "wrong_form": gallery_forms.wrong_form(),
    }


def _frame() -> Frame:
    return Frame(
        home_href="/",
        house=House("Havneby Kommune"),
        navigation=(
            NavigationLink(gettext("Today"), "#today", current=True, count=7),
            NavigationLink(gettext("People"), "#people"),
            NavigationLink(gettext("Hand-overs"), "#hand-overs", count=2),
            NavigationLink(gettext("Watch"), "#watch"),
            NavigationLink(gettext("Registers"), "#registers"),
        ),
        more=(
            NavigationLink(gettext("Placements"), "#placements"),
            NavigationLink(gettext("Forums"), "#forums"),
        ),
        reader=Reader(
            "Bo Holm", gettext("Counsellor"), (NavigationLink(gettext("My account"), "#account"),), "#out"
        ),
        languages=_languages(),
        language_href="/language/",
        here="/gallery/",
        footer=(
            NavigationLink(gettext("Accessibility"), "#accessibility"),
            NavigationLink(gettext("How we treat data"), "#privacy"),
            NavigationLink(gettext("Help"), "#help"),
        ),
        run_by=gettext("Run by %(house)s, which is responsible for the data.") % {"house": "Havneby Kommune"},
    )


def _languages() -> tuple[Language, ...]:
    here = (get_language() or "en")[:2]
    known = {"da": "Dansk", "sv": "Svenska", "en": "English"}
    return tuple(Language(code, name, current=code == here) for code, name in known.items())
