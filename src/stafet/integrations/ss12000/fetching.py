"""One fetch: what is asked of a school system, in which order, and what is kept of the answers.

The whole truth, or what has changed since an instant. What a system does not offer is written down, not an error,
unless nothing could be taken in without it. A fetch that fails leaves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from stafet.integrations.ss12000 import says
from stafet.integrations.ss12000.client import Client
from stafet.integrations.ss12000.errors import FetchFailed, NotOffered, NotUnderstood
from stafet.integrations.ss12000.fields import KEPT, OFTEN_LEFT_OUT
from stafet.integrations.ss12000.limits import USUAL, FetchLimits
from stafet.integrations.ss12000.package import (
    Answer,
    Filled,
    Manifest,
    MemberWriter,
    Offer,
    PackageWriter,
    Resource,
)
from stafet.kernel.records import LoadMode

OVERLAP = timedelta(minutes=10)
"""How much further back changes are asked for than the last fetch began: what comes twice changes nothing."""
_WITHOUT_THEM_NOTHING = {Resource.ORGANISATIONS, Resource.PERSONS}
_KINDS_OF_DELETED = ("persons", "groups", "organisations")
_MOST_DELETED_IDS = 500_000
_LONGEST_ID = 200
Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch brought: the manifest of its package. ``pupils`` counts people with an enrolment."""

    manifest: Manifest
    pupils: int
    deleted: int

    @property
    def is_empty(self) -> bool:
        """Changes were asked for, and there were none about anybody."""
        return self.manifest.mode is LoadMode.DELTA and not self.pupils and not self.deleted


@dataclass(slots=True)
class _Counted:
    """What is counted while pages come in."""

    tell: Tell
    offers: list[Offer] = field(default_factory=list)
    filled: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OFTEN_LEFT_OUT, 0))
    enrolments: int = 0
    entities: int = 0
    kept: dict[Resource, int] = field(default_factory=dict)


def fetch(
    client: Client,
    into: Path,
    *,
    at: datetime,
    since: datetime | None,
    tell: Tell,
    limits: FetchLimits = USUAL,
) -> Fetched:
    """Fetch everything, or what has changed since an instant, into a package. Raises ``FetchFailed``.

    ``tell`` hears how many entities have come so far. A system that does not know how to give changes is asked for
    everything instead.
    """
    if since is not None:
        try:
            return _fetch(client, into, at=at, since=since, tell=tell, limits=limits)
        except NotUnderstood:
            tell(0)
    try:
        return _fetch(client, into, at=at, since=None, tell=tell, limits=limits)
    except NotUnderstood:
        raise says.not_the_filter(Resource.PERSONS.value) from None


def offers_of(client: Client, *, at: datetime) -> tuple[Offer, ...]:
    """What a system offers, found out by asking for one page of each. Nothing is kept. Raises ``FetchFailed``."""
    client.log_in()
    offers = [_try(client, resource, at) for resource in (*KEPT, Resource.DELETED)]
    _ensure_enough(offers)
    return (*offers, _attendance(client, at))


def _fetch(
    client: Client, into: Path, *, at: datetime, since: datetime | None, tell: Tell, limits: FetchLimits
) -> Fetched:
    counted = _Counted(tell)
    client.log_in()
    asked_at = min(at, client.server_time or at)
    with ZipFile(into, "w", ZIP_DEFLATED) as zipped:
        writer = PackageWriter(zipped)
        for resource in KEPT:
            filters = _since(since) if resource is Resource.PERSONS else {}
            _fetch_one(client, writer, resource, filters, counted, limits)
            _ensure_enough(counted.offers)
        deleted = _fetch_deleted(client, writer, since, counted)
        if since is None:
            counted.offers.append(_attendance(client, at))
        mode = LoadMode.BULK if since is None else LoadMode.DELTA
        filled = tuple(Filled(name, count, counted.enrolments) for name, count in counted.filled.items())
        manifest = Manifest(mode, asked_at, tuple(counted.offers), filled)
        writer.finish(manifest)
    return Fetched(manifest, counted.kept.get(Resource.PERSONS, 0), deleted)


def _since(since: datetime | None) -> Mapping[str, str]:
    return {"meta.modified.after": (since - OVERLAP).isoformat()} if since else {}


