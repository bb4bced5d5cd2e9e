"""How a change is made: in one transaction, by someone, at a time that was told, and recorded."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from typing import ParamSpec, Protocol, TypeVar
from uuid import UUID

import pghistory
from django.db import transaction

from stafet.audit.connections import current_alias
from stafet.audit.models import Change
from stafet.kernel.actors import Actor

P = ParamSpec("P")
R = TypeVar("R")


class OfPerson(Protocol):
    """Something that belongs to a person in a municipality: nearly everything that changes."""

    @property
    def pk(self) -> UUID:
        """Its own key."""

    @property
    def person_id(self) -> UUID:
        """Whom it is about."""

    @property
    def municipality_id(self) -> UUID:
        """Whose young person that is."""


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function an action: one transaction on the scope's connection, its rows' history signed.

    The function must take ``by`` (an ``Actor``) and ``at`` (an aware instant) as keywords. Whatever it does
    is undone when it raises; the history rows the database writes carry who, what and when.
    """
    name = f"{function.__module__.split('.')[1]}.{function.__name__}"

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        by, at = kwargs["by"], kwargs["at"]
        if not isinstance(by, Actor) or not isinstance(at, datetime) or at.tzinfo is None:
            raise TypeError(f"{name} needs by=Actor and an aware at=.")
        with (
            transaction.atomic(using=current_alias()),
            pghistory.context(by=str(by.user_id), at=at.isoformat(), action=name),
        ):
            return function(*args, **kwargs)

    run.is_action = True  # type: ignore[attr-defined]
    return run


def record(*, action: str, about: OfPerson, by: Actor, at: datetime, reason: str = "") -> None:
    """Append to the log that something was done about a person. ``reason`` is a code, never free text."""
    Change.objects.create(
        municipality_id=about.municipality_id,
        at=at,
        by_id=by.user_id,
        action=action,
        person_id=about.person_id,
        subject_id=about.pk,
        reason=reason,
    )


def record_many(
    *,
    action: str,
    municipality_id: UUID | None,
    subject_id: UUID | None,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Append one row for an action on many at once (an import, a bulk reassignment) that its subject itself lists.

    What a user does about an own account belongs to no municipality.
    """
    Change.objects.create(
        municipality_id=municipality_id,
        at=at,
        by_id=by.user_id,
        action=action,
        subject_id=subject_id,
        reason=reason,
    )
