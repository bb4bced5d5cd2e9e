"""One young person: who has the responsibility, what comes next, what has been, and who has looked."""

from __future__ import annotations

from math import ceil
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from stafet.access import api as access
from stafet.kernel.countries import Country
from stafet.overview import api as overview
from stafet.people import api as people
from stafet.web import person_parts
from stafet.web.components.parts import Notice, Tab, Tabs, Tone
from stafet.web.history import HistoryForm, history_rows, known_then
from stafet.web.looks import LooksForm, look_list
from stafet.web.registry import PageRequest, page

GUIDANCE = access.Purpose.GUIDANCE
_FOREMOST = (
    "person",
    "person_plan",
    "person_conversations",
    "person_rechoice",
    "person_placement",
    "person_offers",
    "person_contact",
    "person_activity",
)
"""The pages one goes to while the phone rings; the others fold out."""


@page(purpose=GUIDANCE, classes="ABCD")
def person(request: PageRequest, person_id: UUID) -> HttpResponse:
    """The page a counsellor has open while the phone rings."""
    identity = identity_or_404(request, person_id)
    if identity.merged_into_id is not None:
        return redirect("person", identity.merged_into_id)
    context = person_parts.at_a_glance(request, identity) | around(request, identity, "person")
    return render(request, "person/page.html", context)


@page(purpose=GUIDANCE, classes="AD")
def history(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Every version with when it was true and when it was known; and who was responsible on a day, as known then."""
    identity = identity_or_404(request, person_id)
    form = HistoryForm(request.GET or None)
    context: dict[str, object] = {"form": form, "rows": history_rows(overview.history_of(person_id))}
    if form.is_valid():
        context["answer"] = known_then(person_id, form)
    return render(request, "person/history.html", context | around(request, identity, "person_history"))


@page(purpose=access.Purpose.ACCOUNTABILITY, classes="AD")
def looks(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Who has looked: what the young person sees, in the same words."""
    identity = identity_or_404(request, person_id)
    found = look_list(person_id, before=LooksForm.read(request.GET))
    return render(request, "person/looks.html", {"looks": found} | around(request, identity, "person_looks"))


def identity_or_404(request: PageRequest, person_id: UUID) -> people.Identity:
    """The person of the address, and a line in the log that they were shown."""
    identity = people.identity_of(person_id)
    if identity is None:
        raise Http404
    request.saw(person_id)
    return identity


def _emergency(request: PageRequest) -> Notice | None:
    """That the reader is here by emergency only, for how much longer, and that each look is noted."""
    if request.emergency_until is None:
        return None
    left = max(1, ceil((request.emergency_until - request.at).total_seconds() / 60))
    return Notice(
        Tone.WARNING,
        ngettext("Emergency access: %(count)d minute left", "Emergency access: %(count)d minutes left", left)
        % {"count": left},
        gettext(
            "Each page you look at here is noted, and the young person sees that somebody looked. Whoever has the responsibility and your leader have been told, and you will be asked why."
        ),
    )


def _activity(identity: people.Identity) -> tuple[tuple[str, str], ...]:
    """The Swedish activity responsibility, where the law is Swedish."""
    if identity.country is not Country.SE:
        return ()
    return (("person_activity", gettext("Activity responsibility")),)


def around(request: PageRequest, identity: people.Identity, current: str) -> dict[str, object]:
    """What every page about one person has on top."""
    names = (
        ("person", gettext("Now and next")),
        ("person_plan", gettext("Plan")),
        ("person_progress", gettext("Progress")),
        ("person_rechoice", gettext("Re-choice")),
        ("person_conversations", gettext("Conversations")),
        ("person_contact", gettext("Contact")),
        ("person_language", gettext("Language")),
        ("person_placement", gettext("Placement")),
        ("person_offers", gettext("Offers")),
        ("person_work", gettext("Work")),
        *_activity(identity),
        ("person_history", gettext("History")),
        ("person_looks", gettext("Who has looked")),
        ("person_access", gettext("Who may see")),
        ("person_own", gettext("Log-ins and custody")),
    )
    tabs = [
        (name, Tab(text, reverse(name, args=[identity.person_id]), name == current)) for name, text in names
    ]
    foremost = (*_FOREMOST, current)
    return {
        "who": identity,
        "age": person_parts.age_words(identity.birth_date, request.today),
        "is_protected": access.is_hidden(identity.person_id),
        "emergency": _emergency(request),
        "tabs": Tabs(
            gettext("Pages about this person"),
            tuple(tab for name, tab in tabs if name in foremost),
            tuple(tab for name, tab in tabs if name not in foremost),
        ),
    }
