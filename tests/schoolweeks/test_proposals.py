"""From a real school's file to a taken proposal and back: nothing changes before a person says so."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest
from tests.cast import Cast
from tests.conftest import NOW
from tests.schoolweeks.conftest import FILE, YEAR, acting, asked, first_class, seen, solved

from stafet.access import api as access
from stafet.integrations import week_jobs
from stafet.kernel.actors import SYSTEM
from stafet.kernel.timetables.changes import collisions, moves
from stafet.kernel.timetables.proposal import Outcome
from stafet.kernel.transitions import IllegalMove
from stafet.schoolweeks import api as schoolweeks
from stafet.schoolweeks.api import LessonFacts, ProposalState, SchoolWeek, WeekOrigin


def holding(everyone: Cast) -> SchoolWeek:
    with acting(everyone.ditte) as ditte:
        found = schoolweeks.current_week(everyone.school.pk, YEAR, by=ditte)
        assert found is not None
        return found


def test_a_week_is_kept_whole_with_the_file_it_came_from(everyone: Cast, loaded: SchoolWeek) -> None:
    row = holding(everyone)
    assert (row.revision, row.origin) == (1, WeekOrigin.FILE)
    assert len(schoolweeks.plain_week(row).lessons) == 97
    with acting(everyone.ditte):
        assert schoolweeks.file_content(row) == FILE.read_bytes()


def test_a_proposal_is_proven_checked_taken_and_set_back(everyone: Cast, marked: SchoolWeek) -> None:
    proposal = solved(everyone, marked)
    told = schoolweeks.answer_from_plain(proposal.result)
    week = schoolweeks.plain_week(marked)
    assert (proposal.state, told.proposal.outcome, told.faults) == (ProposalState.SOLVED, Outcome.PROVEN, ())
    assert len(moves(week, told.proposal)) == 2
    assert holding(everyone).revision == 1, "nothing has changed before somebody takes it"
    with acting(everyone.ditte) as ditte:
        taken = schoolweeks.accept_proposal(proposal=proposal, by=ditte, at=NOW)
    after = schoolweeks.question_of(proposal, schoolweeks.plain_week(taken))
    assert (taken.revision, taken.origin, collisions(after).hard) == (2, WeekOrigin.PROPOSAL, ())
    with acting(everyone.ditte) as ditte:
        marks = schoolweeks.marks_of(everyone.school.pk, YEAR)
        assert marks is not None
        assert marks.company_days == {first_class(week): week.days[0]}
        schoolweeks.go_back(week=marked, by=ditte, at=NOW)
    assert schoolweeks.plain_week(holding(everyone)) == week
    assert holding(everyone).revision == 3


def test_only_a_proposal_for_the_week_that_holds_is_taken(everyone: Cast, marked: SchoolWeek) -> None:
    proposal, other = solved(everyone, marked), solved(everyone, marked, day=4)
    with acting(everyone.ditte) as ditte:
        schoolweeks.accept_proposal(proposal=proposal, by=ditte, at=NOW)
        with pytest.raises(schoolweeks.WeekHasChanged):
            schoolweeks.accept_proposal(proposal=other, by=ditte, at=NOW)
    with acting(everyone.ditte) as ditte, pytest.raises(IllegalMove):
        schoolweeks.accept_proposal(proposal=proposal, by=ditte, at=NOW)
    assert seen(everyone, other).state == ProposalState.SOLVED


def test_a_locked_lesson_stays_and_the_one_before_is_put_aside(everyone: Cast, marked: SchoolWeek) -> None:
    first = solved(everyone, marked, day=4)
    week = schoolweeks.plain_week(marked)
    moved = moves(week, schoolweeks.answer_from_plain(first.result).proposal)
    free = next(move.before.key for move in moved if move.before.subject not in first.hard)
    again = solved(everyone, marked, day=4, locked=frozenset({free}))
    assert seen(everyone, first).state == ProposalState.DISCARDED
    if again.state == ProposalState.SOLVED:
        found = schoolweeks.answer_from_plain(again.result).proposal
        assert found.starts[free] == week.lesson[free].start
    else:
        assert again.state == ProposalState.IMPOSSIBLE


def test_impossible_names_the_rules_that_clash(everyone: Cast, marked: SchoolWeek) -> None:
    week = schoolweeks.plain_week(marked)
    proposal = solved(everyone, marked, locked=frozenset(lesson.key for lesson in week.lessons))
    told = schoolweeks.answer_from_plain(proposal.result)
    assert proposal.state == ProposalState.IMPOSSIBLE
    assert told.is_smallest
    words = [str(schoolweeks.shown_rule(rule, "Monday")) for rule in told.clash]
    assert any("outside the company day (Monday)" in each for each in words)
    assert any("is fixed and stays where it is" in each for each in words)


def test_a_proposal_somebody_has_spoiled_is_never_taken(everyone: Cast, marked: SchoolWeek) -> None:
    proposal = asked(everyone, marked)
    with acting(everyone.ditte):
        question = schoolweeks.question_of(proposal, schoolweeks.plain_week(marked))
    right = schoolweeks.answer(question, seconds=10, by=week_jobs.solvers())
    spoiled = replace(right, proposal=replace(right.proposal, starts=question.week.starts))
    _kept_behind_the_check(everyone, proposal, spoiled)
    with acting(everyone.ditte) as ditte, pytest.raises(schoolweeks.WeekNotWhole, match="found a fault"):
        schoolweeks.accept_proposal(proposal=proposal, by=ditte, at=NOW)
    assert holding(everyone).revision == 1


def test_a_week_is_typed_in_and_corrected_class_by_class(everyone: Cast) -> None:
    with acting(everyone.ditte) as ditte:
        empty = schoolweeks.type_week(
            school=everyone.school, starts_in=YEAR, days=5, hours=6, by=ditte, at=NOW
        )
        maths = [LessonFacts("Matematik", day, 0, teachers=("IB",), room="A1") for day in (0, 1)]
        first = schoolweeks.correct_week(week=empty, class_key="8a", lessons=maths, by=ditte, at=NOW)
        week = schoolweeks.plain_week(first)
        key = week.lessons[0].key
        changed = [LessonFacts("Matematik", 2, 4, length=2, teachers=("BO",), key=key)]
        second = schoolweeks.correct_week(week=first, class_key="8a", lessons=changed, by=ditte, at=NOW)
        with pytest.raises(schoolweeks.WeekHasChanged):
            schoolweeks.correct_week(week=first, class_key="8a", lessons=[], by=ditte, at=NOW)
    lesson = schoolweeks.plain_week(second).lessons[0]
    assert (len(week.lessons), len(week.spreads)) == (2, 5)
    assert (lesson.start, lesson.length, lesson.teachers, lesson.rooms) == (16, 2, ("BO",), ())


def test_who_keeps_and_who_reads_is_the_same_one_by_one_many_and_in_the_database(
    everyone: Cast, loaded: SchoolWeek
) -> None:
    schools = [everyone.school, everyone.vocational]
    for name in ("bo", "ditte", "freja", "gro", "carl"):
        with acting(getattr(everyone, name)) as by:
            reads, keeps = schoolweeks.schools_readable_by(by), schoolweeks.schools_keepable_by(by)
            rows = type(everyone.school).objects
            for school in schools:
                assert rows.filter(reads, pk=school.pk).exists() == schoolweeks.can_read_week(by, school)
                assert rows.filter(keeps, pk=school.pk).exists() == schoolweeks.can_keep_week(by, school)
            assert SchoolWeek.objects.exists() == schoolweeks.can_read_week(by, everyone.school)
    with acting(everyone.bo) as bo, pytest.raises(schoolweeks.NotYourSchool):
        schoolweeks.go_back(week=loaded, by=bo, at=NOW)


def _kept_behind_the_check(
    everyone: Cast, proposal: schoolweeks.WeekProposal, told: schoolweeks.Answer
) -> None:
    with access.job_scope(everyone.hedeby.pk):
        assert schoolweeks.begin_solving(proposal_id=proposal.pk, by=SYSTEM, at=NOW) is not None
        schoolweeks.keep_answer(proposal_id=proposal.pk, told=told, by=SYSTEM, at=NOW)


def test_the_gate_s_roles_are_those_of_the_policies(database: psycopg.Connection) -> None:
    row = database.execute("SELECT prosrc FROM pg_proc WHERE proname = 'my_week_schools'").fetchone()
    assert row is not None
    for role in access.Role:
        organises = access.allowed(role, access.Permission.ORGANISE)
        writes = access.allowed(role, access.Permission.WRITE_PLAN)
        assert (f"'{role.value}'" in row[0]) == (organises or writes), role
