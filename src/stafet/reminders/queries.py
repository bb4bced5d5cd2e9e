"""What waits about placements, for Today: the reader's own; to decide; and what nobody has done where the reader leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.kernel.actors import Actor
from stafet.kernel.periods import school_year_of
from stafet.kernel.privacy import DataClass
from stafet.offers import api as offers
from stafet.organisations import api as organisations
from stafet.placements import api as placements
from stafet.placements.api import Agreement, AgreementState, Placement
from stafet.reminders.looking import Found, things_at
from stafet.reminders.models import Reminder
from stafet.reminders.pace import PACES
from stafet.reminders.policies import placements_led_by, placements_waiting_for
from stafet.reminders.states import ReminderKind
from stafet.reminders.waiting import Thing

_STAYS = timedelta(days=14)
_Choice = Callable[[Thing, date], bool]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One placement at which something waits for the reader, what is to be done first at its beginning."""

    placement_id: UUID
    person_id: UUID
    name: str
    host: str
    things: tuple[Thing, ...]
    to_decide: bool

    @property
    def first(self) -> Thing:
        """What is done first: what the reader decides, or else what has waited longest."""
        mine = (each for each in self.things if self.to_decide and each.kind is ReminderKind.APPROVAL)
        return next(mine, self.things[0])


def waiting_placements(actor: Actor, *, at: datetime, on: date) -> Sequence[Waiting]:
    """Each placement once, with everything that waits there for the reader; what has waited longest comes first. Six statements at most."""
    decidable = Agreement.objects.filter(
        placements.agreements_decidable_by(actor), state=AgreementState.SIGNED
    )
    looks: tuple[tuple[Q, _Choice], ...] = (
        (access.once(Q(pk__in=decidable.values("placement_id"))), _is_to_decide),
        (placements_waiting_for(actor, at=at), _shows),
        (placements_led_by(actor), _is_last),
    )
    rows = Placement.objects.filter(access.visible(DataClass.PROCESS)).under_way()
    found: dict[UUID, Waiting] = {}
    for condition, choose in looks:
        for each in things_at(rows.filter(condition), on=on):
            things = [thing for thing in each.things if choose(thing, on)]
            _take_in(found, each, things, decides=choose is _is_to_decide)
    return sorted(found.values(), key=lambda each: (each.first.since, each.placement_id))


def quiet_hosts(actor: Actor, *, at: datetime, on: date) -> int:
    """How many hosts have let the question what they offer run out, for whoever organises in the town."""
    towns = [each for each in offers.organising_in(actor) if placements.can_keep_hosts_in(actor, each)]
    rows = placements.Place.objects.filter(
        municipality_id__in=towns,
        link_expires_at__lte=at,
        starts_in__gte=school_year_of(on).period.starts_on.year,
        host__no_more_asking=False,
    )
    return rows.count() if towns else 0


def unheard(actor: Actor, *, on: date) -> bool:
    """Whether something waits about somebody hidden of whom nobody with the responsibility may hear, for the stewards of last resort.

    What was told stays for as long as a steward may need to settle it. It says nothing about whom it is.
    """
    places = access.organisations_where(actor, access.Permission.REASSIGN_OTHERS)
    towns = organisations.Municipality.objects.filter(last_resort_id__in=places) if places else ()
    return any(_told_to_stewards(town.pk, on) for town in towns)


def _told_to_stewards(municipality_id: UUID, on: date) -> bool:
    """Reminders are read by jobs only: the answer is yes or no, and leaves the scope as that."""
    with access.job_scope(municipality_id):
        rows = Reminder.objects.filter(
            municipality_id=municipality_id, to_last_resort=True, on__gt=on - _STAYS, on__lte=on
        )
        return rows.exists()


def _take_in(found: dict[UUID, Waiting], each: Found, things: Sequence[Thing], *, decides: bool) -> None:
    """Add what waits there to what is known of the placement already."""
    if not things:
        return
    before = found.get(each.placement_id)
    known = () if before is None else before.things
    added = (*known, *(thing for thing in things if thing not in known))
    found[each.placement_id] = Waiting(
        placement_id=each.placement_id,
        person_id=each.person_id,
        name=each.name,
        host=each.host,
        things=tuple(sorted(added, key=lambda thing: (thing.since, thing.kind))),
        to_decide=decides or (before is not None and before.to_decide),
    )


def _is_to_decide(thing: Thing, on: date) -> bool:
    """What the leader decides stands there from the first day."""
    return thing.kind is ReminderKind.APPROVAL and thing.since <= on


def _shows(thing: Thing, on: date) -> bool:
    return PACES[thing.kind].shows_from(thing.since, on) <= on


def _is_last(thing: Thing, on: date) -> bool:
    """What was reminded of as often as it is, and nobody has done."""
    pace = PACES[thing.kind]
    return pace.stage(thing.since, on) == pace.most(on) > 1
