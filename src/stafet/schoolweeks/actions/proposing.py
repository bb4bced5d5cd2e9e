"""Weekdays are asked about, worked out by a job, and decided by a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from stafet.audit import api as audit
from stafet.kernel.actors import Actor
from stafet.kernel.sentences import sentence
from stafet.kernel.timetables.changes import proposed_week
from stafet.kernel.timetables.check import faults
from stafet.kernel.timetables.problem import Question
from stafet.kernel.timetables.proposal import Outcome
from stafet.schoolweeks.actions.holding import must_hold, must_keep, note, put_version
from stafet.schoolweeks.answers import Answer, answer_from_plain, answer_to_plain
from stafet.schoolweeks.content import from_plain
from stafet.schoolweeks.drafts import MOST_SECONDS, Asked
from stafet.schoolweeks.errors import WeekNotWhole
from stafet.schoolweeks.models import SchoolWeek, WeekMarks, WeekProposal
from stafet.schoolweeks.protecting import protected_subjects
from stafet.schoolweeks.queries import is_current, question_of
from stafet.schoolweeks.states import PROPOSAL, ProposalMove, ProposalState, WeekOrigin


@audit.action
def ask_for_days(*, week: SchoolWeek, asked: Asked, by: Actor, at: datetime) -> tuple[WeekProposal, ...]:
    """One proposal for each weekday of a class; those of before are put aside. Raises ``WeekNotWhole``, ``WeekHasChanged``."""
    must_keep(week.school, by)
    must_hold(holds=is_current(week))
    marks = WeekMarks.objects.filter(school=week.school, starts_in=week.starts_in).first()
    protected = protected_subjects(
        marks.subjects if marks else {}, municipality_id=week.municipality_id, starts_in=week.starts_in
    )
    if marks is None or not protected.hard:
        raise WeekNotWhole(
            sentence("No subject of the week is said to be protected. Mark Danish and mathematics first.")
        )
    _put_aside(week, asked, by, at)
    others = [[name, day] for name, day in marks.company_days.items() if day and name != asked.class_key]
    made = []
    for day in asked.days:
        row = WeekProposal(
            municipality_id=week.municipality_id,
            school=week.school,
            starts_in=week.starts_in,
            week=week,
            class_key=asked.class_key,
            day=day,
            company_days=[*others, [asked.class_key, day]],
            hard=sorted(protected.hard),
            soft=sorted(protected.soft),
            locked=sorted(asked.locked | set(marks.fixed)),
            frame=asked.frame,
            may_crowd=asked.may_crowd,
            seconds=min(max(asked.seconds, 1), MOST_SECONDS),
            asked_by_id=by.user_id,
            at=at,
            beat_at=at,
        )
        question_of(row, from_plain(week.content))
        row.save(force_insert=True)
        made.append(row)
    note("ask_for_days", week, week.school, by, at)
    return tuple(made)


@audit.action
def try_again(*, proposal: WeekProposal, seconds: int, by: Actor, at: datetime) -> WeekProposal:
    """Search it once more, with more time. Raises ``IllegalMove``."""
    row = _taken(proposal.pk)
    must_keep(row.school, by)
    changes = {"seconds": min(max(seconds, 1), MOST_SECONDS), "result": None, "finished_at": None}
    return _move(row, ProposalMove.TRY_AGAIN, changes, at)


@audit.action
def begin_solving(*, proposal_id: UUID, by: Actor, at: datetime) -> tuple[Question, int] | None:
    """The question for the job that works it out, and for how many seconds; ``None`` when nobody waits for it any more."""
    row = _taken(proposal_id)
    if not by.is_system or not PROPOSAL.is_allowed(ProposalState(row.state), ProposalMove.BEGIN):
        return None
    _move(row, ProposalMove.BEGIN, {}, at)
    return question_of(row, from_plain(row.week.content)), row.seconds


@audit.action
def keep_answer(*, proposal_id: UUID, told: Answer, by: Actor, at: datetime) -> None:
    """What the job found out. A week that the check finds a fault in is not shown: it counts as a fault of ours."""
    row = _taken(proposal_id)
    if row.state != ProposalState.SOLVING or not by.is_system:
        return
    changes = {"result": answer_to_plain(told), "finished_at": at}
    _move(row, _came_of(told), changes, at)


@audit.action
def stop_solving(*, proposal_id: UUID, by: Actor, at: datetime) -> None:
    """The job has met a fault."""
    row = _taken(proposal_id)
    if by.is_system and PROPOSAL.is_allowed(ProposalState(row.state), ProposalMove.FAIL):
        _move(row, ProposalMove.FAIL, {"finished_at": at}, at)


@audit.action
def accept_proposal(*, proposal: WeekProposal, by: Actor, at: datetime) -> SchoolWeek:
    """Somebody takes it: the week is as proposed from now on. Raises ``WeekHasChanged``, ``WeekNotWhole``, ``IllegalMove``."""
    row = _taken(proposal.pk)
    must_keep(row.school, by)
    if by.is_system:
        raise WeekNotWhole(sentence("A person takes a proposal, never a machine."))
    _move(row, ProposalMove.ACCEPT, {"decided_by_id": by.user_id, "decided_at": at}, at)
    week, found = from_plain(row.week.content), answer_from_plain(row.result).proposal
    if faults(question_of(row, week), found.starts, found.rooms):
        raise WeekNotWhole(sentence("The check has found a fault in this proposal. Ask for it once more."))
    version = SchoolWeek(
        municipality_id=row.municipality_id,
        school=row.school,
        starts_in=row.starts_in,
        origin=WeekOrigin.PROPOSAL,
        file_id=row.week.file_id,
        notices=row.week.notices,
        made_from=row.week,
        by_id=by.user_id,
        at=at,
    )
    put_version(version, proposed_week(week, found))
    _settle_day(row, by, at)
    note("accept_proposal", version, row.school, by, at)
    return version


@audit.action
def discard_proposal(*, proposal: WeekProposal, by: Actor, at: datetime) -> None:
    """It is put aside; the week stays as it is."""
    row = _taken(proposal.pk)
    must_keep(row.school, by)
    _move(row, ProposalMove.DISCARD, {"decided_by_id": by.user_id, "decided_at": at}, at)
    note("discard_proposal", row.week, row.school, by, at)


def _came_of(told: Answer) -> ProposalMove:
    if told.faults:
        return ProposalMove.FAIL
    if told.proposal.outcome is Outcome.IMPOSSIBLE:
        return ProposalMove.RULE_OUT
    return ProposalMove.SOLVE if told.is_whole else ProposalMove.GIVE_UP


def _settle_day(row: WeekProposal, by: Actor, at: datetime) -> None:
    marks = WeekMarks.objects.select_for_update(of=("self",)).get(school=row.school, starts_in=row.starts_in)
    marks.company_days = {**marks.company_days, row.class_key: row.day}
    marks.by_id, marks.at = by.user_id, at
    marks.save()


def _put_aside(week: SchoolWeek, asked: Asked, by: Actor, at: datetime) -> None:
    same = WeekProposal.objects.select_for_update(of=("self",)).filter(
        week=week, class_key=asked.class_key, day__in=asked.days
    )
    for row in same:
        if PROPOSAL.is_allowed(ProposalState(row.state), ProposalMove.DISCARD):
            _move(row, ProposalMove.DISCARD, {"decided_by_id": by.user_id, "decided_at": at}, at)


def _taken(proposal_id: UUID) -> WeekProposal:
    rows = WeekProposal.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("week", "school").get(pk=proposal_id)


def _move(row: WeekProposal, what: ProposalMove, changes: Mapping[str, object], at: datetime) -> WeekProposal:
    row.state = PROPOSAL.after(ProposalState(row.state), what)
    row.beat_at = at
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    return row
