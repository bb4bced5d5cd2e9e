"""What do we share with the other municipalities about placements, and on which agreement? Town by town; and what crosses to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from stafet.access import api as access
from stafet.kernel.countries import Country
from stafet.kernel.sharing import Recipient, Thing, sharing_matrix
from stafet.offers import api as offers
from stafet.organisations import api as organisations
from stafet.partnerships import api as partnerships
from stafet.partnerships.api import Commitment, PartnershipView
from stafet.practicalcourses import api as courses
from stafet.practicalcourses.api import Quota, SharedCourse, ShareState
from stafet.web import course_parts
from stafet.web.components.days import write_day
from stafet.web.components.numbers import write_number
from stafet.web.components.parts import Empty, Notice, Tone
from stafet.web.components.tables import Cell, Column, Table
from stafet.web.cooperation_parts import home_of
from stafet.web.hosts import year_of
from stafet.web.registry import PageRequest, page
from stafet.web.sharing_words import THINGS

WRITE = access.Permission.WRITE_PLAN
Linked = tuple[str, str]
"""Words, and where they lead, or nowhere."""


@dataclass(slots=True)
class _Town:
    """What is found about one other municipality."""

    name: str
    views: list[PartnershipView] = field(default_factory=list)
    shared: list[tuple[SharedCourse, Quota]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TownPart:
    """One other municipality on the page: the agreement and the seats side by side."""

    name: str
    notice: Notice | None
    agreements: Table | None
    seats: Table | None


@page(allow=WRITE)
def placements_shared(request: PageRequest) -> HttpResponse:
    """Every other municipality with the terms in force and the seats shared; and which data cross, with nobody's name."""
    ours = offers.municipalities_of(request.actor)
    names = dict(organisations.municipalities())
    towns: dict[str, _Town] = {}
    for row in partnerships.partnerships_of(request.actor):
        view = partnerships.partnership_view(row, on=request.today)
        for name in _others_in(view, ours, names):
            _town(towns, name).views.append(view)
    for shared in courses.shared_courses(request.actor, starts_in=year_of(request)):
        for quota in shared.quotas:
            if quota.municipality_id not in ours:
                _town(towns, names[quota.municipality_id]).shared.append((shared, quota))
    context = {
        "towns": [_part(towns[key], ours, names) for key in sorted(towns)],
        "empty": Empty(
            gettext("Nothing is shared with another municipality"),
            gettext(
                "Neither an agreement nor a seat on a course. What would cross stands below all the same."
            ),
        ),
        "crosses": _crosses(request),
    }
    return render(request, "placements/shared.html", context)


def _town(towns: dict[str, _Town], name: str) -> _Town:
    """Towns that are not in this installation are known by name only: the name is what joins."""
    return towns.setdefault(name.casefold(), _Town(name))


def _others_in(view: PartnershipView, ours: frozenset[UUID], names: Mapping[UUID, str]) -> Iterable[str]:
    """The other municipalities of a partnership, each once: those it names, and those of its parties."""
    row = view.partnership
    keys = {row.municipality_id, *(_home(each) for each in view.commitments)} - {None} - ours
    own = {names[key].casefold() for key in ours}
    found = [*row.with_municipalities, *(names[key] for key in keys if key is not None)]
    return {name.casefold(): name for name in found if name.casefold() not in own}.values()


def _home(each: Commitment) -> UUID | None:
    organisation = each.party.organisation
    return organisation.municipality_id if organisation is not None else None


def _part(town: _Town, ours: frozenset[UUID], names: Mapping[UUID, str]) -> TownPart:
    signed = {view.partnership.pk: _signatures(view, town.name, names) for view in town.views}
    return TownPart(
        name=town.name,
        notice=_notice(town),
        agreements=_agreements(town, signed) if town.views else None,
        seats=_seats(town, ours, names) if town.shared else None,
    )


def _notice(town: _Town) -> Notice | None:
    """What is missing: an agreement behind the seats, terms that are adopted."""
    told = {"town": town.name}
    if not town.views:
        return Notice(
            Tone.WARNING,
            gettext("No co-operation with %(town)s is written down") % told,
            gettext("Price and split stand with each course, and nothing else is agreed."),
        )
    if all(view.adopted is None for view in town.views):
        return Notice(
            Tone.WARNING,
            gettext("No terms are adopted with %(town)s") % told,
            gettext("So there is nothing to sign."),
        )
    return None


def _signatures(view: PartnershipView, name: str, names: Mapping[UUID, str]) -> str:
    """Who of that municipality has signed what is in force, and who has not."""
    if view.adopted is None:
        return gettext("There is nothing to sign yet.")
    theirs = [each for each in view.commitments if _is_of(each, name, names)]
    if not theirs:
        return gettext("Nobody of theirs takes part as a party")
    done = [
        gettext("%(party)s, %(day)s") % {"party": each.name, "day": write_day(each.signature.signed_on)}
        for each in theirs
        if each.signature is not None
    ]
    missing = [
        gettext("%(party)s has not signed") % {"party": each.name}
        for each in theirs
        if each.signature is None
    ]
    return "; ".join((*missing, *done))


def _is_of(each: Commitment, name: str, names: Mapping[UUID, str]) -> bool:
    home = _home(each)
    known = names[home] if home is not None else each.name
    return known.casefold() == name.casefold()


