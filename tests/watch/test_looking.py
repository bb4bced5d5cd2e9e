"""Who looks sees only whom they may see; the list goes on page by page; the command counts and names nobody."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connections
from django.test.utils import CaptureQueriesContext
from tests import factories
from tests.cast import Cast
from tests.conftest import NOW
from tests.watch.conftest import TODAY, an_offer

from stafet.access import api as access
from stafet.watch.catalogue import LostCode
from stafet.watch.looking import count_lost, lost, lost_people

OVERDUE = LostCode.STEP_OVERDUE


@pytest.fixture
def late(everyone: Cast) -> list[factories.Held]:
    """Three of the guidance unit's whose steps are long overdue, the longest last."""
    with access.job_scope(everyone.hedeby.pk):
        people = factories.some_people(everyone.hedeby, 3)
        for person in people:
            factories.a_spell(person, everyone.school)
        return [
            factories.covered(person, everyone.guidance, due_on=date(2026, 8, 20) - timedelta(days=number))
            for number, person in enumerate(people)
        ]


def _count(cast: Cast, reader: access.User) -> int:
    with access.user_scope(reader.pk):
        return count_lost(OVERDUE, municipality_id=cast.hedeby.pk, day=TODAY)


def test_a_user_sees_only_those_they_may_see(everyone: Cast, late: list[factories.Held]) -> None:
    assert [_count(everyone, reader) for reader in (everyone.bo, everyone.ditte, everyone.carl)] == [3, 0, 0]


def test_protected_people_count_only_for_their_named_readers(
    everyone: Cast, late: list[factories.Held]
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        factories.hidden(late[0].person, everyone.ditte)
    assert _count(everyone, everyone.bo) == 2
    with access.user_scope(everyone.bo.pk):
        page = lost_people(OVERDUE, municipality_id=everyone.hedeby.pk, day=TODAY)
    assert late[0].person.pk not in {row.person_id for row in page.rows}


def test_whoever_gets_an_offer_sees_nobody_as_lost_for_what_they_may_not_see(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        held = factories.covered(factories.a_person(everyone.hedeby), everyone.guidance)
        an_offer(everyone, held, offered_on=TODAY)
    with access.user_scope(everyone.freja.pk):
        assert all(each.count == 0 for each in lost(municipality_id=everyone.hedeby.pk, day=TODAY))


def test_the_longest_lost_come_first_page_by_page(everyone: Cast, late: list[factories.Held]) -> None:
    with access.user_scope(everyone.bo.pk):
        first = lost_people(OVERDUE, municipality_id=everyone.hedeby.pk, day=TODAY, limit=2)
        second = lost_people(
            OVERDUE, municipality_id=everyone.hedeby.pk, day=TODAY, limit=2, after=first.after
        )
    seen = [(row.person_id, row.since) for row in (*first.rows, *second.rows)]
    assert seen == [(held.person.pk, held.step.due_on) for held in reversed(late)]
    assert (first.has_next, second.has_next, second.after) == (True, False, None)


def test_the_watch_asks_once_for_each_way_of_being_lost(everyone: Cast, late: list[factories.Held]) -> None:
    with (
        access.user_scope(everyone.bo.pk),
        CaptureQueriesContext(connections["job"]) as looked,
        CaptureQueriesContext(connections["default"]) as asked,
    ):
        lost(municipality_id=everyone.hedeby.pk, day=TODAY)
    ways = [query["sql"] for query in looked if "DISTINCT ON (person_id)" in query["sql"]]
    assert len(ways) == len(LostCode)
    assert len(asked) == 3, (
        "which country it is, what is decided there, and whom of those found the reader may see"
    )


def _watch(*arguments: str) -> tuple[int, str]:
    said, code = StringIO(), 0
    try:
        call_command("watch", *arguments, stdout=said)
    except SystemExit as stop:
        code = int(str(stop.code))
    return code, said.getvalue()


def test_the_command_counts_who_is_lost_and_fails(everyone: Cast, late: list[factories.Held]) -> None:
    code, said = _watch("--municipality", "dk-999")
    assert code == 1
    assert "Hedeby Kommune" in said
    assert "     3  step_overdue" in said
    assert "Barn" not in said


def test_the_command_is_content_where_nobody_is_lost(everyone: Cast, late: list[factories.Held]) -> None:
    assert _watch("--municipality", "dk-998")[0] == 0
    assert _watch("--municipality", "dk-999", "--day", "2026-08-19")[0] == 0
    assert _watch("--municipality", "dk-999", "--state", "no_holder")[0] == 0


def test_the_command_lists_keys_and_never_those_of_protected_people(
    everyone: Cast, late: list[factories.Held]
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        factories.hidden(late[0].person)
    _, said = _watch("--list", "--state", "step_overdue")
    listed = [held.person.pk for held in late if str(held.person.pk) in said]
    assert listed == [late[1].person.pk, late[2].person.pk]
    assert "protected: 1" in said


@pytest.mark.parametrize(
    "arguments", [["--municipality", "dk-777"], ["--state", "nonsense"], ["--day", "soon"]]
)
def test_the_command_says_what_it_does_not_know(everyone: Cast, arguments: list[str]) -> None:
    with pytest.raises(Exception, match=arguments[-1].removeprefix("dk-")):
        call_command("watch", *arguments)


def test_the_clock_gives_the_day(everyone: Cast, late: list[factories.Held], moment: object) -> None:
    assert NOW.date() == TODAY
    assert "2026-09-01" in _watch()[1]
