"""The search for somebody: attempts, where it stands, and that it never ends in silence."""

from __future__ import annotations

from datetime import date, timedelta

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.conversations.conftest import acting, try_to_reach
from tests.factories import TODAY, Held, a_person, covered, hidden

from stafet.access import api as access
from stafet.conversations import api as conversations
from stafet.conversations.api import (
    ContactLadder,
    ContactOutcome,
    ContactSituation,
    ContactView,
    ContactWay,
)
from stafet.kernel.actors import SYSTEM
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import NextStep, StepDraft, StepKind, StepOutcome

EVERYTHING = (ContactWay.LETTER, ContactWay.MESSAGE, ContactWay.HOME, ContactWay.HOME_VISIT)
AGAIN = StepDraft(StepKind.FOLLOW_UP, TODAY + timedelta(days=60), words="Look in the youth database")


def search(everyone: Cast, held: Held) -> ContactView:
    with acting(everyone.bo):
        return conversations.contact_of(held.person, today=TODAY)


def situation(everyone: Cast, held: Held) -> ContactSituation | None:
    view = search(everyone, held)
    return ContactSituation(view.ladder.situation) if view.ladder else None


def attempt(way: ContactWay, outcome: ContactOutcome, on: date = TODAY) -> conversations.AttemptDraft:
    return conversations.AttemptDraft(way, on, outcome)


def test_before_anything_was_tried_the_first_rung_is_next(
    everyone: Cast, amina: Held, first_contact: NextStep
) -> None:
    view = search(everyone, amina)
    assert view.ladder is None
    assert view.first_step == first_contact
    assert view.next_move is not None
    assert view.next_move.ways == (ContactWay.LETTER,)


def test_whoever_needs_no_first_contact_is_not_sought(everyone: Cast, amina: Held) -> None:
    assert search(everyone, amina).next_move is None


def test_the_ladder_is_climbed_rung_by_rung_until_nothing_is_left(everyone: Cast, amina: Held) -> None:
    for number, way in enumerate(EVERYTHING, 1):
        try_to_reach(everyone, amina, way)
        expected = (
            ContactSituation.UNREACHABLE if number == len(EVERYTHING) else ContactSituation.ON_THE_LADDER
        )
        assert situation(everyone, amina) is expected
    assert len(search(everyone, amina).attempts) == len(EVERYTHING)


def test_an_attempt_that_reached_ends_the_search(everyone: Cast, amina: Held) -> None:
    try_to_reach(everyone, amina, ContactWay.LETTER)
    try_to_reach(everyone, amina, ContactWay.TELEPHONE, outcome=ContactOutcome.REACHED)
    view = search(everyone, amina)
    assert view.ladder is None
    ((ended, attempts),) = view.earlier
    assert ended.situation == ContactSituation.REACHED
    assert [row.way for row in attempts] == [ContactWay.LETTER, ContactWay.TELEPHONE]


def test_an_attempt_told_late_opens_no_new_search(everyone: Cast, amina: Held) -> None:
    try_to_reach(everyone, amina, ContactWay.TELEPHONE, outcome=ContactOutcome.REACHED)
    with acting(everyone.bo) as bo:
        late = attempt(ContactWay.LETTER, ContactOutcome.NO_ANSWER, TODAY - timedelta(days=9))
        conversations.record_attempt(person=amina.person, attempt=late, by=bo, at=NOW)
    assert situation(everyone, amina) is None
    try_to_reach(everyone, amina, ContactWay.LETTER)
    assert situation(everyone, amina) is ContactSituation.ON_THE_LADDER


def test_what_lies_ahead_was_not_tried(everyone: Cast, amina: Held) -> None:
    ahead = attempt(ContactWay.LETTER, ContactOutcome.NO_ANSWER, TODAY + timedelta(days=1))
    with acting(everyone.bo) as bo, pytest.raises(conversations.NotYet) as refused:
        conversations.record_attempt(person=amina.person, attempt=ahead, by=bo, at=NOW)
    assert refused.value.field == "on"


