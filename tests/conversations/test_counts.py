"""Counts tell how many, where and when; never what was said, and never a group small enough to be somebody."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.conversations.conftest import acting
from tests.conversations.test_talks import hold, planned
from tests.factories import TODAY, a_person, covered

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.conversations.api import ConversationKind, GroupTopic

SINCE = NOW - timedelta(days=365)


def talk_with(everyone: Cast, how_many: int) -> None:
    """Bo has held a guidance conversation with so many people."""
    with access.job_scope(everyone.hedeby.pk):
        people = [
            covered(a_person(everyone.hedeby, f"Barn {number}"), everyone.guidance, user=everyone.bo)
            for number in range(how_many)
        ]
    for held in people:
        hold(everyone, planned(everyone, held))


@pytest.mark.parametrize(("how_many", "shown"), [(4, None), (5, 5)])
def test_a_number_below_the_smallest_group_is_not_shown(
    everyone: Cast, how_many: int, shown: int | None
) -> None:
    talk_with(everyone, how_many)
    with acting(everyone.bo):
        (row,) = conversations.conversation_counts(since=SINCE, on=TODAY)
    assert (row.kind, row.place) == (ConversationKind.GUIDANCE, "Ungevejledningen Hedeby")
    assert row.month == TODAY.replace(day=1)
    assert (row.times, row.people) == (shown, shown)


def test_only_what_was_held_with_people_one_may_see_is_counted(everyone: Cast) -> None:
    talk_with(everyone, 5)
    with access.job_scope(everyone.hedeby.pk):
        sixth = covered(a_person(everyone.hedeby, "Seks"), everyone.guidance, user=everyone.bo)
    planned(everyone, sixth)
    with acting(everyone.bo):
        (row,) = conversations.conversation_counts(since=SINCE, on=TODAY)
    assert row.times == 5
    with acting(everyone.carl):
        assert conversations.conversation_counts(since=SINCE, on=TODAY) == []


def record(everyone: Cast, who: str, took_part: int, *, days: int = 0) -> None:
    session = conversations.GroupDraft(
        everyone.school.pk, GroupTopic.CHOICE, TODAY + timedelta(days=days), took_part, "9.A"
    )
    with acting(getattr(everyone, who)) as actor:
        conversations.record_group(session=session, by=actor, at=NOW)


def test_guidance_of_a_group_is_a_number_without_names(everyone: Cast) -> None:
    record(everyone, "bo", 22)
    record(everyone, "tove", 19)
    with acting(everyone.bo) as bo:
        (row,) = conversations.group_counts(bo, since=SINCE.date(), on=TODAY)
    assert (row.place, row.topic, row.times, row.took_part) == ("Bakkeskolen", GroupTopic.CHOICE, 2, 41)
    with acting(everyone.carl) as carl:
        assert conversations.group_counts(carl, since=SINCE.date(), on=TODAY) == []


def test_a_small_group_is_not_told(everyone: Cast) -> None:
    record(everyone, "bo", 3)
    with acting(everyone.bo) as bo:
        (row,) = conversations.group_counts(bo, since=SINCE.date(), on=TODAY)
    assert (row.times, row.took_part) == (None, None)


@pytest.mark.parametrize("who", ["carl", "viggo"])
def test_whoever_guides_nobody_here_writes_down_no_group(everyone: Cast, who: str) -> None:
    with pytest.raises(conversations.NotYours):
        record(everyone, who, 20)


def test_what_lies_ahead_was_not_held(everyone: Cast) -> None:
    with pytest.raises(conversations.NotYet):
        record(everyone, "bo", 20, days=1)


def test_a_group_of_nobody_is_refused(everyone: Cast, database: psycopg.Connection) -> None:
    record(everyone, "bo", 20)
    with pytest.raises(psycopg.errors.IntegrityError, match="somebody_took_part"):
        database.execute("UPDATE conversations_groupsession SET took_part = 0")


def test_who_may_write_down_groups_is_one_question_for_one_and_for_many(everyone: Cast) -> None:
    record(everyone, "bo", 20)
    for name in ("bo", "gro", "carl", "viggo"):
        with acting(getattr(everyone, name)) as actor:
            many = conversations.GroupSession.objects.filter(conversations.groups_recordable_by(actor))
            assert many.exists() is conversations.can_record_group(actor, everyone.hedeby.pk)
