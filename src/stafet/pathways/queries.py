"""What can be asked about spells: what one person does, and what everybody does, without asking one by one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Max, Q, QuerySet, UUIDField, Value, When, Window
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, TruncDate

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel import rules
from stafet.kernel.activities import (
    EDUCATION,
    QUALIFYING_YOUTH_EDUCATION,
    YOUTH_EDUCATION,
    ActivityKind,
    completes_the_promise,
)
from stafet.kernel.countries import Country, local_day, time_zone
from stafet.kernel.periods import Period
from stafet.kernel.privacy import DataClass
from stafet.kernel.standing import KnownSpell, Patience, Standing, StandingState, standing
from stafet.pathways.models import Spell, SpellQuerySet
from stafet.pathways.states import EndReason

_SQL = Path(__file__).with_name("standing.sql").read_text(encoding="utf-8")
_DOUBTFUL = """(s.person_id IN (
            SELECT sure.person_id FROM pathways_spell sure
            WHERE sure.starts_on <= %(day)s AND (sure.ends_on IS NULL OR sure.ends_on > %(day)s)
              AND sure.confirmed_on IS NOT NULL AND sure.missing_since IS NULL)) IS NOT TRUE"""

STANDING_SQL = _SQL.replace("{among}", "true")
"""A statement with rows ``(person_id, state, since, running_id, upcoming_id)``, one for everybody who has a spell.

Its named places are filled by ``standing_values``. It says what ``kernel.standing`` says for one person.
"""

DOUBTFUL_STANDING_SQL = _SQL.replace("{among}", _DOUBTFUL)
"""The same, but nobody who is in a confirmed spell that the register shows: they are in activity or have completed.

Most people are, and asking only about the others is many times quicker.
"""

SqlValue = date | int | list[str]
_SURE = frozenset({StandingState.IN_ACTIVITY.value, StandingState.COMPLETED.value})
_ASKED_ABOUT = timedelta(days=400)
"""How far from today an end may lie that somebody is still asked about."""
_PLACE = re.compile(r"%\((\w+)\)s")
_COLUMNS = (
    "id",
    "person_id",
    "kind",
    "organisation_id",
    "organisation__name",
    "unit_id",
    "unit__name",
    "grade",
    "programme_name",
    "starts_on",
    "ends_on",
    "end_reason",
    "confirmed_on",
    "missing_since",
)
# The day is made in the database: reading instants is what costs most in a list.
_RECORDED_ON = TruncDate("known_at", tzinfo=time_zone(Country.DK))


@dataclass(frozen=True, slots=True)
class SpellLine:
    """A spell as lists and timelines show it. ``place`` is the organisation's name, else the programme's."""

    spell_id: UUID
    person_id: UUID
    kind: ActivityKind
    period: Period
    place: str
    recorded_on: date
    organisation_id: UUID | None = None
    unit_id: UUID | None = None
    unit_name: str = ""
    grade: int | None = None
    programme_name: str = ""
    end_reason: str = ""
    confirmed: bool = True
    missing_since: date | None = None

    @property
    def known(self) -> KnownSpell:
        """The spell as the question "what does this person do?" looks at it."""
        return KnownSpell(
            kind=self.kind,
            organisation=self.place,
            period=self.period,
            recorded_on=self.recorded_on,
            missing_since=self.missing_since,
            confirmed=self.confirmed,
            end_reason=self.end_reason,
        )


@dataclass(frozen=True, slots=True)
class Doing:
    """What somebody does on a day, and the line of the spell they are in, if they are in one."""

    standing: Standing
    running: SpellLine | None


class PersonsStanding(RawSQL):
    """The persons whose standing on a day is one of some states, as the right side of ``__in``.

    Given ``since``, only those for whom it has been so since then or later. Persons of whom no spell is known
    are never among them. Without ``patience``, the rules of the day say how long silence is not yet a question.
    """

    def __init__(
        self,
        states: Iterable[StandingState],
        *,
        day: date,
        since: date | None = None,
        patience: Patience | None = None,
    ) -> None:
        wanted = sorted(state.value for state in states)
        relation = STANDING_SQL if _SURE.intersection(wanted) else DOUBTFUL_STANDING_SQL
        lately = "" if since is None else " AND since >= %(since)s"
        text = f"SELECT person_id FROM ({relation}) standing WHERE state = ANY (%(states)s){lately}"  # noqa: S608 (our own file)
        values = {**standing_values(day, patience=patience), "states": wanted, "since": since}
        super().__init__(*_positional(text, values), output_field=UUIDField())


def standing_values(day: date, *, patience: Patience | None = None) -> Mapping[str, SqlValue]:
    """What fills the places of ``STANDING_SQL`` on a day."""
    patience = patience or patience_on(day)
    return MappingProxyType(
        {
            "day": day,
            "grace_days": patience.grace_days,
            "gap_days": patience.gap_days,
            "youth": _values(YOUTH_EDUCATION),
            "education": _values(EDUCATION),
            "qualifying": _values(QUALIFYING_YOUTH_EDUCATION),
        }
    )


def patience_on(day: date) -> Patience:
    """How long silence is not yet a question, by the rules of a day."""
    return Patience(
        grace_days=rules.value("stafet.presence.grace", on=day),
        gap_days=rules.value("stafet.presence.gap_before_next", on=day),
    )


def spells_of(person_ids: Iterable[UUID]) -> Mapping[UUID, Sequence[SpellLine]]:
    """The spells of some persons that the asking user may see, each person's in order of time. One query."""
    wanted = tuple(person_ids)
    return _lines(_spells(wanted)) if wanted else {}


