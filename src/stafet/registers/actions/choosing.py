"""Deciding about a row in conflict."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.registers.actions.moves import load_of
from stafet.registers.actions.sources import ensure_may_load
from stafet.registers.actions.uploads import record
from stafet.registers.errors import NothingToChoose
from stafet.registers.models import StagedRow
from stafet.registers.states import Choice, LoadState


@audit.action
def choose(*, load_id: UUID, position: int, choice: Choice, by: Actor, at: datetime) -> None:
    """Decide about one row. It counts when the load is compared again.

    Raises ``NothingToChoose`` when the row leaves nothing to decide, or not this.
    """
    load = load_of(load_id)
    ensure_may_load(by, load.municipality_id)
    waiting = StagedRow.objects.filter(
        load_id=load_id, position=position, shown=True, choices__contains=[choice.value]
    )
    if load.state != LoadState.PREVIEWED or not waiting.update(
        choice=choice, chosen_at=at, chosen_by_id=by.user_id
    ):
        raise NothingToChoose(sentence("There is nothing of this kind to decide about the row."))
    record(load, "registers.choose", by=by, at=at, reason=choice.value)
