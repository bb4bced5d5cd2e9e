"""Advice that refuses nobody, a start meeting that is held or missed, a transfer that stays open until they were there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db.models import Q
from psycopg import errors
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY
from tests.groundwork.conftest import acting, at_home, planned, sent
from tests.placements.conftest import applied

from stafet.groundwork import api as groundwork
from stafet.groundwork.api import (
    Advice,
    AdviceReply,
    Adviser,
    Guest,
    MeetingMove,
    MeetingState,
    TeamRole,
    TransferMove,
    TransferState,
    TransferTo,
)
from stafet.kernel.transitions import IllegalMove
from stafet.placements.api import Holder, Placement, Voice

ADVICE, REPLY, TEAM, MEETING, TRANSFER = (
    "groundwork_advice",
    "groundwork_advicereply",
    "groundwork_teamseat",
    "groundwork_startmeeting",
    "groundwork_transfer",
)
LATER = NOW + timedelta(days=8)


def advised(everyone: Cast, placement: Placement, adviser: Adviser = Adviser.COUNSELLOR) -> Advice:
    """Bo advises Amina."""
    with acting(everyone.bo) as bo:
        return groundwork.write_advice(
            placement=placement, adviser=adviser, words="It suits you", by=bo, at=NOW
        )


def replied(everyone: Cast, advice: Advice, holder: Holder | None = None) -> AdviceReply:
    """Amina, or somebody with custody, answers at home."""
    with at_home(everyone) as by:
        return groundwork.reply_to_advice(
            advice=advice,
            custody_id=None if holder is None else holder.custody_id,
            name="Amina" if holder is None else holder.name,
            words="I want to",
            voice=Voice.YOUNG_PERSON if holder is None else Voice.CUSTODY_HOLDER,
            by=by,
            at=NOW,
        )


def test_advice_is_missed_until_both_have_written_and_stops_nothing(
    everyone: Cast, placement: Placement, mother: Holder
) -> None:
    with acting(everyone.bo):
        assert list(groundwork.without_advice()) == [placement]
        assert groundwork.around([placement.pk])[placement.pk].missing_advice() == tuple(Adviser)
    advised(everyone, placement)
    applied(everyone, placement, mother)
    with acting(everyone.bo):
        assert groundwork.around([placement.pk])[placement.pk].missing_advice() == (Adviser.TEACHER,)
        assert list(groundwork.without_advice()) == [placement]
    advised(everyone, placement, Adviser.TEACHER)
    with acting(everyone.bo):
        assert list(groundwork.without_advice()) == []


def test_everybody_at_home_answers_in_their_own_words(
    everyone: Cast, placement: Placement, mother: Holder
) -> None:
    advice = advised(everyone, placement)
    mine, hers = replied(everyone, advice), replied(everyone, advice, mother)
    with acting(everyone.bo) as bo:
        assert groundwork.around([placement.pk])[placement.pk].replies[advice.pk] == (mine, hers)
        with pytest.raises(groundwork.NotYours):
            groundwork.reply_to_advice(
                advice=advice,
                custody_id=None,
                name="Amina",
                words="No",
                voice=Voice.YOUNG_PERSON,
                by=bo,
                at=NOW,
            )


def test_advice_needs_words_and_somebody_who_works_with_them(everyone: Cast, placement: Placement) -> None:
    told: dict[str, Any] = {"placement": placement, "adviser": Adviser.TEACHER, "at": NOW}
    with acting(everyone.bo) as bo, pytest.raises(groundwork.NotWhole):
        groundwork.write_advice(words=" ", by=bo, **told)
    with acting(everyone.viggo) as viggo, pytest.raises(groundwork.NotYours):
        groundwork.write_advice(words="It suits you", by=viggo, **told)


def test_an_approved_agreement_waits_for_a_start_meeting_until_one_is_held(
    everyone: Cast, ready: Placement
) -> None:
    with acting(everyone.bo):
        (need,) = groundwork.meeting_needs(list(groundwork.without_start_meeting()))
        assert (need.placement, need.planned) == (ready, None)
        assert need.by == TODAY + timedelta(days=14)
    meeting = planned(everyone, ready)
    with acting(everyone.bo) as bo:
        (need,) = groundwork.meeting_needs(list(groundwork.without_start_meeting()))
        assert need.planned == meeting
        with pytest.raises(groundwork.NotWhole):  # it is still to come
            groundwork.settle_start_meeting(
                meeting=meeting, what=MeetingMove.HOLD, agreed="Wednesdays", by=bo, at=NOW
            )
        with pytest.raises(groundwork.NotWhole):
            groundwork.settle_start_meeting(
                meeting=meeting, what=MeetingMove.HOLD, agreed=" ", by=bo, at=LATER
            )
        groundwork.settle_start_meeting(
            meeting=meeting, what=MeetingMove.HOLD, agreed="Wednesdays", by=bo, at=LATER
        )
        assert list(groundwork.without_start_meeting()) == []
        with pytest.raises(IllegalMove):
            groundwork.settle_start_meeting(
                meeting=meeting, what=MeetingMove.MISS, agreed="Nobody came", by=bo, at=LATER
            )


def test_a_meeting_that_was_missed_or_called_off_leaves_the_list_as_it_was(
    everyone: Cast, ready: Placement
) -> None:
    first = planned(everyone, ready)
    with acting(everyone.bo) as bo:
        groundwork.settle_start_meeting(
            meeting=first, what=MeetingMove.CALL_OFF, agreed="Villy is ill", by=bo, at=NOW
        )
    planned(everyone, ready)
    with acting(everyone.bo):
        here = groundwork.around([ready.pk])[ready.pk]
        assert {row.state for row in here.meetings} == {MeetingState.PLANNED, MeetingState.CALLED_OFF}
        assert not here.has_met
        assert list(groundwork.without_start_meeting()) == [ready]


def test_one_start_meeting_is_planned_at_most_on_a_day_to_come(everyone: Cast, ready: Placement) -> None:
    with pytest.raises(groundwork.NotWhole):
        planned(everyone, ready, on=TODAY - timedelta(days=1))
    with pytest.raises(groundwork.NotWhole):
        planned(everyone, ready, guests=())
    planned(everyone, ready, guests=(Guest.COMPANY,))
    with pytest.raises(groundwork.ChangedByNow):
        planned(everyone, ready)


def test_a_transfer_is_open_until_they_were_there(everyone: Cast, ready: Placement) -> None:
    with pytest.raises(groundwork.NotWhole):
        sent(everyone, ready, is_agreed=False)
    row = sent(everyone, ready)
    with pytest.raises(groundwork.ChangedByNow):
        sent(everyone, ready)
    with acting(everyone.bo) as bo:
        assert list(groundwork.open_transfers()) == [row]
        move: dict[str, Any] = {"transfer": row, "by": bo, "at": NOW}
        with pytest.raises(IllegalMove):
            groundwork.move_transfer(what=TransferMove.ARRIVE, on=TODAY, words="", **move)
        with pytest.raises(groundwork.NotWhole):
            groundwork.move_transfer(what=TransferMove.RECEIVE, on=TODAY, words="", **move)
        with pytest.raises(groundwork.NotWhole):
            groundwork.move_transfer(
                what=TransferMove.RECEIVE, on=TODAY + timedelta(days=1), words="Vita", **move
            )
        with pytest.raises(groundwork.NotWhole):
            groundwork.move_transfer(
                what=TransferMove.RECEIVE, on=TODAY - timedelta(days=1), words="Vita", **move
            )
        groundwork.move_transfer(what=TransferMove.RECEIVE, on=TODAY, words="Vita", **move)
        assert list(groundwork.open_transfers()) == [row]
        groundwork.move_transfer(what=TransferMove.ARRIVE, on=TODAY, words="", **move)
        assert list(groundwork.open_transfers()) == []
        assert groundwork.transfer_for(row.pk).state == TransferState.ARRIVED  # type: ignore[union-attr]


def test_a_transfer_that_comes_to_nothing_says_why(everyone: Cast, ready: Placement) -> None:
    row = sent(everyone, ready, to=TransferTo.COURSE)
    with acting(everyone.bo) as bo:
        with pytest.raises(groundwork.NotWhole):
            groundwork.move_transfer(
                transfer=row, what=TransferMove.CALL_OFF, on=TODAY, words=" ", by=bo, at=NOW
            )
        groundwork.move_transfer(
            transfer=row, what=TransferMove.CALL_OFF, on=TODAY, words="Found a company", by=bo, at=NOW
        )
    sent(everyone, ready, to=TransferTo.COURSE)


def test_there_is_one_of_each_around_a_placement(everyone: Cast, placement: Placement) -> None:
    with acting(everyone.bo) as bo:
        for name in ("Tove", "Tina"):
            groundwork.name_team(placement=placement, role=TeamRole.CONTACT_TEACHER, name=name, by=bo, at=NOW)
        (seat,) = groundwork.around([placement.pk])[placement.pk].team
        assert seat.name == "Tina"


def test_what_is_seen_by_nobody_is_found_by_nobody(everyone: Cast, ready: Placement) -> None:
    advice, meeting, transfer = advised(everyone, ready), planned(everyone, ready), sent(everyone, ready)
    with acting(everyone.carl):
        assert groundwork.advice_for(advice.pk) is None
        assert groundwork.meeting_for(meeting.pk) is None
        assert groundwork.transfer_for(transfer.pk) is None
        assert list(groundwork.without_start_meeting()) == []


def test_who_prepares_one_prepares_many(everyone: Cast, placement: Placement) -> None:
    for user in (everyone.bo, everyone.ditte, everyone.viggo):
        with acting(user) as by:
            assert groundwork.can_prepare(by) == (groundwork.preparable_by(by) == Q())


@pytest.mark.parametrize(
    ("constraint", "table", "change"),
    [
        ("advice_has_words", ADVICE, "words = ''"),
        ("reply_has_words", REPLY, "words = ''"),
        ("start_meeting_says_what_came", MEETING, "state = 'held'"),
        ("start_meeting_is_whole", MEETING, "guests = '{}'"),
        ("transfer_received_by_somebody", TRANSFER, "state = 'received'"),
        ("transfer_arrival_has_a_day", TRANSFER, "arrived_on = '2026-09-01'"),
        ("transfer_end_says_why", TRANSFER, "state = 'called_off'"),
        ("transfer_has_words", TRANSFER, "words = ''"),
    ],
)
def test_the_database_refuses(
    database: psycopg.Connection,
    everyone: Cast,
    ready: Placement,
    placement: Placement,
    constraint: str,
    table: str,
    change: str,
) -> None:
    if table in {ADVICE, REPLY}:
        database.execute(_ADVICE, [ready.municipality_id, ready.person_id, ready.pk])
    planned(everyone, ready)
    sent(everyone, ready)
    with pytest.raises(errors.CheckViolation, match=constraint):
        database.execute(f"UPDATE {table} SET {change}".encode())


_ADVICE = """
    WITH a AS (
        INSERT INTO groundwork_advice (id, municipality_id, person_id, placement_id, adviser, words, "on", known_at)
        VALUES (gen_random_uuid(), %s, %s, %s, 'teacher', 'x', now(), now()) RETURNING *)
    INSERT INTO groundwork_advicereply (id, municipality_id, person_id, advice_id, name, words, "on", known_at)
    SELECT gen_random_uuid(), municipality_id, person_id, id, 'x', 'x', now(), now() FROM a
"""


@pytest.mark.parametrize(
    ("constraint", "table"),
    [
        ("one_of_each_role_around", TEAM),
        ("one_start_meeting_planned", MEETING),
        ("one_transfer_open", TRANSFER),
    ],
)
def test_the_database_keeps_one(
    database: psycopg.Connection, everyone: Cast, ready: Placement, constraint: str, table: str
) -> None:
    planned(everyone, ready)
    sent(everyone, ready)
    with acting(everyone.bo) as bo:
        groundwork.name_team(placement=ready, role=TeamRole.LEADER, name="Ditte", by=bo, at=NOW)
    with pytest.raises(errors.UniqueViolation, match=constraint):
        database.execute(
            f"""INSERT INTO {table} SELECT (jsonb_populate_record(row,
                to_jsonb(row) || jsonb_build_object('id', gen_random_uuid()))).* FROM {table} AS row""".encode()
        )
