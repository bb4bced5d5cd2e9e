"""What is kept, why and how long, as every table declares it. Nothing is listed by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from django.apps import apps
from django.db.models import Model

from stafet.kernel.privacy import AfterRetention, DataClass, NotPersonal, Privacy, Retention
from stafet.kernel.sentences import SentenceError, sentence

PERSON_ENDS = "coverage_ended"
"""The starting event of everything that is kept as long as a person is."""

ACCOUNTABILITY = "accountability"
"""The purpose of the logs, which stay after the person for their own time."""

_PERSON = "person_id"
_PERSONS = "people.Person"

AGE: Mapping[str, str] = MappingProxyType(
    {
        "recorded": "at <= {until}",
        "reminded": "known_at <= {until}",
        "load_finished": "load_id IN (SELECT id FROM registers_load WHERE finished_at <= {until})",
        "contact_ended": "ends_on <= {until}",
        "school_year_ended": "make_timestamptz(starts_in + 1, 8, 1, 0, 0, 0) <= {until}",
        "event_over": "event_id IN (SELECT id FROM events_event WHERE over_on <= {until})",
        "wish_round_over": "round_id IN (SELECT id FROM introcourses_wishround WHERE over_on <= {until})",
        "message_settled": "state <> 'queued' AND coalesce(sent_at, due_at) <= {until}",
    }
)
"""Starting events that a row tells by itself, as the condition that it happened before an instant."""


class UnknownRetention(SentenceError):
    """A declaration that the job could not carry out. A programming error, found when the build is tested."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One table and what it declares. ``of_history`` when it keeps the superseded versions of another.

    ``also`` are further columns that name somebody a row is about.
    """

    label: str
    declared_by: str
    table: str
    subject: str
    key: str
    purpose: str
    data_class: DataClass | None
    retention: Retention
    has_municipality: bool
    of_history: bool = False
    also: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """The rule as the journal names it."""
        return f"{self.retention.keep} after {self.retention.after}"

    @property
    def subjects(self) -> tuple[str, ...]:
        """Every column that says whom a row is about: it goes with the first of them who goes."""
        return (self.subject, *self.also)

    @property
    def goes_with_the_person(self) -> bool:
        """Whether it goes when the person goes, whatever else sets its time."""
        if self.retention.after == PERSON_ENDS:
            return True
        return self.subject == _PERSON and self.purpose != ACCOUNTABILITY

    @property
    def names_the_person(self) -> bool:
        """Whether its subject is the person's own key, not the key of something of theirs."""
        return self.subject == _PERSON or self.declared_by == _PERSONS

    @property
    def goes_by_age(self) -> bool:
        """Whether its rows tell by themselves when their time is up."""
        return self.retention.after in AGE and not self.of_history


@cache
def declarations() -> tuple[Kept, ...]:
    """Every table that declares how long it is kept, history tables included, by name.

    Raises ``UnknownRetention`` for a declaration that cannot be carried out.
    """
    found = sorted(_found(), key=lambda kept: kept.label)
    for kept in found:
        _check(kept)
    return tuple(found)


def _found() -> Iterator[Kept]:
    for model in apps.get_models():
        tracked = getattr(model, "pgh_tracked_model", None)
        declared = getattr(tracked or model, "privacy", None)
        if isinstance(declared, Privacy | NotPersonal) and declared.retention is not None:
            yield _kept(model, declared, declared.retention, of_history=tracked is not None)


def _kept(
    model: type[Model], declared: Privacy | NotPersonal, retention: Retention, *, of_history: bool
) -> Kept:
    personal = declared if isinstance(declared, Privacy) else None
    columns = {field.column for field in model._meta.concrete_fields}
    return Kept(
        label=model._meta.label,
        declared_by=(getattr(model, "pgh_tracked_model", None) or model)._meta.label,
        table=model._meta.db_table,
        subject=personal.subject if personal else "",
        key=str(model._meta.pk.column),
        purpose=personal.purpose if personal else "",
        data_class=personal.data_class if personal else None,
        retention=retention,
        has_municipality="municipality_id" in columns,
        of_history=of_history,
        also=personal.also_about if personal else (),
    )


def _check(kept: Kept) -> None:
    known = kept.retention.after == PERSON_ENDS or kept.retention.after in AGE
    carried_out = kept.retention.then is AfterRetention.DELETE
    if not known or not carried_out:
        raise UnknownRetention(
            sentence(
                "%(model)s declares “%(rule)s, then %(then)s”, which the retention job does not know how to carry out.",
                model=kept.label,
                rule=kept.rule,
                then=kept.retention.then.value,
            )
        )
