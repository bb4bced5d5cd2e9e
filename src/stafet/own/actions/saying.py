""" "This is wrong": in somebody's own words, to whoever is responsible, with a day by which it is answered."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext

from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.actors import SYSTEM, Actor
from stafet.kernel.countries import Country
from stafet.kernel.sentences import sentence
from stafet.messages import api as messages
from stafet.organisations import api as organisations
from stafet.own.actions.telling import tell_holder
from stafet.own.errors import NobodyAnswers, NothingSaid
from stafet.own.models import Correction
from stafet.own.states import ANSWERED_WITHIN, Capacity
from stafet.people import api as people
from stafet.responsibility import api as responsibility

_LANGUAGES = {Country.DK: "da", Country.SE: "sv"}


@audit.action
def say_wrong(*, person_id: UUID, capacity: Capacity, words: str, by: Actor, at: datetime) -> Correction:
    """Say that something is wrong. It becomes a next step at whoever is responsible, who is told.

    Only in the scope of a job; whether ``by`` may is judged by whoever opens it, from what the database lets them see.
    """
    if not words.strip():
        raise NothingSaid(sentence("Say what is wrong, and what is right."), field="words")
    person = people.Person.objects.get(pk=person_id)
    holding = responsibility.Holding.objects.filter(person=person, ends_at=None).first()
    if holding is None:
        raise NobodyAnswers(
            sentence("Nobody has to have the responsibility for you any more. Write to the municipality.")
        )
    home = organisations.home(person.municipality_id)
    deadline = rules.deadline(ANSWERED_WITHIN, country=home.country, from_day=home.day(at), on=home.day(at))
    with translation.override(_LANGUAGES[home.country]):
        what = gettext("Answer what was said to be wrong. It stands under “Log-ins and custody”.")
    step = responsibility.add_step(
        person=person,
        step=responsibility.StepDraft(
            kind=responsibility.StepKind.OTHER, due_on=deadline.due_on, words=what, rule=ANSWERED_WITHIN
        ),
        by=SYSTEM,
        at=at,
    )
    row = Correction.objects.create(
        municipality_id=person.municipality_id,
        person=person,
        said_by_id=by.user_id,
        capacity=capacity,
        words=words.strip(),
        step=step,
        said_at=at,
    )
    template = messages.Template.OWN_CORRECTION
    tell_holder(holding=holding, template=template, about=row.pk, by=by, at=at)
    audit.record(action="own.say_wrong", about=row, by=by, at=at, reason=capacity.value)
    return row
