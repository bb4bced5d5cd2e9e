"""From rows to the question a solver is asked. Read in the scope of a job: a round is about everybody in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from stafet.kernel.matching import Limit, LimitKind, Policy, Problem, Pupil
from stafet.kernel.matching import Place as MatchedPlace
from stafet.kernel.matching import PlaceKind as MatchedKind
from stafet.kernel.periods import age_on
from stafet.matchmaking.drafts import Question
from stafet.matchmaking.models import Entry, Proposal, Refusal, Round, Run, TravelTime, Wish, WishList
from stafet.matchmaking.states import Fairness, Order, order_of
from stafet.placements import api as placements
from stafet.placements.api import Place, PlaceKind, Placement, Scheme, WayState, Willing

MATCHABLE = (WayState.SEEKING, WayState.CHANGING)
"""Where somebody has applied, everybody has consented, and a place is missing."""

_LAST_DAY = (7, 31)
"""Of a school year: ``kernel.periods.school_year``."""


def question_of(run: Run) -> Question:
    """Everything the solver is told for one run: wishes as they stood when the round closed, before anybody knew the seed; the rest as it stands now."""
    the_round = run.round
    entries = list(
        in_round(the_round).filter(placement__state__in=MATCHABLE).select_related("person", "placement")
    )
    lists = newest_lists([entry.placement_id for entry in entries], until=the_round.closed_at)
    wishes = wishes_of([each.pk for each in lists.values()])
    places = _places(the_round, {wish.place_id for these in wishes.values() for wish in these})
    facts = _Facts(the_round, places, lists, wishes)
    problem = Problem(
        pupils=tuple(facts.pupil(entry) for entry in entries),
        places=tuple(_matched(the_round, place) for place in places.values()),
        limits=_contact_limits(the_round, places.values()),
        refused=_refused(entries, places),
        earlier=_earlier(run, entries),
    )
    return Question(
        problem=replace(problem, locked=_kept_locks(problem, entries)),
        policy=policy_of(run),
        fairness=Fairness(run.fairness),
        seconds=the_round.seconds,
        hosts={str(key): place.host.name for key, place in places.items()},
    )


def policy_of(run: Run) -> Policy:
    """What the town has declared."""
    the_round = run.round
    return Policy(
        seed=the_round.seed,
        order=order_of(Order(the_round.order), fewest_changes=run.fewest_changes),
        good_ranks=the_round.good_ranks,
        nearest=the_round.nearest,
        unknown_minutes=the_round.unknown_minutes,
    )


def in_round(the_round: Round) -> QuerySet[Entry]:
    """Who is in a round, whatever has become of them."""
    return Entry.objects.filter(
        municipality_id=the_round.municipality_id, round=the_round, out_since=None
    ).order_by("pk")


def newest_lists(placement_ids: Sequence[UUID], *, until: datetime | None = None) -> Mapping[UUID, WishList]:
    """For each placement the wishes that count now, or that counted at an instant."""
    rows = WishList.objects.filter(placement_id__in=list(placement_ids)).order_by("revision")
    if until is not None:
        rows = rows.filter(known_at__lte=until)
    return {row.placement_id: row for row in rows}


def wishes_of(list_ids: Sequence[UUID]) -> Mapping[UUID, list[Wish]]:
    """For each list its wishes, the first one first."""
    found: dict[UUID, list[Wish]] = defaultdict(list)
    for wish in Wish.objects.filter(wish_list_id__in=list(list_ids)).order_by("rank"):
        found[wish.wish_list_id].append(wish)
    return found


def places_in(the_round: Round) -> QuerySet[Place]:
    """The free places that a round gives out."""
    return (
        placements.fitting_places(the_round.scheme)
        .filter(host__kind__in=the_round.place_kinds, weekdays__overlap=the_round.weekdays)
        .exclude(pk__in=the_round.left_out)
    )


def seats_of(the_round: Round, place: Place) -> int:
    """How many a round can give out at a place; none where it is not in the round, or not on offer any more."""
    is_in = (
        place.willing == Willing.YES
        and place.pk not in the_round.left_out
        and place.host.kind in the_round.place_kinds
        and the_round.scheme.kind in place.schemes
    )
    return place.free if is_in else 0


def is_too_young(placement: Placement, place: Place) -> bool:
    """Whether they are younger than the place asks for until the last day of the school year."""
    born, ends_on = placement.person.birth_date, _last_day(placement.scheme)
    return born is not None and age_on(born, ends_on) < place.from_age


def _last_day(scheme: Scheme) -> date:
    return date(scheme.starts_in + 1, *_LAST_DAY)


@dataclass(frozen=True)
class _Facts:
    """What is told about one pupil after the other."""

    the_round: Round
    places: Mapping[UUID, Place]
    lists: Mapping[UUID, WishList]
    wishes: Mapping[UUID, list[Wish]]
    _ways: dict[UUID, Mapping[str, int]] = field(default_factory=dict)

    def pupil(self, entry: Entry) -> Pupil:
        """One pupil. Nobody without a birth date is put into a round."""
        wish_list = self.lists.get(entry.placement_id)
        wishes = self.wishes.get(wish_list.pk, []) if wish_list else []
        birth_date = entry.person.birth_date
        return Pupil(
            key=str(entry.pk),
            municipality=str(entry.municipality_id),
            age=age_on(birth_date, self.the_round.first_day) if birth_date else 0,
            weekdays=frozenset(self.the_round.weekdays),
            days=self.the_round.days,
            wishes=tuple(str(wish.place_id) for wish in wishes),
            branches=frozenset(wish_list.branches) if wish_list else frozenset(),
            longest_travel=wish_list.longest_way if wish_list else None,
            travel=self._from(entry.placement.school_id),
        )

    def _from(self, school_id: UUID) -> Mapping[str, int]:
        if school_id not in self._ways:
            hosts = {place.host_id: str(key) for key, place in self.places.items()}
            rows = TravelTime.objects.filter(
                municipality_id=self.the_round.municipality_id, school_id=school_id, host_id__in=list(hosts)
            )
            self._ways[school_id] = {hosts[row.host_id]: row.minutes for row in rows}
        return self._ways[school_id]


def _places(the_round: Round, wished: Iterable[UUID]) -> Mapping[UUID, Place]:
    """What can be given out, and what was wished for all the same: so that a wish is told why it can't be met."""
    found = {place.pk: place for place in places_in(the_round)}
    others = Place.objects.filter(
        municipality_id=the_round.municipality_id, pk__in=set(wished) - set(found)
    ).select_related("host")
    return {**found, **{place.pk: place for place in others.order_by("pk")}}


