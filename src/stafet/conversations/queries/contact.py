"""Where the search for somebody stands, and everybody who has not been reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from stafet.access import api as access
from stafet.conversations.ladder import NextMove, Rung, next_move, rungs
from stafet.conversations.models import ContactAttempt, ContactLadder
from stafet.conversations.search import is_of_age, tried_in
from stafet.conversations.states import ContactSituation
from stafet.kernel.countries import Country
from stafet.kernel.privacy import DataClass
from stafet.organisations import api as organisations
from stafet.people import api as people
from stafet.responsibility import api as responsibility


@dataclass(frozen=True, slots=True)
class ContactView:
    """The search for somebody whole. ``ladder`` of ``None``: nobody is sought, or has not been yet.

    ``attempts`` are those of the open search, oldest first; ``earlier`` the searches that ended, with theirs.
    """

    ladder: ContactLadder | None
    attempts: tuple[ContactAttempt, ...]
    earlier: tuple[tuple[ContactLadder, tuple[ContactAttempt, ...]], ...]
    rungs: tuple[Rung, ...]
    next_move: NextMove | None
    first_step: responsibility.NextStep | None


@dataclass(frozen=True, slots=True)
class UnreachedLine:
    """Somebody who has not been reached: where the search stands, since when, what is next."""

    person_id: UUID
    name: str
    situation: ContactSituation
    begun_on: date
    attempts: int
    next_move: NextMove | None


def contact_of(person: people.Person, *, today: date) -> ContactView:
    """The search for somebody the reader may see. Four look-ups, however long it is."""
    seen = access.visible(DataClass.PROCESS)
    ladders = list(
        ContactLadder.objects.filter(seen, person=person)
        .select_related("decided_by")
        .order_by("-begun_on", "-pk")
    )
    by_ladder = _by_ladder(
        ContactAttempt.objects.filter(seen, person=person).select_related("tried_by"), ladders
    )
    open_one = next(
        (ladder for ladder in ladders if ladder.ended_at is None and ladder.aside_since is None), None
    )
    attempts = by_ladder[open_one.pk] if open_one else ()
    first_step = _first_steps().filter(person=person).select_related("person", "organisation").first()
    country = organisations.home(person.municipality_id).country
    of_age = is_of_age(person, country=country, on=today)
    sought = open_one is not None or first_step is not None
    return ContactView(
        ladder=open_one,
        attempts=attempts,
        earlier=tuple((each, by_ladder[each.pk]) for each in ladders if each is not open_one),
        rungs=rungs(is_of_age=of_age),
        next_move=next_move(
            tried_in(attempts),
            begins_on=first_step.opened_at.date() if first_step else today,
            is_of_age=of_age,
            country=country,
        )
        if sought
        else None,
        first_step=first_step,
    )


def unreached(situation: ContactSituation | None = None) -> QuerySet[ContactLadder]:
    """The open searches for those the reader may see, the longest first."""
    seen = ContactLadder.objects.open().filter(
        access.visible(DataClass.PROCESS), access.visible(DataClass.IDENTITY)
    )
    rows = seen if situation is None else seen.filter(situation=situation)
    return rows.select_related("person").order_by("begun_on", "pk")


def count_unreached() -> Mapping[ContactSituation, int]:
    """How many are in each situation, of those the reader may see."""
    rows = unreached().order_by().values("situation").annotate(people=Count("pk"))
    return {ContactSituation(row["situation"]): row["people"] for row in rows}


def unreached_lines(ladders: Iterable[ContactLadder], *, today: date) -> Sequence[UnreachedLine]:
    """A part of the searches as lines. Two look-ups, however many."""
    rows = list(ladders)
    by_ladder = _by_ladder(
        ContactAttempt.objects.filter(access.visible(DataClass.PROCESS), ladder__in=rows), rows
    )
    homes = {row.municipality_id for row in rows}
    countries = dict(organisations.Municipality.objects.filter(pk__in=homes).values_list("pk", "country"))
    return [_line(row, by_ladder[row.pk], Country(countries[row.municipality_id]), today) for row in rows]


def not_yet_tried() -> QuerySet[responsibility.NextStep]:
    """The open steps of first contact of those for whom nothing has been tried yet, by when they are due."""
    sought = ContactLadder.objects.open().filter(access.visible(DataClass.PROCESS)).values("person_id")
    return (
        _first_steps()
        .filter(access.visible(DataClass.IDENTITY))
        .exclude(person_id__in=sought)
        .select_related("person", "organisation")
    )


def _first_steps() -> QuerySet[responsibility.NextStep]:
    """Open steps of first contact. Where a search has ended since, they wait for no attempt any more."""
    seen = access.visible(DataClass.PROCESS)
    ended = ContactLadder.objects.filter(
        seen, person_id=OuterRef("person_id"), ended_at__gt=OuterRef("opened_at")
    )
    steps = responsibility.NextStep.objects.open().filter(seen, kind=responsibility.StepKind.FIRST_CONTACT)
    return steps.exclude(Exists(ended)).order_by("due_on", "pk")


def _line(
    row: ContactLadder, attempts: Sequence[ContactAttempt], country: Country, today: date
) -> UnreachedLine:
    return UnreachedLine(
        person_id=row.person_id,
        name=row.person.name,
        situation=ContactSituation(row.situation),
        begun_on=row.begun_on,
        attempts=len(attempts),
        next_move=next_move(
            tried_in(attempts),
            begins_on=row.begun_on,
            is_of_age=is_of_age(row.person, country=country, on=today),
            country=country,
        ),
    )


def _by_ladder(
    attempts: QuerySet[ContactAttempt], ladders: Iterable[ContactLadder]
) -> dict[UUID, tuple[ContactAttempt, ...]]:
    found: dict[UUID, list[ContactAttempt]] = {ladder.pk: [] for ladder in ladders}
    for attempt in attempts.order_by("on", "known_at", "pk"):
        found[attempt.ladder_id].append(attempt)
    return {key: tuple(rows) for key, rows in found.items()}
