"""Languages, earlier education and references follow to whoever is kept of two registrations, and go back."""

from __future__ import annotations

from datetime import timedelta

import psycopg
from tests.cast import Cast
from tests.conftest import NOW
from tests.duplicates.merging import make_two_again, merge_two, rows_of
from tests.factories import Held, a_person, covered
from tests.languages.conftest import acting
from tests.languages.test_recognising import ask, written
from tests.languages.test_speaking import say
from tests.othercases.test_references import write

from stafet.access import api as access
from stafet.languages import api as languages
from stafet.othercases import api as othercases

TABLES = ("languages_spokenlanguage", "languages_earliereducation", "othercases_othercase")


def test_what_is_known_of_somebody_registered_twice_follows_and_goes_back(
    everyone: Cast, amina: Held, database: psycopg.Connection
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Amina", birth_date=amina.person.birth_date)
        twice = covered(person, everyone.guidance, user=everyone.bo)
    for held in (amina, twice):
        say(everyone, held)
        ask(everyone, written(everyone, held))
        write(everyone, held)
    before = {held: rows_of(database, TABLES, held.person.pk) for held in (amina, twice)}
    merge = merge_two(amina, twice, proposed_by=everyone.bo, decided_by=everyone.gro)
    assert rows_of(database, TABLES, person.pk) == {table: [] for table in TABLES}
    with acting(everyone.bo):
        assert len(languages.languages_of(amina.person.pk)) == 2
        assert len(languages.educations_of(amina.person.pk)) == 2
        assert len(othercases.cases_of(amina.person.pk)) == 2
    make_two_again(merge, undone_by=everyone.gro, at=NOW + timedelta(days=1))
    for held, rows in before.items():
        assert rows_of(database, TABLES, held.person.pk) == rows
