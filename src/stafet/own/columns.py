"""What a copy of everything holds: every column that a table declares to say something about the person.

Nothing is listed by hand but the exceptions, each with its reason. A column of a kind that can't be told, of which nobody
has said why, stops the build (``untold``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from django.apps import apps
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import Field, ForeignKey, Model

from stafet.kernel.privacy import DataClass, Privacy, Retention

_KEY = "a key that ties rows together and says nothing by itself"
_SEALED = "kept sealed; the number is told, but for its last four digits"
_DERIVED = "the name again, as search and lists compare it"
_OTHERS = "others stood on the same page"
_ANOTHER = "another grown-up's, of what may be another household"

NOT_IN_A_COPY: Mapping[str, str] = MappingProxyType(
    {
        "audit.Change.subject_id": _KEY,
        "access.Grant.source_id": _KEY,
        "people.Person.search_key": _DERIVED,
        "people.Person.sort_key": _DERIVED,
        "people.NationalNumber.lookup_hash": "a code made of the number, to find it by",
        "people.NationalNumber.sealed": _SEALED,
        "responsibility.Holding.handover_id": _KEY,
        "responsibility.BreakOff.spell": _KEY,
        "responsibility.BreakOff.step": _KEY,
        "responsibility.Handover.confirmed_by_spell": _KEY,
        "rechoice.Case.break_off": _KEY,
        "rechoice.Option.case": _KEY,
        "rechoice.Option.spell": _KEY,
        "rechoice.Concern.step": _KEY,
        "attachment.WorkHours.spell": _KEY,
        "rechoice.ConcernMeasure.concern": _KEY,
        "placements.Placement.scheme": "the town's model; the scheme's kind is told",
        "placements.WayEntry.placement": _KEY,
        "placements.CustodyConsent.placement": _KEY,
        "placements.CustodyConsent.name": _ANOTHER,
        "placements.Agreement.placement": _KEY,
        "placements.Agreement.place": _KEY,
        "placements.Signature.agreement": _KEY,
        "placements.Signature.name": _ANOTHER,
        "practicalcourses.CourseSeat.placement": _KEY,
        "practicalcourses.CourseSeat.share": _KEY,
        "materials.PersonStory.story": _KEY,
        "materials.StoryConsent.person_story": _KEY,
        "materials.StoryConsent.name": _ANOTHER,
        "practicalcourses.SeatAnswer.seat": _KEY,
        "practicalcourses.SeatAnswer.name": _ANOTHER,
        "groundwork.Advice.placement": _KEY,
        "groundwork.AdviceReply.advice": _KEY,
        "groundwork.AdviceReply.name": _ANOTHER,
        "groundwork.TeamSeat.placement": _KEY,
        "groundwork.StartMeeting.placement": _KEY,
        "groundwork.Transfer.placement": _KEY,
        "matchmaking.WishList.placement": _KEY,
        "matchmaking.Wish.wish_list": _KEY,
        "matchmaking.Entry.placement": _KEY,
        "matchmaking.Refusal.entry": _KEY,
        "matchmaking.Proposal.entry": _KEY,
        "matchmaking.Proposal.run": _KEY,
        "introcourses.WishList.entry": _KEY,
        "introcourses.Wish.wish_list": _KEY,
        "introcourses.Wish.course": _KEY,
        "introcourses.Proposal.run": _KEY,
        "introcourses.Proposal.entry": _KEY,
        "introcourses.Proposal.course": _KEY,
        "events.AttendanceMark.part": _KEY,
        "events.AttendanceMark.session": _KEY,
        "followup.PlanConfirmation.name": "somebody at the company",
        "followup.PlanConfirmation.seal": _KEY,
        "followup.Evaluation.seal": _KEY,
        "followup.IncidentHarm.incident": _KEY,
        "responsibility.HoldingRequest.handover": _KEY,
        "registers.LoadFile.sealed": "a register's whole file, sealed, about many; its rows are told one by one",
        "registers.StagedRow.search_key": _DERIVED,
        "registers.StagedRow.sort_key": _DERIVED,
        "registers.StagedRow.number_hash": "a code made of the number, to find it by",
        "registers.StagedRow.number_sealed": _SEALED,
        "registers.StagedRow.target_id": _KEY,
        "registers.KnownKey.target_id": _KEY,
        "registers.KnownKey.unit_id": _KEY,
        "duplicates.Merge.duplicate_id": _KEY,
        "duplicates.Merge.moved": _KEY,
        "duplicates.Merge.went_along": _KEY,
        "own.Custody.holder_name": _ANOTHER,
        "own.Custody.holder_email": _ANOTHER,
        "audit.Reading.by_id": "who looked is told by organisation and role, not by name (C-579/21)",
        "audit.Reading.view": "which page it was is told by the kind of data it showed",
        "audit.Reading.person_ids": _OTHERS,
        "audit.Reading.search_term": "what somebody searched for may be about others",
        "audit.Reading.request_id": _KEY,
        "audit.Reading.result": "only look-ups that showed something are told",
    }
)
"""Columns that are not in a copy, each with why. History follows its table."""

TOLD_AS_LOOKS = "audit.Reading"
"""The read log is asked through its own door: who looked, when, for what."""

_PLAIN = (
    models.CharField,
    models.TextField,
    models.EmailField,
    models.DateField,
    models.DateTimeField,
    models.BooleanField,
    models.IntegerField,
    models.DecimalField,
    models.TimeField,
    models.JSONField,
    ArrayField,
    DateTimeRangeField,
)
"""Kinds of columns that can be written down as they are. A day, a number or a word; not bytes, not a key."""

_NAMED = (
    "organisations.Organisation",
    "organisations.Unit",
    "organisations.Municipality",
    "registers.Source",
    "offers.Offer",
    "practicalcourses.Course",
    "events.Event",
    "introcourses.WishRound",
)
"""What a key to is told by name."""
_MASKED = ("access.User", "people.Person")
"""What a key to is told as "somebody": another person."""
_KEYS_OF_PEOPLE = (
    "by_id",
    "lifted_by_id",
    "chosen_by_id",
    "invited_by_id",
    "proposed_by_id",
    "decided_by_id",
    "undone_by_id",
)
"""Columns that hold the key of a user without pointing to the table of users."""


@dataclass(frozen=True, slots=True)
class Told:
    """One table about people: how its rows are found, and which of its columns are told."""

    label: str
    model: type[Model]
    subject: str
    purpose: str
    data_class: DataClass
    retention: Retention
    columns: tuple[str, ...]
    masked: frozenset[str]
    of_history: bool


@cache
def told_tables() -> tuple[Told, ...]:
    """Every table about people that is told row by row, by label, each history after its table."""
    found = [_told(model, privacy) for model, privacy in declared(apps.get_models())]
    return tuple(sorted((each for each in found if each.columns), key=lambda each: each.label))


def declared(those: Iterable[type[Model]]) -> Iterator[tuple[type[Model], Privacy]]:
    """The models that hold personal data, with what they declare; a history with what its table declares."""
    for model in those:
        privacy = getattr(getattr(model, "pgh_tracked_model", None) or model, "privacy", None)
        if isinstance(privacy, Privacy):
            yield model, privacy


def untold(those: Iterable[type[Model]] | None = None) -> tuple[str, ...]:
    """The personal columns that are neither told nor excepted with a reason. Must be none."""
    return tuple(
        f"{label_of(model)}.{field.name}"
        for model, privacy in declared(apps.get_models() if those is None else those)
        for field in model._meta.concrete_fields
        if not _is_excepted(model, privacy, field) and not _can_tell(field) and not _is_masked(field)
    )


def label_of(model: type[Model]) -> str:
    """The name of a table, or of the table whose history it is."""
    return str((getattr(model, "pgh_tracked_model", None) or model)._meta.label)


def _told(model: type[Model], privacy: Privacy) -> Told:
    fields = [field for field in model._meta.concrete_fields if not _is_excepted(model, privacy, field)]
    label = label_of(model)
    return Told(
        label=label,
        model=model,
        subject=privacy.subject,
        purpose=privacy.purpose,
        data_class=privacy.data_class,
        retention=privacy.retention,
        columns=() if label == TOLD_AS_LOOKS else tuple(field.name for field in fields),
        masked=frozenset(field.name for field in fields if _is_masked(field)),
        of_history=hasattr(model, "pgh_tracked_model"),
    )


def _is_excepted(model: type[Model], privacy: Privacy, field: Field) -> bool:  # type: ignore[type-arg]
    """Whether a column is not for a copy: it says nothing about a person, is the key to them, or has a reason."""
    names = {field.name, field.attname}
    if f"{label_of(model)}.{field.name}" in NOT_IN_A_COPY or field.name.startswith("pgh_"):
        return True
    if _names_a_place(field):
        return False
    return bool(names & set(privacy.technical)) or (privacy.subject in names and privacy.subject != "id")


def _can_tell(field: Field) -> bool:  # type: ignore[type-arg]
    return isinstance(field, _PLAIN) or _names_a_place(field)


def _names_a_place(field: Field) -> bool:  # type: ignore[type-arg]
    return isinstance(field, ForeignKey) and _target(field) in _NAMED


def _is_masked(field: Field) -> bool:  # type: ignore[type-arg]
    if isinstance(field, ForeignKey):
        return _target(field) in _MASKED
    return field.name in _KEYS_OF_PEOPLE


def _target(field: ForeignKey) -> str:  # type: ignore[type-arg]
    return str(field.remote_field.model._meta.label)
