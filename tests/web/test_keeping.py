"""What do we keep, why and how long: numbers for those who answer for it, and for nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.test import override_settings
from tests.cast import Cast
from tests.conftest import NOW
from tests.retention.town import busy_town, end_promise, nightly, years_later
from tests.web.conftest import ClientFor, read, tree

from stafet.kernel import clock


@pytest.fixture(autouse=True)
def journal_file(tmp_path: Path) -> Iterator[None]:
    with override_settings(STAFET_JOURNAL=tmp_path / "deletions.jsonl"):
        yield


def test_the_data_protection_officer_sees_what_is_kept_why_and_how_long(
    everyone: Cast, client_for: ClientFor
) -> None:
    page = read(client_for(everyone.viggo).get("/keeping/"))
    assert "Names and birth dates" in page
    assert "5 years" in page
    assert "13 months" in page
    assert "Nothing has been deleted yet" in page
    assert "Nobody is kept too long" in page


def test_what_went_by_which_rule_and_what_is_next_in_numbers(
    everyone: Cast, client_for: ClientFor, database: psycopg.Connection
) -> None:
    world = busy_town(everyone)
    end_promise(world.persons["hanne"], NOW)
    with clock.at_moment(NOW.replace(year=2031, month=8, day=20)):
        ahead = tree(client_for(everyone.viggo).get("/keeping/")).one("dl", css="figures").text
    assert "people are due now 0 Nobody is kept too long." in " ".join(ahead.split())
    # Hanne, and a second registration for whom no promise ever held.
    assert "people will be due 2 by 20 September 2031" in " ".join(ahead.split())
    with years_later(database, 6) as later:
        nightly(later)
        page = read(client_for(everyone.viggo).get("/keeping/"))
    assert "Young people, with everything of theirs" in page
    assert "5 years after the promise ended for the young person" in page
    assert "Hanne" not in page


@pytest.mark.parametrize("who", ["bo", "freja", "ditte", "tove"])
def test_nobody_else_is_led_there(everyone: Cast, client_for: ClientFor, who: str) -> None:
    assert client_for(getattr(everyone, who)).get("/keeping/").status_code == 404


def test_the_command_counts_first_and_deletes_only_without_dry_run(
    everyone: Cast, database: psycopg.Connection
) -> None:
    world = busy_town(everyone)
    end_promise(world.persons["hanne"], NOW)
    with years_later(database, 6):
        assert "due: 1 people" in said("--dry-run")
        assert "due: 1 people" in said("--dry-run"), "counting changes nothing"
        assert "deleted: 1 people" in said()
        assert "due: " not in said("--dry-run")


def said(*words: str) -> str:
    out = StringIO()
    call_command("retention", *words, stdout=out)
    return out.getvalue()
