"""What may we share with them? Thing by thing: on which basis, who decides, where it stands. Hand-overs go by the same rows."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from stafet.kernel.countries import Country
from stafet.kernel.sharing import Allowance, Recipient, Thing, sharing_matrix
from stafet.organisations import api as organisations
from stafet.web.bases import basis_of
from stafet.web.components.days import write_day
from stafet.web.components.parts import Choice, Filters, Notice, Question, Tone
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.cooperation_parts import mine, tabs
from stafet.web.registry import PageRequest, page
from stafet.web.sharing_words import DECIDERS, RECIPIENTS, THINGS


@page()
def sharing(request: PageRequest) -> HttpResponse:
    """For one kind of receiver: everything that may be shared and how, and everything that may not."""
    _rows, chosen = mine(request)
    asked = request.GET.get("receiver", "")
    to = Recipient(asked) if asked in set(Recipient) else Recipient.INSTITUTION
    country = _country(request)
    context = {
        "tabs": tabs("sharing", chosen),
        "filters": _filters(to),
        "heading": str(RECIPIENTS[to]),
        "notice": _notice(request, to, country),
        "things": _things(request, to, country),
        "bases": _bases(request, to, country),
        "covers": ", ".join(
            str(kind.label) for kind in organisations.OrganisationKind if organisations.RECIPIENTS[kind] is to
        ),
    }
    return render(request, "cooperation/sharing.html", context)


def _country(request: PageRequest) -> Country:
    towns = (post.municipality_id for post in request.actor.posts if post.municipality_id)
    town = next(towns, None)
    return organisations.home(town).country if town else Country.DK


def _filters(to: Recipient) -> Filters:
    choices = tuple(Choice(each.value, str(words), chosen=each is to) for each, words in RECIPIENTS.items())
    return Filters(
        action=reverse("sharing"),
        questions=(Question("receiver", gettext("With whom?"), choices),),
    )


def _notice(request: PageRequest, to: Recipient, country: Country) -> Notice | None:
    matrix = sharing_matrix()
    if matrix.waits_for_admission(to, country=country, on=request.today):
        return Notice(
            Tone.INFO,
            gettext("Only once the admission is decided"),
            gettext(
                "What eases the transition must not be used for selection. The receiver opens nothing before it stands "
                "in Stafet that the young person has a place there."
            ),
        )
    if not matrix.classes_open_to(to, country=country, on=request.today):
        return Notice(
            Tone.WARNING,
            gettext("Nothing about a young person is handed over there"),
            gettext("They take part with what they know themselves, in meetings and with numbers."),
        )
    return None


def _things(request: PageRequest, to: Recipient, country: Country) -> Table:
    columns = (
        Column(gettext("What")),
        Column(gettext("May it be shared?")),
        Column(gettext("On which basis")),
    )
    found = [
        (thing, sharing_matrix().ways(thing, to=to, country=country, on=request.today)) for thing in Thing
    ]
    rows = [(str(THINGS[thing]), _answer(ways), "; ".join(map(_title, ways))) for thing, ways in found]
    shown = rows if any(ways for _, ways in found) else []
    return make_table(gettext("What may be shared, and on which basis"), columns, shown)


def _answer(ways: tuple[Allowance, ...]) -> str:
    if not ways:
        return gettext("No")
    if all(way.needs_consent for way in ways):
        return gettext("Only with consent")
    return gettext("Yes, where it is needed")


def _bases(request: PageRequest, to: Recipient, country: Country) -> Table:
    columns = (
        Column(gettext("Basis")),
        Column(gettext("Who decides")),
        Column(gettext("Where it is written")),
    )
    found: dict[str, Allowance] = {}
    for thing in Thing:
        for way in sharing_matrix().ways(thing, to=to, country=country, on=request.today):
            found.setdefault(way.key, way)
    rows = [(_title(way), str(DECIDERS[way.decides]), _source(way)) for way in found.values()]
    return make_table(gettext("Who decides, and where it is written"), columns, rows)


def _title(way: Allowance) -> str:
    if way.key == "stafet.sharing.holder":
        return gettext("Has the responsibility")
    return str(basis_of(way.key).title)


def _source(way: Allowance) -> str:
    notes = []
    if way.verified_on:
        notes.append(gettext("read on %(day)s") % {"day": write_day(way.verified_on)})
    if way.to_verify:
        notes.append(gettext("to be verified"))
    return f"{way.source} ({', '.join(notes)})"
