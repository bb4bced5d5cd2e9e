"""Amina is held by Bo's guidance unit; she logs in herself, and so does her mother."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from tests.careerplans.conftest import acting
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.own.conftest import joins
from tests.web.conftest import amina, client_for, quick_settings
from tests.web.test_mine import parent, young

from stafet.access import api as access
from stafet.kernel.actors import SYSTEM, Actor
from stafet.organisations import api as organisations
from stafet.progress import api as progress

__all__ = ["acting", "amina", "client_for", "joins", "parent", "quick_settings", "young"]


@contextmanager
def at_home(user: access.User, held: Held) -> Iterator[Actor]:
    """The scope in which what comes from an own log-in is written, and who they are."""
    with access.job_scope(held.person.municipality_id):
        yield access.actor_for(user, at=NOW)


def a_word(area: str = "attending", word: str = "begun", on: date = TODAY, **more: Any) -> progress.WordDraft:
    """One word, seen in something."""
    return progress.WordDraft(area, word, on, **{"seen_in": "Three mornings of five", **more})


def said(user: access.User, held: Held, draft: progress.WordDraft | None = None) -> progress.ProgressWord:
    """Somebody at work says it."""
    with acting(user) as by:
        return progress.say_progress(person=held.person, draft=draft or a_word(), by=by, at=NOW)


def lines(user: access.User, held: Held, area: str = "attending") -> progress.AreaLine:
    """An area as somebody at work reads it."""
    with access.user_scope(user.pk):
        found = progress.progress_of(held.person.pk, book=progress.vocabulary_on(TODAY))
    return next(line for line in found if line.area.code == area)


def reflected(user: access.User, held: Held, *, is_shared: bool = False, words: str = "mine") -> Any:
    """The young person looks at themselves: one example in these words, one statement to talk about."""
    replies = {
        "good_at": progress.Reply("example", words),
        "next_thing": progress.Reply(wants_to_talk=True),
    }
    with at_home(user, held) as by:
        return progress.reflect(person=held.person, replies=replies, is_shared=is_shared, by=by, at=NOW)


def open_portfolio(held: Held, *, value: int = 1) -> None:
    """The municipality opens the portfolio; with 0 it closes it."""
    with access.job_scope(held.person.municipality_id):
        organisations.decide_policy(
            municipality_id=held.person.municipality_id,
            rule=progress.PORTFOLIO,
            value=value,
            starts_on=TODAY,
            decided="The council",
            by=SYSTEM,
            at=NOW if value else NOW + timedelta(minutes=1),
        )


def collected(
    user: access.User,
    held: Held,
    audience: progress.Audience = progress.Audience.NOBODY,
    **more: Any,
) -> progress.PortfolioPiece:
    """The young person collects a piece."""
    draft = progress.PieceDraft(**{"title": "Boat", "did": "Built a boat", "on": TODAY, **more})
    with at_home(user, held) as by:
        return progress.collect_piece(person=held.person, draft=draft, audience=audience, by=by, at=NOW)