def test_an_attempt_closes_the_step_of_first_contact_and_sets_the_next_one(
    everyone: Cast, amina: Held, first_contact: NextStep
) -> None:
    following = StepDraft(StepKind.CONVERSATION, TODAY + timedelta(days=7))
    finish = conversations.StepFinish(first_contact, StepOutcome.AGREED_NEXT, following)
    with acting(everyone.bo) as bo:
        conversations.record_attempt(
            person=amina.person,
            attempt=attempt(ContactWay.TELEPHONE, ContactOutcome.REACHED),
            finish=finish,
            by=bo,
            at=NOW,
        )
        first_contact.refresh_from_db()
        assert first_contact.outcome == StepOutcome.AGREED_NEXT
        assert NextStep.objects.open().filter(person=amina.person, due_on=following.due_on).exists()


def test_when_the_step_is_refused_the_attempt_is_not_written_either(
    everyone: Cast, amina: Held, first_contact: NextStep
) -> None:
    finish = conversations.StepFinish(
        first_contact, StepOutcome.NOT_REACHED, StepDraft(StepKind.WAIT, TODAY - timedelta(days=1))
    )
    with acting(everyone.bo) as bo, pytest.raises(responsibility.DueInThePast):
        conversations.record_attempt(
            person=amina.person,
            attempt=attempt(ContactWay.LETTER, ContactOutcome.NO_ANSWER),
            finish=finish,
            by=bo,
            at=NOW,
        )
    assert situation(everyone, amina) is None


def test_a_named_person_decides_otherwise_with_a_reason_and_a_new_day(everyone: Cast, amina: Held) -> None:
    try_to_reach(everyone, amina, *EVERYTHING)
    view = search(everyone, amina)
    assert view.ladder is not None
    with acting(everyone.bo) as bo:
        step = conversations.settle_contact(
            ladder=view.ladder, because="Works abroad until spring", step=AGAIN, by=bo, at=NOW
        )
    assert step.due_on == AGAIN.due_on
    ((ended, _),) = search(everyone, amina).earlier
    assert (ended.situation, ended.decided_by, ended.look_again_on) == (
        ContactSituation.SETTLED,
        everyone.bo,
        AGAIN.due_on,
    )


@pytest.mark.parametrize("because", ["", "   "])
def test_without_a_reason_nobody_is_let_go(everyone: Cast, amina: Held, because: str) -> None:
    try_to_reach(everyone, amina, ContactWay.LETTER)
    ladder = search(everyone, amina).ladder
    assert ladder is not None
    with acting(everyone.bo) as bo, pytest.raises(conversations.NeedsReason):
        conversations.settle_contact(ladder=ladder, because=because, step=AGAIN, by=bo, at=NOW)
    assert situation(everyone, amina) is ContactSituation.ON_THE_LADDER


def test_no_rule_decides_that_somebody_is_let_go(everyone: Cast, amina: Held) -> None:
    try_to_reach(everyone, amina, ContactWay.LETTER)
    ladder = search(everyone, amina).ladder
    assert ladder is not None
    with access.job_scope(everyone.hedeby.pk), pytest.raises(conversations.NamedPersonDecides):
        conversations.settle_contact(ladder=ladder, because="Silence", step=AGAIN, by=SYSTEM, at=NOW)


def test_whoever_does_not_hold_decides_nothing_and_a_decision_is_made_once(
    everyone: Cast, amina: Held
) -> None:
    try_to_reach(everyone, amina, ContactWay.LETTER)
    ladder = search(everyone, amina).ladder
    assert ladder is not None
    with acting(everyone.gro) as gro, pytest.raises(responsibility.NotYours):
        conversations.settle_contact(ladder=ladder, because="Silence", step=AGAIN, by=gro, at=NOW)
    with acting(everyone.bo) as bo:
        conversations.settle_contact(ladder=ladder, because="Abroad", step=AGAIN, by=bo, at=NOW)
        with pytest.raises(conversations.ChangedByNow):
            conversations.settle_contact(ladder=ladder, because="Abroad", step=AGAIN, by=bo, at=NOW)


def test_a_decision_takes_the_place_of_the_first_contact(
    everyone: Cast, amina: Held, first_contact: NextStep
) -> None:
    try_to_reach(everyone, amina, *EVERYTHING)
    ladder = search(everyone, amina).ladder
    assert ladder is not None
    with acting(everyone.bo) as bo:
        conversations.settle_contact(ladder=ladder, because="Abroad", step=AGAIN, by=bo, at=NOW)
        assert list(conversations.not_yet_tried()) == []
        first_contact.refresh_from_db()
    assert (first_contact.state, first_contact.outcome) == ("done", "not_reached")
    assert search(everyone, amina).next_move is None


