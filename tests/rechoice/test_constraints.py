"""What the database never lets happen to a break-off, a possibility, a concern."""

from __future__ import annotations

import psycopg
import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.rechoice.conftest import a_possibility, acting

from stafet.access import api as access
from stafet.kernel.identity import uuid7
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import ConcernReason, MeasureKind

CASE, OPTION = "UPDATE rechoice_case SET", "UPDATE rechoice_option SET"
CONCERN, MEASURE = "UPDATE rechoice_concern SET", "UPDATE rechoice_concernmeasure SET"


@pytest.fixture
def everything(everyone: Cast, amina: Held, case: rechoice.Case) -> rechoice.Case:
    """A break-off with a possibility, and a concern with something agreed."""
    a_possibility(everyone, case)
    with acting(everyone.bo) as bo:
        concern = rechoice.raise_concern(
            person=amina.person,
            draft=rechoice.ConcernDraft(everyone.guidance.pk, ConcernReason.OTHER, "Tired"),
            by=bo,
            at=NOW,
        )
        draft = rechoice.MeasureDraft(MeasureKind.OTHER, "A walk", "Bo", TODAY)
        rechoice.agree_measure(concern=concern, draft=draft, by=bo, at=NOW)
    return case


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        (
            "nobody_ends_without_a_next_step",
            f"{CASE} state = 'closed', outcome = 'rechosen', closed_on = now()",
        ),
        ("closed_case_has_an_outcome", f"{CASE} outcome = 'rechosen'"),
        ("talked_to_on_a_day", f"{CASE} state = 'talking'"),
        ("trial_ends_after_it_begins", f"{OPTION} trial_from = '2026-09-02', trial_until = '2026-09-01'"),
        ("somebody_said_yes", f"{OPTION} received_on = now()"),
        ("left_aside_for_a_reason", f"{OPTION} state = 'left'"),
        ("ended_concern_has_an_outcome", f"{CONCERN} state = 'ended'"),
        ("concern_runs_out", f"{CONCERN} expires_on = raised_on"),
        ("measure_ends_after_it_begins", f"{MEASURE} ends_on = '2020-01-01'"),
        ("ended_measure_has_a_result", f"{MEASURE} ended_on = now()"),
    ],
)
def test_the_database_has_the_last_word(
    everything: rechoice.Case, database: psycopg.Connection, constraint: str, change: str
) -> None:
    with pytest.raises(psycopg.errors.IntegrityError, match=constraint):
        database.execute(change)


def test_a_break_off_has_one_case_one_choice_and_a_day_has_one_concern(
    everyone: Cast, everything: rechoice.Case, database: psycopg.Connection
) -> None:
    database.execute(f"{OPTION} state = 'chosen'")
    with access.job_scope(everyone.hedeby.pk):
        rows = [
            (rechoice.Case.objects.get(), "one_case_of_a_break_off"),
            (rechoice.Option.objects.get(), "one_choice_at_a_time"),
            (rechoice.Concern.objects.get(), "one_concern_a_day"),
        ]
    for row, constraint in rows:
        row.pk = uuid7()
        with pytest.raises(IntegrityError, match=constraint), access.job_scope(everyone.hedeby.pk):
            row.save(force_insert=True)
