"""Two batons again: the duplicate's promise and holder go on as if it had never been merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.grants import api as grants
from stafet.kernel.actors import Actor
from stafet.people import api as people
from stafet.responsibility.models import Coverage, Handover, HandoverPackage, Holding, HoldingRequest
from stafet.responsibility.moved import BatonKeys, Moved

_Source = access.Grant.Source


@dataclass(frozen=True, slots=True)
class Two:
    """The two that are parted, when they were made one, and when they are made two."""

    kept: people.Person
    duplicate: people.Person
    merged_at: datetime
    at: datetime

    @property
    def municipality_id(self) -> UUID:
        """Whose they are, both."""
        return self.kept.municipality_id

    @property
    def keys(self) -> tuple[UUID, UUID]:
        """Both of them."""
        return self.kept.pk, self.duplicate.pk

    def rows_of(self, person_id: UUID) -> dict[str, UUID]:
        """The condition of being a row about one of them."""
        return {"municipality_id": self.municipality_id, "person_id": person_id}

    def at_work(self, user_id: UUID | None, organisation_id: UUID) -> UUID | None:
        """Somebody who was named there, if they still work there."""
        if user_id is None:
            return None
        posts = access.Membership.objects.current_at(self.at)
        there = posts.filter(user_id=user_id, organisation_id=organisation_id)
        return user_id if there.exists() else None


def give_back_baton(two: Two, moved: Moved, *, by: Actor) -> None:
    """The duplicate's promise and its holder go on; if it was for the duplicate only, with all that became of them."""
    if moved.ended is None:
        return
    if moved.made is None:
        _reopen(two, moved.ended)
    else:
        _take_back(two, moved.ended, moved.made, own=moved.own_coverages, by=by)
    if Holding.objects.filter(pk=moved.ended.holding, ends_at=None).exists():
        _give(two, _Source.HOLDING, [moved.ended.holding], by=by, reopen=True)
    if Coverage.objects.filter(pk=moved.ended.coverage, ends_on=None).exists():
        _give(two, _Source.DUTY, [moved.ended.coverage], by=by, reopen=True)


def _reopen(two: Two, ended: BatonKeys) -> None:
    """Both had a promise: the duplicate's goes on. Whoever has left the place since is nobody's holder."""
    Coverage.objects.filter(pk=ended.coverage).update(ends_on=None, end_reason="", known_at=two.at)
    holding = Holding.objects.get(pk=ended.holding)
    Holding.objects.filter(pk=ended.holding).update(
        ends_at=None,
        holder_id=two.at_work(holding.holder_id, holding.organisation_id),
        known_at=two.at,
    )


def _take_back(two: Two, ended: BatonKeys, made: BatonKeys, *, own: Sequence[UUID], by: Actor) -> None:
    """Only the duplicate had one: whatever became of it since belongs to the duplicate."""
    promise = Coverage.objects.get(pk=made.coverage)
    first = Holding.objects.get(pk=made.holding)
    for source, fact in ((_Source.HOLDING, made.holding), (_Source.DUTY, made.coverage)):
        grants.take_back_grants(
            municipality_id=two.municipality_id, source=source, source_ids=[fact], by=by, at=two.at
        )
    first.delete()
    promise.delete()
    Coverage.objects.filter(pk=ended.coverage).update(
        ends_on=promise.ends_on, end_reason=promise.end_reason, known_at=two.at
    )
    Holding.objects.filter(pk=ended.holding).update(
        ends_at=first.ends_at, holder_id=first.holder_id, known_at=two.at
    )
    _move_what_became_of_it(two, first.starts_at, own, by=by)


def _move_what_became_of_it(two: Two, began: datetime, own: Sequence[UUID], *, by: Actor) -> None:
    """Later holdings and promises, offers and what travelled with them, requests, and the sight that follows from them."""
    mine = two.rows_of(two.kept.pk)
    later = Holding.objects.filter(starts_at__gte=began, **mine).order_by("starts_at")
    holdings = list(later.values_list("pk", flat=True))
    promises = list(Coverage.objects.filter(**mine).exclude(pk__in=own).values_list("pk", flat=True))
    offers = list(Handover.objects.filter(offered_at__gte=two.merged_at, **mine).values_list("pk", flat=True))
    Holding.objects.filter(pk__in=holdings).update(person_id=two.duplicate.pk, known_at=two.at)
    Coverage.objects.filter(pk__in=promises).update(person_id=two.duplicate.pk, known_at=two.at)
    HandoverPackage.objects.filter(handover_id__in=offers).update(person_id=two.duplicate.pk)
    Handover.objects.filter(pk__in=offers).update(person_id=two.duplicate.pk, known_at=two.at)
    HoldingRequest.objects.filter(asked_at__gte=two.merged_at, **mine).update(person_id=two.duplicate.pk)
    _give(two, _Source.HOLDING, holdings, by=by)
    _give(two, _Source.DUTY, promises, by=by)
    _give(two, _Source.WINDOW, offers, by=by)


def _give(
    two: Two, source: access.Grant.Source, facts: Sequence[UUID], *, by: Actor, reopen: bool = False
) -> None:
    """What follows from some facts opens the duplicate; what the merge had ended holds again when ``reopen``."""
    grants.give_grants(
        municipality_id=two.municipality_id,
        person_id=two.duplicate.pk,
        source=source,
        source_ids=facts,
        by=by,
        at=two.at,
        reopen_since=two.merged_at if reopen else None,
    )
