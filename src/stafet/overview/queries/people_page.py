"""The list of people: one page of rows that each say why they are there, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, Value, When

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.privacy import DataClass
from stafet.kernel.sentences import Sentence
from stafet.overview.queries.filters import PeopleFilter, answers
from stafet.overview.queries.relay import Leg, RelayOf, legs_of, offers_of, relays
from stafet.overview.queries.search import (
    Schools,
    Search,
    fitting,
    nearly_spelt,
    schools_named,
    spelt,
    understood,
)
from stafet.overview.queries.steps import StepLine, next_steps
from stafet.overview.queries.why import why_listed
from stafet.overview.queries.wording import what_they_do
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility.api import Holding

PAGE_LENGTH = 50


@dataclass(frozen=True, slots=True)
class PeopleQuestion:
    """Which people are asked for: a question, what was typed, and where they are or who has them."""

    filter: PeopleFilter = PeopleFilter.EVERYONE
    search: str = ""
    organisation_id: UUID | None = None
    unit_id: UUID | None = None
    grade: int | None = None
    holder_organisation_id: UUID | None = None
    holder_id: UUID | None = None

    @property
    def has_place(self) -> bool:
        """Whether a place, a class, a grade or a holder was chosen."""
        chosen = (self.organisation_id, self.unit_id, self.grade, self.holder_organisation_id)
        return any(each is not None for each in chosen)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in a list. What the reader may not see is ``None`` or empty, never a guess."""

    person_id: UUID
    name: str
    birth_year: int | None
    doing: Sentence
    doing_since: date | None
    holder_organisation: str
    holder_name: str
    relay: RelayOf | None
    next_step: Sentence | None
    next_step_words: str
    due_on: date | None
    days_overdue: int
    why: Sentence
    is_near: bool = False
    """Whether the name is only nearly what was typed."""


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page. ``after`` asks for the next one; it is a person's key, which tells nothing."""

    rows: tuple[PersonRow, ...]
    has_next: bool
    after: UUID | None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What was read about the persons of one page, each by person."""

    spells: Mapping[UUID, Sequence[pathways.SpellLine]]
    legs: Mapping[UUID, Sequence[Leg]]
    relays: Mapping[UUID, RelayOf]
    steps: Mapping[UUID, StepLine]
    nobody: Sequence[pathways.SpellLine] = field(default=())


def people_page(
    question: PeopleQuestion, *, day: date, after: UUID | None = None, limit: int = PAGE_LENGTH
) -> PeoplePage:
    """The people the asking user may see who answer a question, by name; close spellings after exact ones.

    Five queries, and two that tell the database whom they are about; one more for a later page.
    """
    rows = _rows(question, day, after, limit + 1)
    shown = rows[:limit]
    shown_ids = [row[0] for row in shown]
    with access.about_only(shown_ids):
        facts = _facts(shown_ids, day)
    return PeoplePage(
        rows=tuple(_row(*row, question=question.filter, facts=facts, day=day) for row in shown),
        has_next=len(rows) > limit,
        after=shown[-1][0] if len(rows) > limit else None,
    )


def _rows(question: PeopleQuestion, day: date, after: UUID | None, limit: int) -> list[Any]:
    if after is None and question == PeopleQuestion():
        return _everyone(limit)
    asked = _asked(question, day)
    if after is not None:
        asked = asked.filter(_behind(asked, after))
    return list(_by_name(asked, limit))


@audit.statement
def _everyone(limit: int) -> QuerySet[people.Person, Any]:
    return _by_name(_seen().annotate(nearness=Value(0)), limit)


def _by_name(asked: QuerySet[Any], limit: int) -> QuerySet[Any, Any]:
    ordered = asked.order_by("nearness", "municipality_id", "sort_key", "pk")
    return ordered.values_list("pk", "given_names", "family_name", "birth_date", "nearness")[:limit]


def people_counts(question: PeopleQuestion, *, day: date) -> Mapping[PeopleFilter, int]:
    """How many answer each question, within the same search and the same choices. One query."""
    search = understood(question.search, on=day)
    everyone = _within(question, search, day, schools_named(search))
    counts = everyone.aggregate(
        **{each.name: Count("pk", filter=answers(each, day=day) or None) for each in PeopleFilter}
    )
    return {each: counts[each.name] for each in PeopleFilter}


def _asked(question: PeopleQuestion, day: date) -> QuerySet[Any]:
    """Persons with ``nearness``: 0 where every word begins a name, 1 where one is only like it."""
    search = understood(question.search, on=day)
    schools = schools_named(search)
    begins = spelt(search, day=day, schools=schools)
    nearness = Case(When(begins, then=0), default=1) if search.words else Value(0)
    within = _within(question, search, day, schools)
    return within.filter(answers(question.filter, day=day)).annotate(nearness=nearness)


def _within(question: PeopleQuestion, search: Search, day: date, schools: Schools) -> QuerySet[people.Person]:
    """The visible persons whom the search and the choices leave."""
    chosen = _seen().alias(loose=people.Loosely("search_key")).filter(_chosen(question, day))
    return chosen.filter(fitting(search, day=day)).filter(nearly_spelt(search, day=day, schools=schools))


def _seen() -> QuerySet[people.Person]:
    return people.Person.objects.filter(access.visible(DataClass.IDENTITY, person="pk"), merged_into=None)


def _chosen(question: PeopleQuestion, day: date) -> Q:
    """Where they are, and who has them."""
    found = Q()
    place = {
        "organisation_id": question.organisation_id,
        "unit_id": question.unit_id,
        "grade": question.grade,
    }
    place = {name: value for name, value in place.items() if value is not None}
    if place:
        found &= access.once(
            Q(pk__in=pathways.Spell.objects.running_on(day).filter(**place).values("person_id"))
        )
    hands = {"organisation_id": question.holder_organisation_id, "holder_id": question.holder_id}
    hands = {name: value for name, value in hands.items() if value is not None}
    if hands:
        found &= access.once(Q(pk__in=Holding.objects.filter(ends_at=None, **hands).values("person_id")))
    return found


def _behind(asked: QuerySet[Any], after: UUID) -> Q:
    """Those who come after a person in the list. Without that person in it, the list begins anew."""
    place = asked.filter(pk=after).values_list("nearness", "municipality_id", "sort_key").first()
    if place is None:
        return Q()
    nearness, municipality_id, sort_key = place
    same = Q(nearness=nearness)
    same_municipality = same & Q(municipality_id=municipality_id)
    return (
        Q(nearness__gt=nearness)
        | (same & Q(municipality_id__gt=municipality_id))
        | (same_municipality & Q(sort_key__gt=sort_key))
        | (same_municipality & Q(sort_key=sort_key, pk__gt=after))
    )


def _facts(person_ids: Sequence[UUID], day: date) -> _Facts:
    legs, steps = legs_of(person_ids), next_steps(person_ids, day=day)
    return _Facts(
        spells=pathways.telling_spells_of(person_ids, day=day),
        legs=legs,
        relays=relays(person_ids, legs=legs, offers=offers_of(person_ids), steps=steps),
        steps=steps,
    )


def _row(
    person_id: UUID,
    given_names: str,
    family_name: str,
    birth_date: date | None,
    nearness: int,
    *,
    question: PeopleFilter,
    facts: _Facts,
    day: date,
) -> PersonRow:
    doing = pathways.doing(facts.spells.get(person_id, facts.nobody), day=day)
    relay, step = facts.relays.get(person_id), facts.steps.get(person_id)
    return PersonRow(
        person_id=person_id,
        name=f"{given_names} {family_name}".strip(),
        birth_year=birth_date.year if birth_date else None,
        doing=what_they_do(doing),
        doing_since=doing.standing.since,
        holder_organisation=relay.current.organisation_name if relay else "",
        holder_name=relay.current.holder_name if relay else "",
        relay=relay,
        next_step=step.what if step else None,
        next_step_words=step.words if step else "",
        due_on=step.due_on if step else None,
        days_overdue=step.days_overdue if step else 0,
        why=why_listed(question, doing=doing, relay=relay, step=step, day=day),
        is_near=nearness > 0,
    )
