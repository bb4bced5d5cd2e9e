"""What is written about the way of somebody registered twice follows to whoever is kept, and goes back."""

from __future__ import annotations

import psycopg
from tests.cast import Cast
from tests.conftest import NOW
from tests.duplicates.merging import make_two_again, merge_two, rows_of
from tests.factories import TODAY, Held, a_person, covered
from tests.own.conftest import Joins
from tests.progress.conftest import a_word, acting, collected, lines, open_portfolio, reflected, said

from stafet.access import api as access
from stafet.progress import api as progress

TABLES = tuple(
    f"progress_{name}"
    for name in (
        "progressword",
        "ownwords",
        "reflection",
        "reflectionanswer",
        "reflectioninvitation",
        "portfoliopiece",
    )
)


def test_everything_follows_and_goes_back(
    everyone: Cast, amina: Held, joins: Joins, database: psycopg.Connection
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Amina")
        twice = covered(person, everyone.guidance, user=everyone.bo)
    young = joins(twice)
    open_portfolio(twice)
    said(everyone.bo, twice, a_word(own_words="Early"))
    reflected(young, twice)
    collected(young, twice)
    with acting(everyone.bo) as bo:
        progress.invite_to_reflect(person=person, words="", until_on=TODAY, by=bo, at=NOW)
    before = rows_of(database, TABLES, person.pk)
    assert all(before.values())
    merge = merge_two(amina, twice, proposed_by=everyone.bo, decided_by=everyone.gro)
    assert rows_of(database, TABLES, person.pk) == {table: [] for table in TABLES}
    assert rows_of(database, TABLES, amina.person.pk) == before
    assert len(lines(everyone.bo, amina).words) == 1
    make_two_again(merge, undone_by=everyone.gro, at=NOW)
    assert rows_of(database, TABLES, person.pk) == before