def _fetch_one(
    client: Client,
    writer: PackageWriter,
    resource: Resource,
    filters: Mapping[str, str],
    counted: _Counted,
    limits: FetchLimits,
) -> None:
    """One resource, page by page. One that is not offered has no lines."""
    before = counted.entities
    try:
        with writer.member(resource) as member:
            for page in client.pages(resource.value, **filters):
                _keep(page.data, member, resource, counted)
                if writer.bytes_written > limits.kept_bytes:
                    raise says.too_much(resource.value)
                counted.tell(counted.entities)
    except NotOffered as answer:
        counted.offers.append(Offer(resource, _answer(answer)))
    else:
        counted.offers.append(Offer(resource, Answer.OFFERED, counted.entities - before))


def _keep(data: object, member: MemberWriter, resource: Resource, counted: _Counted) -> None:
    if not isinstance(data, list):
        raise says.not_the_standard(resource.value)
    for entity in data:
        if not isinstance(entity, dict):
            raise says.not_the_standard(resource.value)
        kept = KEPT[resource](entity)
        counted.entities += 1
        if kept:
            member.add(kept)
            counted.kept[resource] = counted.kept.get(resource, 0) + 1
            _count_filled(kept, counted)


def _count_filled(kept: Mapping[str, object], counted: _Counted) -> None:
    enrolments = kept.get("enrolments")
    for enrolment in enrolments if isinstance(enrolments, list) else ():
        counted.enrolments += 1
        for name in OFTEN_LEFT_OUT:
            counted.filled[name] += enrolment.get(name) not in {None, ""}


def _fetch_deleted(client: Client, writer: PackageWriter, since: datetime | None, counted: _Counted) -> int:
    """Which entities the system has deleted since. A whole fetch need not ask: what is gone is not in it."""
    if since is None:
        return 0
    number = 0
    try:
        with writer.member(Resource.DELETED) as member:
            for page in client.pages(Resource.DELETED.value, after=(since - OVERLAP).isoformat()):
                for kind, key in _deleted(page.data):
                    number += 1
                    if number > _MOST_DELETED_IDS:
                        raise says.too_much(Resource.DELETED.value)
                    member.add({"kind": kind, "id": key})
    except NotOffered as answer:
        counted.offers.append(Offer(Resource.DELETED, _answer(answer)))
        return 0
    except NotUnderstood:
        counted.offers.append(Offer(Resource.DELETED, Answer.MISSING))
        return 0
    counted.offers.append(Offer(Resource.DELETED, Answer.OFFERED, number))
    return number


def _deleted(data: object) -> Iterator[tuple[str, str]]:
    if not isinstance(data, dict):
        raise says.not_the_standard(Resource.DELETED.value)
    for kind in _KINDS_OF_DELETED:
        keys = data.get(kind) or []
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            raise says.not_the_standard(Resource.DELETED.value)
        yield from ((kind, key[:_LONGEST_ID]) for key in keys)


def _try(client: Client, resource: Resource, at: datetime) -> Offer:
    filters = {"after": at.isoformat()} if resource is Resource.DELETED else {}
    try:
        next(client.pages(resource.value, limit="1", **filters))
    except NotOffered as answer:
        return Offer(resource, _answer(answer))
    except NotUnderstood:
        return Offer(resource, Answer.MISSING)
    return Offer(resource, Answer.OFFERED)


def _attendance(client: Client, at: datetime) -> Offer:
    """Whether there is attendance: asked for a day that has not come, so that nobody's is seen.

    Nothing depends on it, so whatever goes wrong means that there is none.
    """
    day = (at.date() + timedelta(days=1)).isoformat()
    try:
        next(client.pages(Resource.ATTENDANCE.value, limit="1", startDate=day, endDate=day))
    except NotOffered as answer:
        return Offer(Resource.ATTENDANCE, _answer(answer))
    except (NotUnderstood, FetchFailed):
        return Offer(Resource.ATTENDANCE, Answer.MISSING)
    return Offer(Resource.ATTENDANCE, Answer.OFFERED)


def _ensure_enough(offers: list[Offer]) -> None:
    for offer in offers:
        if offer.resource in _WITHOUT_THEM_NOTHING and offer.answer is not Answer.OFFERED:
            raise says.not_given(offer.resource.value, refused=offer.answer is Answer.REFUSED)


def _answer(answer: NotOffered) -> Answer:
    return Answer.REFUSED if answer.refused else Answer.MISSING
