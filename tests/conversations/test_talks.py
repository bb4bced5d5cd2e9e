"""A conversation: planned with an agenda, held with what was agreed, and read by those who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.conversations.conftest import acting
from tests.factories import TODAY, Held, hidden

from stafet.access import api as access
from stafet.careerplans import api as careerplans
from stafet.conversations import api as conversations
from stafet.conversations.api import (
    AGENDAS,
    CONVERSATION,
    Conversation,
    ConversationKind,
    ConversationOutcome,
    ConversationState,
    ConversationWay,
    Guest,
    Guide,
    Party,
    Topic,
)
from stafet.kernel.identity import uuid7
from stafet.kernel.transitions import IllegalMove
from stafet.messages.api import OutgoingMessage
from stafet.responsibility import api as responsibility

YOUNG, GUIDANCE = Guest(Party.YOUNG_PERSON), Guest(Party.GUIDANCE)
WENT_WELL = ConversationOutcome.SOMETHING_AGREED
VISIT = careerplans.StepOnTheWay(
    "Visit the technical school", careerplans.DoneBy.YOUNG_PERSON, TODAY + timedelta(days=30)
)


def planned(
    everyone: Cast,
    held: Held,
    kind: ConversationKind = ConversationKind.GUIDANCE,
    *guests: Guest,
    days: int = 0,
    by: str = "bo",
    guide: Guide | None = None,
    repeats_weeks: int | None = None,
) -> Conversation:
    user = getattr(everyone, by)
    with acting(user) as actor:
        return conversations.plan_conversation(
            person=held.person,
            draft=conversations.ConversationDraft(
                kind=kind,
                planned_at=NOW + timedelta(days=days),
                way=ConversationWay.MEETING,
                organisation_id=actor.posts[0].organisation_id,
                guests=guests or (YOUNG, GUIDANCE),
                guide=guide,
                repeats_weeks=repeats_weeks,
            ),
            by=actor,
            at=NOW,
        )


def hold(
    everyone: Cast, row: Conversation, note: str = "", finish: conversations.StepFinish | None = None
) -> Conversation | None:
    with acting(everyone.bo) as bo:
        there = [each.pk for each in conversations.conversation_view(row).participants]
        told = conversations.Held(WENT_WELL, note, frozenset(there[:1]))
        return conversations.hold_conversation(conversation=row, held=told, by=bo, at=NOW, finish=finish)


def view_for(user: access.User, row: Conversation) -> conversations.ConversationView:
    with acting(user):
        return conversations.conversation_view(conversations.conversations().get(pk=row.pk))


def test_a_conversation_begins_with_the_agenda_of_its_guide(everyone: Cast, amina: Held) -> None:
    row = planned(everyone, amina, guide=Guide.AFTER_GRADE_9)
    assert tuple(row.topics) == AGENDAS[Guide.AFTER_GRADE_9]
    with acting(everyone.bo) as bo:
        conversations.set_agenda(
            conversation=row,
            topics=[Topic.FIRST_STEP],
            own_points=["  The bus to Skive ", ""],
            by=bo,
            at=NOW,
        )
    found = view_for(everyone.bo, row).conversation
    assert (found.topics, found.own_points) == ([Topic.FIRST_STEP], ["The bus to Skive"])


def test_the_young_person_speaks_first_in_every_guide_for_several() -> None:
    agenda = AGENDAS[Guide.THREE_PARTY]
    assert agenda.index(Topic.OWN_WORDS_FIRST) < agenda.index(Topic.SEEN_BY_INSTITUTION)


@pytest.mark.parametrize("missing", [Party.YOUNG_PERSON, Party.INSTITUTION, Party.GUIDANCE])
def test_a_three_party_meeting_is_with_all_three(everyone: Cast, amina: Held, missing: Party) -> None:
    three = [
        Guest(party)
        for party in (Party.YOUNG_PERSON, Party.INSTITUTION, Party.GUIDANCE)
        if party is not missing
    ]
    with pytest.raises(conversations.PartyMissing, match="with the young person"):
        planned(everyone, amina, ConversationKind.THREE_PARTY, *three)


def test_colleagues_are_invited_by_a_mail_that_names_nobody(everyone: Cast, amina: Held) -> None:
    row = planned(
        everyone,
        amina,
        ConversationKind.GUIDANCE,
        YOUNG,
        Guest(Party.GUIDANCE, everyone.gro.pk),
        Guest(Party.GUIDANCE, everyone.bo.pk),
        days=3,
    )
    with acting(everyone.bo) as bo:
        conversations.move_conversation(conversation=row, to=NOW + timedelta(days=4), by=bo, at=NOW)
        conversations.cancel_conversation(conversation=row, because="She is ill", by=bo, at=NOW)
    with access.job_scope(everyone.hedeby.pk):
        sent = list(OutgoingMessage.objects.filter(template="conversation"))
    assert {message.address for message in sent} == {"gro@example.org"}, "Nobody writes to themselves."
    assert len(sent) == 3, "Planned, moved and cancelled are told once each."
    assert {message.opens for message in sent} == {row.pk}


def test_a_conversation_that_was_held_says_what_came_of_it_and_who_was_there(
    everyone: Cast, amina: Held
) -> None:
    row = planned(everyone, amina)
    assert hold(everyone, row, "We look at two schools together.") is None
    view = view_for(everyone.bo, row)
    assert (view.conversation.state, view.conversation.outcome) == (ConversationState.HELD, WENT_WELL)
    assert view.conversation.shared_note == "We look at two schools together."
    assert [guest.took_part for guest in view.participants] == [True, False]


def test_nothing_is_held_or_missed_before_its_day(everyone: Cast, amina: Held) -> None:
    row = planned(everyone, amina, days=2)
    with pytest.raises(conversations.NotYet):
        hold(everyone, row)
    with acting(everyone.bo) as bo, pytest.raises(conversations.NotYet):
        conversations.miss_conversation(conversation=row, by=bo, at=NOW)


def test_a_conversation_is_cancelled_with_a_reason(everyone: Cast, amina: Held) -> None:
    row = planned(everyone, amina, days=2)
    with acting(everyone.bo) as bo, pytest.raises(conversations.NeedsReason):
        conversations.cancel_conversation(conversation=row, because=" ", by=bo, at=NOW)


def test_a_status_meeting_plans_its_next_one_with_the_same_people(everyone: Cast, amina: Held) -> None:
    gro = Guest(Party.GUIDANCE, everyone.gro.pk)
    row = planned(
        everyone,
        amina,
        ConversationKind.STATUS,
        YOUNG,
        gro,
        guide=Guide.STATUS,
        repeats_weeks=6,
        days=-70,
    )
    following = hold(everyone, row)
    assert following is not None
    assert following.planned_at == row.planned_at + timedelta(weeks=12), "The first day that lies ahead."
    view = view_for(everyone.bo, following)
    assert [guest.user_id for guest in view.participants] == [None, everyone.gro.pk]
    assert view.conversation.topics == list(AGENDAS[Guide.STATUS])
    assert view.conversation.previous_id == row.pk


def test_a_status_meeting_the_young_person_missed_is_followed_by_the_next(
    everyone: Cast, amina: Held
) -> None:
    row = planned(everyone, amina, ConversationKind.STATUS, repeats_weeks=4, days=-1)
    with acting(everyone.bo) as bo:
        following = conversations.miss_conversation(conversation=row, by=bo, at=NOW)
    assert following is not None
    assert following.state == ConversationState.PLANNED


def test_what_was_agreed_becomes_a_step_of_the_plan(everyone: Cast, amina: Held) -> None:
    row = planned(everyone, amina)
    with acting(everyone.bo) as bo:
        conversations.agree_step(conversation=row, step=VISIT, new_goal="Carpenter", by=bo, at=NOW)
        goal = careerplans.PlanGoal.objects.get(person=amina.person)
        conversations.agree_step(conversation=row, step=VISIT, goal=goal, by=bo, at=NOW)
        plan = careerplans.plan_of(amina.person.pk, on=TODAY)
    assert plan is not None
    ((line),) = plan.goals
    assert line.goal.words == "Carpenter"
    assert view_for(everyone.bo, row).agreed == line.steps


def test_what_was_agreed_leads_to_a_goal(everyone: Cast, amina: Held) -> None:
    row = planned(everyone, amina)
    with acting(everyone.bo) as bo, pytest.raises(conversations.NoGoal):
        conversations.agree_step(conversation=row, step=VISIT, new_goal="  ", by=bo, at=NOW)


def test_holding_closes_the_open_step_of_the_responsibility_too(everyone: Cast, amina: Held) -> None:
    row = planned(everyone, amina)
    following = responsibility.StepDraft(responsibility.StepKind.FOLLOW_UP, TODAY + timedelta(days=20))
    hold(
        everyone,
        row,
        finish=conversations.StepFinish(amina.step, responsibility.StepOutcome.AGREED_NEXT, following),
    )
    with acting(everyone.bo):
        (open_one,) = responsibility.NextStep.objects.open().filter(person=amina.person)
    assert open_one.due_on == following.due_on


def test_when_the_step_is_refused_the_conversation_is_still_planned(everyone: Cast, amina: Held) -> None:
    row = planned(everyone, amina)
    finish = conversations.StepFinish(amina.step, responsibility.StepOutcome.REACHED_GOAL)
    with pytest.raises(responsibility.NeedsNextStep):
        hold(everyone, row, finish=finish)
    assert view_for(everyone.bo, row).conversation.state == ConversationState.PLANNED


def test_own_notes_are_for_few_and_each_has_their_own(everyone: Cast, amina: Held) -> None:
    row = planned(everyone, amina)
    for words in ("Worried about home", "Worried about home, ask again"):
        with acting(everyone.bo) as bo:
            conversations.write_own_note(conversation=row, words=words, by=bo, at=NOW)
            conversations.write_shared_note(conversation=row, words="We meet again", by=bo, at=NOW)
    (note,) = view_for(everyone.bo, row).own_notes
    assert note.words == "Worried about home, ask again"
    duty = view_for(everyone.gro, row)
    assert duty.own_notes == (), "The duty opens no notes."
    assert duty.conversation.shared_note == "We meet again"


def test_a_contact_teacher_talks_with_their_pupils_and_those_at_home_only(
    everyone: Cast, taught: Held
) -> None:
    row = planned(everyone, taught, ConversationKind.CONTACT_TEACHER, YOUNG, by="tove")
    with acting(everyone.tove) as tove:
        assert [each.pk for each in conversations.conversations_of(taught.person.pk)] == [row.pk]
        told = conversations.Held(WENT_WELL, "Thrives in class", frozenset())
        conversations.hold_conversation(conversation=row, held=told, by=tove, at=NOW)
    for kind in (ConversationKind.GUIDANCE, ConversationKind.STATUS, ConversationKind.THREE_PARTY):
        with pytest.raises(conversations.NotYours):
            planned(everyone, taught, kind, YOUNG, by="tove")


def test_nobody_plans_for_an_organisation_that_is_not_theirs(everyone: Cast, amina: Held) -> None:
    draft = conversations.ConversationDraft(
        ConversationKind.GUIDANCE, NOW, ConversationWay.MEETING, everyone.school.pk, (YOUNG,)
    )
    with acting(everyone.bo) as bo, pytest.raises(conversations.NotYours):
        conversations.plan_conversation(person=amina.person, draft=draft, by=bo, at=NOW)


def test_who_may_lead_is_one_question_for_one_and_for_many(everyone: Cast, taught: Held) -> None:
    rows = [
        planned(everyone, taught, kind)
        for kind in (ConversationKind.GUIDANCE, ConversationKind.CONTACT_TEACHER)
    ]
    for name in ("bo", "gro", "tove"):
        with acting(getattr(everyone, name)) as actor:
            many = set(Conversation.objects.filter(conversations.conversations_led_by(actor)))
            assert many == {row for row in rows if conversations.can_lead(actor, row)}


@pytest.mark.parametrize("who", ["carl", "freja", "ditte"])
def test_whoever_may_not_see_somebody_sees_no_conversation(everyone: Cast, amina: Held, who: str) -> None:
    planned(everyone, amina)
    with acting(getattr(everyone, who)):
        assert conversations.conversations_of(amina.person.pk) == []


def test_conversations_with_somebody_hidden_are_hidden(everyone: Cast, amina: Held) -> None:
    planned(everyone, amina)
    with access.job_scope(everyone.hedeby.pk):
        hidden(amina.person)
    with acting(everyone.bo):
        assert conversations.conversations_of(amina.person.pk) == []


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        (conversations.hold_conversation, {"held": conversations.Held(WENT_WELL, "", frozenset())}),
        (conversations.miss_conversation, {}),
        (conversations.cancel_conversation, {"because": "Ill"}),
        (conversations.move_conversation, {"to": NOW}),
        (conversations.set_agenda, {"topics": (), "own_points": ()}),
    ],
)
def test_a_conversation_that_is_over_stays_as_it_was(
    everyone: Cast, amina: Held, verb: Callable[..., object], told: dict[str, object]
) -> None:
    row = planned(everyone, amina)
    hold(everyone, row)
    with acting(everyone.bo) as bo, pytest.raises((IllegalMove, conversations.ChangedByNow)):
        verb(conversation=row, by=bo, at=NOW, **told)


def test_every_state_of_a_conversation_can_be_reached() -> None:
    assert CONVERSATION.unreachable(ConversationState.PLANNED) == frozenset()


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("held_conversation_has_outcome", "UPDATE conversations_conversation SET state = 'held'"),
        ("held_conversation_has_outcome", "UPDATE conversations_conversation SET outcome = 'on_the_way'"),
        ("cancelled_conversation_has_reason", "UPDATE conversations_conversation SET state = 'cancelled'"),
        ("status_meetings_recur", "UPDATE conversations_conversation SET repeats_weeks = 2"),
    ],
)
def test_the_database_has_the_last_word(
    everyone: Cast, amina: Held, database: psycopg.Connection, constraint: str, change: str
) -> None:
    planned(everyone, amina)
    with pytest.raises(psycopg.errors.IntegrityError, match=constraint):
        database.execute(change)


def test_a_second_next_one_a_second_note_and_the_same_guest_twice_are_refused(
    everyone: Cast, amina: Held
) -> None:
    row = planned(everyone, amina, ConversationKind.STATUS, repeats_weeks=2)
    following = hold(everyone, row)
    assert following is not None
    with acting(everyone.bo) as bo:
        note = conversations.write_own_note(conversation=row, words="Quiet", by=bo, at=NOW)
    guest = view_for(everyone.bo, row).participants[0]
    for again, constraint in (
        (following, "one_next_conversation"),
        (note, "one_own_note_of_each"),
        (guest, "participant_once"),
    ):
        again.pk = uuid7()
        with pytest.raises(IntegrityError, match=constraint), access.job_scope(everyone.hedeby.pk):
            again.save(force_insert=True)
