"""Moving to another municipality: the old promise ends in the transaction in which the new one begins."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import Actor
from stafet.kernel.countries import Country
from stafet.kernel.sentences import sentence
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import policies
from stafet.responsibility.actions.baton import locked_coverage, take_baton
from stafet.responsibility.actions.intake import begin_promise
from stafet.responsibility.actions.leaving import FIRST_STEP_WITHIN, close_coverage
from stafet.responsibility.drafts import StepDraft
from stafet.responsibility.errors import NoLastResort, NothingToMerge, NotYours
from stafet.responsibility.states import CoverageEnd, StepKind

MOVED_HERE_BY = {Country.DK: "dk.coverage.until_age", Country.SE: "se.coverage.until_age"}


@audit.action
def move_person(*, person: people.Person, to_municipality: UUID, by: Actor, at: datetime) -> people.Person:
    """Somebody moves: their new home municipality takes them in, and the old one's promise ends, at once.

    Only in the scope of a job of the old municipality, because it writes in both. The person is known in the new
    one by their number, or is written down there. What the old one wrote stays with the old one. Returns the
    person as the new municipality knows them. Raises ``NotCovered``, ``NotYours``, ``NoLastResort``.
    """
    baton = take_baton(person, at=at)
    if not policies.can_end_coverage(by, baton.coverage):
        raise NotYours(sentence("Only the home municipality says that somebody has moved."))
    if to_municipality == person.municipality_id:
        raise NothingToMerge(sentence("That is the municipality where this person lives already."))
    copy = people.copy_of(person)
    with access.also_in(to_municipality):
        newcomer = people.arrive(municipality_id=to_municipality, copy=copy, by=by, at=at)
        _receive(newcomer, by=by, at=at)
    close_coverage(baton, CoverageEnd.MOVED, on=baton.today, by=by)
    audit.record(action="responsibility.move_person", about=baton.coverage, by=by, at=at)
    return newcomer


def _receive(newcomer: people.Person, *, by: Actor, at: datetime) -> None:
    """The new home municipality holds from now on, unless its promise holds already."""
    home = organisations.home(newcomer.municipality_id)
    if locked_coverage(newcomer.pk, newcomer.municipality_id) is not None:
        return
    if home.last_resort_id is None:
        raise NoLastResort(sentence("The new municipality has not said who holds when nobody else does."))
    due = rules.deadline(FIRST_STEP_WITHIN, country=home.country, from_day=home.day(at))
    step = StepDraft(StepKind.FIRST_CONTACT, due.due_on, rule=FIRST_STEP_WITHIN, rule_due_on=due.due_on)
    begin_promise(newcomer, home.last_resort_id, MOVED_HERE_BY[home.country], step, by=by, at=at)
