"""What every move on the way does: hold fast, check who asks, move by the table, write down who, when and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.periods import age_on
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.placements import policies
from stafet.placements.drafts import Holder
from stafet.placements.errors import ChangedByNow, NotWhole, NotYours
from stafet.placements.models import Place, Placement, WayEntry
from stafet.placements.states import Willing
from stafet.placements.way import WAY, Voice, WayMove, WayState
from stafet.responsibility import api as responsibility

NEXT_STEP = "stafet.placement.next_step_within"
OF_AGE = 18
"""Compared with the rule ``custody.until_age`` by a test."""


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does something, in which role, when, and why in a few words."""

    by: Actor
    at: datetime
    voice: Voice = Voice.STAFF
    words: str = ""


def take(placement: Placement, doing: Doing, *, to_end: bool = False) -> Placement:
    """The placement, held fast, for whoever may. In own name only a job may, for whom it was shown that it is theirs.

    One that stands aside is only ended: then nobody holds the place it held.
    """
    must_be_theirs(doing)
    rows = Placement.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("scheme", "person").get(pk=placement.pk)
    if not to_end:
        must_go_on(locked)
    return locked


def must_go_on(placement: Placement) -> None:
    """Refuse to write into a placement beside which another one goes on, since two registrations are one."""
    if placement.aside_since is not None:
        raise ChangedByNow(
            sentence(
                "This one stands aside since two registrations are one. Go on with the other, and end this one when it holds a place."
            )
        )


def must_be_theirs(doing: Doing) -> None:
    """Refuse whoever does not work with young people, and whoever speaks for another without having been let in as them."""
    if doing.voice is Voice.STAFF:
        if not policies.can_work_on_placements(doing.by):
            raise NotYours(sentence("Only those who work with the young person write this down."))
    elif audit.current_alias() != access.JOB_ALIAS:
        raise NotYours(sentence("Only they themselves do this, from their own page or by their own link."))


def move(placement: Placement, what: WayMove, changes: Mapping[str, object], doing: Doing) -> None:
    """One row of the table, with what comes with it and a line in the history."""
    before = WayState(placement.state)
    after = WAY.after(before, what)
    today = day_of(placement, doing.at)
    placement.state, placement.known_at = after, doing.at
    if after is not before:
        placement.since_on = today
    for name, value in changes.items():
        setattr(placement, name, value)
    placement.save()
    write_entry(placement, what.value, before.value, doing)
    audit.record(action=f"placements.{what.value}", about=placement, by=doing.by, at=doing.at)


def write_entry(placement: Placement, what: str, before: str, doing: Doing) -> None:
    """One line of the history."""
    WayEntry.objects.create(
        municipality_id=placement.municipality_id,
        person_id=placement.person_id,
        placement=placement,
        move=what,
        from_state=before,
        to_state=placement.state,
        on=day_of(placement, doing.at),
        by_id=None if doing.by.is_system else doing.by.user_id,
        voice=doing.voice,
        words=doing.words.strip(),
        known_at=doing.at,
    )


def must_have_custody(person: people.Person, holders: Sequence[Holder], today: date) -> None:
    """Refuse to go on without anybody who has custody, for whoever does not decide alone."""
    if not holders and not decides_alone(person, today):
        raise NotWhole(
            sentence("Nobody with custody is written down. Do that first, under “Log-ins and custody”."),
            field="holder",
        )


def decides_alone(person: people.Person, today: date) -> bool:
    """Whether somebody is of age. Whoever has no known birth date is taken not to be."""
    return person.birth_date is not None and age_on(person.birth_date, today) >= OF_AGE


def must_say(words: str, field: str = "words") -> str:
    """Refuse silence where a reason is asked for."""
    if not words.strip():
        raise NotWhole(sentence("Say why, in a few words: it stays with the history."), field=field)
    return words.strip()


def must_be_past(placement: Placement, day: date, at: datetime) -> None:
    """Refuse a day that is still to come."""
    if day > day_of(placement, at):
        raise NotWhole(
            sentence("%(day)s is still to come. Write it down when it has happened.", day=day), field="on"
        )


def day_of(placement: Placement, at: datetime) -> date:
    """The day it is where the pupil lives."""
    return organisations.home(placement.municipality_id).day(at)


def hold_place(place: Place) -> None:
    """One place more is taken, if there is one: decided by the database in one statement."""
    free = Place.objects.filter(pk=place.pk, willing=Willing.YES, taken__lt=F("capacity"))
    if not free.update(taken=F("taken") + 1):
        raise NotWhole(
            sentence("No place is free there now. Choose another host, or ask for one more place."),
            field="place",
        )


def free_place(placement: Placement) -> None:
    """Nobody is there any more."""
    if placement.place_id is not None:
        Place.objects.filter(Q(taken__gt=0), pk=placement.place_id).update(taken=F("taken") - 1)
        placement.place = None


def find_next(placement: Placement, doing: Doing) -> None:
    """Whoever leaves early is talked to soon: the next step of the promise, for whom it holds."""
    holding = responsibility.Holding.objects.filter(
        municipality_id=placement.municipality_id, person_id=placement.person_id, ends_at=None
    ).first()
    if holding is None:
        return
    country = organisations.home(placement.municipality_id).country
    due_on = rules.deadline(NEXT_STEP, country=country, from_day=day_of(placement, doing.at)).due_on
    step = responsibility.StepDraft(
        responsibility.StepKind.FIND_NEXT, due_on, rule=NEXT_STEP, rule_due_on=due_on
    )
    by = doing.by if responsibility.can_add_step(doing.by, holding) else SYSTEM
    person = people.Person.objects.get(pk=placement.person_id)
    responsibility.add_step(person=person, step=step, by=by, at=doing.at)
