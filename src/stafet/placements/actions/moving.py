"""The way of a pupil: thought of, told, talked with, applied, consented to; there, paused, moved on, ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db.models import Q

from stafet.audit import api as audit
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import Actor
from stafet.kernel.periods import school_year_of
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.placements.actions.ending import end_agreements
from stafet.placements.actions.judging import must_be_open
from stafet.placements.actions.steps import (
    Doing,
    day_of,
    decides_alone,
    find_next,
    free_place,
    move,
    must_be_past,
    must_be_theirs,
    must_say,
    take,
    write_entry,
)
from stafet.placements.contract import How
from stafet.placements.drafts import Holder
from stafet.placements.errors import ChangedByNow, NotWhole
from stafet.placements.models import CustodyConsent, Placement, Scheme
from stafet.placements.states import REGISTERED, ConsentOf, SchemeKind
from stafet.placements.way import EndReason, Voice, WayMove, WayState


@audit.action
def begin_placement(
    *,
    person: people.Person,
    scheme: Scheme,
    because: str = "",
    voice: Voice = Voice.STAFF,
    by: Actor,
    at: datetime,
) -> Placement:
    """Somebody thinks of it, or asks for it themselves. Whoever is on the way already stays where they are.

    Raises ``NotYours``, ``NotWhole``.
    """
    doing = Doing(by, at, voice, because)
    must_be_theirs(doing)
    standing = _under_way(person, scheme)
    if standing is not None:
        return standing
    spell, school = _school_of(person, at)
    grade = _grade_then(spell.grade, scheme, organisations.home(person.municipality_id).day(at))
    if grade is not None and grade not in scheme.grades:
        raise NotWhole(
            sentence("This model is for other grades; they are in grade %(grade)d then.", grade=grade),
            field="scheme",
        )
    placement = Placement.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        scheme=scheme,
        kind=scheme.kind,
        school=school,
        class_name=spell.unit.name if spell.unit else "",
        grade=grade,
        since_on=organisations.home(person.municipality_id).day(at),
        known_at=at,
    )
    write_entry(placement, "", "", doing)
    audit.record(action="placements.begin", about=placement, by=by, at=at)
    return placement


@audit.action
def apply_for(
    *,
    placement: Placement,
    acknowledged: str,
    direction: str,
    holders: Sequence[Holder],
    voice: Voice,
    by: Actor,
    at: datetime,
) -> None:
    """They apply, having read what it means. It is theirs to decide: nothing that was said before stands in the way.

    ``acknowledged`` is the consequence as it was read; if the model says something else by now it is read again. Raises
    ``NotYours``, ``ChangedByNow``, ``NotWhole``, ``IllegalMove``.
    """
    doing = Doing(by, at, voice)
    locked = take(placement, doing)
    scheme = _newest(locked.scheme)
    if scheme.consequence and not acknowledged:
        raise NotWhole(
            sentence("Read what this choice means, and say that you have read it."), field="acknowledged"
        )
    if scheme.consequence and acknowledged != scheme.consequence:
        raise ChangedByNow(sentence("What the choice means has been written anew. Read it again."))
    today = day_of(locked, at)
    changes = {
        "scheme": scheme,
        "direction": direction.strip(),
        "acknowledged": acknowledged,
        "acknowledged_on": today if acknowledged else None,
    }
    move(locked, WayMove.APPLY, changes, doing)
    if decides_alone(locked.person, today) and not holders:
        move(locked, WayMove.CONSENT, {}, Doing(by, at, Voice.RULE))


@audit.action
def answer_as_custody(
    *,
    placement: Placement,
    holder: Holder,
    is_given: bool,
    how: How,
    holders: Sequence[Holder],
    voice: Voice,
    by: Actor,
    at: datetime,
) -> None:
    """Somebody with custody consents, or does not. With the last consent the model asks for, a place is looked for.

    ``holders`` are all who have custody today. Raises ``NotYours``, ``NotWhole``.
    """
    doing = Doing(by, at, voice)
    locked = take(placement, doing)
    if holder.custody_id not in {each.custody_id for each in holders}:
        raise NotWhole(sentence("Only somebody who has custody now answers."), field="holder")
    if locked.state != WayState.APPLIED:
        raise ChangedByNow(sentence("Nothing waits for an answer from those with custody now."))
    CustodyConsent.objects.update_or_create(
        municipality_id=locked.municipality_id,
        placement=locked,
        custody_id=holder.custody_id,
        defaults={
            "person_id": locked.person_id,
            "name": holder.name,
            "is_given": is_given,
            "on": day_of(locked, at),
            "how": how,
            "by_id": None if by.is_system else by.user_id,
            "known_at": at,
        },
    )
    audit.record(action="placements.answer_as_custody", about=locked, by=by, at=at, reason=str(is_given))
    if not missing_consents(locked, holders):
        move(locked, WayMove.CONSENT, {}, doing)


@audit.action
def move_placement(
    *,
    placement: Placement,
    what: WayMove,
    on: date,
    words: str = "",
    voice: Voice = Voice.STAFF,
    by: Actor,
    at: datetime,
) -> None:
    """One of the moves that need a day and a few words: told, talked, registered, paused, changed, evaluated, completed.

    Raises ``NotYours``, ``NotWhole``, ``GateIsClosed``, ``IllegalMove``.
    """
    doing = Doing(by, at, voice, words)
    locked = take(placement, doing)
    must_be_past(locked, on, at)
    if what in NEEDS_WORDS:
        must_say(words)
    changes = _ALONG[what](locked, on, doing) if what in _ALONG else {}
    move(locked, what, changes, doing)


@audit.action
def withdraw(
    *, placement: Placement, reason: EndReason, words: str, voice: Voice, by: Actor, at: datetime
) -> None:
    """They stop, at any time, for a reason from the list. Whoever had applied has a next step at once.

    Raises ``NotYours``, ``IllegalMove``.
    """
    doing = Doing(by, at, voice, words)
    locked = take(placement, doing, to_end=True)
    had_applied = WayState(locked.state) not in _BEFORE and locked.aside_since is None
    end_agreements(locked, doing)
    free_place(locked)
    changes = {"ended_on": day_of(locked, at), "end_reason": reason}
    move(locked, WayMove.WITHDRAW, changes, doing)
    if had_applied:
        find_next(locked, doing)


def missing_consents(placement: Placement, holders: Sequence[Holder]) -> tuple[Holder, ...]:
    """Those with custody whose consent is still needed, by the model. Nobody for whoever decides alone."""
    given = set(
        CustodyConsent.objects.filter(
            municipality_id=placement.municipality_id, placement=placement, is_given=True
        ).values_list("custody_id", flat=True)
    )
    if placement.scheme.consent_of == ConsentOf.ONE and given & {each.custody_id for each in holders}:
        return ()
    return tuple(each for each in holders if each.custody_id not in given)


def _under_way(person: people.Person, scheme: Scheme) -> Placement | None:
    rows = Placement.objects.under_way().filter(municipality_id=person.municipality_id, person=person)
    return rows.filter(kind=scheme.kind).first()


def _grade_then(grade: int | None, scheme: Scheme, today: date) -> int | None:
    """In which grade they are when the school year of the model has begun: in 7th grade one may think of the next year."""
    if grade is None:
        return None
    return grade + max(0, scheme.starts_in - school_year_of(today).period.starts_on.year)


def _newest(scheme: Scheme) -> Scheme:
    same = Q(municipality_id=scheme.municipality_id, kind=scheme.kind, starts_in=scheme.starts_in)
    return Scheme.objects.filter(same).order_by("-revision")[0]


def _school_of(person: people.Person, at: datetime) -> tuple[pathways.Spell, organisations.Organisation]:
    today = organisations.home(person.municipality_id).day(at)
    spell = (
        pathways.Spell.objects.running_on(today)
        .of_kind(ActivityKind.BASIC_SCHOOL, ActivityKind.TENTH_GRADE)
        .filter(municipality_id=person.municipality_id, person=person, organisation__isnull=False)
        .select_related("unit", "organisation")
        .order_by("-starts_on", "pk")
        .first()
    )
    if spell is None or spell.organisation is None:
        raise NotWhole(sentence("They are at no school now, so there is no leader who could approve it."))
    return spell, spell.organisation


def _registered(placement: Placement, on: date, _doing: Doing) -> dict[str, object]:
    if SchemeKind(placement.kind) not in REGISTERED:
        raise NotWhole(sentence("This scheme is not reported to the register of pupils. Go on without."))
    return {"registered_on": on}


def _started(placement: Placement, on: date, doing: Doing) -> dict[str, object]:
    must_be_open(placement, on=on, at=doing.at)
    return {"started_on": placement.started_on or on}


def _resumed(placement: Placement, on: date, doing: Doing) -> dict[str, object]:
    must_be_open(placement, on=on, at=doing.at)
    return {}


def _left_the_place(placement: Placement, _on: date, doing: Doing) -> dict[str, object]:
    end_agreements(placement, doing)
    free_place(placement)
    return {}


def _evaluated(_placement: Placement, on: date, doing: Doing) -> dict[str, object]:
    return {"final_talk_on": on, "final_words": doing.words.strip()}


def _completed(placement: Placement, on: date, doing: Doing) -> dict[str, object]:
    end_agreements(placement, doing)
    free_place(placement)
    return {"ended_on": on}


_BEFORE = frozenset({WayState.CANDIDATE, WayState.INFORMED, WayState.INTERESTED, WayState.TALKED})
NEEDS_WORDS = frozenset(
    {
        WayMove.PAUSE,
        WayMove.CHANGE_PLACE,
        WayMove.TAKE_COURSE,
        WayMove.TALK,
        WayMove.EVALUATE,
        WayMove.LOOK_AGAIN,
    }
)
"""The moves that nobody makes without saying why."""
_ALONG: dict[WayMove, Callable[[Placement, date, Doing], dict[str, object]]] = {
    WayMove.REGISTER: _registered,
    WayMove.START: _started,
    WayMove.RESUME: _resumed,
    WayMove.CHANGE_PLACE: _left_the_place,
    WayMove.LOOK_AGAIN: _left_the_place,
    WayMove.TAKE_COURSE: _left_the_place,
    WayMove.EVALUATE: _evaluated,
    WayMove.COMPLETE: _completed,
}
SIMPLE_MOVES = frozenset({*_ALONG, WayMove.INFORM, WayMove.SHOW_INTEREST, WayMove.TALK, WayMove.PAUSE})
"""The moves of ``move_placement``; the others need more, and have an action of their own."""
