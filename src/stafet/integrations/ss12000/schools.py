"""Schools, classes and programmes of a package: what enrolments point to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stafet.integrations.findings import BadValue, Tally
from stafet.integrations.ss12000.lines import Entity, day_after, day_in, entities
from stafet.integrations.ss12000.package import Resource
from stafet.integrations.ss12000.types import types
from stafet.integrations.upload import Upload
from stafet.integrations.values import grade_in_class_name
from stafet.kernel.records import GroupRecord, OrganisationRecord, Rejection
from stafet.kernel.sentences import sentence

SCHOOLS = frozenset({"Skola", "Skolenhet"})
CLASS = "Klass"
_MOST_PARENTS = 5


@dataclass(frozen=True, slots=True)
class Membership:
    """That somebody is or was in a class."""

    group: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme, an orientation or an exit: its code, its name, and what kind of activity it is, if that is told."""

    code: str
    name: str
    kind: str


@dataclass(slots=True)
class Schools:
    """Everything of a package that enrolments point to."""

    organisations: dict[str, Entity] = field(default_factory=dict)
    classes: dict[str, Entity] = field(default_factory=dict)
    programmes: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    of_person: dict[str, list[Membership]] = field(default_factory=dict)

    def are_together(self, one: str, other: str) -> bool:
        """Whether two keys mean one school: the same, or the unit and the school it is part of."""
        return one == other or self._parent(one) == other or self._parent(other) == one

    def programme(self, key: str) -> Programme | None:
        """A programme; an orientation or exit is of the kind of the programme above it."""
        said = self.programmes.get(key)
        if said is None:
            return None
        return Programme(str(said.get("code") or ""), str(said.get("name") or ""), self._kind(said))

    def _kind(self, said: Mapping[str, Any]) -> str:
        kinds = types()["programmes"]
        for _ in range(_MOST_PARENTS):
            kind = kinds.get(said.get("type"))
            if kind:
                return str(kind)
            above = self.programmes.get(str(said.get("parent") or ""))
            if above is None:
                return ""
            said = above
        return ""

    def _parent(self, key: str) -> str:
        entity = self.organisations.get(key)
        return str(entity.said.get("parent") or "") if entity else ""


def collect(upload: Upload, tally: Tally) -> tuple[Schools, list[Rejection]]:
    """Read schools, programmes and classes into memory: of a municipality there are some thousand."""
    schools, rejections = Schools(), []
    for entity in entities(upload, Resource.ORGANISATIONS):
        if entity.said.get("organisationType") in SCHOOLS:
            schools.organisations[str(entity.said.get("id") or "")] = entity
        else:
            tally.add(entity.place, sentence("Organisations above schools are not used."))
    for entity in entities(upload, Resource.PROGRAMMES):
        schools.programmes[str(entity.said.get("id") or "")] = entity.said
    for entity in entities(upload, Resource.GROUPS):
        if entity.said.get("groupType") != CLASS:
            tally.add(entity.place, sentence("Groups that are no classes are not used."))
            continue
        try:
            _remember(schools, entity)
        except BadValue as error:
            rejections.append(entity.rejected(error, "groupMemberships"))
    return schools, rejections


def _remember(schools: Schools, entity: Entity) -> None:
    key = entity.text("id")
    members = [
        (
            str(part.get("person") or ""),
            Membership(key, day_in(part, "startDate"), day_after(part, "endDate")),
        )
        for part in entity.parts("members")
    ]
    schools.classes[key] = entity
    for person, membership in members:
        schools.of_person.setdefault(person, []).append(membership)


def organisation_records(schools: Schools, used: Iterable[str]) -> Iterator[OrganisationRecord | Rejection]:
    """The schools that somebody is or was enrolled at, or that a class is in; the others have nobody to tell of."""
    wanted = set(used)
    for key, entity in schools.organisations.items():
        if key not in wanted:
            continue
        parent = str(entity.said.get("parent") or "")
        try:
            yield OrganisationRecord(
                entity.place,
                entity.text("id"),
                entity.text("displayName"),
                _kind_of(entity.said.get("schoolTypes") or ()),
                parent if parent in wanted else "",
            )
        except BadValue as error:
            yield entity.rejected(error, "displayName")


def group_records(schools: Schools, used: Iterable[str]) -> Iterator[GroupRecord | Rejection]:
    """The classes somebody enrolled is or was in."""
    for key in used:
        entity = schools.classes[key]
        try:
            name = entity.text("displayName")
            yield GroupRecord(
                entity.place,
                key,
                str(entity.said.get("organisation") or ""),
                name,
                grade_in_class_name(name) if entity.said.get("schoolType") in types()["graded"] else None,
                day_in(entity.said, "startDate"),
                day_after(entity.said, "endDate"),
            )
        except BadValue as error:
            yield entity.rejected(error, "displayName")


def _kind_of(school_types: Iterable[str]) -> str:
    told = set(school_types)
    return next((kind for kind, those in types()["organisations"].items() if told & set(those)), "")
