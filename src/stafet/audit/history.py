"""Time kept twice: the row says what we think is true, its history what we thought before.

A tracked model has ``known_at``, the instant its present version was learned. When the row changes or goes,
the database itself (whatever wrote, one row or a million) keeps the old version with the new version's
context: who, when, which action. Inserts cost nothing extra.
"""

from __future__ import annotations

from typing import TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def tracked(model: M) -> M:
    """Keep every superseded version of this model's rows."""
    track = pghistory.track(
        pghistory.UpdateEvent("superseded", row=pghistory.Old),
        pghistory.DeleteEvent("removed", row=pghistory.Old),
    )
    return track(model)  # type: ignore[no-any-return]
