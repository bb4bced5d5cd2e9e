"""Moving a load from state to state: by the table, and only if nobody else has moved it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stafet.kernel.sentences import sentence
from stafet.registers.errors import LoadMovedOn, UnknownLoad
from stafet.registers.models import Load
from stafet.registers.states import LOAD, LoadMove, LoadState


def load_of(load_id: UUID) -> Load:
    """A load with its register. Raises ``UnknownLoad``."""
    load = Load.objects.select_related("source").filter(pk=load_id).first()
    if load is None:
        raise UnknownLoad(sentence("There is no such load here."))
    return load


def move(load: Load, by_move: LoadMove, *, at: datetime, **changes: object) -> None:
    """Make a move and whatever goes with it. Raises ``IllegalMove`` and ``LoadMovedOn``."""
    before = LoadState(load.state)
    after = LOAD.after(before, by_move)
    changes = {**changes, "state": after, "beat_at": at}
    if not Load.objects.filter(pk=load.pk, state=before).update(**changes):
        raise LoadMovedOn(
            sentence("Somebody else has decided about this load in the meantime. Look at it again.")
        )
    for name, value in changes.items():
        setattr(load, name, value)
