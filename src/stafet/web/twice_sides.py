"""Two registrations side by side: what each has, in the reader's own sight."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext

from stafet.kernel.privacy import DataClass
from stafet.overview import api as overview
from stafet.pathways import api as pathways
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.web.components.days import write_day, write_period
from stafet.web.components.tables import Column, Table, make_table
from stafet.web.lanes import KINDS
from stafet.web.registry import PageRequest
from stafet.web.step_rows import line_words

_NONE = "–"


def both(request: PageRequest, first_id: UUID, second_id: UUID) -> tuple[people.Identity, ...]:
    """Who the two are, as far as the reader may know; the read log is told."""
    found = tuple(
        identity
        for identity in (people.identity_of(first_id), people.identity_of(second_id))
        if identity is not None
    )
    request.saw(*(identity.person_id for identity in found))
    return found


def side_by_side(request: PageRequest, sides: Iterable[people.Identity]) -> Table:
    """What each registration has: a row for each kind of thing, a column for each of the two."""
    two = tuple(sides)
    columns = (Column(gettext("What")), *(Column(_title(number)) for number in range(1, len(two) + 1)))
    told = [dict(_told(request, identity)) for identity in two]
    rows = [(what, *(side[what] for side in told)) for what in told[0]] if told else []
    return make_table(gettext("What each of the two has"), columns, rows)


def _title(number: int) -> str:
    return gettext("Registration %(number)d") % {"number": number}


def _told(request: PageRequest, identity: people.Identity) -> Iterable[tuple[str, str]]:
    person_id, today = identity.person_id, request.today
    classes = people.classes_open(person_id)
    contact = people.contact_of(person_id) if DataClass.CONTACT in classes else None
    numbers = people.numbers_of(person_id) if DataClass.NATIONAL_NUMBER in classes else ()
    yield gettext("Name"), identity.name
    yield gettext("Birth date"), write_day(identity.birth_date) if identity.birth_date else _NONE
    yield gettext("National number"), ", ".join(note.masked for note in numbers) or _NONE
    yield gettext("Phone"), (contact.phone if contact else "") or _NONE
    yield gettext("E-mail"), (contact.email if contact else "") or _NONE
    if DataClass.PROCESS not in classes:
        return
    yield gettext("Who has the responsibility"), _holder(person_id)
    steps = overview.steps_of(person_id, day=today)
    yield gettext("Next steps"), "; ".join(f"{line_words(s)} ({write_day(s.due_on)})" for s in steps) or _NONE
    spells = pathways.spells_of([person_id]).get(person_id, ())
    yield gettext("What they do"), "; ".join(map(spell_words, spells)) or _NONE


def spell_words(line: pathways.SpellLine) -> str:
    """One place: where, or what kind, and when."""
    where = line.place or str(KINDS[line.kind])
    return f"{where}, {write_period(line.period.starts_on, line.period.ends_on)}"


def _holder(person_id: UUID) -> str:
    """The organisation that holds, and the person there when one is named."""
    holding = (
        responsibility.Holding.objects.filter(person_id=person_id, ends_at=None)
        .select_related("organisation", "holder")
        .first()
    )
    if holding is None:
        return gettext("Nobody; the promise does not hold")
    return (
        f"{holding.organisation.name}, {holding.holder.name}" if holding.holder else holding.organisation.name
    )
