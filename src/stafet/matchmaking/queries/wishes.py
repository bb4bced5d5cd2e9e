"""What pupils wish for, what they could wish for, and how long the ways are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from stafet.access import api as access
from stafet.kernel.privacy import DataClass
from stafet.matchmaking.asking import is_too_young, newest_lists, wishes_of
from stafet.matchmaking.models import Entry, Round, TravelTime, Wish, WishList
from stafet.matchmaking.states import RoundState
from stafet.placements.api import Place, Placement, Willing


@dataclass(frozen=True, slots=True)
class WishView:
    """The wishes that count, and how often they have been said."""

    wish_list: WishList
    wishes: tuple[Wish, ...]


def wishes_for(placement: Placement) -> WishView | None:
    """What a pupil wishes for one placement now; ``None`` when they have said nothing, or the reader may not see it."""
    rows = WishList.objects.filter(
        access.visible(DataClass.PROCESS),
        municipality_id=placement.municipality_id,
        placement_id=placement.pk,
    )
    newest = rows.order_by("-revision").first()
    if newest is None:
        return None
    wishes = Wish.objects.filter(access.visible(DataClass.PROCESS), wish_list=newest)
    return WishView(newest, tuple(wishes.select_related("place__host").order_by("rank")))


def frozen_in(placement: Placement) -> Round | None:
    """The closed round somebody is in, which goes by what they wished before; ``None`` when there is none they may see."""
    rows = Entry.objects.filter(
        access.visible(DataClass.PROCESS),
        municipality_id=placement.municipality_id,
        placement_id=placement.pk,
        out_since=None,
        round__state=RoundState.CLOSED,
    )
    entry = rows.select_related("round").order_by("-round__closed_on", "pk").first()
    return None if entry is None else entry.round


def wished_first(placement_ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """For each placement how many places are wished for. Two statements, however many they are."""
    lists = newest_lists(placement_ids)
    wishes = wishes_of([each.pk for each in lists.values()])
    return {key: len(wishes.get(each.pk, ())) for key, each in lists.items()}


def could_wish_for(placement: Placement) -> Sequence[Place]:
    """The places of the bank that can be wished for, by name: also those that are full now, since one may become free."""
    scheme = placement.scheme
    rows = (
        Place.objects.filter(
            municipality_id=scheme.municipality_id,
            starts_in=scheme.starts_in,
            willing=Willing.YES,
            schemes__contains=[scheme.kind],
            weekdays__overlap=list(scheme.weekdays),
            host__kind__in=list(scheme.place_kinds),
        )
        .select_related("host")
        .order_by("host__name", "pk")
    )
    return [
        place
        for place in rows
        if len(set(place.weekdays) & set(scheme.weekdays)) >= scheme.days_a_week
        and not is_too_young(placement, place)
    ]


def ways_from(school_id: UUID) -> Mapping[UUID, int]:
    """Host → minutes from one school, where somebody has typed them."""
    rows = TravelTime.objects.filter(school_id=school_id).order_by("pk")
    return dict(rows.values_list("host_id", "minutes"))
