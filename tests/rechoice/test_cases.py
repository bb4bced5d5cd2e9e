"""A break-off: its case is there at once, and it ends with a next step that has started and lasted, or by a leader."""

from __future__ import annotations

from datetime import date, timedelta

import psycopg
import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, Held, a_person, a_spell
from tests.rechoice.conftest import TALK_AGAIN, a_possibility, acting, now_of, talked_to

from stafet.access import api as access
from stafet.kernel.activities import ActivityKind
from stafet.kernel.actors import SYSTEM
from stafet.kernel.transitions import IllegalMove
from stafet.pathways import api as pathways
from stafet.rechoice import api as rechoice
from stafet.rechoice.api import CASE, CaseMove, CaseOutcome, CaseState, Entry, OptionState
from stafet.responsibility import api as responsibility
from stafet.responsibility.api import NextStep, StepKind, StepState

LONG_AFTER = NOW + timedelta(days=100)


def chosen_and_received(everyone: Cast, case: rechoice.Case) -> rechoice.Option:
    option = a_possibility(everyone, case)
    with acting(everyone.bo) as bo:
        rechoice.choose_option(option=option, by=bo, at=NOW)
        rechoice.receive_option(option=option, on=TODAY, who="Head of year", by=bo, at=NOW)
    return option


def started(everyone: Cast, case: rechoice.Case) -> rechoice.Option:
    talked_to(everyone, case)
    option = chosen_and_received(everyone, case)
    with acting(everyone.bo) as bo:
        rechoice.start_option(option=option, on=TODAY, next_step=TALK_AGAIN, by=bo, at=NOW)
    return option


def test_a_break_off_has_its_case_from_the_same_transaction_on(case: rechoice.Case) -> None:
    assert case.state == CaseState.NEW
    assert case.contact_due_on == date(2026, 9, 8)
    assert case.offer_due_on == date(2026, 10, 1)


def test_whoever_is_of_age_has_no_day_by_which_an_offer_is_due(everyone: Cast) -> None:
    with access.job_scope(everyone.hedeby.pk):
        person = a_person(everyone.hedeby, "Bilal", birth_date=date(2005, 1, 1))
        spell = a_spell(person, everyone.vocational, ActivityKind.VOCATIONAL_EDUCATION)
        responsibility.record_break_off(spell=spell, reason_code="", by=SYSTEM, at=NOW)
        case = rechoice.Case.objects.get(person=person)
    assert case.contact_due_on is not None
    assert case.offer_due_on is None


