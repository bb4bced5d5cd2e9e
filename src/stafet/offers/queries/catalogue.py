"""The catalogue: offers by what they answer, where, when, for which age, and in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from stafet.kernel import rules
from stafet.offers.models import Offer, OfferStart
from stafet.offers.states import Need, OfferState


class StartsWhen(StrEnum):
    """How soon one can begin."""

    ANY_TIME = "any_time"
    NOW = "now"
    MONTH = "month"
    QUARTER = "quarter"


_WITHIN = {StartsWhen.NOW: 14, StartsWhen.MONTH: 31, StartsWhen.QUARTER: 92}


@dataclass(frozen=True, slots=True)
class OfferSearch:
    """What somebody looks for. ``with_gone`` also finds what is paused, closed or over."""

    need: Need | None = None
    town: str = ""
    starts: StartsWhen = StartsWhen.ANY_TIME
    age: int | None = None
    words: str = ""
    with_gone: bool = False


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer with the starts that are still to come. ``is_stale``: nobody has confirmed it for too long."""

    offer: Offer
    starts: tuple[OfferStart, ...]
    is_stale: bool

    @property
    def next_free(self) -> OfferStart | None:
        """The first start with a free seat; one can begin at any time comes before every day."""
        return next((start for start in self.starts if start.free > 0), None)

    @property
    def begins(self) -> date:
        """By when to sort: today for what can begin at any time, the end of time for what is full."""
        first = self.next_free
        if first is None:
            return date.max
        return first.starts_on or date.min


def search_offers(
    search: OfferSearch, *, municipalities: Collection[UUID], on: date, at: datetime
) -> Sequence[OfferLine]:
    """What fits, by when one can begin, then by title. Two look-ups."""
    found = _searched(search, municipalities, on).select_related("provider").order_by("title", "pk")
    return sorted(offer_lines(found, on=on, at=at), key=lambda line: line.begins)


def count_needs(
    search: OfferSearch, *, municipalities: Collection[UUID], on: date
) -> Mapping[Need | None, int]:
    """How many offers each need would find, all else being asked as it is; ``None`` is any need."""
    rows = list(_searched(replace(search, need=None), municipalities, on).values_list("needs", flat=True))
    counts = Counter(need for needs in rows for need in needs)
    return {None: len(rows), **{need: counts[need.value] for need in Need}}


def count_towns(search: OfferSearch, *, municipalities: Collection[UUID], on: date) -> Mapping[str, int]:
    """How many offers each place would find, all else being asked as it is; the empty name is any place."""
    rows = list(_searched(replace(search, town=""), municipalities, on).values_list("town", flat=True))
    return {"": len(rows), **dict(sorted(Counter(rows).items()))}


def offer_lines(offers: Iterable[Offer], *, on: date, at: datetime) -> Sequence[OfferLine]:
    """Offers with their coming starts. Two look-ups, however many they are."""
    rows = list(offers)
    starts: dict[UUID, list[OfferStart]] = {row.pk: [] for row in rows}
    coming = OfferStart.objects.filter(_coming(on), offer__in=rows, seats__gt=0)
    for start in coming.order_by(F("starts_on").asc(nulls_first=True), "pk"):
        starts[start.offer_id].append(start)
    limit = at - timedelta(days=rules.value("stafet.offer.confirm_within", on=on))
    return [OfferLine(row, tuple(starts[row.pk]), row.confirmed_at < limit) for row in rows]


def _searched(search: OfferSearch, municipalities: Collection[UUID], on: date) -> QuerySet[Offer]:
    wanted = Q(municipality_id__in=municipalities)
    if not search.with_gone:
        wanted &= on_offer(on)
    if search.need is not None:
        wanted &= Q(needs__contains=[search.need.value])
    if search.town:
        wanted &= Q(town=search.town)
    if search.age is not None:
        wanted &= Q(from_age=None) | Q(from_age__lte=search.age)
        wanted &= Q(to_age=None) | Q(to_age__gte=search.age)
    if search.starts is not StartsWhen.ANY_TIME:
        wanted &= Q(Exists(_free_by(on, on + timedelta(days=_WITHIN[search.starts]))))
    for word in search.words.split():
        wanted &= _says(word)
    return Offer.objects.filter(wanted)


def on_offer(on: date) -> Q:
    """Offers that can be had on a day."""
    return Q(state=OfferState.ACTIVE) & (Q(valid_until=None) | Q(valid_until__gte=on))


def _says(word: str) -> Q:
    columns = ("title", "words", "target", "provider__name", "entry_words", "language_support")
    said = Q()
    for column in columns:
        said |= Q(**{f"{column}__icontains": word})
    return said


def _coming(on: date) -> Q:
    return Q(starts_on=None) | Q(starts_on__gte=on)


def _free_by(on: date, until: date) -> QuerySet[OfferStart]:
    soon = Q(starts_on=None) | Q(starts_on__gte=on, starts_on__lte=until)
    return OfferStart.objects.filter(soon, offer_id=OuterRef("pk"), taken__lt=F("seats"))
