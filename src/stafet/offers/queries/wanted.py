"""Who needs an offer and has none, since when and where; and who waits at an offer. Of those the reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.offers.models import LinePlace, OfferNeed, Seat
from stafet.offers.states import LIVE, Need, NeedState, SeatState
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways

_FURTHEST = (SeatState.STARTED, SeatState.ACCEPTED, SeatState.PROPOSED, SeatState.WAITING)


@dataclass(frozen=True, slots=True)
class WantedLine:
    """Somebody who needs an offer: what for, how many days they have waited, and how far they have come.

    ``seat`` is the seat that has come furthest, if there is any; ``place`` is where they are now, if anywhere.
    """

    person_id: UUID
    name: str
    place: str
    needs: tuple[Need, ...]
    days: int
    seat: Seat | None


@dataclass(frozen=True, slots=True)
class WantedPlace:
    """How many of those who are at one place (``None``: at none) need an offer, and since when the first of them."""

    place_id: UUID | None
    place: str
    people: int
    since: date


def wanted(*, on: date, place_id: UUID | None = None) -> QuerySet[OfferNeed]:
    """The open needs the reader may see, whoever has waited longest first."""
    rows = _open(on)
    if place_id is not None:
        rows = rows.filter(Q(place_id=place_id))
    return rows.select_related("person").order_by("opened_on", "pk")


def wanted_lines(needs: Iterable[OfferNeed], *, on: date) -> Sequence[WantedLine]:
    """A part of them, as lines. Two look-ups."""
    rows = list(needs)
    places = _place_names(row.place_id for row in rows)  # type: ignore[attr-defined]
    seats = _furthest(row.person_id for row in rows)
    return [
        WantedLine(
            person_id=row.person_id,
            name=row.person.name,
            place=places.get(row.place_id, ""),  # type: ignore[attr-defined]
            needs=tuple(Need(each) for each in row.needs),
            days=(on - row.opened_on).days,
            seat=seats.get(row.person_id),
        )
        for row in rows
    ]


def places_of_wanted(*, on: date) -> Sequence[WantedPlace]:
    """Place by place, how many wait there. Two look-ups."""
    rows = list(
        _open(on)
        .values(where=F("place_id"))
        .annotate(people=Count("pk"), since=Min("opened_on"))
        .order_by("since", "where")
    )
    names = _place_names(row["where"] for row in rows)
    return [
        WantedPlace(row["where"], names.get(row["where"], ""), row["people"], row["since"]) for row in rows
    ]


def seats_at(offer_id: UUID) -> Sequence[Seat]:
    """Who is in the line or has a seat at an offer, of those the reader may see: by when they came."""
    seen = Seat.objects.filter(
        access.visible(DataClass.PROCESS),
        access.visible(DataClass.IDENTITY),
        offer_id=offer_id,
        state__in=LIVE,
    )
    return list(seen.select_related("person", "start", "line_place").order_by("line_place__number"))


def line_length(offer_id: UUID) -> int:
    """How many wait for an offer, whoever may see them."""
    return LinePlace.objects.filter(offer_id=offer_id, left_at=None).count()


def waits_longer(seat: Seat) -> bool:
    """Whether somebody stands in the line before this one, whoever may see them."""
    before = LinePlace.objects.filter(offer_id=seat.offer_id, left_at=None)
    return before.filter(number__lt=seat.line_place.number).exists()


def _open(on: date) -> QuerySet[OfferNeed]:
    running = pathways.Spell.objects.running_on(on).filter(
        access.visible(DataClass.PROCESS),
        municipality_id=OuterRef("municipality_id"),
        person_id=OuterRef("person_id"),
        organisation__isnull=False,
    )
    seen = OfferNeed.objects.filter(
        access.visible(DataClass.PROCESS),
        access.visible(DataClass.IDENTITY),
        state=NeedState.OPEN,
        aside_since=None,
    )
    latest = running.order_by("-starts_on", "-pk").values("organisation_id")[:1]
    return seen.annotate(place_id=Subquery(latest))


def _place_names(place_ids: Iterable[UUID | None]) -> Mapping[UUID | None, str]:
    rows = organisations.Organisation.objects.filter(pk__in={each for each in place_ids if each})
    return dict(rows.values_list("pk", "name"))


def _furthest(person_ids: Iterable[UUID]) -> Mapping[UUID, Seat]:
    rows = Seat.objects.filter(
        access.visible(DataClass.PROCESS), person_id__in=set(person_ids), state__in=LIVE
    ).select_related("offer", "start")
    found: dict[UUID, Seat] = {}
    for seat in sorted(rows, key=lambda seat: (_FURTHEST.index(SeatState(seat.state)), seat.pk)):
        found.setdefault(seat.person_id, seat)
    return found
