"""What the database never lets happen to weeks, marks and proposals."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
import pytest
from psycopg import errors
from tests.cast import Cast
from tests.placements.test_constraints import write_again
from tests.schoolweeks.conftest import asked

from stafet.access import api as access
from stafet.schoolweeks import api as schoolweeks

WEEK, MARKS, PROPOSAL = "schoolweeks_schoolweek", "schoolweeks_weekmarks", "schoolweeks_weekproposal"
NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def proposal(everyone: Cast, marked: schoolweeks.SchoolWeek) -> schoolweeks.WeekProposal:
    """A proposal that waits for its turn."""
    return asked(everyone, marked)


@pytest.mark.parametrize(
    ("constraint", "table", "changes"),
    [("week_version_once", WEEK, {}), ("marks_once_a_year", MARKS, {})],
)
def test_what_is_once_is_not_written_twice(
    database: psycopg.Connection,
    proposal: schoolweeks.WeekProposal,
    constraint: str,
    table: str,
    changes: Mapping[str, object],
) -> None:
    with pytest.raises(errors.UniqueViolation, match=constraint):
        write_again(database, table, changes)


@pytest.mark.parametrize(
    ("constraint", "table", "changes"),
    [
        ("week_says_where_it_is_from", WEEK, {"revision": 2, "file_id": None}),
        ("week_says_where_it_is_from", WEEK, {"revision": 2, "origin": "proposal"}),
        ("proposal_has_a_result", PROPOSAL, {"state": "solved"}),
        ("proposal_decided_by_somebody", PROPOSAL, {"state": "discarded"}),
        ("proposal_decided_by_somebody", PROPOSAL, {"decided_by_id": NOBODY}),
        ("subject_hard_or_soft", PROPOSAL, {"hard": ["MAT"], "soft": ["ENG", "MAT"]}),
    ],
)
def test_what_can_not_be_true_is_not_written(
    database: psycopg.Connection,
    proposal: schoolweeks.WeekProposal,
    constraint: str,
    table: str,
    changes: Mapping[str, object],
) -> None:
    with pytest.raises(errors.CheckViolation, match=constraint):
        write_again(database, table, changes)


def test_nobody_changes_a_version_and_who_only_reads_changes_nothing(
    everyone: Cast, proposal: schoolweeks.WeekProposal
) -> None:
    with access.user_scope(everyone.ditte.pk):
        assert schoolweeks.SchoolWeek.objects.update(starts_in=2000) == 0
        assert schoolweeks.WeekFile.objects.update(starts_in=2000) == 0
    with access.user_scope(everyone.bo.pk):
        assert schoolweeks.WeekProposal.objects.exists()
        assert schoolweeks.WeekProposal.objects.update(seconds=1) == 0
