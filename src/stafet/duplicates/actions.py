"""The merge as an act of two people: one proposes by an exact fact, another decides, and it can be undone.

All of it happens in the scope of the municipality's job: whoever does not see everything of both registrations
would leave something of them behind. Who may is judged by the posts of whoever acts.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.duplicates.errors import DecidedByNow, NotTheSame, TakesTwo, TooLateToUndo
from stafet.duplicates.models import Merge
from stafet.duplicates.queries import reason_to_merge, undone_until
from stafet.duplicates.remembering import moved_of, remembered
from stafet.duplicates.states import MERGE, MergeMove, MergeState
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.people import api as people
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import NothingToMerge, NotYours, ProtectedPerson


@audit.action
def propose_merge(
    *, municipality_id: UUID, kept_id: UUID, duplicate_id: UUID, by: Actor, at: datetime
) -> Merge:
    """Say that two registrations are one person. Nothing moves until somebody else agrees.

    Raises ``NotYours``, ``ProtectedPerson``, ``NothingToMerge``, and ``NotTheSame`` when no exact fact says so or
    the two have been looked at before.
    """
    _ensure_may(by, municipality_id)
    _ensure_open(municipality_id, kept_id, duplicate_id)
    reason = reason_to_merge(municipality_id, kept_id, duplicate_id)
    if reason is None:
        raise NotTheSame(
            sentence(
                "Nothing exact says that these two are one person, or somebody has looked at them before. "
                "The same number, or the same name and birth date, would."
            )
        )
    merge = Merge.objects.create(
        municipality_id=municipality_id,
        person_id=kept_id,
        duplicate_id=duplicate_id,
        because=reason,
        proposed_at=at,
        proposed_by_id=by.user_id,
    )
    audit.record(action="duplicates.propose_merge", about=merge, by=by, at=at, reason=reason.value)
    return merge


@audit.action
def refuse_merge(*, merge_id: UUID, by: Actor, at: datetime) -> None:
    """They are two people, or it is not certain. The two are not proposed again. Raises ``NotYours``, ``DecidedByNow``."""
    merge = _locked(merge_id, MergeMove.REFUSE)
    _ensure_may(by, merge.municipality_id)
    _decide(merge, MergeMove.REFUSE, by=by, at=at)
    audit.record(action="duplicates.refuse_merge", about=merge, by=by, at=at)


@audit.action
def approve_merge(*, merge_id: UUID, by: Actor, at: datetime) -> None:
    """Somebody else agrees, and from now on they are one.

    Raises ``TakesTwo`` for whoever proposed it, ``DecidedByNow``, ``NotYours``, ``ProtectedPerson``.
    """
    merge = _locked(merge_id, MergeMove.APPROVE)
    _ensure_may(by, merge.municipality_id)
    if merge.proposed_by_id == by.user_id:
        raise TakesTwo(sentence("You proposed this merge, so somebody else decides about it."))
    _ensure_open(merge.municipality_id, merge.person_id, merge.duplicate_id)
    kept, duplicate = _both(merge)
    moved = responsibility.merge_persons(kept=kept, duplicate=duplicate, by=by, at=at)
    _decide(merge, MergeMove.APPROVE, by=by, at=at)
    Merge.objects.filter(pk=merge.pk).update(moved=remembered(moved))
    audit.record(action="duplicates.approve_merge", about=merge, by=by, at=at)


@audit.action
def undo_merge(
    *, merge_id: UUID, steps: Collection[UUID], spells: Collection[UUID], by: Actor, at: datetime
) -> None:
    """They are two after all: each has again what it had; ``steps`` and ``spells`` are what of the time since belongs
    to the one that had been the duplicate. Numbers, break-offs and the promise go back by themselves.

    Raises ``TooLateToUndo`` after the time the rule gives, ``DecidedByNow``, ``NotYours``.
    """
    merge = _locked(merge_id, MergeMove.UNDO)
    _ensure_may(by, merge.municipality_id)
    merged_at = merge.decided_at or merge.proposed_at
    _ensure_in_time(merge, merged_at, at)
    kept, duplicate = _both(merge)
    responsibility.part_persons(
        kept=kept,
        duplicate=duplicate,
        merged_at=merged_at,
        moved=moved_of(merge),
        steps=steps,
        spells=spells,
        by=by,
        at=at,
    )
    state = MERGE.after(MergeState(merge.state), MergeMove.UNDO)
    Merge.objects.filter(pk=merge.pk).update(state=state, undone_at=at, undone_by_id=by.user_id)
    audit.record(action="duplicates.undo_merge", about=merge, by=by, at=at)


def _ensure_may(by: Actor, municipality_id: UUID) -> None:
    """Somebody of the home municipality, and a person: a machine neither proposes nor decides."""
    if by.is_system or not responsibility.can_take_in(by, municipality_id):
        raise NotYours(sentence("Only the home municipality merges two registrations."))


def _ensure_open(municipality_id: UUID, *person_ids: UUID) -> None:
    """Neither is or was protected, and neither has been merged already."""
    protected = people.Protection.objects.filter(
        municipality_id=municipality_id, person_id__in=person_ids
    ).exists()
    if protected or any(access.is_hidden(person_id) for person_id in person_ids):
        raise ProtectedPerson(sentence("A protected person is never merged with anybody."))
    here = people.Person.objects.filter(municipality_id=municipality_id)
    merged = here.filter(pk__in=person_ids).exclude(merged_into=None)
    behind = here.filter(merged_into_id__in=person_ids)
    if merged.exists() or behind.exists():
        raise NothingToMerge(
            sentence("One of the two was merged with somebody before. Undo that first, if it was wrong.")
        )


def _ensure_in_time(merge: Merge, merged_at: datetime, at: datetime) -> None:
    until = undone_until(merge)
    if at > until:
        raise TooLateToUndo(
            sentence(
                "A merge can be undone within %(days)s days, while it is remembered which was which. "
                "Write down the second person anew, and hand over what is theirs.",
                days=(until - merged_at).days,
            )
        )


def _both(merge: Merge) -> tuple[people.Person, people.Person]:
    """Whom to keep, and the duplicate."""
    here = people.Person.objects.filter(municipality_id=merge.municipality_id)
    return here.get(pk=merge.person_id), here.get(pk=merge.duplicate_id)


def _locked(merge_id: UUID, move: MergeMove) -> Merge:
    """The proposal, if the move is still possible, and nobody else's until the transaction ends."""
    open_to_it = [state for state in MergeState if MERGE.is_allowed(state, move)]
    rows = Merge.objects.filter(pk=merge_id, state__in=open_to_it)
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise DecidedByNow(sentence("Somebody has decided about this, or undone it, in the meantime."))
    return found


def _decide(merge: Merge, move: MergeMove, *, by: Actor, at: datetime) -> None:
    state = MERGE.after(MergeState(merge.state), move)
    Merge.objects.filter(pk=merge.pk).update(state=state, decided_at=at, decided_by_id=by.user_id)
