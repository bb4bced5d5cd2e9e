"""The frame around every page, filled for whoever is reading. One cheap look-up, and only where it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext, gettext_lazy

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.organisations import api as organisations
from stafet.web.components.frame import Frame, House, Language, NavigationLink, Reader

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Way:
    """A way to go, the permission without which it leads nowhere, and the country whose law it is about, if it is."""

    text: StrOrPromise
    name: str
    allow: access.Permission | None = None
    only_in: Country | None = None


NAVIGATION = (
    Way(gettext_lazy("Today"), "today"),
    Way(gettext_lazy("People"), "people"),
    Way(gettext_lazy("Hand-overs"), "handovers", access.Permission.HAND_OVER),
    Way(gettext_lazy("Re-choice"), "break_offs", access.Permission.HOLD),
    Way(gettext_lazy("Plans"), "leavers", access.Permission.WRITE_PLAN),
    Way(gettext_lazy("Watch"), "watch", access.Permission.SEE_WATCH),
    Way(gettext_lazy("Registers"), "sources", access.Permission.LOAD_REGISTERS),
)
MORE = (
    Way(gettext_lazy("Not reached"), "unreached", access.Permission.WRITE_PLAN),
    Way(gettext_lazy("Offers"), "offers", access.Permission.WRITE_PLAN),
    Way(gettext_lazy("Education or steady work"), "where_they_stand", access.Permission.WRITE_PLAN),
    Way(gettext_lazy("Activity responsibility"), "activity_work", access.Permission.WRITE_PLAN, Country.SE),
    Way(gettext_lazy("Placements"), "placements", access.Permission.WRITE_PLAN),
    Way(gettext_lazy("Materials"), "materials", access.Permission.WRITE_PLAN),
    Way(gettext_lazy("Events"), "events", access.Permission.WRITE_PLAN),
    Way(gettext_lazy("Courses of the classes"), "coverage", access.Permission.WRITE_PLAN),
    Way(gettext_lazy("Timetables"), "timetables", access.Permission.WRITE_PLAN),
    Way(gettext_lazy("The municipality’s plan"), "town_plans", access.Permission.READ_PROGRAMME),
    Way(gettext_lazy("Ask for a person"), "request_person", access.Permission.HOLD),
    Way(gettext_lazy("Emergency access"), "ask_in_emergency", access.Permission.OPEN_IN_EMERGENCY),
    Way(gettext_lazy("Emergency access to review"), "emergencies", access.Permission.REVIEW_EMERGENCY),
    Way(gettext_lazy("Co-operation"), "cooperation", access.Permission.HOLD),
    Way(gettext_lazy("Protected people"), "protected_people", access.Permission.HOLD),
    Way(gettext_lazy("Off the system"), "slips", access.Permission.HOLD),
    Way(gettext_lazy("Control of the log"), "log_control", access.Permission.CONTROL_LOG),
    Way(gettext_lazy("Registered twice"), "registered_twice", access.Permission.TAKE_IN),
    Way(gettext_lazy("A colleague leaves"), "leaving", access.Permission.REASSIGN_OTHERS),
    Way(gettext_lazy("Administration"), "administration", access.Permission.ORGANISE),
    Way(gettext_lazy("Colleagues"), "colleagues", access.Permission.ADMINISTER),
    Way(gettext_lazy("Log-in services"), "services", access.Permission.ADMINISTER),
    Way(
        gettext_lazy("Layout of the report to the state"),
        "load_activity_layout",
        access.Permission.ORGANISE,
        Country.SE,
    ),
    Way(gettext_lazy("What we keep"), "keeping", access.Permission.SEE_RETENTION),
    Way(gettext_lazy("Operation"), "operation", access.Permission.SEE_OPERATION),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """The context processor: ``frame``, made when the first template asks for it (a fragment never does)."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> Frame:
    actor: Actor | None = getattr(request, "actor", None)
    here = request.get_full_path() if request.method == "GET" else request.path
    languages = _languages()
    if actor is None:
        return Frame(languages=languages, language_href=reverse("language"), here=here)
    if getattr(request, "own", ()) and (not actor.posts or request.path.startswith(reverse("mine"))):
        return _own_frame(request, languages, here)
    places = _places(actor)
    house = places[0].municipality_name if places else ""
    return Frame(
        home_href=reverse("today"),
        house=House(house) if house else None,
        navigation=_links(NAVIGATION, actor, request.path, places),
        more=_links(MORE, actor, request.path, places),
        reader=Reader(
            str(request.user),
            _role(actor, places),
            links=(NavigationLink(gettext("My account"), reverse("account")),),
            log_out_href=reverse("log_out"),
        ),
        languages=languages,
        language_href=reverse("language"),
        here=here,
        run_by=gettext("Run by %(house)s, which is responsible for the data.") % {"house": house}
        if house
        else "",
    )


def _own_frame(request: HttpRequest, languages: tuple[Language, ...], here: str) -> Frame:
    """For somebody on their own page: nothing of anybody's work."""
    mine = _link(Way(gettext_lazy("My way"), "mine"), request.path)
    work = (_link(Way(gettext_lazy("My work"), "today"), request.path),) if request.actor.posts else ()  # type: ignore[attr-defined]
    homes = {each.municipality_id for each in request.own}  # type: ignore[attr-defined]
    houses = [name for key, name in organisations.municipalities() if key in homes]
    house = houses[0] if houses else ""
    return Frame(
        home_href=mine.href,
        house=House(house) if house else None,
        navigation=(mine, *work),
        more=(),
        reader=Reader(
            str(request.user),
            "",
            links=(NavigationLink(gettext("My account"), reverse("account")),),
            log_out_href=reverse("log_out"),
        ),
        languages=languages,
        language_href=reverse("language"),
        here=here,
        run_by=gettext("Run by %(house)s, which is responsible for the data.") % {"house": house},
    )


def _places(actor: Actor) -> tuple[organisations.Place, ...]:
    return organisations.places(actor.organisation_ids)


def _role(actor: Actor, places: Iterable[organisations.Place]) -> str:
    """What the reader is, where: "Counsellor, Ungevejledningen Hedeby"; the first post of several."""
    names = {place.organisation_id: place.name for place in places}
    for post in actor.posts:
        return f"{access.Role(post.role).label}, {names[post.organisation_id]}"
    return ""


def _links(
    ways: Iterable[Way], actor: Actor, path: str, places: Iterable[organisations.Place]
) -> tuple[NavigationLink, ...]:
    countries = {None, *(place.country for place in places)}
    open_to = (way for way in ways if way.allow is None or access.may(actor, way.allow))
    return tuple(_link(way, path) for way in open_to if way.only_in in countries)


def _link(way: Way, path: str) -> NavigationLink:
    href = reverse(way.name)
    return NavigationLink(str(way.text), href, current=path == href if href == "/" else path.startswith(href))


def _languages() -> tuple[Language, ...]:
    here = (get_language() or "en")[:2]
    return tuple(Language(code, name.capitalize(), current=code == here) for code, name in settings.LANGUAGES)
