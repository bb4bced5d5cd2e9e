"""Break-offs in every state on their way to something else, and concerns that somebody has raised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db.models import F

from stafet.demo.story import COUNSELLORS, Town
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import Actor
from stafet.offers import api as offers
from stafet.people import api as people
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import BreakOffReason, ConcernOutcome, ConcernReason, Entry, MeasureKind
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import StepDraft, StepKind

_SAID = (
    (
        BreakOffReason.WRONG_CHOICE,
        "Det var ikke mig. Jeg vil hellere lave noget med mennesker.",
        "Noget med mennesker",
    ),
    (BreakOffReason.TRAVEL, "Halvanden time hver vej, det holdt jeg ikke.", "Det samme, tættere på"),
    (BreakOffReason.NO_PLACEMENT, "Jeg fandt ingen læreplads.", "En læreplads"),
    (BreakOffReason.TOO_HARD, "Matematikken gik for stærkt.", "Lidt længere tid til matematik"),
)
_OPTIONS = (
    ("Social- og sundhedshjælper, grundforløb 2", ActivityKind.VOCATIONAL_EDUCATION, Entry.MET, ""),
    ("HF, to år", ActivityKind.GENERAL_UPPER_SECONDARY, Entry.LACKING, "Dansk på 02 mangler"),
    ("Forberedende grunduddannelse", ActivityKind.PREPARATORY_EDUCATION, Entry.MET, ""),
    ("Fritidsjob i byggemarkedet, 20 timer", ActivityKind.EMPLOYMENT, Entry.UNKNOWN, ""),
)
_WORRIES = (
    (ConcernReason.ABSENCE, "Har ikke været her om mandagen i fire uger.", "Jeg er træt efter weekenden."),
    (ConcernReason.WRONG_CHOICE, "Spørger tit til andre uddannelser.", "Jeg ved ikke, om det er mig."),
    (ConcernReason.NO_PLACEMENT, "Har søgt ti lærepladser uden held.", ""),
)


def work_on_break_offs(town: Town, at: datetime) -> None:
    """Each open break-off has come one station further than the one before it; every seventh a leader has ended."""
    cases = rechoice.Case.objects.filter(municipality_id=town.municipality_id).order_by("broken_off_on", "pk")
    for number, case in enumerate(cases):
        _work_on(town, case, number, at)


def worry(town: Town, at: datetime) -> None:
    """At each institution somebody worries: one has just been raised, one is worked on, one went well."""
    for key, name in COUNSELLORS.items():
        for number, person in enumerate(_students(town, key)):
            _worry(town, key, person, number, town.actor(name, at), at)


def _work_on(town: Town, case: rechoice.Case, number: int, at: datetime) -> None:
    worker = _worker(town, case, at)
    if number % 7 == 6:
        gro = town.actor("gro", at)
        because = "Langvarig sygdom. Aftalt med den unge og hjemmet; vi taler sammen igen til foråret."
        rechoice.exempt_case(case=case, because=because, by=gro, at=at)
        return
    option: list[rechoice.Option] = []
    stations: tuple[Callable[[], object], ...] = (
        lambda: _talk(case, number, worker, at),
        lambda: option.append(_find(case, number, worker, at)),
        lambda: rechoice.offer_option(option=option[0], on=at.date(), next_step=None, by=worker, at=at),
        lambda: rechoice.choose_option(option=option[0], by=worker, at=at),
        lambda: _start(option[0], worker, at),
    )
    for station in stations[: number % 7]:
        station()
    if number % 7 == 2:
        trial = rechoice.Trial(at.date() - timedelta(days=4), at.date())
        rechoice.try_option(option=option[0], trial=trial, by=worker, at=at)
    if number % 7 in (2, 3):
        _ask_for_seat(case, number, worker, at)


def _worker(town: Town, case: rechoice.Case, at: datetime) -> Actor:
    """Whoever works where the responsibility lies; Bo where nobody of the story does."""
    holding = responsibility.Holding.objects.get(
        municipality_id=town.municipality_id, person_id=case.person_id, ends_at=None
    )
    workers = {town.places[key].pk: name for key, name in COUNSELLORS.items()}
    return town.actor(workers.get(holding.organisation_id, "bo"), at)


def _talk(case: rechoice.Case, number: int, by: Actor, at: datetime) -> None:
    reason, words, wishes = _SAID[number % len(_SAID)]
    talk = rechoice.Talk(on=at.date(), reason=reason, reason_words=words, wishes=wishes)
    following = StepDraft(
        StepKind.CONVERSATION, at.date() + timedelta(days=8), words="Se på mulighederne sammen"
    )
    rechoice.talk_to(case=case, talk=talk, next_step=following, by=by, at=at)


def _find(case: rechoice.Case, number: int, by: Actor, at: datetime) -> rechoice.Option:
    words, kind, entry, missing = _OPTIONS[number % len(_OPTIONS)]
    other, other_kind, *_ = _OPTIONS[(number + 1) % len(_OPTIONS)]
    rechoice.add_option(case=case, draft=rechoice.OptionDraft(other, other_kind), by=by, at=at)
    draft = rechoice.OptionDraft(words, kind, entry=entry, entry_words=missing)
    return rechoice.add_option(case=case, draft=draft, by=by, at=at)


def _ask_for_seat(case: rechoice.Case, number: int, by: Actor, at: datetime) -> None:
    """They also want an offer of the catalogue: some wait there, for some a seat is held and the provider has said yes."""
    starts = offers.OfferStart.objects.filter(
        offer__municipality_id=case.municipality_id, starts_on__isnull=False, taken__lt=F("seats")
    ).select_related("offer")
    start = starts.order_by("starts_on", "pk")[number % starts.count()]
    option = rechoice.add_offer_option(case=case, offer=start.offer, asks_for_seat=True, by=by, at=at)
    if number % 7 == 3 and option.seat is not None:
        reason = "Har ventet længst uden noget at stå op til"
        seat = offers.propose_seat(seat=option.seat, start=start, ahead_reason=reason, by=by, at=at)
        offers.accept_seat(seat=seat, said_by=start.offer.contact_name, by=by, at=at)


def _start(option: rechoice.Option, by: Actor, at: datetime) -> None:
    rechoice.receive_option(option=option, on=at.date(), who="Studievejlederen der", by=by, at=at)
    rechoice.start_option(option=option, on=at.date(), next_step=None, by=by, at=at)


def _students(town: Town, key: str) -> Sequence[people.Person]:
    held = responsibility.Holding.objects.filter(
        municipality_id=town.municipality_id, organisation=town.places[key], ends_at=None
    )
    rows = people.Person.objects.filter(pk__in=held.values("person_id")).order_by("sort_key", "pk")
    return list(rows[: len(_WORRIES)])


def _worry(town: Town, key: str, person: people.Person, number: int, by: Actor, at: datetime) -> None:
    reason, words, own_words = _WORRIES[number]
    draft = rechoice.ConcernDraft(town.places[key].pk, reason, words, own_words)
    concern = rechoice.raise_concern(person=person, draft=draft, by=by, at=at)
    if number == 0:
        return
    agreed = rechoice.MeasureDraft(
        MeasureKind.THREE_PARTY, "Møde på skolen med vejlederen", "Kontaktlæreren", at.date()
    )
    measure = rechoice.agree_measure(concern=concern, draft=agreed, by=by, at=at)
    if number == 2:
        rechoice.end_measure(measure=measure, result="Ny aftale om mødetider", on=at.date(), by=by, at=at)
        following = StepDraft(StepKind.FOLLOW_UP, at.date() + timedelta(days=30))
        rechoice.end_concern(concern=concern, outcome=ConcernOutcome.STAYS, next_step=following, by=by, at=at)
