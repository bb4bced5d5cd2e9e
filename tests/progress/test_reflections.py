"""Looking at oneself: when one likes, in words; shared with those who counsel or kept, and what is kept nobody else meets."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.progress.conftest import acting, at_home, reflected

from stafet.access import api as access
from stafet.audit import api as audit
from stafet.progress import api as progress
from stafet.progress.api import Reflection, ReflectionAnswer, Reply

MARK = "Qxkeptmark"


def read_by(user: access.User, held: Held) -> tuple[progress.ReflectionLine, ...]:
    """As somebody at work reads it."""
    with access.user_scope(user.pk):
        return progress.reflections_of(held.person.pk)


def texts_met(user: access.User, *, own: bool = False) -> str:
    """Everything of the tables that the database gives somebody, asked without any filter."""
    scope = access.own_scope(user.pk, one_factor=False) if own else access.user_scope(user.pk)
    with scope:
        rows = [*Reflection.objects.values_list(), *ReflectionAnswer.objects.values_list()]
    return str(rows)


def test_what_is_kept_nobody_at_work_and_nobody_at_home_meets(
    everyone: Cast, amina: Held, young: access.User, parent: access.User
) -> None:
    reflected(young, amina, words=MARK)
    assert MARK in texts_met(young, own=True)
    assert texts_met(parent, own=True) == "[]"
    for who in ("bo", "carl", "ditte", "freja", "gro", "tove", "viggo"):
        assert texts_met(getattr(everyone, who)) == "[]", who


def test_what_is_shared_those_read_who_counsel_and_nobody_else(
    everyone: Cast, amina: Held, young: access.User, parent: access.User
) -> None:
    reflected(young, amina, words=MARK, is_shared=True)
    assert MARK in texts_met(everyone.bo)
    for who in ("carl", "ditte", "freja", "gro", "tove", "viggo"):
        assert texts_met(getattr(everyone, who)) == "[]", who
    assert texts_met(parent, own=True) == "[]"


def test_what_was_shared_can_be_kept_again(everyone: Cast, amina: Held, young: access.User) -> None:
    row = reflected(young, amina, is_shared=True)
    assert len(read_by(everyone.bo, amina)) == 1
    with at_home(young, amina) as her:
        progress.share_reflection(reflection=row, is_shared=False, by=her, at=NOW)
    assert read_by(everyone.bo, amina) == ()
    with at_home(young, amina) as her:
        progress.share_reflection(reflection=row, is_shared=True, by=her, at=NOW)
    assert len(read_by(everyone.bo, amina)) == 1


def test_what_is_thrown_away_is_gone(
    everyone: Cast, amina: Held, young: access.User, database: psycopg.Connection
) -> None:
    row = reflected(young, amina)
    with at_home(young, amina) as her:
        progress.throw_away_reflection(reflection=row, by=her, at=NOW)
    for table in ("progress_reflection", "progress_reflectionanswer"):
        assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_a_reflection_is_answered_in_words_with_an_example_and_what_to_talk_about(
    everyone: Cast, amina: Held, young: access.User
) -> None:
    reflected(young, amina, words="I repaired the scooter", is_shared=True)
    (line,) = read_by(everyone.bo, amina)
    said = [(each.statement.code, each.reply and each.reply.code, each.example) for each in line.answers]
    assert said == [("good_at", "example", "I repaired the scooter"), ("next_thing", None, "")]
    assert [each.code for each in line.to_talk_about] == ["next_thing"]


def test_earlier_ones_stay_beside_it(everyone: Cast, amina: Held, young: access.User) -> None:
    first, second = reflected(young, amina), reflected(young, amina)
    with access.own_scope(young.pk, one_factor=True):
        found = progress.reflections_of(amina.person.pk)
        assert {line.row.pk for line in found} == {first.pk, second.pk}
        assert progress.reflection_of(amina.person.pk, first.pk) is not None


@pytest.mark.parametrize(
    ("replies", "error"),
    [
        ({}, progress.NothingSaid),
        ({"good_at": Reply()}, progress.NothingSaid),
        ({"good_at": Reply("example", " ")}, progress.NothingSaid),
        ({"good_at": Reply("five")}, progress.UnknownWord),
        ({"nothing": Reply("quite")}, progress.UnknownWord),
    ],
)
def test_what_does_not_fit_is_said(
    amina: Held, young: access.User, replies: dict[str, Reply], error: type[Exception]
) -> None:
    with at_home(young, amina) as her, pytest.raises(error):
        progress.reflect(person=amina.person, replies=replies, is_shared=False, by=her, at=NOW)


def test_nobody_at_work_reflects_for_somebody(everyone: Cast, amina: Held, young: access.User) -> None:
    row = reflected(young, amina, is_shared=True)
    with acting(everyone.bo) as bo:
        with pytest.raises(progress.NotYours):
            progress.reflect(
                person=amina.person, replies={"good_at": Reply("quite")}, is_shared=True, by=bo, at=NOW
            )
        with pytest.raises(progress.NotYours):
            progress.share_reflection(reflection=row, is_shared=False, by=bo, at=NOW)
        with pytest.raises(progress.NotYours):
            progress.throw_away_reflection(reflection=row, by=bo, at=NOW)
        assert Reflection.objects.filter(pk=row.pk).update(shared_at=None) == 0, "the database refuses too"


def test_the_log_of_changes_does_not_say_who_has_looked_at_themselves(
    everyone: Cast, amina: Held, young: access.User
) -> None:
    reflected(young, amina)
    with access.job_scope(everyone.hedeby.pk):
        (change,) = audit.Change.objects.filter(action="progress.reflect")
        assert change.person_id is None
    with access.user_scope(everyone.bo.pk):
        assert not audit.Change.objects.filter(action="progress.reflect").exists()


def test_somebody_at_work_asks_and_is_not_told_whether_they_did(
    everyone: Cast, amina: Held, young: access.User
) -> None:
    until = TODAY + timedelta(days=14)
    with acting(everyone.bo) as bo:
        progress.invite_to_reflect(
            person=amina.person, words="Before we meet?", until_on=until, by=bo, at=NOW
        )
    with access.own_scope(young.pk, one_factor=True):
        found = progress.invitation_to_reflect(amina.person.pk, on=until)
        assert found is not None
        assert found.words == "Before we meet?"
        assert progress.invitation_to_reflect(amina.person.pk, on=until + timedelta(days=1)) is None
    before = _row_of_the_invitation(everyone)
    reflected(young, amina)
    assert _row_of_the_invitation(everyone) == before


def _row_of_the_invitation(everyone: Cast) -> object:
    with access.user_scope(everyone.bo.pk):
        return progress.ReflectionInvitation.objects.values_list().get()


def test_an_invitation_is_for_a_day_that_comes_and_from_those_who_work_with_them(
    everyone: Cast, amina: Held
) -> None:
    with acting(everyone.bo) as bo, pytest.raises(progress.NotThatDay):
        progress.invite_to_reflect(
            person=amina.person, words="", until_on=TODAY - timedelta(days=1), by=bo, at=NOW
        )
    with acting(everyone.viggo) as viggo, pytest.raises(progress.NotYours):
        progress.invite_to_reflect(person=amina.person, words="", until_on=TODAY, by=viggo, at=NOW)


def test_statements_have_a_source_and_no_number() -> None:
    (first,) = progress.frameworks()
    assert progress.framework_on(TODAY) is first
    assert progress.framework_of(first.version) is first
    assert set(first.source.words) == {"en", "da", "sv"}
    for term in (*first.statements, *first.answers, *(topic.term for topic in first.topics)):
        assert set(term.words) == {"en", "da", "sv"}
        assert not any(char.isdigit() for words in term.words.values() for char in words)


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("example_is_given", "UPDATE progress_reflectionanswer SET example = ''"),
        (
            "a_statement_once",
            "UPDATE progress_reflectionanswer SET statement = 'good_at'",
        ),
        (
            "invitation_is_for_a_while",
            "UPDATE progress_reflectioninvitation SET until_on = '2020-01-01'",
        ),
    ],
)
def test_the_database_keeps_what_must_hold(
    everyone: Cast,
    amina: Held,
    young: access.User,
    database: psycopg.Connection,
    name: str,
    statement: str,
) -> None:
    reflected(young, amina)
    with acting(everyone.bo) as bo:
        progress.invite_to_reflect(person=amina.person, words="", until_on=TODAY, by=bo, at=NOW)
    with pytest.raises(psycopg.errors.IntegrityError, match=name):
        database.execute(statement)
