"""A round of wishes: opened, given its courses and pupils, closed so that its seed is known, finished."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime

from django.db import IntegrityError, transaction

from stafet.audit import api as audit
from stafet.events.api import Event, EventState
from stafet.introcourses import policies
from stafet.introcourses.actions.steps import day_in, keep_round, must_be_closed, must_be_open, note
from stafet.introcourses.drafts import WISHABLE, CourseFacts, RoundFacts
from stafet.introcourses.errors import NotComplete, NotNow, NotYourRound
from stafet.introcourses.models import MOST_EACH, MOST_WISHES, Course, Run, WishRound
from stafet.introcourses.states import ROUND, RoundMove, RoundState, RunState
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations

_FIRST_DAY = (8, 1)
"""Of a school year: ``kernel.periods.school_year``."""


@audit.action
def open_round(*, facts: RoundFacts, secret: str, by: Actor, at: datetime) -> WishRound:
    """Say who is asked what, and how courses are given out, before anybody answers.

    ``secret``: random text of whoever asks, the seed of the lot; its digest is shown at once. Raises ``NotYourRound``,
    ``NotComplete``.
    """
    if not policies.can_open_for(by, facts.organiser_id):
        raise NotYourRound(sentence("One opens a round in the name of an organisation where one works."))
    town = organisations.Organisation.objects.get(pk=facts.organiser_id).municipality_id
    row = WishRound(
        municipality_id=town,
        secret=secret,
        commitment=hashlib.sha256(secret.encode()).hexdigest(),
    )
    _say(row, facts, at)
    note("open_round", town, row.pk, by, at)
    return row


@audit.action
def change_round(*, the_round: WishRound, facts: RoundFacts, by: Actor, at: datetime) -> WishRound:
    """Something about it is different, while wishes are taken in. Raises ``NotYourRound``, ``NotComplete``, ``NotNow``."""
    locked = keep_round(the_round, by)
    must_be_open(locked)
    if facts.organiser_id != locked.organiser_id and not policies.can_open_for(by, facts.organiser_id):
        raise NotYourRound(sentence("One opens a round in the name of an organisation where one works."))
    _say(locked, facts, at)
    note("change_round", locked.municipality_id, locked.pk, by, at)
    return locked


@audit.action
def offer_courses(*, the_round: WishRound, courses: Iterable[CourseFacts], by: Actor, at: datetime) -> int:
    """These events can be wished for; said again, their least number is another. Returns how many are new.

    Raises ``NotYourRound``, ``NotComplete``, ``NotNow``.
    """
    locked = keep_round(the_round, by)
    must_be_open(locked)
    there = {row.event_id: row for row in Course.objects.filter(round=locked)}
    new = 0
    for facts in courses:
        event = _event_of(locked, facts)
        row = there.get(event.pk)
        new += row is None
        row = row or Course(municipality_id=locked.municipality_id, round=locked, event=event)
        row.least, row.known_at = facts.least, at
        row.out_on, row.because = None, ""
        row.save()
    note("offer_courses", locked.municipality_id, locked.pk, by, at)
    return new


@audit.action
def leave_out_course(*, course: Course, because: str, by: Actor, at: datetime) -> None:
    """It is not in the round any more, so no later answer gives it to anybody. Raises ``NotYourRound``, ``NotComplete``, ``NotNow``.

    Whoever is signed up for it stays so: the event itself is cancelled on its own page, where they are told.
    """
    the_round = keep_round(course.round, by)
    if the_round.state not in {RoundState.OPEN, RoundState.CLOSED}:
        raise NotNow(sentence("The round is over. Cancel the event itself instead."))
    if not because.strip():
        raise NotComplete(
            sentence("Say why it is taken out: those who wished for it read it."), field="because"
        )
    row = Course.objects.select_for_update(of=("self",), no_key=True).get(pk=course.pk)
    if row.out_on is not None:
        raise NotNow(sentence("Somebody has taken it out already."))
    row.out_on, row.because, row.known_at = day_in(the_round.municipality_id, at), because.strip(), at
    row.save(update_fields=["out_on", "because", "known_at"])
    note("leave_out_course", the_round.municipality_id, row.pk, by, at)


@audit.action
def close_round(*, the_round: WishRound, by: Actor, at: datetime) -> WishRound:
    """Wishes count as they stand now, nobody comes in any more, and the seed is published. Raises ``NotYourRound``, ``NotNow``, ``NotComplete``."""
    locked = keep_round(the_round, by)
    if not Course.objects.filter(round=locked, out_on=None).exists():
        raise NotComplete(sentence("There is no course to wish for yet. Choose the courses first."))
    locked.state = ROUND.after(RoundState(locked.state), RoundMove.CLOSE)
    locked.seed, locked.closed_at, locked.known_at = locked.secret, at, at
    locked.save(update_fields=["state", "seed", "closed_at", "known_at"])
    note("close_round", locked.municipality_id, locked.pk, by, at)
    return locked


@audit.action
def end_round(*, the_round: WishRound, what: RoundMove, by: Actor, at: datetime) -> WishRound:
    """Finish it, or call it off: nothing more is decided in it. Whoever is signed up stays so. Raises ``NotYourRound``, ``NotNow``."""
    locked = keep_round(the_round, by)
    if what is RoundMove.CLOSE:
        raise NotNow(sentence("Closing a round is something else than ending it."))
    if Run.objects.filter(round=locked, state=RunState.WAITING).exists():
        raise NotNow(sentence("An answer is being worked out. Wait for it."))
    if what is RoundMove.FINISH:
        must_be_closed(locked)
    locked.state, locked.known_at = ROUND.after(RoundState(locked.state), what), at
    locked.save(update_fields=["state", "known_at"])
    note(what.value, locked.municipality_id, locked.pk, by, at)
    return locked


def _say(row: WishRound, facts: RoundFacts, at: datetime) -> None:
    today = day_in(row.municipality_id, at)
    _must_be_whole(facts)
    row.over_on = date(facts.starts_in + 1, *_FIRST_DAY)
    if not today <= facts.answer_by < row.over_on:
        raise NotComplete(
            sentence("They answer on a day from today on, within the school year."), field="answer_by"
        )
    for name, value in asdict(facts).items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.known_at = at
    try:
        with transaction.atomic(using=audit.current_alias()):
            row.save()
    except IntegrityError:
        raise NotComplete(
            sentence(
                "There is a round of this name in that school year already. Give this one another name."
            ),
            field="name",
        ) from None


def _must_be_whole(facts: RoundFacts) -> None:
    if not facts.name.strip() or not facts.ask.strip():
        raise NotComplete(sentence("A round has a name and somebody to ask."), field="name")
    if not (1 <= facts.wishes <= MOST_WISHES and 1 <= facts.each <= MOST_EACH):
        raise NotComplete(
            sentence("One asks for one to five wishes, and gives one to three courses."), field="wishes"
        )
    if facts.each > facts.wishes:
        raise NotComplete(
            sentence("Ask for at least as many wishes as there are courses for each pupil."), field="wishes"
        )


def _event_of(the_round: WishRound, facts: CourseFacts) -> Event:
    event = Event.objects.filter(pk=facts.event_id, municipality_id=the_round.municipality_id).first()
    if event is None or event.kind not in WISHABLE or event.starts_in != the_round.starts_in:
        raise NotComplete(
            sentence("Choose an introduction course, a trial day or a visit of the same school year."),
            field="courses",
        )
    if event.state != EventState.PLANNED:
        raise NotComplete(
            sentence("“%(course)s” is not planned any more. Choose another one.", course=event.title),
            field="courses",
        )
    if facts.least is not None and event.capacity is not None and not 1 <= facts.least <= event.capacity:
        raise NotComplete(
            sentence(
                "“%(course)s” has %(seats)d seats: it is held for one pupil at least, and no more than that.",
                course=event.title,
                seats=event.capacity,
            ),
            field="courses",
        )
    return event
