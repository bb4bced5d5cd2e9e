"""A catalogue of a dozen offers, and young people who need one: some wait, some have a seat, some have begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from stafet.demo.places import GUIDANCE
from stafet.demo.story import Town
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM
from stafet.offers import api as offers
from stafet.offers.api import EntryCondition, Need, Payer, SeatState, StartDraft
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import api as responsibility

_STALE = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class _Told:
    """One offer of the demonstration; ``weeks`` of ``None``: one can begin at any time."""

    provider: str
    title: str
    kind: ActivityKind
    needs: tuple[Need, ...]
    words: str
    contact: str
    seats: int
    weeks: int | None = None
    town: str = "Egekøbing"
    ages: tuple[int, int] = (15, 24)
    conditions: tuple[EntryCondition, ...] = ()
    payer: Payer = Payer.MUNICIPALITY
    is_stale: bool = False


_N, _K, _C = Need, ActivityKind, EntryCondition
_OFFERS = (
    _Told("FGU Egekøbing", "Træ og byg", _K.PREPARATORY_EDUCATION, (_N.TRY_A_TRADE, _N.EVERYDAY), "Bænke, skure og en ny bro til spejderne. Dansk og matematik undervejs.", "Palle Porse", 4, conditions=(_C.ASSESSED,)),
    _Told("FGU Egekøbing", "Mad og mennesker", _K.PREPARATORY_EDUCATION, (_N.TRY_A_TRADE, _N.COMMUNITY), "Skolens kantine: indkøb, køkken og servering.", "Palle Porse", 3, conditions=(_C.ASSESSED,)),
    _Told("FGU Egekøbing", "Almen basis", _K.PREPARATORY_EDUCATION, (_N.CATCH_UP, _N.PREPARE), "Dansk, matematik og et fag mere på små hold.", "Signe Sten", 8, weeks=6, conditions=(_C.ASSESSED,)),
    _Told("Egekøbing Tekniske Skole", "Prøv fire fag på fire uger", _K.OTHER_ACTIVITY, (_N.CLARIFY, _N.TRY_A_TRADE), "Tømrer, smed, elektriker og frisør, en uge hver.", "Kurt Krag", 12, weeks=4, payer=Payer.NOBODY),
    _Told("Egekøbing Tekniske Skole", "Klar til grundforløb", _K.OTHER_ACTIVITY, (_N.PREPARE, _N.CATCH_UP), "Fagmatematik, værksted og en mentor.", "Kurt Krag", 10, weeks=9, conditions=(_C.FINISHED_SCHOOL, _C.NOT_IN_EDUCATION), payer=Payer.NOBODY),
    _Told("Fjordens Handelsskole", "Butik i virkeligheden", _K.OTHER_ACTIVITY, (_N.JOB, _N.TRY_A_TRADE), "Tre dage i en butik, to på skolen.", "Lis Lund", 6, weeks=5, town="Fjordby", conditions=(_C.AGREEMENT,), payer=Payer.PROVIDER),
    _Told("Egekøbing Gymnasium", "HF-brobygning for omvælgere", _K.OTHER_ACTIVITY, (_N.CLARIFY, _N.PREPARE), "En uge på HF med egen vejleder.", "Ulla Urup", 5, weeks=3, conditions=(_C.FINISHED_SCHOOL,), payer=Payer.STATE),
    _Told("10. Egekøbing", "10. klasse midt i året", _K.TENTH_GRADE, (_N.CATCH_UP, _N.CLARIFY), "For dem, der er stoppet et andet sted.", "Sara Skovgaard", 2, ages=(15, 17), conditions=(_C.TALK_FIRST,)),
    _Told("Ungevejledningen Egekøbing", "Morgenholdet", _K.OTHER_ACTIVITY, (_N.EVERYDAY, _N.COMMUNITY), "Op, ud og i gang: morgenmad og en gåtur tre gange om ugen.", "Karin Kvist", 8, payer=Payer.NOBODY, is_stale=True),
    _Told("Ungevejledningen Egekøbing", "Fritidsjob med en voksen i ryggen", _K.EMPLOYMENT, (_N.JOB, _N.EVERYDAY), "Otte timer om ugen i et supermarked eller et drivhus.", "Karin Kvist", 5, conditions=(_C.AGREEMENT,), payer=Payer.NOBODY),
    _Told("Egekøbing Kommune", "Dansk i praksis", _K.OTHER_ACTIVITY, (_N.LANGUAGE, _N.JOB), "Sprog på arbejdspladsen, to dage om ugen.", "Omar Okbay", 6, weeks=2, ages=(16, 29)),
    _Told("Egekøbing Kommune", "Musikværkstedet på havnen", _K.OTHER_ACTIVITY, (_N.COMMUNITY, _N.CLARIFY), "Et forsøg i et halvt år: lyd, scene og øvelokale.", "Britt Bang", 1, is_stale=True),
)  # fmt: skip
_NEEDED = ((Need.TRY_A_TRADE,), (Need.CLARIFY, Need.EVERYDAY), (Need.JOB,), (Need.CATCH_UP, Need.PREPARE))
_WAITED = (3, 9, 16, 24, 31, 45, 12, 6)


def fill_the_catalogue(town: Town, at: datetime) -> None:
    """Every partner writes its offers down; of some nobody has said for long whether they are still right."""
    rows = organisations.Organisation.objects.filter(municipality_id=town.municipality_id)
    places = {row.name: row for row in rows.order_by("pk")}
    made = [_write(places[told.provider], told, at) for told in _OFFERS]
    people_in_need = _held_by(places[GUIDANCE.name])
    for number, person in enumerate(people_in_need):
        _need(town, person, made, number, at)


def _write(provider: organisations.Organisation, told: _Told, at: datetime) -> offers.Offer:
    facts = offers.OfferFacts(
        title=told.title,
        kind=told.kind,
        needs=told.needs,
        words=told.words,
        town=told.town,
        contact_name=told.contact,
        contact_phone=provider.phone,
        contact_email="" if told.is_stale else "tilbud@egekobing.example",
        payer=told.payer,
        from_age=told.ages[0],
        to_age=told.ages[1],
        conditions=told.conditions,
    )
    day = None if told.weeks is None else at.date() + timedelta(weeks=told.weeks)
    said_at = at - _STALE if told.is_stale else at
    start = StartDraft(day, told.seats)
    return offers.add_offer(provider=provider, facts=facts, starts=[start], by=SYSTEM, at=said_at)


def _held_by(organisation: organisations.Organisation) -> Sequence[people.Person]:
    held = responsibility.Holding.objects.filter(ends_at=None, organisation=organisation)
    rows = people.Person.objects.filter(pk__in=held.values("person_id")).order_by("-sort_key", "pk")
    return list(rows[: len(_WAITED)])


def _need(town: Town, person: people.Person, made: Sequence[offers.Offer], number: int, at: datetime) -> None:
    """Each has come a little further than the one before: nothing yet, in the line, held, accepted, begun, ended."""
    by, needs = town.actor("bo", at), _NEEDED[number % len(_NEEDED)]
    since = at.date() - timedelta(days=_WAITED[number])
    offers.open_need(person=person, needs=needs, words="", on=since, by=by, at=at)
    far = number % (len(_WAYS) + 2)
    if not far:
        return
    fitting = next(each for each in made[3:] if set(each.needs) & set(needs))
    seat = offers.wait_for_offer(person=person, offer=fitting, by=by, at=at)
    for move in _WAYS[: far - 1]:
        seat = _move(town, seat, move, at)


_WAYS = (SeatState.PROPOSED, SeatState.ACCEPTED, SeatState.STARTED, SeatState.ENDED)


def _move(town: Town, seat: offers.Seat, to: SeatState, at: datetime) -> offers.Seat:
    by, day = town.actor("bo", at), at.date()
    if to is SeatState.PROPOSED:
        start = offers.OfferStart.objects.get(offer=seat.offer)
        reason = "Flytter til byen på mandag"
        return offers.propose_seat(seat=seat, start=start, ahead_reason=reason, by=by, at=at)
    if to is SeatState.ACCEPTED:
        return offers.accept_seat(seat=seat, said_by=seat.offer.contact_name, by=by, at=at)
    if to is SeatState.STARTED:
        return offers.start_seat(seat=seat, on=day, by=by, at=at)
    return offers.end_seat(seat=seat, outcome="Er begyndt på FGU", on=day, by=by, at=at)
