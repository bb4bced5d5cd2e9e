"""Who has looked at somebody, in words the young person reads as well."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.privacy import DataClass
from stafet.organisations import api as organisations
from stafet.own import api as own
from stafet.placements.api import Party
from stafet.web.components.days import write_instant

PAGE = 100
MOST = 5_000
"""More look-ups than anybody is met by in thirteen months; a bound all the same."""

PURPOSES = {
    access.Purpose.GUIDANCE: gettext_lazy("Guidance"),
    access.Purpose.DUTY: gettext_lazy("The municipality's duty to follow up"),
    access.Purpose.NOTIFICATION: gettext_lazy("A notification to the municipality"),
    access.Purpose.HANDOVER: gettext_lazy("A hand-over"),
    access.Purpose.TEACHING: gettext_lazy("Teaching"),
    access.Purpose.REGISTER: gettext_lazy("Keeping the register right"),
    access.Purpose.EMERGENCY: gettext_lazy("Emergency access"),
    access.Purpose.ACCOUNTABILITY: gettext_lazy("Seeing who has looked"),
}

CLASSES = {
    DataClass.IDENTITY: gettext_lazy("name and age"),
    DataClass.CONTACT: gettext_lazy("how to reach them"),
    DataClass.NATIONAL_NUMBER: gettext_lazy("part of the national number"),
    DataClass.PROCESS: gettext_lazy("what is agreed and what they do"),
    DataClass.GUIDANCE_NOTE: gettext_lazy("notes of conversations"),
    DataClass.SENSITIVE: gettext_lazy("health and private matters"),
    DataClass.MARKS: gettext_lazy("marks and attendance"),
    DataClass.PLACEMENT: gettext_lazy("work experience"),
    DataClass.PROTECTED: gettext_lazy("protection"),
    DataClass.STATISTICS: gettext_lazy("statistics"),
}


class LooksForm(forms.Form):
    """From where the older look-ups go on: an instant, which names nobody."""

    before = forms.DateTimeField(required=False)

    @classmethod
    def read(cls, asked: QueryDict) -> datetime | None:
        """The instant in the address; ``None`` for the newest look-ups and for what can't be read."""
        form = cls(asked)
        form.is_valid()
        return form.cleaned_data.get("before")


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look-up, ready to show."""

    when: str
    who: str
    why: str
    what: str


@dataclass(frozen=True, slots=True)
class LookList:
    """A page of look-ups, newest first, and from where the older ones go on."""

    rows: tuple[LookRow, ...]
    older_before: str


def look_list(person_id: UUID, *, before: datetime | None, but_as: Collection[str] = ()) -> LookList:
    """The latest look-ups, or those before an instant. Costs two look-ups however many there are."""
    found = audit.looks_at(person_id, before=before, limit=PAGE + 1, but_as=but_as)
    shown = found[:PAGE]
    ids = {organisation for look in shown for organisation in look.organisation_ids}
    names = {place.organisation_id: place.name for place in organisations.places(ids)}
    rows = tuple(_row(look, names) for look in shown)
    return LookList(rows, shown[-1].at.isoformat() if len(found) > PAGE else "")


def every_look(person_id: UUID, *, but_as: Collection[str] = ()) -> tuple[LookRow, ...]:
    """All the look-ups that are kept, for a copy of everything; at most ``MOST``, the newest."""
    found = audit.looks_at(person_id, limit=MOST, but_as=but_as)
    ids = {organisation for look in found for organisation in look.organisation_ids}
    names = {place.organisation_id: place.name for place in organisations.places(ids)}
    return tuple(_row(look, names) for look in found)


def _row(look: audit.PastLook, names: dict[UUID, str]) -> LookRow:
    roles = ", ".join(role_words(role) for role in look.roles)
    places = ", ".join(names[place] for place in look.organisation_ids if place in names)
    return LookRow(
        when=write_instant(look.at),
        who=": ".join(filter(None, (places, roles))),
        why=str(PURPOSES[access.Purpose(look.purpose)]) if look.purpose else "",
        what=what_of(look.data_classes),
    )


def role_words(role: str) -> str:
    """In which role somebody looked; the young person, whoever has custody and a host have roles of their own."""
    if role in own.Capacity:
        return str(own.Capacity(role).label)
    if role == Party.HOST:
        return str(Party.HOST.label)
    return str(access.Role(role).label)


def what_of(classes: str) -> str:
    """What a page showed, in words, from the letters of its classes."""
    words = ", ".join(str(CLASSES[DataClass(letter)]) for letter in classes)
    return words[:1].upper() + words[1:]
