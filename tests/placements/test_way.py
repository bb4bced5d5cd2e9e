"""The way of a pupil: a right that nobody's opinion stops, what it means read first, and an early end that leads on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held
from tests.placements.conftest import (
    a_holder,
    acting,
    applied,
    approved,
    at_home,
    consented,
    drafted,
    moved,
    now_of,
    signed,
    there,
)

from stafet.access import api as access
from stafet.kernel import rules
from stafet.kernel.transitions import IllegalMove
from stafet.placements import api as placements
from stafet.placements.actions.steps import OF_AGE
from stafet.placements.api import WAY, EndReason, Holder, How, Place, Placement, Voice, WayMove, WayState
from stafet.responsibility import api as responsibility


def test_every_state_is_reached_and_only_two_are_the_end() -> None:
    assert WAY.unreachable(WayState.CANDIDATE) == frozenset()
    assert {state for state in WayState if WAY.is_final(state)} == placements.OVER


def test_whoever_nobody_thought_of_applies_all_the_same() -> None:
    for state in (WayState.CANDIDATE, WayState.INFORMED, WayState.INTERESTED, WayState.TALKED):
        assert WAY.after(state, WayMove.APPLY) is WayState.APPLIED


def test_of_age_is_what_the_rule_says() -> None:
    assert (
        rules.value("dk.custody.until_age", on=TODAY)
        == rules.value("se.custody.until_age", on=TODAY)
        == OF_AGE
    )


def test_nobody_applies_without_having_read_what_it_means(everyone: Cast, placement: Placement) -> None:
    with at_home(everyone) as by, pytest.raises(placements.NotWhole):
        placements.apply_for(
            placement=placement,
            acknowledged="",
            direction="",
            holders=(),
            voice=Voice.YOUNG_PERSON,
            by=by,
            at=NOW,
        )
    assert now_of(everyone, placement).placement.state == WayState.CANDIDATE


def test_what_was_written_anew_is_read_anew(everyone: Cast, placement: Placement) -> None:
    with at_home(everyone) as by, pytest.raises(placements.ChangedByNow):
        placements.apply_for(
            placement=placement, acknowledged="Last year’s words", direction="", holders=(),
            voice=Voice.YOUNG_PERSON, by=by, at=NOW,
        )  # fmt: skip


def test_what_was_read_is_kept_with_the_day(everyone: Cast, placement: Placement, mother: Holder) -> None:
    applied(everyone, placement, mother)
    row = now_of(everyone, placement).placement
    assert row.acknowledged == placement.scheme.consequence
    assert row.acknowledged_on == TODAY


def test_all_with_custody_consent_before_a_place_is_looked_for(
    everyone: Cast, amina: Held, placement: Placement, mother: Holder
) -> None:
    father = a_holder(everyone, amina, "Finn Holm")
    applied(everyone, placement, mother, father)
    consented(everyone, placement, mother, mother, father)
    assert now_of(everyone, placement).placement.state == WayState.APPLIED
    consented(everyone, placement, father, mother, father)
    assert now_of(everyone, placement).placement.state == WayState.SEEKING


def test_nobody_signs_for_somebody_else_from_a_page_of_the_work(
    everyone: Cast, placement: Placement, mother: Holder
) -> None:
    applied(everyone, placement, mother)
    with acting(everyone.bo) as bo, pytest.raises(placements.NotYours):
        placements.answer_as_custody(
            placement=placement, holder=mother, is_given=True, how=How.LOG_IN, holders=[mother],
            voice=Voice.CUSTODY_HOLDER, by=bo, at=NOW,
        )  # fmt: skip


def test_every_move_says_when_who_and_why(everyone: Cast, placement: Placement) -> None:
    moved(everyone, placement, WayMove.TALK, "Wants to build")
    entry = now_of(everyone, placement).entries[-1]
    assert (entry.from_state, entry.to_state, entry.on) == (WayState.CANDIDATE, WayState.TALKED, TODAY)
    assert (entry.by, entry.voice, entry.words) == (everyone.bo, Voice.STAFF, "Wants to build")


def test_the_whole_way_to_a_final_conversation(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    there(everyone, placement, place, mother)
    moved(everyone, placement, WayMove.EVALUATE, "Wants to be a carpenter, and Villy wants an apprentice")
    moved(everyone, placement, WayMove.COMPLETE)
    view = now_of(everyone, placement)
    assert view.placement.state == WayState.COMPLETED
    assert [entry.to_state for entry in view.entries] == [
        "candidate", "applied", "seeking", "drafted", "signed", "approved", "registered", "active",
        "evaluated", "completed",
    ]  # fmt: skip
    with acting(everyone.bo):
        assert Place.objects.get(pk=place.pk).free == 1


def test_a_move_that_is_not_possible_says_what_is(everyone: Cast, placement: Placement) -> None:
    with pytest.raises(IllegalMove, match="Possible now"):
        moved(everyone, placement, WayMove.PAUSE, "Ill")


def test_nobody_begins_before_it_is_reported(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    approved(everyone, signed(everyone, drafted(everyone, placement, place, mother), mother))
    with pytest.raises(placements.GateIsClosed, match="register of pupils"):
        moved(everyone, placement, WayMove.START)


def test_an_early_end_has_a_reason_and_a_next_step_at_once(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    there(everyone, placement, place, mother)
    with acting(everyone.bo) as bo:
        placements.withdraw(
            placement=placement, reason=EndReason.COMPANY_STOPPED, words="", voice=Voice.STAFF, by=bo, at=NOW
        )
        step = responsibility.NextStep.objects.open().get(kind=responsibility.StepKind.FIND_NEXT)
    assert step.person_id == placement.person_id
    assert TODAY < step.due_on <= TODAY + timedelta(days=7)
    view = now_of(everyone, placement)
    assert (view.placement.state, view.placement.end_reason) == (
        WayState.WITHDRAWN,
        EndReason.COMPANY_STOPPED,
    )
    assert view.current is None


def test_whoever_changes_place_leaves_the_old_one_free(
    everyone: Cast, placement: Placement, place: Place, mother: Holder
) -> None:
    there(everyone, placement, place, mother)
    moved(everyone, placement, WayMove.CHANGE_PLACE, "The workshop moves")
    view = now_of(everyone, placement)
    assert (view.placement.state, view.placement.place) == (WayState.CHANGING, None)
    with acting(everyone.bo):
        assert Place.objects.get(pk=place.pk).free == 1


def test_one_is_on_the_way_once(everyone: Cast, amina: Held, placement: Placement) -> None:
    with acting(everyone.bo) as bo:
        again = placements.begin_placement(person=amina.person, scheme=placement.scheme, by=bo, at=NOW)
    assert again.pk == placement.pk
    again.pk = placements.Placement().pk
    with pytest.raises(IntegrityError, match="one_placement_under_way"), access.job_scope(everyone.hedeby.pk):
        again.save(force_insert=True)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("placement_end_has_a_day", {"state": WayState.COMPLETED, "final_talk_on": TODAY}),
        ("early_end_has_a_reason", {"state": WayState.WITHDRAWN, "ended_on": TODAY}),
        ("completed_after_a_final_talk", {"state": WayState.COMPLETED, "ended_on": TODAY}),
        ("active_somewhere", {"state": WayState.ACTIVE, "registered_on": TODAY}),
    ],
)
def test_the_database_has_the_last_word_on_the_way(
    everyone: Cast, placement: Placement, name: str, changes: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError, match=name), access.job_scope(everyone.hedeby.pk):
        Placement.objects.filter(pk=placement.pk).update(**changes)


def test_the_database_lets_no_junior_apprentice_be_there_unreported(
    everyone: Cast, placement: Placement, place: Place
) -> None:
    with (
        pytest.raises(IntegrityError, match="registered_before_it_begins"),
        access.job_scope(everyone.hedeby.pk),
    ):
        Placement.objects.filter(pk=placement.pk).update(state=WayState.ACTIVE, place=place)
