"""A pupil says what they wish for; somebody types how long a way takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import Sentence, sentence
from stafet.matchmaking.asking import is_too_young
from stafet.matchmaking.drafts import WishDraft
from stafet.matchmaking.errors import ContradictoryWishes, NotComplete, NotNow, NotYourRound
from stafet.matchmaking.models import LONGEST_WAY, MOST_WISHES, TravelTime, Wish, WishList
from stafet.organisations import api as organisations
from stafet.placements import api as placements
from stafet.placements.api import Host, Place, Placement, Voice, WayState, Willing

WISHING = frozenset(
    {
        WayState.CANDIDATE,
        WayState.INFORMED,
        WayState.INTERESTED,
        WayState.TALKED,
        WayState.APPLIED,
        WayState.SEEKING,
        WayState.REFUSED,
        WayState.CHANGING,
    }
)
"""Where a place is still to be found, so that wishes say something."""


@audit.action
def say_wishes(*, placement: Placement, draft: WishDraft, voice: Voice, by: Actor, at: datetime) -> WishList:
    """What a pupil wishes for now; what they said before stays. It promises nothing, and nothing is refused because of it.

    Raises ``NotYourRound``, ``NotNow``, ``ContradictoryWishes``.
    """
    _must_be_theirs(voice, by)
    rows = Placement.objects.select_for_update(of=("self",), no_key=True).select_related("scheme", "person")
    locked = rows.get(pk=placement.pk)
    if WayState(locked.state) not in WISHING:
        raise NotNow(sentence("A place has been found, or this is over. There is nothing to wish for now."))
    places = _wished_places(locked, draft)
    for fault in faults_of_wishes(locked, places, draft):
        raise ContradictoryWishes(fault, field="place_1")
    row = WishList.objects.create(
        municipality_id=locked.municipality_id,
        person_id=locked.person_id,
        placement=locked,
        revision=_next_revision(locked),
        branches=list(draft.branches),
        longest_way=draft.longest_way,
        words=draft.words.strip(),
        voice=voice,
        by_id=by.user_id if voice is Voice.STAFF and not by.is_system else None,
        known_at=at,
    )
    for rank, place in enumerate(places, start=1):
        Wish.objects.create(
            municipality_id=locked.municipality_id,
            person_id=locked.person_id,
            wish_list=row,
            rank=rank,
            place=place,
            host_name=place.host.name,
            known_at=at,
        )
    audit.record(action="matchmaking.say_wishes", about=row, by=by, at=at)
    return row


@audit.action
def set_travel(
    *,
    school: organisations.Organisation,
    minutes: Mapping[UUID, int | None],
    by: Actor,
    at: datetime,
) -> int:
    """How many minutes it takes from a school to hosts; ``None`` takes away what was typed. Returns how many are known.

    Raises ``NotYourRound``, ``NotComplete``.
    """
    town = school.municipality_id
    if not placements.can_keep_hosts_in(by, town):
        raise NotYourRound(sentence("Only those who work with young people in the town write down ways."))
    if any(not 1 <= each <= LONGEST_WAY for each in minutes.values() if each is not None):
        raise NotComplete(sentence("A way takes between 1 and 240 minutes."))
    hosts = set(Host.objects.filter(municipality_id=town, pk__in=list(minutes)).values_list("pk", flat=True))
    for host_id in sorted(hosts):
        standing = TravelTime.objects.filter(municipality_id=town, school=school, host_id=host_id)
        told = minutes[host_id]
        if told is None:
            standing.delete()
        elif not standing.update(minutes=told, known_at=at):
            TravelTime.objects.create(
                municipality_id=town, school=school, host_id=host_id, minutes=told, known_at=at
            )
    audit.record_many(
        action="matchmaking.set_travel", municipality_id=town, subject_id=school.pk, by=by, at=at
    )
    return TravelTime.objects.filter(municipality_id=town, school=school).count()


def faults_of_wishes(placement: Placement, places: Sequence[Place], draft: WishDraft) -> Iterator[Sentence]:
    """What contradicts itself, or can't be met in the whole school year. A place that is full is none of it: one may become free."""
    if len(places) > MOST_WISHES:
        yield sentence("One can wish for %(most)d places. Take the last ones away.", most=MOST_WISHES)
    for key, count in Counter(place.pk for place in places).items():
        if count > 1:
            name = next(place.host.name for place in places if place.pk == key)
            ranks = ", ".join(str(rank) for rank, place in enumerate(places, 1) if place.pk == key)
            yield sentence(
                "%(host)s stands there as wish %(ranks)s. Once is enough: take one of them away.",
                host=name,
                ranks=ranks,
            )
    if draft.longest_way is not None and not 1 <= draft.longest_way <= LONGEST_WAY:
        yield sentence("A way takes between 1 and 240 minutes.")
    for place in places:
        yield from _faults_of(placement, place)


def _faults_of(placement: Placement, place: Place) -> Iterator[Sentence]:
    scheme, name = placement.scheme, place.host.name
    if place.starts_in != scheme.starts_in or place.willing != Willing.YES:
        yield sentence("%(host)s takes nobody in this school year. Choose another place.", host=name)
    elif scheme.kind not in place.schemes or place.host.kind not in scheme.place_kinds:
        yield sentence("%(host)s is not open to this scheme. Choose another place.", host=name)
    elif len(set(place.weekdays) & set(scheme.weekdays)) < scheme.days_a_week:
        yield sentence(
            "%(host)s takes young people on %(theirs)d of the days of the scheme, and %(needed)d are needed. Choose another place.",
            host=name,
            theirs=len(set(place.weekdays) & set(scheme.weekdays)),
            needed=scheme.days_a_week,
        )
    if is_too_young(placement, place):
        yield sentence(
            "%(host)s takes nobody under %(age)d, and they are younger all school year. Choose another place.",
            host=name,
            age=place.from_age,
        )


def _wished_places(placement: Placement, draft: WishDraft) -> list[Place]:
    rows = Place.objects.filter(
        municipality_id=placement.municipality_id, pk__in=set(draft.places)
    ).select_related("host")
    known = {place.pk: place for place in rows}
    if set(draft.places) - set(known):
        raise ContradictoryWishes(
            sentence("One of the places is not in the bank any more. Choose another one."), field="place_1"
        )
    return [known[key] for key in draft.places]


def _next_revision(placement: Placement) -> int:
    newest = WishList.objects.filter(placement=placement).order_by("-revision")
    return (newest.values_list("revision", flat=True).first() or 0) + 1


def _must_be_theirs(voice: Voice, by: Actor) -> None:
    if voice is Voice.STAFF:
        if not placements.can_work_on_placements(by):
            raise NotYourRound(sentence("Only those who work with the young person write this down."))
    elif voice is not Voice.YOUNG_PERSON or audit.current_alias() != access.JOB_ALIAS:
        raise NotYourRound(sentence("The wishes are the young person’s own."))