def test_telling_it_twice_opens_one_case(
    everyone: Cast, case: rechoice.Case, vocational: pathways.Spell
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        responsibility.record_break_off(spell=vocational, reason_code="17", by=SYSTEM, at=NOW)
        assert rechoice.Case.objects.filter(person_id=case.person_id).count() == 1


def test_talking_to_them_stops_the_law_s_clock_and_something_follows(
    everyone: Cast, case: rechoice.Case
) -> None:
    talked_to(everyone, case)
    with acting(everyone.bo):
        contact = NextStep.objects.get(person_id=case.person_id, kind=StepKind.FIRST_CONTACT)
        assert contact.state == StepState.DONE
        assert NextStep.objects.open().filter(kind=StepKind.CONVERSATION, due_on=TALK_AGAIN.due_on).exists()
    assert now_of(everyone, case).contact_on == TODAY


def test_what_is_still_to_come_has_not_happened(everyone: Cast, case: rechoice.Case) -> None:
    talk = rechoice.Talk(on=TODAY + timedelta(days=1))
    with acting(everyone.bo) as bo, pytest.raises(rechoice.OnlyPast):
        rechoice.talk_to(case=case, talk=talk, next_step=None, by=bo, at=NOW)


def test_nobody_starts_where_nobody_said_yes(everyone: Cast, case: rechoice.Case) -> None:
    talked_to(everyone, case)
    option = a_possibility(everyone, case)
    with acting(everyone.bo) as bo:
        rechoice.choose_option(option=option, by=bo, at=NOW)
        with pytest.raises(rechoice.NobodySaidYes):
            rechoice.start_option(option=option, on=TODAY, next_step=None, by=bo, at=NOW)


def test_whoever_has_accepted_the_responsibility_has_said_yes(everyone: Cast, case: rechoice.Case) -> None:
    talked_to(everyone, case)
    with acting(everyone.bo) as bo:
        draft = rechoice.OptionDraft(
            "With us", ActivityKind.OTHER_ACTIVITY, organisation_id=everyone.guidance.pk
        )
        option = rechoice.add_option(case=case, draft=draft, by=bo, at=NOW)
        rechoice.choose_option(option=option, by=bo, at=NOW)
        rechoice.start_option(option=option, on=TODAY, next_step=TALK_AGAIN, by=bo, at=NOW)
    assert now_of(everyone, case).state == CaseState.STARTED


def test_a_start_is_what_they_do_from_then_on(everyone: Cast, case: rechoice.Case) -> None:
    option = started(everyone, case)
    with acting(everyone.bo):
        spell = rechoice.Option.objects.get(pk=option.pk).spell
        assert spell is not None
        assert (spell.kind, spell.starts_on) == (ActivityKind.GENERAL_UPPER_SECONDARY, TODAY)


def test_it_is_closed_when_it_has_lasted_and_not_before(everyone: Cast, case: rechoice.Case) -> None:
    started(everyone, case)
    with acting(everyone.bo) as bo:
        with pytest.raises(rechoice.NotStableYet):
            rechoice.close_case(case=case, by=bo, at=NOW + timedelta(days=90))
        rechoice.close_case(case=case, by=bo, at=LONG_AFTER)
    closed = now_of(everyone, case)
    assert (closed.state, closed.outcome) == (CaseState.CLOSED, CaseOutcome.RECHOSEN)


def test_coming_back_to_the_same_place_is_told_apart_from_a_re_choice(
    everyone: Cast, case: rechoice.Case
) -> None:
    talked_to(everyone, case)
    with acting(everyone.bo) as bo:
        draft = rechoice.OptionDraft(
            "Back", ActivityKind.VOCATIONAL_EDUCATION, organisation_id=everyone.vocational.pk
        )
        option = rechoice.add_option(case=case, draft=draft, by=bo, at=NOW)
        rechoice.choose_option(option=option, by=bo, at=NOW)
        rechoice.receive_option(option=option, on=TODAY, who="Freja", by=bo, at=NOW)
        rechoice.start_option(option=option, on=TODAY, next_step=None, by=bo, at=NOW)
        rechoice.close_case(case=case, by=bo, at=LONG_AFTER)
    assert now_of(everyone, case).outcome == CaseOutcome.RETURNED


def test_what_has_ended_meanwhile_is_no_end(everyone: Cast, case: rechoice.Case) -> None:
    option = started(everyone, case)
    with acting(everyone.bo):
        spell = rechoice.Option.objects.get(pk=option.pk).spell
    assert spell is not None
    with access.job_scope(everyone.hedeby.pk):
        responsibility.record_break_off(
            spell=spell, reason_code="", on=TODAY + timedelta(days=30), by=SYSTEM, at=NOW + timedelta(days=30)
        )
    with acting(everyone.bo) as bo:
        with pytest.raises(rechoice.StartIsOver):
            rechoice.close_case(case=case, by=bo, at=LONG_AFTER)
        rechoice.fall_through(case=case, because="It was too far away", by=bo, at=LONG_AFTER)
    again = now_of(everyone, case)
    assert (again.state, again.started_on) == (CaseState.TALKING, None)


def test_a_leader_ends_it_by_name_and_with_a_reason(everyone: Cast, case: rechoice.Case) -> None:
    with acting(everyone.gro) as gro:
        with pytest.raises(rechoice.SaySomething):
            rechoice.exempt_case(case=case, because="  ", by=gro, at=NOW)
        rechoice.exempt_case(case=case, because="Long illness, agreed with the home", by=gro, at=NOW)
    closed = now_of(everyone, case)
    assert (closed.outcome, closed.exempted_by_id) == (CaseOutcome.EXEMPT, everyone.gro.pk)


def test_a_counsellor_and_a_nightly_job_exempt_nobody(everyone: Cast, case: rechoice.Case) -> None:
    with acting(everyone.bo) as bo, pytest.raises(rechoice.NotYours):
        rechoice.exempt_case(case=case, because="No time", by=bo, at=NOW)
    with access.job_scope(everyone.hedeby.pk), pytest.raises(rechoice.NotYours):
        rechoice.exempt_case(case=case, because="A rule", by=SYSTEM, at=NOW)


@pytest.mark.parametrize(
    "instead",
    [
        {"state": "closed", "closed_on": TODAY, "outcome": "rechosen", "contact_on": TODAY},
        {"state": "closed", "closed_on": TODAY, "outcome": "exempt", "contact_on": TODAY},
        {"state": "closed", "closed_on": None, "outcome": "", "contact_on": TODAY},
        {"state": "talking"},
    ],
)
def test_the_database_lets_nobody_end_without_a_next_step(
    everyone: Cast, case: rechoice.Case, instead: dict[str, object]
) -> None:
    with access.job_scope(everyone.hedeby.pk), pytest.raises(IntegrityError):
        rechoice.Case.objects.filter(pk=case.pk).update(**instead)


def test_a_closed_case_is_opened_again_by_a_new_sign(everyone: Cast, case: rechoice.Case) -> None:
    started(everyone, case)
    with acting(everyone.bo) as bo:
        rechoice.close_case(case=case, by=bo, at=LONG_AFTER)
        rechoice.reopen_case(case=case, by=bo, at=LONG_AFTER)
    again = now_of(everyone, case)
    assert (again.state, again.outcome, again.opened_again) == (CaseState.TALKING, "", 1)


def test_one_thing_is_chosen_at_a_time(everyone: Cast, case: rechoice.Case) -> None:
    talked_to(everyone, case)
    first, second = a_possibility(everyone, case), a_possibility(everyone, case)
    with acting(everyone.bo) as bo:
        rechoice.choose_option(option=first, by=bo, at=NOW)
        with pytest.raises(IllegalMove):
            rechoice.choose_option(option=second, by=bo, at=NOW)
        rechoice.fall_through(case=case, because="She does not want it after all", by=bo, at=NOW)
        rechoice.choose_option(option=second, by=bo, at=NOW)
        left = rechoice.Option.objects.get(pk=first.pk)
    assert (left.state, left.left_because) == (OptionState.LEFT, "She does not want it after all")


def test_the_first_offer_stops_the_clock_of_the_offer(everyone: Cast, case: rechoice.Case) -> None:
    talked_to(everyone, case)
    option = a_possibility(everyone, case)
    with acting(everyone.bo) as bo:
        rechoice.offer_option(option=option, on=TODAY, next_step=None, by=bo, at=NOW)
        offered = NextStep.objects.get(person_id=case.person_id, kind=StepKind.OFFER_ACTIVITY)
    assert offered.state == StepState.DONE
    assert now_of(everyone, case).offered_on == TODAY


def test_what_is_missing_to_get_in_is_said_in_words(everyone: Cast, case: rechoice.Case) -> None:
    option = a_possibility(everyone, case)
    with acting(everyone.bo) as bo:
        with pytest.raises(rechoice.SaySomething):
            rechoice.find_out_entry(option=option, entry=Entry.LACKING, words="", by=bo, at=NOW)
        rechoice.find_out_entry(option=option, entry=Entry.LACKING, words="Passed mathematics", by=bo, at=NOW)
        rechoice.try_option(option=option, trial=rechoice.Trial(TODAY, TODAY), by=bo, at=NOW)
        rechoice.leave_option(option=option, because="Too far", by=bo, at=NOW)
        with pytest.raises(rechoice.ChangedByNow):
            rechoice.leave_option(option=option, because="Too far", by=bo, at=NOW)


def test_a_trial_ends_after_it_begins(everyone: Cast, case: rechoice.Case) -> None:
    option = a_possibility(everyone, case)
    trial = rechoice.Trial(TODAY, TODAY - timedelta(days=1))
    with acting(everyone.bo) as bo, pytest.raises(IntegrityError):
        rechoice.try_option(option=option, trial=trial, by=bo, at=NOW)


def test_the_most_pressing_stands_first(everyone: Cast, case: rechoice.Case, amina: Held) -> None:
    with access.job_scope(everyone.hedeby.pk):
        other = a_spell(amina.person, everyone.school, ActivityKind.PREPARATORY_EDUCATION)
        responsibility.record_break_off(
            spell=other, reason_code="", on=TODAY, by=SYSTEM, at=NOW - timedelta(days=3)
        )
    with acting(everyone.bo):
        first, second = rechoice.open_cases()
        assert (first.contact_due_on or TODAY) < (second.contact_due_on or TODAY)
        assert rechoice.case_counts(on=TODAY + timedelta(days=30))["late"] == 2
        assert rechoice.case_counts(on=TODAY)["new"] == 2


def test_whoever_may_not_see_them_finds_no_case(everyone: Cast, case: rechoice.Case) -> None:
    with acting(everyone.viggo):
        assert rechoice.case_view(case.pk) is None
        assert not rechoice.open_cases().exists()


def test_a_case_goes_along_when_somebody_was_registered_twice(
    everyone: Cast, case: rechoice.Case, database: psycopg.Connection
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        other = a_person(everyone.hedeby, "Amina")
        responsibility.BreakOff.objects.filter(pk=case.break_off_id).update(person=other)
    row = database.execute("SELECT person_id FROM rechoice_case WHERE id = %s", [case.pk]).fetchone()
    assert row == (other.pk,)


def test_from_every_state_but_the_last_there_is_a_way_to_the_end() -> None:
    assert not CASE.unreachable(CaseState.NEW)
    for state in CaseState:
        assert CASE.moves_from(state), state
    assert CASE.moves_from(CaseState.CLOSED) == (CaseMove.REOPEN,)
