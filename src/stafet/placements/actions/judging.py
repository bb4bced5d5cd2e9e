"""Judging: at drafting, whenever a word or a birth date changes, before somebody begins, and every day for those who are there."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.sentences import Sentence, sentence
from stafet.organisations import api as organisations
from stafet.placements.actions.steps import Doing, move
from stafet.placements.contract import WORKED_ON, AgreementState
from stafet.placements.errors import GateIsClosed
from stafet.placements.gates import Closed, Terms
from stafet.placements.models import Agreement, Placement
from stafet.placements.states import REGISTERED, PlaceKind, SchemeKind
from stafet.placements.way import Voice, WayMove, WayState

_TOLD = (
    *("starts_on", "ends_on", "begins_at", "stops_at", "break_minutes", "heaviest_lift", "tasks", "aims"),
    *(
        "risk_words",
        "risk_assessed_on",
        "risk_seen_on",
        "supervisor",
        "instruction",
        "certificate",
        "insurance",
    ),
    "is_unpaid",
)


def terms_of(agreement: Agreement) -> Terms:
    """What is judged, of one version: its text, the pupil's birth date, the model."""
    scheme = agreement.placement.scheme
    told = {name: getattr(agreement, name) for name in _TOLD}
    return Terms(
        country=Country(organisations.home(agreement.municipality_id).country),
        kind=SchemeKind(scheme.kind),
        birth_date=agreement.person.birth_date,
        weekdays=tuple(agreement.weekdays),
        place_kind=PlaceKind(agreement.place.host.kind),
        model_weekdays=tuple(scheme.weekdays),
        days_a_week=scheme.days_a_week,
        place_kinds=tuple(scheme.place_kinds),
        school_weeks=scheme.school_weeks,
        school_hours=scheme.school_hours,
        most_hours=scheme.most_hours,
        hazards=tuple(agreement.hazards),
        is_abroad=agreement.host_abroad,
        **told,
    )


def judge_anew(agreement: Agreement, *, on: date) -> tuple[Closed, ...]:
    """Judge, and write down what came of it where the database keeps watch."""
    found = terms_of(agreement).closed(on=on)
    agreement.closed_gates = [each.gate.value for each in found]
    agreement.judged_on = on
    agreement.save(update_fields=["closed_gates", "judged_on"])
    return found


def in_the_way(placement: Placement, *, on: date) -> tuple[Sentence, ...]:
    """Why a placement cannot begin on a day, each in a sentence; empty when nothing is in the way."""
    found = _in_force(placement)
    ways = [_no_agreement()] if found is None else [each.because for each in terms_of(found).closed(on=on)]
    if SchemeKind(placement.scheme.kind) in REGISTERED and placement.registered_on is None:
        ways.append(sentence("It has not been reported to the register of pupils yet."))
    if found is not None and found.starts_on is not None and on < found.starts_on:
        ways.append(sentence("The agreement begins on %(day)s.", day=found.starts_on))
    if found is not None and found.ends_on is not None and on >= found.ends_on:
        ways.append(sentence("The agreement has run out. Make a new one."))
    return tuple(ways)


def must_be_open(placement: Placement, *, on: date, at: datetime) -> None:
    """Refuse to begin while something is in the way; and note the judgement where the database reads it."""
    ways = in_the_way(placement, on=on)
    if ways:
        raise GateIsClosed(ways[0])
    found = _in_force(placement)
    if found is not None:
        judge_anew(found, on=max(on, organisations.home(placement.municipality_id).day(at)))


@audit.action
def judge_everybody(*, municipality_id: UUID, by: Actor, at: datetime) -> int:
    """Judge every agreement that counts once more, as days and birth dates have it today. Returns how many were paused.

    Whoever is there while a gate has closed is paused, with the reason. Only in the scope of a job.
    """
    today = organisations.home(municipality_id).day(at)
    rows = Agreement.objects.filter(
        municipality_id=municipality_id,
        state__in=[*WORKED_ON, AgreementState.IN_FORCE],
        placement__aside_since=None,
    ).select_related("placement__scheme", "person", "place__host")
    paused = 0
    for agreement in rows.order_by("pk"):
        found = terms_of(agreement).closed(on=today)
        is_there = agreement.state == AgreementState.IN_FORCE and agreement.placement.state == WayState.ACTIVE
        if found and is_there:
            _pause(agreement.placement, found[0], by, at)
            paused += 1
        if [each.gate.value for each in found] != agreement.closed_gates:
            judge_anew(agreement, on=today)
    return paused


def _pause(placement: Placement, closed: Closed, by: Actor, at: datetime) -> None:
    row = Placement.objects.select_for_update(of=("self",), no_key=True).get(pk=placement.pk)
    move(row, WayMove.PAUSE, {}, Doing(by, at, Voice.RULE, str(closed.because)))


def _in_force(placement: Placement) -> Agreement | None:
    return (
        Agreement.objects.in_force()
        .filter(municipality_id=placement.municipality_id, placement=placement)
        .select_related("placement__scheme", "person", "place__host")
        .first()
    )


def _no_agreement() -> Sentence:
    return sentence("No agreement has been signed by all and approved by the leader.")
