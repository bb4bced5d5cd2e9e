"""What towns have set, and the bank of places. About nobody young."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet

from stafet.placements.models import Host, HostContact, Place, Scheme
from stafet.placements.states import Branch, SchemeKind, Willing


@dataclass(frozen=True, slots=True)
class HostSearch:
    """What is asked of the bank; what is left out is not asked."""

    words: str = ""
    branch: Branch | None = None
    scheme: SchemeKind | None = None
    weekday: int | None = None
    age: int | None = None
    only_free: bool = False


@dataclass(frozen=True, slots=True)
class HostLine:
    """A host with whom one calls, and what it offers in the school year that was asked about."""

    host: Host
    contact: HostContact | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class HostHistory:
    """What is known of a host over the years."""

    contacts: tuple[HostContact, ...]
    places: tuple[Place, ...]


def schemes(municipality_ids: Iterable[UUID]) -> QuerySet[Scheme]:
    """The models that hold, the newest school year first."""
    return (
        Scheme.objects.newest()
        .filter(municipality_id__in=list(municipality_ids))
        .order_by("-starts_in", "kind", "pk")
    )


def versions_of(scheme: Scheme) -> Sequence[Scheme]:
    """Every version of a model, the newest first."""
    same = Scheme.objects.filter(
        municipality_id=scheme.municipality_id, kind=scheme.kind, starts_in=scheme.starts_in
    )
    return list(same.order_by("-revision"))


def search_hosts(municipality_ids: Iterable[UUID], *, starts_in: int, asked: HostSearch) -> QuerySet[Host]:
    """The hosts of some towns that answer what is asked, by name."""
    found = Host.objects.filter(municipality_id__in=list(municipality_ids))
    for word in asked.words.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(town__icontains=word)
            | Q(number__startswith=word)
            | Q(unit_number=word)
        )
    if asked.branch is not None:
        found = found.filter(branch=asked.branch)
    wanted = _wanted(starts_in, asked)
    return (found if wanted is None else found.filter(pk__in=wanted.values("host_id"))).order_by("name", "pk")


def host_lines(hosts: Iterable[Host], *, starts_in: int) -> tuple[HostLine, ...]:
    """Hosts with their contact and their offer, in two statements however many they are."""
    rows = list(hosts)
    keys = [host.pk for host in rows]
    contacts: Mapping[UUID, HostContact] = {
        contact.host_id: contact
        for contact in HostContact.objects.filter(host_id__in=keys, ends_on=None).order_by("starts_on", "pk")
    }
    places = {place.host_id: place for place in Place.objects.filter(host_id__in=keys, starts_in=starts_in)}
    return tuple(HostLine(host, contacts.get(host.pk), places.get(host.pk)) for host in rows)


def host_history(host: Host) -> HostHistory:
    """Whom one calls and called before, and what has been offered, the newest first."""
    contacts = HostContact.objects.filter(host=host)
    return HostHistory(
        tuple(contacts.order_by(F("ends_on").desc(nulls_first=True), "-starts_on")),
        tuple(Place.objects.filter(host=host).order_by("-starts_in")),
    )


def fitting_places(scheme: Scheme) -> QuerySet[Place]:
    """Places of the town that are free for a model in its school year: of its kinds, for this scheme, on one of its days."""
    return (
        Place.objects.filter(
            municipality_id=scheme.municipality_id,
            starts_in=scheme.starts_in,
            willing=Willing.YES,
            schemes__contains=[scheme.kind],
            weekdays__overlap=list(scheme.weekdays),
            host__kind__in=list(scheme.place_kinds),
            taken__lt=F("capacity"),
        )
        .select_related("host")
        .order_by("host__name", "pk")
    )


def _wanted(starts_in: int, asked: HostSearch) -> QuerySet[Place] | None:
    """The places that are asked for, or ``None`` when only hosts are asked about."""
    if not (asked.only_free or asked.scheme or asked.weekday or asked.age is not None):
        return None
    found = Place.objects.filter(starts_in=starts_in, willing=Willing.YES)
    if asked.scheme is not None:
        found = found.filter(schemes__contains=[asked.scheme.value])
    if asked.weekday is not None:
        found = found.filter(weekdays__contains=[asked.weekday])
    if asked.age is not None:
        found = found.filter(from_age__lte=asked.age)
    return found.filter(taken__lt=F("capacity")) if asked.only_free else found