def test_whoever_was_reached_is_not_said_to_be_untried_though_the_step_was_left_open(
    everyone: Cast, amina: Held, first_contact: NextStep
) -> None:
    try_to_reach(everyone, amina, ContactWay.TELEPHONE, outcome=ContactOutcome.REACHED)
    with acting(everyone.bo):
        first_contact.refresh_from_db()
        assert first_contact.state == "open"
        assert list(conversations.not_yet_tried()) == []
    assert search(everyone, amina).next_move is None


def test_those_who_have_not_been_reached_are_listed_by_situation(
    everyone: Cast, amina: Held, first_contact: NextStep
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        bilal = covered(a_person(everyone.hedeby, "Bilal"), everyone.guidance, user=everyone.bo)
        clara = covered(a_person(everyone.hedeby, "Clara"), everyone.guidance, user=everyone.bo)
    try_to_reach(everyone, bilal, *EVERYTHING)
    try_to_reach(everyone, clara, ContactWay.LETTER, outcome=ContactOutcome.WRONG_CONTACT_DATA)
    with acting(everyone.bo):
        lines = conversations.unreached_lines(conversations.unreached(), today=TODAY)
        counts = conversations.count_unreached()
        waiting = [step.person.given_names for step in conversations.not_yet_tried()]
        wrong = conversations.unreached(ContactSituation.WRONG_CONTACT_DATA)
        assert [row.person.given_names for row in wrong] == ["Clara"]
    assert {(line.name, line.situation, line.attempts) for line in lines} == {
        ("Bilal Holm", ContactSituation.UNREACHABLE, 4),
        ("Clara Holm", ContactSituation.WRONG_CONTACT_DATA, 1),
    }
    assert counts == {ContactSituation.UNREACHABLE: 1, ContactSituation.WRONG_CONTACT_DATA: 1}
    assert waiting == ["Amina"]
    with acting(everyone.carl):
        assert list(conversations.unreached()) == []


@pytest.mark.parametrize("who", ["carl", "freja"])
def test_whoever_may_not_see_somebody_sees_no_search(everyone: Cast, amina: Held, who: str) -> None:
    try_to_reach(everyone, amina, ContactWay.LETTER)
    with acting(getattr(everyone, who)):
        assert conversations.contact_of(amina.person, today=TODAY).ladder is None


def test_the_search_for_somebody_hidden_is_hidden(everyone: Cast, amina: Held) -> None:
    try_to_reach(everyone, amina, ContactWay.LETTER)
    with access.job_scope(everyone.hedeby.pk):
        hidden(amina.person)
    assert situation(everyone, amina) is None


def test_whoever_works_with_no_young_person_writes_no_attempt(everyone: Cast, amina: Held) -> None:
    with acting(everyone.viggo) as viggo, pytest.raises(conversations.NotYours):
        conversations.record_attempt(
            person=amina.person,
            attempt=attempt(ContactWay.LETTER, ContactOutcome.NO_ANSWER),
            by=viggo,
            at=NOW,
        )


def test_who_may_seek_is_one_question_for_one_and_for_many(everyone: Cast, amina: Held) -> None:
    try_to_reach(everyone, amina, ContactWay.LETTER)
    for name in ("bo", "carl", "tove", "viggo"):
        with acting(getattr(everyone, name)) as actor:
            seen = ContactLadder.objects.all()
            assert seen.filter(conversations.sought_by(actor)).exists() is (
                seen.exists() and conversations.can_seek(actor)
            )


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("one_open_search", "INSERT INTO conversations_contactladder (id, municipality_id, person_id, begun_on, situation, because, known_at)"
         " SELECT gen_random_uuid(), municipality_id, person_id, begun_on, situation, because, known_at FROM conversations_contactladder"),
        ("no_search_ends_in_silence", "UPDATE conversations_contactladder SET ended_at = now()"),
        ("no_search_ends_in_silence", "UPDATE conversations_contactladder SET ended_at = now(), situation = 'settled'"),
        ("no_search_ends_in_silence", "UPDATE conversations_contactladder SET situation = 'reached'"),
    ],
)  # fmt: skip
def test_the_database_has_the_last_word(
    everyone: Cast, amina: Held, database: psycopg.Connection, constraint: str, change: str
) -> None:
    try_to_reach(everyone, amina, ContactWay.LETTER)
    with pytest.raises(psycopg.errors.IntegrityError, match=constraint):
        database.execute(change)
