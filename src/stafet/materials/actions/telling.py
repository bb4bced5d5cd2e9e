"""The communication plan: a line is planned, changed, done or dropped, and goes on into the next school year."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.materials import policies
from stafet.materials.actions.steps import day_in, must_keep, must_say, note
from stafet.materials.drafts import TellingFacts
from stafet.materials.errors import ChangedByNow, NotWhole, NotYours
from stafet.materials.models import Material, Telling
from stafet.materials.states import TELLING, TellingMove, TellingState


@audit.action
def plan_telling(*, municipality_id: UUID, facts: TellingFacts, by: Actor, at: datetime) -> Telling:
    """One more line of the plan. Raises ``NotYours``, ``NotWhole``."""
    must_keep(by, municipality_id)
    _must_fit(facts, municipality_id, at)
    row = Telling.objects.create(municipality_id=municipality_id, known_at=at, **_columns(facts))
    note("plan_telling", municipality_id, row.pk, by, at)
    return row


@audit.action
def change_telling(*, telling: Telling, facts: TellingFacts, by: Actor, at: datetime) -> None:
    """Something about a planned line is different. Raises ``NotYours``, ``NotWhole``, ``ChangedByNow``."""
    must_keep(by, telling.municipality_id)
    _must_fit(facts, telling.municipality_id, at)
    row = _planned(telling)
    for name, value in _columns(facts).items():
        setattr(row, name, value)
    row.known_at = at
    row.save()
    note("change_telling", row.municipality_id, row.pk, by, at)


@audit.action
def finish_telling(*, telling: Telling, on: date, words: str, by: Actor, at: datetime) -> None:
    """It has been told. Raises ``NotYours``, ``NotWhole``, ``ChangedByNow``."""
    if on > day_in(telling.municipality_id, at):
        raise NotWhole(sentence("Choose a day that has come."), field="on")
    _end(telling, TellingMove.FINISH, on, words.strip(), by, at)


@audit.action
def drop_telling(*, telling: Telling, words: str, by: Actor, at: datetime) -> None:
    """It is not needed any more, and why. Raises ``NotYours``, ``NotWhole``, ``ChangedByNow``."""
    must_keep(by, telling.municipality_id)
    on = day_in(telling.municipality_id, at)
    _end(telling, TellingMove.DROP, on, must_say(words, "words"), by, at)


@audit.action
def copy_plan(*, municipality_id: UUID, starts_in: int, by: Actor, at: datetime) -> int:
    """The lines of one school year stand in the next one a year later, but those that were dropped or stand there already.

    Returns how many were copied. Raises ``NotYours``.
    """
    must_keep(by, municipality_id)
    there = Telling.objects.filter(municipality_id=municipality_id, starts_in=starts_in)
    copied = Telling.objects.filter(municipality_id=municipality_id, copied_from__in=there)
    rows = there.exclude(state=TellingState.DROPPED).exclude(pk__in=copied.values("copied_from_id"))
    following = [_a_year_later(row, at) for row in rows.order_by("due_on", "pk")]
    Telling.objects.bulk_create(following)
    note("copy_plan", municipality_id, municipality_id, by, at)
    return len(following)


def _a_year_later(row: Telling, at: datetime) -> Telling:
    return Telling(
        municipality_id=row.municipality_id,
        starts_in=row.starts_in + 1,
        scheme_kind=row.scheme_kind,
        what=row.what,
        material_id=row.material_id,
        audiences=row.audiences,
        channel=row.channel,
        due_on=_same_day_next_year(row.due_on),
        responsible_id=row.responsible_id,
        copied_from=row,
        known_at=at,
    )


def _same_day_next_year(day: date) -> date:
    """The same date; the last of February after a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _end(telling: Telling, what: TellingMove, on: date, words: str, by: Actor, at: datetime) -> None:
    row = _planned(telling)
    if not policies.can_finish_telling(by, row):
        raise NotYours(
            sentence(
                "Only whoever it was given to, or those who organise for the municipality, write this down."
            )
        )
    row.state = TELLING.after(TellingState(row.state), what)
    row.ended_on, row.ended_by_id, row.ended_words, row.known_at = on, by.user_id, words, at
    row.save()
    note(f"{what.value}_telling", row.municipality_id, row.pk, by, at)


def _planned(telling: Telling) -> Telling:
    row = Telling.objects.select_for_update(of=("self",), no_key=True).get(pk=telling.pk)
    if row.state != TellingState.PLANNED:
        raise ChangedByNow(sentence("Somebody has written this down already."))
    return row


def _must_fit(facts: TellingFacts, municipality_id: UUID, at: datetime) -> None:
    must_say(facts.what, "what")
    if not facts.audiences:
        raise NotWhole(sentence("Say whom it is for."), field="audiences")
    own = Material.objects.filter(municipality_id=municipality_id)
    if facts.material_id is not None and not own.filter(pk=facts.material_id).exists():
        raise NotWhole(sentence("Choose a text of your own library."), field="material")
    posts = access.Membership.objects.current_at(at).filter(
        user_id=facts.responsible_id, organisation__municipality_id=municipality_id
    )
    if not posts.exists():
        raise NotWhole(sentence("Choose somebody who works in the municipality now."), field="responsible")


def _columns(facts: TellingFacts) -> dict[str, object]:
    return asdict(facts) | {
        "audiences": [each.value for each in facts.audiences],
        "what": facts.what.strip(),
    }