def _agreements(town: _Town, signed: Mapping[UUID, str]) -> Table:
    titles = (gettext("Co-operation"), gettext("Terms in force"), gettext("Signed for them"))
    rows = [
        (
            (view.partnership.name, home_of(view.partnership)),
            _terms(view),
            (signed[view.partnership.pk], ""),
        )
        for view in town.views
    ]
    return _table(gettext("What is agreed"), [Column(title) for title in titles], rows)


def _terms(view: PartnershipView) -> Linked:
    if view.adopted is None or view.adopted.adopted_on is None:
        return gettext("None yet"), ""
    told = {"number": view.adopted.number, "day": write_day(view.adopted.adopted_on)}
    words = gettext("Version %(number)d, adopted on %(day)s") % told
    return words, reverse("terms_version", args=[view.adopted.pk])


def _seats(town: _Town, ours: frozenset[UUID], names: Mapping[UUID, str]) -> Table:
    columns = (
        Column(gettext("Course")),
        Column(gettext("Arranged by")),
        Column(gettext("Our seats"), numeric=True),
        Column(gettext("Their seats"), numeric=True),
        Column(gettext("Price and split")),
        Column(gettext("Where it stands")),
    )
    rows = [_seat_row(shared, theirs, ours, names) for shared, theirs in town.shared]
    return _table(gettext("Which seats are shared"), columns, rows)


def _seat_row(
    shared: SharedCourse, theirs: Quota, ours: frozenset[UUID], names: Mapping[UUID, str]
) -> tuple[Linked, ...]:
    course = shared.course
    own = [each for each in shared.quotas if each.municipality_id in ours]
    return (
        (course.name, reverse("course", args=[course.pk])),
        (names[course.municipality_id], ""),
        (write_number(sum(each.seats for each in own)), ""),
        (write_number(theirs.seats), ""),
        (course_parts.price_words(course), ""),
        (_stands(theirs, own, names[theirs.municipality_id]), ""),
    )


def _stands(theirs: Quota, own: Sequence[Quota], name: str) -> str:
    if any(each.state == ShareState.ASKED for each in own):
        return gettext("Waits for our answer")
    if theirs.state == ShareState.ASKED:
        return gettext("Waits for the answer of %(town)s") % {"town": name}
    return gettext("Agreed by both")


_CROSS = (
    (
        gettext_lazy("A course: what, where, when, price, whom one calls there"),
        "practical_courses",
        gettext_lazy("Municipalities that have seats on it or are asked, and whoever holds it"),
        gettext_lazy("Nobody young"),
    ),
    (
        gettext_lazy("How many seats each has been given, and its answer"),
        "practical_courses",
        gettext_lazy("The same"),
        gettext_lazy("Nobody young"),
    ),
    (
        gettext_lazy("How many seats are held and used, and the cost"),
        "practical_courses",
        gettext_lazy("That municipality, and the one that arranged the course and pays"),
        gettext_lazy("Numbers of a municipality, no name"),
    ),
    (
        gettext_lazy("Who has a seat"),
        "course_needs",
        gettext_lazy("No other municipality, and nobody at the course: a seat opens nobody"),
        gettext_lazy("The pupil, whom only those see who see them anyway"),
    ),
    (
        gettext_lazy("A good story that everybody it is about lets out"),
        "stories",
        gettext_lazy("All municipalities here"),
        gettext_lazy("Without a name, class or company"),
    ),
)
"""What crosses because of placements, the page where it stands, who reads it, and whom it is about."""


def _crosses(request: PageRequest) -> Table:
    """Which data reach another municipality because of placements, and of whom they are."""
    titles = (gettext("What"), gettext("Who reads it"), gettext("About whom"))
    rows: list[tuple[Linked, ...]] = [
        ((str(what), reverse(where)), (str(reads), ""), (str(whom), ""))
        for what, where, reads, whom in _CROSS
    ]
    named = gettext("One young person, by name: %(things)s") % {"things": _handed_over(request)}
    rows.append(
        (
            (
                gettext("A hand-over of the responsibility"),
                f"{reverse('sharing')}?receiver={Recipient.MUNICIPALITY}",
            ),
            (gettext("Whoever takes over, from then on, as the law allows"), ""),
            (named, ""),
        )
    )
    return _table(gettext("Which data cross, and to whom"), [Column(title) for title in titles], rows)


def _handed_over(request: PageRequest) -> str:
    """What may be told another municipality of somebody, where the reader's town lies."""
    town = next(iter(sorted(offers.municipalities_of(request.actor))), None)
    country = organisations.home(town).country if town is not None else Country.DK
    matrix = sharing_matrix()
    may = [
        str(THINGS[thing])[:1].lower() + str(THINGS[thing])[1:]
        for thing in Thing
        if matrix.ways(thing, to=Recipient.MUNICIPALITY, country=country, on=request.today)
    ]
    return "; ".join(may)


def _table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Linked]]) -> Table:
    cells = tuple(
        tuple(
            Cell(text, column.title, column.numeric, href)
            for (text, href), column in zip(row, columns, strict=True)
        )
        for row in rows
    )
    return Table(caption, tuple(columns), cells)
