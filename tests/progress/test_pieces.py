"""A portfolio: where the municipality opens it, young people collect what they did and say who reads each piece."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.progress.conftest import acting, at_home, collected, open_portfolio

from stafet.access import api as access
from stafet.kernel.identity import uuid7
from stafet.pathways import api as pathways
from stafet.progress import api as progress
from stafet.progress.api import Audience, PortfolioPiece

NO, COUNSELLORS, PLAN = Audience.NOBODY, Audience.COUNSELLORS, Audience.PLAN


def met(user: access.User, *, own: bool = False) -> set[str]:
    """The titles the database gives somebody, asked without any filter."""
    scope = access.own_scope(user.pk, one_factor=False) if own else access.user_scope(user.pk)
    with scope:
        return set(PortfolioPiece.objects.values_list("title", flat=True))


def test_the_municipality_opens_it(amina: Held, young: access.User) -> None:
    with pytest.raises(progress.NotOpen):
        collected(young, amina)
    open_portfolio(amina)
    assert collected(young, amina).title == "Boat"


def test_each_piece_is_read_by_whom_it_is_shared_with(
    everyone: Cast, amina: Held, young: access.User, parent: access.User
) -> None:
    open_portfolio(amina)
    for audience in Audience:
        collected(young, amina, audience, title=audience.value)
    assert met(young, own=True) == set(Audience.values)
    assert met(parent, own=True) == {PLAN.value}
    assert met(everyone.bo) == {COUNSELLORS.value, PLAN.value}
    assert met(everyone.gro) == {PLAN.value}, "she sees the plan and does not counsel"
    for who in ("carl", "freja", "tove", "viggo"):
        assert met(getattr(everyone, who)) == set(), who


def test_a_piece_is_said_otherwise_shared_otherwise_and_thrown_away(
    everyone: Cast, amina: Held, young: access.User, database: psycopg.Connection
) -> None:
    open_portfolio(amina)
    row = collected(young, amina, PLAN)
    draft = progress.PieceDraft("Raft", "Built a raft", TODAY, "To ask", "I do not give up")
    with at_home(young, amina) as her:
        progress.change_piece(piece=row, draft=draft, audience=NO, by=her, at=NOW)
    assert met(young, own=True) == {"Raft"}
    assert met(everyone.bo) == set()
    with at_home(young, amina) as her:
        progress.throw_away_piece(piece=row, by=her, at=NOW)
    assert database.execute("SELECT count(*) FROM progress_portfoliopiece").fetchone() == (0,)


def test_nobody_at_work_writes_in_it(everyone: Cast, amina: Held, young: access.User) -> None:
    open_portfolio(amina)
    row = collected(young, amina, PLAN)
    with acting(everyone.bo) as bo:
        with pytest.raises(progress.NotYours):
            progress.throw_away_piece(piece=row, by=bo, at=NOW)
        assert PortfolioPiece.objects.filter(pk=row.pk).update(title="Mine") == 0


def test_a_piece_may_point_at_what_they_do_and_at_nobody_elses(
    everyone: Cast, amina: Held, young: access.User
) -> None:
    open_portfolio(amina)
    with access.job_scope(everyone.hedeby.pk):
        spell = pathways.Spell.objects.get(person=amina.person)
    collected(young, amina, spell_id=spell.pk)
    with access.own_scope(young.pk, one_factor=True):
        (found,) = progress.pieces_of(amina.person.pk)
        assert found.spell == spell
        assert progress.piece_of(amina.person.pk, found.pk) == found
    with pytest.raises(progress.UnknownWord):
        collected(young, amina, spell_id=uuid7())


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"title": " "}, progress.NothingSaid),
        ({"did": ""}, progress.NothingSaid),
        ({"on": TODAY + timedelta(days=1)}, progress.NotThatDay),
        ({"link": "http://example.org/boat"}, progress.UnsafeLink),
        ({"link": "javascript:alert(1)"}, progress.UnsafeLink),
    ],
)
def test_what_does_not_fit_is_said(
    amina: Held, young: access.User, change: dict[str, Any], error: type[Exception]
) -> None:
    open_portfolio(amina)
    with pytest.raises(error):
        collected(young, amina, **change)


@pytest.mark.parametrize(
    ("name", "change"),
    [("piece_says_what_was_done", "did = ''"), ("link_is_safe", "link = 'http://example.org'")],
)
def test_the_database_keeps_what_must_hold(
    amina: Held, young: access.User, database: psycopg.Connection, name: str, change: str
) -> None:
    open_portfolio(amina)
    collected(young, amina)
    with pytest.raises(psycopg.errors.CheckViolation, match=name):
        database.execute(f"UPDATE progress_portfoliopiece SET {change}")