def _matched(the_round: Round, place: Place) -> MatchedPlace:
    is_course = place.host.kind == PlaceKind.PRACTICAL_COURSE
    return MatchedPlace(
        key=str(place.pk),
        seats=seats_of(the_round, place),
        weekdays=frozenset(place.weekdays),
        branch=place.host.branch,
        kind=MatchedKind.FALLBACK if is_course else MatchedKind.COMPANY,
        youngest=place.from_age,
    )


def _contact_limits(the_round: Round, places: Iterable[Place]) -> tuple[Limit, ...]:
    """Whom one contact person looks after at all places they are called at, less those who are there already.

    The same name with the same address or telephone is the same person; a mailbox that several share is not.
    """
    if the_round.contact_load is None:
        return ()
    companies = [place for place in places if place.host.kind != PlaceKind.PRACTICAL_COURSE]
    lines = placements.host_lines([place.host for place in companies], starts_in=the_round.scheme.starts_in)
    contacts = {line.host.pk: line.contact for line in lines if line.contact}
    together: dict[str, list[Place]] = defaultdict(list)
    for place in companies:
        if contact := contacts.get(place.host_id):
            who = f"{contact.name} {contact.email or contact.phone}"
            together[who.lower().replace(" ", "")].append(place)
    return tuple(
        Limit(
            key=f"contact:{number}",
            kind=LimitKind.CONTACT_PERSON,
            at_most=max(0, the_round.contact_load - sum(place.taken for place in these)),
            places=frozenset(str(place.pk) for place in these),
        )
        for number, (_who, these) in enumerate(sorted(together.items()), start=1)
    )


def _refused(entries: Sequence[Entry], places: Mapping[UUID, Place]) -> frozenset[tuple[str, str]]:
    rows = Refusal.objects.filter(entry_id__in=[entry.pk for entry in entries], place_id__in=list(places))
    return frozenset((str(row.entry_id), str(row.place_id)) for row in rows)


def _earlier(run: Run, entries: Sequence[Entry]) -> Mapping[str, str]:
    if run.earlier_id is None:
        return {}
    rows = Proposal.objects.filter(run_id=run.earlier_id, entry_id__in=[entry.pk for entry in entries])
    return {str(row.entry_id): str(row.place_id) for row in rows.order_by("pk") if row.place_id}


def _kept_locks(problem: Problem, entries: Sequence[Entry]) -> Mapping[str, str]:
    """The locks that can still be kept: a place that is gone, full or refused locks nobody. The page says so."""
    pupils = {pupil.key: pupil for pupil in problem.pupils}
    free = {place.key: place.seats for place in problem.places}
    places = {place.key: place for place in problem.places}
    found: dict[str, str] = {}
    for entry in entries:
        pupil, key = str(entry.pk), str(entry.locked_to_id or "")
        if key not in places or (pupil, key) in problem.refused or not free[key]:
            continue
        is_old_enough = pupils[pupil].age >= (places[key].youngest or 0)
        if is_old_enough and len(pupils[pupil].weekdays & places[key].weekdays) >= pupils[pupil].days:
            found[pupil], free[key] = key, free[key] - 1
    return found
