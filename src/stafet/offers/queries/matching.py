"""What would fit a young person: the need, offers that answer it with the entry check, and where they stand with each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from stafet.access import api as access
from stafet.kernel.activities import SCHOOL
from stafet.kernel.periods import age_on
from stafet.kernel.privacy import DataClass
from stafet.offers.entry import Applicant, Entry, EntryCheck, check_entry
from stafet.offers.models import Offer, OfferNeed, Seat
from stafet.offers.queries.catalogue import OfferLine, offer_lines, on_offer
from stafet.offers.states import LIVE, EntryCondition, Need, NeedState
from stafet.pathways import api as pathways
from stafet.people import api as people


@dataclass(frozen=True, slots=True)
class OfferMatch:
    """An offer beside what somebody needs: what it answers of it, and what the entry check says."""

    line: OfferLine
    answers: tuple[Need, ...]
    check: EntryCheck


def need_of(person_id: UUID) -> OfferNeed | None:
    """What somebody needs an offer for now, if the reader may see it."""
    seen = OfferNeed.objects.filter(access.visible(DataClass.PROCESS), person_id=person_id)
    return seen.filter(state=NeedState.OPEN, aside_since=None).select_related("opened_by").first()


def past_needs_of(person_id: UUID) -> Sequence[OfferNeed]:
    """What they needed before, and what came of it; and what stands aside since two registrations are one."""
    seen = OfferNeed.objects.filter(access.visible(DataClass.PROCESS), person_id=person_id)
    now = Q(state=NeedState.OPEN, aside_since=None)
    return list(seen.exclude(now).order_by("-closed_on", "-pk"))


def seats_of(person_id: UUID) -> Sequence[Seat]:
    """Where somebody stands with each offer: what is going on first, then what is over."""
    seen = Seat.objects.filter(access.visible(DataClass.PROCESS), person_id=person_id)
    rows = seen.select_related("offer__provider", "start", "line_place").order_by("-waiting_since", "-pk")
    return sorted(rows, key=lambda seat: seat.state not in LIVE)


def offers_for(person_id: UUID, *, on: date, at: datetime) -> Sequence[OfferMatch]:
    """The offers of the person's municipality, those that answer more of what they need first, then by start.

    The order is by offers, never by people. A handful of look-ups, however many offers there are.
    """
    identity = people.identity_of(person_id)
    if identity is None:
        return ()
    need = need_of(person_id)
    wanted = [Need(each) for each in need.needs] if need else []
    who = _applicant(identity, on)
    offers = Offer.objects.filter(on_offer(on), municipality_id=identity.municipality_id)
    lines = offer_lines(offers.select_related("provider").order_by("title", "pk"), on=on, at=at)
    matches = (
        OfferMatch(
            line,
            tuple(each for each in wanted if each.value in line.offer.needs),
            check_offer(line.offer, who),
        )
        for line in lines
    )
    fitting = (match for match in matches if match.answers or not wanted)
    return sorted(fitting, key=lambda match: (-len(match.answers), match.line.begins))


def applicant_of(person_id: UUID, *, on: date) -> Applicant:
    """What the reader may know of somebody for the entry check."""
    identity = people.identity_of(person_id)
    return Applicant(None, None, None) if identity is None else _applicant(identity, on)


def check_offer(offer: Offer, who: Applicant) -> EntryCheck:
    """What the entry check says of somebody and what an offer asks of whoever enters."""
    conditions = frozenset(EntryCondition(each) for each in offer.conditions)
    return check_entry(Entry(offer.from_age, offer.to_age, offer.from_grade, conditions), who)


def _applicant(identity: people.Identity, on: date) -> Applicant:
    lines = pathways.spells_of([identity.person_id]).get(identity.person_id, ())
    running = frozenset(line.kind for line in lines if line.period.covers(on))
    return Applicant(
        age=None if identity.birth_date is None else age_on(identity.birth_date, on),
        completed_grade=_completed_grade(lines),
        doing=running if lines else None,
    )


def _completed_grade(lines: Iterable[pathways.SpellLine]) -> int | None:
    """Whoever is or was in a grade has completed the one before; a grade that was completed counts itself."""
    grades = [
        line.grade if line.end_reason == pathways.EndReason.COMPLETED else line.grade - 1
        for line in lines
        if line.kind in SCHOOL and line.grade is not None
    ]
    return max(grades, default=None)
