"""Seeking contact: each attempt written down, and what ends a search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from stafet.audit import api as audit
from stafet.conversations import policies
from stafet.conversations.errors import ChangedByNow, NamedPersonDecides, NeedsReason, NotYet, NotYours
from stafet.conversations.ladder import situation_of
from stafet.conversations.models import ContactAttempt, ContactLadder
from stafet.conversations.models.contact import LadderQuerySet
from stafet.conversations.search import is_of_age, tried_in
from stafet.conversations.states import ContactOutcome, ContactSituation, ContactWay
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import api as responsibility


@dataclass(frozen=True, slots=True)
class AttemptDraft:
    """One attempt as it is told."""

    way: ContactWay
    on: date
    outcome: ContactOutcome
    words: str = ""


@dataclass(frozen=True, slots=True)
class StepFinish:
    """An open step that the attempt, or the conversation, also closes: with what came of it, and what comes next."""

    step: responsibility.NextStep
    outcome: responsibility.StepOutcome
    next_step: responsibility.StepDraft | None = None


@audit.action
def record_attempt(
    *,
    person: people.Person,
    attempt: AttemptDraft,
    by: Actor,
    at: datetime,
    finish: StepFinish | None = None,
) -> ContactAttempt:
    """Write down that somebody was sought. The first attempt begins the search; one that reached them ends it.

    ``finish`` closes the open step of first contact in the same breath; if that is refused, nothing is written.
    Raises ``NotYours``, ``NotYet`` and what ``responsibility.finish_step`` raises.
    """
    if not policies.can_seek(by):
        raise NotYours(
            sentence("Only those who work with the young person write down attempts to reach them.")
        )
    home = organisations.home(person.municipality_id)
    today = home.day(at)
    if attempt.on > today:
        raise NotYet(
            sentence("%(day)s lies ahead. Write down what has been tried.", day=attempt.on), field="on"
        )
    ladder = _search(person, attempt, at)
    row = _put_attempt(ladder, attempt, by, at)
    if ladder.ended_at is None:
        _judge(ladder, is_of_age=is_of_age(person, country=home.country, on=today), at=at)
    audit.record(action="conversations.record_attempt", about=row, by=by, at=at, reason=attempt.outcome.value)
    if finish is not None:
        responsibility.finish_step(
            step=finish.step, outcome=finish.outcome, next_step=finish.next_step, by=by, at=at
        )
    return row


@audit.action
def settle_contact(
    *, ladder: ContactLadder, because: str, step: responsibility.StepDraft, by: Actor, at: datetime
) -> responsibility.NextStep:
    """A named person decides that somebody is no longer sought, why, what happens instead and when that is looked at.

    What happens instead becomes a next step of whoever has the responsibility, so that nobody is let go; it takes the
    place of the first contact that was to be made.
    Raises ``NamedPersonDecides``, ``NeedsReason``, ``ChangedByNow`` and what ``responsibility.add_step`` raises.
    """
    if by.is_system:
        raise NamedPersonDecides(sentence("That somebody is no longer sought is decided by a person."))
    if not because.strip():
        raise NeedsReason(sentence("Say why they are no longer sought."), field="because")
    locked = ContactLadder.objects.select_for_update(of=("self",), no_key=True).get(pk=ladder.pk)
    if locked.ended_at is not None:
        raise ChangedByNow(sentence("This search has ended already."))
    person = people.Person.objects.get(pk=locked.person_id)
    following = responsibility.add_step(person=person, step=step, by=by, at=at)
    _close_first_contact(following, by, at)
    locked.situation = ContactSituation.SETTLED
    locked.ended_at = locked.known_at = at
    locked.decided_by_id = by.user_id
    locked.because = because.strip()
    locked.look_again_on = step.due_on
    locked.step = following
    locked.save()
    audit.record(action="conversations.settle_contact", about=locked, by=by, at=at)
    return following


def _search(person: people.Person, attempt: AttemptDraft, at: datetime) -> ContactLadder:
    """The open search, held fast; else the one an attempt told late belongs to; else a new one."""
    mine = ContactLadder.objects.filter(
        municipality_id=person.municipality_id, person=person, aside_since=None
    )
    if not mine.open().exists() and (late := _before_the_end(mine, attempt)) is not None:
        return late
    row, _ = ContactLadder.objects.get_or_create(
        municipality_id=person.municipality_id,
        person=person,
        ended_at=None,
        aside_since=None,
        defaults={
            "begun_on": attempt.on,
            "situation": ContactSituation.ON_THE_LADDER,
            "known_at": at,
        },
    )
    return ContactLadder.objects.select_for_update(of=("self",), no_key=True).get(pk=row.pk)


def _close_first_contact(following: responsibility.NextStep, by: Actor, at: datetime) -> None:
    """What follows takes the place of the first contact that was to be made, where whoever decides may close it."""
    steps = responsibility.steps_finishable_by(by).filter(
        person_id=following.person_id, kind=responsibility.StepKind.FIRST_CONTACT
    )
    for each in list(steps.exclude(pk=following.pk)):
        responsibility.finish_step(step=each, outcome=responsibility.StepOutcome.NOT_REACHED, by=by, at=at)


def _put_attempt(ladder: ContactLadder, attempt: AttemptDraft, by: Actor, at: datetime) -> ContactAttempt:
    return ContactAttempt.objects.create(
        municipality_id=ladder.municipality_id,
        person_id=ladder.person_id,
        ladder=ladder,
        way=attempt.way,
        on=attempt.on,
        outcome=attempt.outcome,
        words=attempt.words.strip(),
        tried_by_id=None if by.is_system else by.user_id,
        known_at=at,
    )


def _before_the_end(mine: LadderQuerySet, attempt: AttemptDraft) -> ContactLadder | None:
    """The last search, when the attempt lies before its last one and so is told late: it opens nothing anew."""
    last = mine.order_by("-ended_at").first()
    if last is None or attempt.outcome is ContactOutcome.REACHED:
        return None
    later = ContactAttempt.objects.filter(ladder=last, on__gt=attempt.on)
    return last if later.exists() else None


def _judge(ladder: ContactLadder, *, is_of_age: bool, at: datetime) -> None:
    """Write down where the search stands after all its attempts."""
    attempts = list(ContactAttempt.objects.filter(ladder=ladder).order_by("on", "known_at", "pk"))
    situation = situation_of(tried_in(attempts), is_of_age=is_of_age)
    ladder.begun_on = attempts[0].on
    ladder.situation = situation
    ladder.known_at = at
    ladder.ended_at = at if situation is ContactSituation.REACHED else None
    ladder.save()