def telling_spells_of(person_ids: Iterable[UUID], *, day: date) -> Mapping[UUID, Sequence[SpellLine]]:
    """As ``spells_of``, without those that no longer tell what somebody does on a day. One query.

    What ended before something surer ended, or still goes on, changes no answer of ``doing`` (a test compares);
    a list of people reads a fraction of the rows that way.
    """
    wanted = tuple(person_ids)
    return _lines(_telling_spells(wanted, day)) if wanted else {}


def line_of(spell: Spell) -> SpellLine:
    """A spell, or a former version of one, as a line. Its place and class must have been read with it."""
    return _line(
        spell.id,
        spell.person_id,
        spell.kind,
        spell.organisation_id,
        spell.organisation.name if spell.organisation else None,
        spell.unit_id,
        spell.unit.name if spell.unit else None,
        spell.grade,
        spell.programme_name,
        spell.starts_on,
        spell.ends_on,
        spell.end_reason,
        spell.confirmed_on,
        spell.missing_since,
        local_day(Country.DK, spell.known_at),
    )


def places_in_doubt(person_id: UUID, *, day: date) -> Sequence[Spell]:
    """Places a register told of that it no longer shows, or that have ended and nobody knows why; the latest first.

    Those the reader may see. They are what somebody is asked about who is to find out whether a person has left.
    """
    told = _visible([person_id]).filter(source_id__isnull=False, starts_on__lte=day)
    dropped = Q(missing_since__lte=day) & (Q(ends_on=None) | Q(ends_on__gt=day))
    near = Q(ends_on__range=(day - _ASKED_ABOUT, day + _ASKED_ABOUT))
    ended = near & Q(end_reason__in=("", EndReason.NOT_KNOWN.value))
    found = told.filter(dropped | ended).select_related("organisation").order_by("-starts_on", "pk")
    return list(found)


def doing(lines: Iterable[SpellLine], *, day: date) -> Doing:
    """What the person with these spells does on a day, explained."""
    pairs = [(line.known, line) for line in sorted(lines, key=_identity)]
    answer = standing(
        [known for known, _ in pairs],
        day=day,
        patience=patience_on(day),
        has_completed=has_completed((line for _, line in pairs), day=day),
    )
    running = next((line for known, line in pairs if known is answer.running), None)
    return Doing(answer, running)


def has_completed(lines: Iterable[SpellLine], *, day: date) -> bool:
    """Whether one of these spells is a youth education that was completed by a day."""
    return any(
        completes_the_promise(line.kind)
        and line.end_reason == EndReason.COMPLETED
        and line.period.ends_on is not None
        and line.period.ends_on <= day
        for line in lines
    )


@audit.statement
def _spells(person_ids: Sequence[UUID]) -> QuerySet[Spell, Any]:
    return _as_rows(_visible(person_ids))


@audit.statement
def _telling_spells(person_ids: Sequence[UUID], day: date) -> QuerySet[Spell, Any]:
    sure = Case(
        When(
            Q(confirmed_on__isnull=False, missing_since=None, starts_on__lte=day),
            then=Coalesce("ends_on", Value(date.max)),
        )
    )
    spells = _visible(person_ids).annotate(surest=Window(Max(sure), partition_by="person_id"))
    ended_last = Q(surest=None) | Q(ends_on__gte=F("surest"))
    return _as_rows(
        spells.filter(Q(ends_on=None) | Q(ends_on__gt=day) | Q(end_reason=EndReason.COMPLETED) | ended_last)
    )


def _visible(person_ids: Sequence[UUID]) -> SpellQuerySet:
    return Spell.objects.filter(access.visible(DataClass.PROCESS), audit.among("person_id", person_ids))


def _as_rows(spells: QuerySet[Spell]) -> QuerySet[Spell, Any]:
    return spells.order_by("starts_on", "id").values_list(*_COLUMNS, _RECORDED_ON)


def _lines(rows: Iterable[Any]) -> Mapping[UUID, Sequence[SpellLine]]:
    lines: defaultdict[UUID, list[SpellLine]] = defaultdict(list)
    for row in rows:
        line = _line(*row)
        lines[line.person_id].append(line)
    return lines


def _identity(line: SpellLine) -> UUID:
    """Spells that are alike in everything that counts are told apart in the same way as in the database."""
    return line.spell_id


def _line(  # noqa: PLR0913 (the columns of one row, in their order)
    spell_id: UUID,
    person_id: UUID,
    kind: str,
    organisation_id: UUID | None,
    organisation_name: str | None,
    unit_id: UUID | None,
    unit_name: str | None,
    grade: int | None,
    programme_name: str,
    starts_on: date,
    ends_on: date | None,
    end_reason: str,
    confirmed_on: date | None,
    missing_since: date | None,
    recorded_on: date,
) -> SpellLine:
    return SpellLine(
        spell_id=spell_id,
        person_id=person_id,
        kind=ActivityKind(kind),
        period=Period(starts_on, ends_on),
        place=programme_name if organisation_name is None else organisation_name,
        recorded_on=recorded_on,
        organisation_id=organisation_id,
        unit_id=unit_id,
        unit_name=unit_name or "",
        grade=grade,
        programme_name=programme_name,
        end_reason=end_reason,
        confirmed=confirmed_on is not None,
        missing_since=missing_since,
    )


def _values(kinds: Iterable[ActivityKind]) -> list[str]:
    return sorted(kind.value for kind in kinds)


def _positional(text: str, values: Mapping[str, object]) -> tuple[str, list[object]]:
    """The statement with its named places numbered, as expressions within other statements need it."""
    names = _PLACE.findall(text)
    return _PLACE.sub("%s", text), [values[name] for name in names]
